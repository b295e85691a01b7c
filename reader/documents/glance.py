"""Documents recognised at a glance: written as collections write them, with one order of fields, two spaces deep.

A pattern takes the fields in one step that the quick reader takes line by line. Of related entries, which most of a
large document are, lists want only the keys they may be found under; documents of the same days list the same articles
in the same words, so what an entry gave is remembered. Anything that is not written so is left to the quick reader, and
what that one doubts to the careful one: all three give the same.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reader.documents.dates import read_moment
from reader.documents.notes import Doubt
from reader.documents.quick import plain_text, scalar
from reader.documents.tree import Value
from reader.model import canonical_url, key_of

_PICTURE = re.compile(r"\n  - url: (.+)(?:\n    width: (.+))?(?:\n    height: (.+))?(?:\n    isCached: (.+))?")
_NAME = b"\nrelated:\n  - "
_NEXT = b"\n  - "
_SEALED = '\nsecured: "'
_REMEMBERED = 4_096
_ENDS = re.compile(rb"\n(?! )")

# Values without anything to note: text in quotes or plain, what may be a day or a point in time, an address, a number,
# true or false.
_TEXT = r"""(?:"[^"\\\n]*+(?:\\["\\/nt][^"\\\n]*+)*+"|[A-Za-z][^\n:#]*+)"""
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?Z)?"
_URL = r"https?://[A-Za-z0-9][!#-\[\]-~]*+"
_NUMBER = "(?:0|[1-9][0-9]{0,8})"
_FLAG = "(?:true|false)"
_SIMPLE = {
    "category": _TEXT, "title": _TEXT, "excerpt": _TEXT, "publishedDateTime": _DATE, "updatedDateTime": _DATE,
    "originalUrl": _TEXT, "webUrl": _TEXT, "ampWebUrl": _TEXT, "cdnAmpWebUrl": _TEXT, "type": _TEXT,
    "quality": _NUMBER, "heat": f"-1|{_NUMBER}", "published": _FLAG, "removed": _FLAG, "length": "[A-Z][0-9A-Z]*+",
}  # fmt: skip
"""Fields on one line, in their order."""
_AS_WRITTEN = frozenset({"publishedDateTime", "updatedDateTime", "length"})


def front_groups(front: str) -> tuple[str | None, ...] | None:
    """The values of front matter without related entries, as they are written; None where it is not written so.

    First those of the fields on one line in their order, then `provider:`, its name and domain, the topics, the images.

    Args:
        front: what `plain_text` gives.
    """
    # What is sealed comes last and is as long as all the rest: methods of text are quicker there than a pattern.
    start = front.rfind(_SEALED)
    if start >= 0:
        sealed = front[start + len(_SEALED) :].rstrip("\n")
        if not sealed or sealed.find('"') != len(sealed) - 1 or "\\" in sealed or "\n" in sealed:
            return None
        front = front[:start]
    if "ecured" in front:
        return None
    found = _front().fullmatch("\n" + front)
    return found.groups() if found is not None else None


def fields_of(groups: tuple[str | None, ...]) -> dict[str, Value] | None:
    """What `quick_fields` gives for the same front matter; None where it has none but what is sealed.

    Args:
        groups: what `front_groups` gives.

    Raises:
        Doubt: it is not plainly written.
    """
    *simple, provider, name, domain, topics, images = groups
    fields: dict[str, Value] = {}
    for field, text in zip(_SIMPLE, simple, strict=True):
        if text is None:
            continue
        if text[0] == '"' and "\\" not in text:
            fields[field] = text[1:-1]
        else:
            fields[field] = text if field in _AS_WRITTEN else value_of(text)
    if provider is not None:
        fields["provider"] = _some(("name", name), ("domain", domain))
    if topics is not None:
        fields["topics"] = [value_of(topic) for topic in topics.split("\n  - ")[1:]]
    if images is not None:
        fields["images"] = [
            _some(("url", url), ("width", width), ("height", height), ("isCached", cached))
            for url, width, height, cached in _PICTURE.findall(images)
        ]
    return fields or None


def _some(*texts: tuple[str, str | None]) -> dict[str, Value] | None:
    """Those fields that are there."""
    return {name: value_of(text) for name, text in texts if text} or None


