"""What a publisher sealed stays out of sight: the ciphertext under `secured` is never shown, whatever its shape.

Fields of that name are dropped from the tree. The functions here are for text in which such a field may hide: text of
broken files, text that swallowed the field because a quote is missing, and the raw view.
"""

from __future__ import annotations

import re

WITHHELD = "secured: (withheld)"
"""What stands in place of the field where the file itself is shown."""

# Text, not compiled here: most documents never need them, and the start of the program does not wait for them.
_NAME = r"(?<![\w$.])(?<![\w$.]-)[\"']?secured[\"']?"
_ANYWHERE = rf"(?is){_NAME}\s*+:(?=\s|[\"']|$).*"
# Prose may say "secured: the deal"; a long run without a space is a ciphertext.
_RUN = r"[A-Za-z0-9+/=_-]"
_CIPHERTEXT = (
    rf"(?i){_NAME}\s*+:\s*+(?:[|>][-+0-9]*+\s*+)?[\"']?{_RUN}{{24,}}(?:\\?\s+{_RUN}{{20,}})*(?:\s+{_RUN}+[\"'])?[\"']?"
)

_FIELD_LINE = rf"(?i)(?P<margin>(?:[ \t]*#)?[ \t]*+(?:[-?]++[ \t]*+)*+){_NAME}[ \t]*+(?::[ \t]*+(?P<value>.*))?$"
_NEW_FIELD = r"[ \t]*(?:(?P<dash>-)(?:[ \t]|$)|[\"']?[\w.$@-]+[\"']?[ \t]*:(?:[ \t]|$))"
_CLOSED = r"\"(?:[^\"\\]|\\.)*\"[^\"]*|'[^']*'[^']*"
_NOWHERE = 1 << 30
_SIGNS = " \t-?:*\"'"


def is_secured(name: str) -> bool:
    """Whether a field of this name is sealed; signs around it, as a slip of the hand leaves them, do not matter."""
    lowered = name.lower()
    return "ecured" in lowered and lowered.strip(_SIGNS) == "secured"


def cut(text: str) -> str:
    """`text` up to a `secured` field with a ciphertext in it; all of it where there is none."""
    found = re.search(_CIPHERTEXT, text)
    return text[: found.start()].rstrip() if found else text


def cut_anywhere(text: str) -> str:
    """`text` up to whatever looks like a `secured` field."""
    start = span_anywhere(text)
    return text[:start].rstrip() if start >= 0 else text


def span_anywhere(text: str) -> int:
    """Where in `text` what looks like a `secured` field begins; -1 where nothing does."""
    found = re.search(_ANYWHERE, text)
    return found.start() if found else -1


def without_ciphertext(text: str, instead: str = "") -> str:
    """`text` with `instead`, and as many lines as before, for each `secured` field with a ciphertext."""
    if "ecured" not in text and "ECURED" not in text:
        return text
    return re.sub(_CIPHERTEXT, lambda found: instead + "\n" * found[0].count("\n"), text)


def without_lines(text: str) -> str:
    """`text`, which need not be YAML, with `WITHHELD` for each `secured` field and empty lines for its further lines.

    Where it cannot be known how far the field goes, it goes to the next line that begins a field.
    """
    if "ecured" not in text.lower():
        return text
    kept: list[str] = []
    column, open_ended = -1, False
    for line in text.split("\n"):
        if column >= 0 and _goes_on(line, column, open_ended):
            kept.append("")
            continue
        column = -1
        if "ecured" not in line.lower():
            kept.append(line)
            continue
        field, inside = re.match(_FIELD_LINE, line), re.search(_ANYWHERE, line)
        if field is not None:
            margin, value = field["margin"], field["value"] or ""
            column = margin.index("?") if "?" in margin else len(margin)
            open_ended = value.startswith(("'", '"', "[", "{")) and re.fullmatch(_CLOSED, value) is None
            kept.append(margin + WITHHELD)
        elif inside is not None:
            column, open_ended = _NOWHERE, True
            kept.append(line[: inside.start()] + WITHHELD)
        else:
            kept.append(line)
    return "\n".join(kept)


def _goes_on(line: str, column: int, open_ended: bool) -> bool:
    """Whether `line` may still belong to the field that began at `column`."""
    rest = line.lstrip(" \t")
    if not rest:
        return True
    if rest.startswith(":"):  # the value after `? secured`
        return True
    indent = len(line) - len(rest)
    if open_ended:
        new = re.match(_NEW_FIELD, line)
        return new is None or indent > column or (indent == column and new["dash"] is not None)
    return indent > column or (indent == column and rest.startswith("-"))
