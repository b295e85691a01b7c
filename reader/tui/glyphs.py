"""The marks the screen uses, and their ASCII stand-ins.

The characters were chosen by the character maps of common terminal fonts; tests hold the screen to this list.
"""

from __future__ import annotations

from collections.abc import Mapping

from reader.model import Article
from reader.model.named import NamedTuple


class Glyphs(NamedTuple):
    """One character for each mark."""

    unread: str = "●"
    starred: str = "★"
    selected: str = "×"
    stub: str = "○"
    unpublished: str = "◊"
    visited: str = "‹"
    cursor: str = "▌"
    parked: str = "›"
    problem: str = "!"
    folded: str = "►"
    unfolded: str = "▼"
    not_measured: str = "·"
    dot: str = "·"
    ellipsis: str = "…"
    rule: str = "─"
    bar: str = "━"
    meter: str = "▁▂▃▄▅▆▇█"

    def quality(self, article: Article) -> str:
        """The quality meter: one step for each 15 points, full from 105 on."""
        return self.not_measured if article.quality is None else self.meter[min(7, article.quality // 15)]

    def heat(self, article: Article) -> str:
        """The heat meter: a doubling a step, below 8 the lowest, 512 and more the highest."""
        if article.heat is None:
            return self.not_measured
        return self.meter[min(7, max(0, article.heat.bit_length() - 3))]


UNICODE = Glyphs()
ASCII = Glyphs(
    unread="*",
    starred="+",
    selected="x",
    stub="o",
    unpublished="~",
    visited="<",
    cursor=">",
    parked="-",
    folded=">",
    unfolded="v",
    not_measured=".",
    dot="-",
    ellipsis="..",
    rule="-",
    bar="=",
    meter="01234567",
)


def choose(setting: str, environ: Mapping[str, str]) -> Glyphs:
    """The glyphs for `auto`, `unicode` or `ascii`.

    `auto` is ASCII on the Linux console and in a locale that is not UTF-8, else Unicode.
    """
    if setting == "ascii":
        return ASCII
    if setting == "unicode":
        return UNICODE
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or "UTF-8"
    utf8 = "utf-8" in locale.lower() or "utf8" in locale.lower()
    return UNICODE if utf8 and environ.get("TERM") != "linux" else ASCII
