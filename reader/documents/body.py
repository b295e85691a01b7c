"""A document's body: Markdown as it stands, HTML made Markdown, and what a list wants to know of either."""

from __future__ import annotations

import re
from itertools import islice

from reader.documents.clean import clean_text, decode_entities
from reader.documents.html import html_to_markdown, looks_like_html
from reader.documents.record import tidy
from reader.documents.secured import without_ciphertext

_HTML_SUFFIXES = (".html", ".htm")

# What HTML shows nothing of. An element that never ends is taken to its end, as browsers do with comments and scripts.
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|head|title|template)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_TAG = re.compile(r"<[a-z/!?][^>]*+>?", re.I)
_IMAGE = re.compile(r"<img\b", re.I)
_HTML_HEADING = re.compile(r"<h([1-6])\b[^>]*+>", re.I)
_HEADINGS = 16
"""Headings of HTML that are looked at for one that has text."""
_LOOKED_AT = 65_536
"""Characters of a body in which its first heading is looked for."""

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.M | re.S)
_HEADING = re.compile(
    r"^ {0,3}#{1,6}[ \t]+(?P<atx>[^\n]*)$|^(?P<setext>[^\s>#*+-][^\n]*)\n {0,3}(?:=+|-{2,})[ \t]*$", re.M
)
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")

_REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")


def is_html(body: str, path: str) -> bool:
    """Whether a body is HTML: the file's name says so, or its text does."""
    return path.lower().endswith(_HTML_SUFFIXES) or looks_like_html(body)


def has_text(body: str, *, html: bool) -> bool:
    """Whether a body shows anything; quick, so a page of nothing but broken tags may count as text."""
    if not body or body.isspace():
        return False
    if not html:
        return True
    for size in (_LOOKED_AT // 8, _LOOKED_AT, len(body)):
        shown = _HIDDEN.sub(" ", body[:size])
        text = _TAG.sub(" ", shown)
        if (text and not decode_entities(text).isspace()) or _IMAGE.search(shown):
            return True
    return False


def first_heading(body: str, *, html: bool) -> str:
    """The text of a body's first heading on one line, clean; empty when there is none near the beginning."""
    head = body[:_LOOKED_AT]
    if html:
        return _first_html_heading(_HIDDEN.sub(" ", head))
    for found in _HEADING.finditer(_FENCE.sub("", head)):
        text = tidy(_MARKUP.sub(r"\1", (found["atx"] or found["setext"] or "").strip(" \t#")))
        if text:
            return text
    return ""


def _first_html_heading(head: str) -> str:
    lowered = head.lower()
    for found in islice(_HTML_HEADING.finditer(head), _HEADINGS):
        end = lowered.find(f"</h{found[1]}", found.end())
        text = tidy(_TAG.sub("", head[found.end() : end])) if end >= 0 else ""
        if text:
            return text
    return ""


def markdown(body: str, *, html: bool) -> str:
    """A body as clean Markdown, without white space around it, and without anything `secured`."""
    shown = html_to_markdown(body) if html else body
    return _harmless(clean_text(shown)).strip()


def without_secured(written: str) -> str:
    """The body as it is taken: a `secured` field that a stray `---` put there is left out."""
    return without_ciphertext(written)


def _harmless(text: str) -> str:
    """Markdown whose entities bring no unsafe character back when they are shown."""

    def shown(reference: re.Match[str]) -> str:
        char = decode_entities(reference[0])
        return reference[0] if clean_text(char) == char else " "

    return _REFERENCE.sub(shown, text) if "&" in text else text
