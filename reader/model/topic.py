"""Subjects of articles."""

from __future__ import annotations

import unicodedata

from reader.model.named import NamedTuple


class Topic(NamedTuple):
    """A subject as a library's `_data/topics/*.yaml` describes it.

    Attributes:
        name: as people read it.
        shortname: another spelling that articles may use; empty when there is none.
        parent: the name of the wider topic; empty at the top.
        order: position among its siblings, from the file name's leading number.
    """

    name: str
    shortname: str = ""
    parent: str = ""
    description: str = ""
    hashtags: tuple[str, ...] = ()
    order: int = 0


def topic_key(name: str) -> str:
    """What topics are told apart by: the name in NFC, case-folded, spaces at the ends dropped."""
    return unicodedata.normalize("NFC", name).strip().casefold()
