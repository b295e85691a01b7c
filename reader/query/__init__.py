"""What a person types to find articles: text → words → test.

For now a query is words, and all of them must be found, each as the beginning of a word of title, excerpt, provider
or topics, without case and accents. Scripts that set no spaces between words (Chinese, Japanese, Thai, …) match
anywhere. Positions for highlighting are found in the text as written.
"""

from reader.query.folding import fold
from reader.query.words import Query, haystack, parse, spans

__all__ = ["Query", "fold", "haystack", "parse", "spans"]
