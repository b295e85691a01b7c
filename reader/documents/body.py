"""A document's body: Markdown as it stands, HTML made Markdown, and what a list wants to know of either."""

from __future__ import annotations

import re
from itertools import islice

from reader.documents.clean import clean_text, decode_entities
from reader.documents.html import html_to_markdown, looks_like_html
from reader.documents.record import tidy

_HTML_SUFFIX = ".html"

# What HTML shows nothing of. An element that never ends is taken to its end, as browsers do with comments and scripts.
_HIDDEN = r"(?is)<!--.*?(?:-->|\Z)|<(script|style|head|title|template)\b.*?(?:</\1\s*>|\Z)"
_TAG = r"(?i)<[a-z/!?][^>]*+>?"
_IMAGE = r"(?i)<img\b"
_HTML_HEADING = r"(?i)<h([1-6])\b[^>]*+>"
_LONGEST_HEADING = 500
_HEADINGS = 16
"""Headings of HTML that are looked at for one that has text."""
_LOOKED_AT = 65_536
"""Characters of a body in which its first heading is looked for."""

_NOT_SHOWN = r"(?i)<!--|<(script|style)\b"
_FENCE = r"(?ms)^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)"
_HEADING = r"(?m)^ {0,3}#{1,6}[ \t]+(?P<atx>[^\n]*)$|^(?P<setext>[^\s>#*+-][^\n]*)\n {0,3}(?:=+|-{2,})[ \t]*$"
_MARKUP = r"!?\[([^\]]*)\]\([^)]*\)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}"

_REFERENCE = r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?"


def is_html(body: str, path: str) -> bool:
    """Whether a body is HTML: the file's name says so, or its text does."""
    return path.lower().endswith(_HTML_SUFFIX) or looks_like_html(body)


def has_text(body: str, *, html: bool) -> bool:
    """Whether a body shows anything; quick, so a page of nothing but broken tags may count as text."""
    if not body or body.isspace():
        return False
    if not html:
        return True
    for size in (_LOOKED_AT // 8, _LOOKED_AT, len(body)):
        shown = re.sub(_HIDDEN, " ", body[:size])
        text = re.sub(_TAG, " ", shown)
        if (text and not decode_entities(text).isspace()) or re.search(_IMAGE, shown):
            return True
    return False


def first_heading(body: str, *, html: bool) -> str:
    """The text of a body's first heading on one line, clean; empty when there is none near the beginning."""
    head = body[:_LOOKED_AT]
    if html:
        return _first_html_heading(re.sub(_HIDDEN, " ", head))
    for found in re.finditer(_HEADING, re.sub(_FENCE, "", head)):
        written = (found["atx"] or found["setext"] or "").strip(" \t#")[:_LONGEST_HEADING]
        text = tidy(re.sub(_MARKUP, r"\1", written))
        if text:
            return text
    return ""


def _first_html_heading(head: str) -> str:
    for found in islice(re.finditer(_HTML_HEADING, head), _HEADINGS):
        end = re.compile(f"(?i)</h{found[1]}").search(head, found.end())
        text = tidy(re.sub(_TAG, "", head[found.end() : end.start()])) if end else ""
        if text:
            return text
    return ""


def markdown(body: str, *, html: bool) -> str:
    """A body as clean Markdown, without white space around it."""
    shown = html_to_markdown(body) if html else body
    return _harmless(clean_text(shown)).strip()


def without_hidden(body: str) -> str:
    """Markdown without the comments, scripts and styles of HTML in it, those in fenced code excepted."""
    if re.search(_NOT_SHOWN, body) is None:
        return body
    kept: list[str] = []
    last = 0
    for fence in re.finditer(_FENCE, body):
        kept += (_without_elements(body[last : fence.start()]), fence[0])
        last = fence.end()
    return "".join(kept) + _without_elements(body[last:])


def _without_elements(text: str) -> str:
    """`text` without what hides; what is never closed stays, and all behind it, so that time grows with length."""
    kept: list[str] = []
    last = 0
    for opened in re.finditer(_NOT_SHOWN, text):
        if opened.start() < last:
            continue
        closed = re.compile(f"(?i)</{opened[1]}\\s*>" if opened[1] else "-->").search(text, opened.end())
        if closed is None:
            break
        kept.append(text[last : opened.start()])
        last = closed.end()
    return "".join(kept) + text[last:]


def _harmless(text: str) -> str:
    """Markdown whose entities bring no unsafe character back when they are shown."""

    def shown(reference: re.Match[str]) -> str:
        char = decode_entities(reference[0])
        return reference[0] if char and clean_text(char) == char else " "

    return re.sub(_REFERENCE, shown, text) if "&" in text else text
