"""HTML bodies, whole HTML mails too, as Markdown.

Ours because what there is fails on hostile input: it recurses to death, or makes nothing of deep input. This one keeps
flat lists, so that 100,000 levels are nothing special and time grows with the length of the input.
"""

from __future__ import annotations

import re

from reader.documents.clean import clean_text

_LOOKED_AT = 65_536
"""Characters of a body that decide whether it is HTML."""

_WHOLE_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I)
_MARKUP = re.compile(
    r"</(?:p|div|table|tr|td|li|ul|ol|h[1-6]|span|a|blockquote|center|section|article)\s*>|<br\s*/?>", re.I
)
_MARKDOWN = re.compile(r"^ {0,3}(?:#{1,6} +\S|```|~~~)|\]\(\S", re.M)

_RESTARTS = 16
_LONG_REFERENCE = re.compile(r"&#[xX]?[0-9A-Fa-f]{16,}")


def looks_like_html(text: str) -> bool:
    """Whether a body is HTML rather than Markdown, which may hold some HTML too.

    A whole page is; so is text with closing tags or line breaks of HTML in which nothing is written as Markdown.
    """
    head = text[:_LOOKED_AT]
    if _WHOLE_PAGE.match(head):
        return True
    return "<" in head and _MARKUP.search(head) is not None and _MARKDOWN.search(head) is None


def html_to_markdown(html: str) -> str:
    """`html` as clean Markdown without raw HTML; text that only looks like Markdown is escaped. Never raises.

    Headings, paragraphs, emphasis, code, quotes, lists and rules become what they are; table rows become lines with
    `|` between cells. Links lead to http, https and mailto only, images to http and https; what a page hides, its
    head, styles, scripts, comments and images of one pixel are left out.
    """
    from reader.documents.html_reader import HtmlReader

    reader = HtmlReader()
    # `html.parser` raises on marked sections it does not know (`<![x`, Outlook's `<![if`) and on references of more
    # digits than Python reads as a number. A line feed at the end lets it decide about a final `&` or `<`.
    rest = _LONG_REFERENCE.sub("&#xfffd;", html.replace("<![", "<!x[")) + "\n"
    # What it cannot finish stays unread: `close()` would look for the end again from every later `<`, in quadratic
    # time. So a tag that never ends is text, and what follows is read, but not for ever.
    for _ in range(_RESTARTS):
        rest = reader.read(rest)
        if not rest.startswith("<") or rest.startswith(("<!", "<?")):
            break
        reader.handle_data("<")
        rest = rest[1:]
    else:
        reader.handle_data(rest)
    return clean_text(reader.finish())