@lru_cache(maxsize=_REMEMBERED)
def value_of(text: str) -> Value:
    """A value on one line, as it is written.

    Raises:
        Doubt: it may be something else.
    """
    return text[1:-1] if text[0] == '"' and "\\" not in text else scalar(text.strip(" "))


@cache
def _front() -> re.Pattern[str]:
    """All of a front matter but related entries; its groups are the values of `_SIMPLE` and what follows there."""
    fields = [f"{name}: ({value})" for name, value in _SIMPLE.items()]
    fields += (
        f"(provider:)(?:\\n  name: ({_TEXT}))?(?:\\n  domain: ({_TEXT}))?",
        f"topics:((?:\\n  - {_TEXT})+)",
        f"images:((?:\\n  - url: {_TEXT}(?:\\n    width: {_NUMBER})?(?:\\n    height: {_NUMBER})?"
        f"(?:\\n    isCached: {_FLAG})?)+)",
    )
    return re.compile("".join(f"(?:\\n+{field})?" for field in fields) + "\\n*")


def listed_entries(front: bytes) -> tuple[bytes, list[tuple[int, ...]]] | None:
    """Front matter without its related entries, and the keys each of those may be found under, its own first.

    Args:
        front: what `quick_halves` gives.

    Returns:
        None when there are none, or one of them is not written in the way that is known here.
    """
    start = front.find(_NAME)
    if start < 0:
        return None
    begin = start + len(_NAME)
    end = front.find(b"\n\n", begin)
    block = front[begin : end if end >= 0 else len(front)].rstrip(b"\n")
    entries = block.split(_NEXT)
    end = begin + len(block)
    outside = _ENDS.search(entries[-1])
    if outside is not None:
        end -= len(entries[-1]) - outside.start()
        entries[-1] = entries[-1][: outside.start()]
    keys = []
    for entry in entries:
        found = _keys(entry)
        if found is None:
            return None
        keys.append(found)
    rest = front[end:]
    follows = rest.lstrip(b"\n")[:1]
    if follows and not follows.isalpha():
        return None
    return front[:start] + rest, keys


@lru_cache(maxsize=_REMEMBERED)
def _keys(entry: bytes) -> tuple[int, ...] | None:
    """The keys of an entry, from behind its dash to the end of its last line."""
    if b"ecured" in entry:
        return None
    try:
        found = _entry().fullmatch(plain_text(entry))
    except Doubt:
        return None
    if found is None:
        return None
    published_at, updated_at, original, web, amp, cdn_amp = found.groups()
    if not (web or original):
        return None
    try:
        for date in (published_at, updated_at):
            if date is not None:
                read_moment(date)
    except ValueError:
        return None
    forms = [canonical_url(url) for url in (web, original, amp, cdn_amp) if url is not None]
    if None in forms:
        return None
    return tuple([key_of(form) for form in dict.fromkeys(forms) if form])


@cache
def _entry() -> re.Pattern[str]:
    """An entry: its fields in their order, each at most once. Its groups are its dates and addresses."""
    address, picture = f'"({_URL})"', f'"{_URL}"'
    fields = (
        f"excerpt: {_TEXT}",
        f"publishedDateTime: ({_DATE})",
        f"updatedDateTime: ({_DATE})",
        f"originalUrl: {address}",
        f"webUrl: {address}",
        f"ampWebUrl: {address}",
        f"cdnAmpWebUrl: {address}",
        f"category: {_TEXT}",
        f"type: {_TEXT}",
        f"provider:(?:\n      name: {_TEXT})?(?:\n      domain: {_TEXT})?",
        f"quality: {_NUMBER}",
        f"heat: (?:-1|{_NUMBER})",
        f"published: {_FLAG}",
        f"topics:(?:\n      - {_TEXT})+",
        f"images:(?:\n      - url: {picture}(?:\n        width: {_NUMBER})?(?:\n        height: {_NUMBER})?"
        f"(?:\n        isCached: {_FLAG})?)+",
    )
    return re.compile(f"title: {_TEXT}" + "".join(f"(?:\n    {field})?" for field in fields))
