"""Text from outside becomes articles, safely: front matter, fields, bodies, and what is wrong with them.

Pure functions from bytes to values; no file is opened here and nothing is fetched.
"""

from reader.documents.clean import clean_line, clean_text, decode_entities
from reader.documents.frontmatter import MAX_BODY, MAX_FRONT_MATTER, is_document
from reader.documents.html import html_to_markdown
from reader.documents.raw import raw_view
from reader.documents.read import Parsed, ParsedArticle, ParsedText, read_article, read_body, read_document, read_text
from reader.documents.topics import read_topic

__all__ = [
    "MAX_BODY",
    "MAX_FRONT_MATTER",
    "Parsed",
    "ParsedArticle",
    "ParsedText",
    "clean_line",
    "clean_text",
    "decode_entities",
    "html_to_markdown",
    "is_document",
    "raw_view",
    "read_article",
    "read_body",
    "read_document",
    "read_text",
    "read_topic",
]
