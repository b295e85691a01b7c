"""Markdown as blocks of text: what a body looks like on the screen.

markdown-it does the parsing; it takes about a millisecond for a kilobyte, so long bodies are parsed off the screen's
thread. Raw HTML has been turned into Markdown or dropped by `reader.documents` before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from reader.tui.blocks import Blank, Block, Paragraph, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_INLINE_STYLES = {"strong": "strong", "em": "emphasis", "s": "dim", "link": "link"}


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def blocks(source: str, bullet: str = "·") -> tuple[list[Block], list[tuple[str, str]]]:
    """The blocks of a Markdown text, and its links as (text, url) in the order of the text."""
    writer = _Writer(bullet)
    writer.write(_parser().parse(source))
    return writer.blocks, writer.links


@dataclass
class _List:
    ordered: bool
    number: int = 1


@dataclass
class _Writer:
    """Walks the flat stream of tokens, keeping the prefix that lists and quotes put before each line."""

    bullet: str
    blocks: list[Block] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    _prefix: list[tuple[str, str]] = field(default_factory=list)  # (first line, other lines) of each open container
    _lists: list[_List] = field(default_factory=list)
    _row: list[str] | None = None

    def write(self, tokens: Sequence[Token]) -> None:
        style = "text"
        tight = False
        for token in tokens:
            match token.type:
                case "heading_open":
                    style = "heading"
                case "heading_close":
                    style = "text"
                case "bullet_list_open" | "ordered_list_open":
                    start = token.attrGet("start")
                    self._lists.append(_List(token.type[0] == "o", 1 if start is None else int(start)))
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                    self._gap()
                case "list_item_open":
                    self._open_item()
                case "list_item_close" | "blockquote_close":
                    self._prefix.pop()
                    if token.type[0] == "b":
                        self._gap()
                case "blockquote_open":
                    self._prefix.append(("│ ", "│ "))
                case "paragraph_open":
                    tight = token.hidden
                case "inline":
                    self._inline(token, style, tight=tight and style == "text")
                case "fence" | "code_block":
                    self._paragraph(token.content.rstrip("\n"), "code", code=True)
                    self._gap()
                case "hr":
                    self._paragraph("* * *", "faint")
                    self._gap()
                case "tr_open":
                    self._row = []
                case "tr_close":
                    self._paragraph("   ".join(self._row or []), "text")
                    self._row = None
                case "table_close":
                    self._gap()

    def _open_item(self) -> None:
        inside = self._lists[-1]
        mark = f"{inside.number}. " if inside.ordered else f"{self.bullet} "
        inside.number += 1
        self._prefix.append((mark, " " * len(mark)))

    def _paragraph(self, text: str, style: str, spans: Sequence[Span] = (), *, code: bool = False) -> None:
        """Add a paragraph behind the open prefixes. A bullet is spent by the first paragraph of its item."""
        more = "  " if code else ""
        first = "".join(mark for mark, _rest in self._prefix)
        rest = "".join(rest for _mark, rest in self._prefix)
        self._prefix = [(rest, rest) for _mark, rest in self._prefix]
        self.blocks.append(Paragraph(text, style, tuple(spans), first + more, rest + more, verbatim=code))

    def _inline(self, token: Token, style: str, *, tight: bool) -> None:
        for text, spans in _flatten(token.children or (), style, self.links):
            if self._row is not None:
                self._row.append(text)
                return
            self._paragraph(text, style, spans)
        if not tight:
            self._gap()

    def _gap(self) -> None:
        if self.blocks and not isinstance(self.blocks[-1], Blank):
            self.blocks.append(Blank())


def _flatten(children: Iterable[Token], style: str, links: list[tuple[str, str]]) -> list[tuple[str, list[Span]]]:
    """The inline tokens of one paragraph as lines (hard breaks) of text with styled spans."""
    lines: list[tuple[str, list[Span]]] = []
    text, spans = "", list[Span]()
    open_styles: list[str] = []
    link: tuple[str, int] | None = None
    title = ""  # the lines of the link before this one
    for token in children:
        kind = token.type
        if kind.endswith("_open"):
            open_styles.append(_INLINE_STYLES.get(kind[:-5], style))
            if kind == "link_open":
                link, title = (str(token.attrGet("href") or ""), len(text)), ""
        elif kind.endswith("_close"):
            if open_styles:
                open_styles.pop()
            if kind == "link_close" and link is not None:
                links.append((title + text[link[1] :], link[0]))
                link = None
        elif kind == "hardbreak":
            lines.append((text, spans))
            if link is not None:
                link, title = (link[0], 0), f"{title}{text[link[1] :]} "
            text, spans = "", []
        else:
            added, added_style = _leaf(token, open_styles[-1] if open_styles else style, links)
            if added_style != style and added:
                spans.append((len(text), len(text) + len(added), added_style))
            text += added
    lines.append((text, spans))
    return lines


def _leaf(token: Token, style: str, links: list[tuple[str, str]]) -> tuple[str, str]:
    match token.type:
        case "softbreak":
            return " ", style
        case "code_inline":
            return token.content, "code"
        case "image":
            title = _words(token.children or ()) or "image"
            links.append((title, str(token.attrGet("src") or "")))
            return f"[{title}]", "link"
    return token.content.replace("\n", " "), style  # an entity may stand for a line end


def _words(children: Iterable[Token]) -> str:
    """The text of inline tokens without their markup."""
    return "".join(
        _words(token.children) if token.children else " " if token.type.endswith("break") else token.content
        for token in children
    ).replace("\n", " ")
