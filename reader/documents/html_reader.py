"""What the tags of an HTML page mean for the Markdown it becomes."""

from __future__ import annotations

from html.parser import HTMLParser

from reader.documents.clean import clean_line, clean_text
from reader.documents.markdown_blocks import Block, Container, Kind, render
from reader.documents.markdown_inline import Inline, code_block

_SKIPPED = frozenset({"script", "style", "title", "template", "svg", "iframe", "object", "select", "textarea"})
_IN_HEAD = _SKIPPED | {"head", "html", "meta", "link", "base", "noscript"}
_HIDEABLE = frozenset({"div", "span", "table", "tr", "td"})
_BLOCKS = frozenset({
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend", "main", "nav", "p",
    "section", "summary", "tbody", "tfoot", "thead",
})  # fmt: skip
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "dfn": "*"}
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_DEEPEST = 16
"""Lists, items and quotes round a block that count; deeper ones would make lines of nothing but indentation."""
_DEEPEST_TABLE = 8

_Attributes = list[tuple[str, str | None]]


class _List:
    """A list being read: the number of its next item, or None when it has bullets."""

    def __init__(self, number: int | None) -> None:
        self.number = number

    def marker(self) -> str:
        if self.number is None:
            return "- "
        marker = f"{self.number}. "
        self.number += 1
        return marker


class _Table:
    """A table being read.

    Attributes:
        level: how many containers stand around it.
        cells: the blocks of each cell of the present row; None between rows.
    """

    def __init__(self, level: int) -> None:
        self.level = level
        self.cells: list[list[Block]] | None = None


class HtmlReader(HTMLParser):
    """Reads HTML and gathers Markdown. Keeps counts and flat stacks; nothing here recurses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._inline = Inline()
        self._heading = ""
        self._stack: list[tuple[str, Container | _List]] = []
        self._open: dict[str, int] = {}
        self._tables: list[_Table] = []
        self._deeper_tables = 0
        self._skipped = ""
        self._skipped_depth = 0
        self._in_head = False
        self._pre: list[str] | None = None
        self._lists_outside = _List(None)

    def read(self, html: str) -> str:
        """Read `html` and return what begins with a tag that does not end; what hides in a script is dropped."""
        self.feed(html)
        rest, self.rawdata = self.rawdata, ""
        return "" if self.cdata_elem else rest

    def finish(self) -> str:
        """The Markdown of all that was read."""
        self._end_block()
        while self._tables:
            self._end_row(self._tables[-1])
            self._tables.pop()
        return render(self._blocks)

    # What the parser calls.

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        """Begin an element."""
        if self._skipped:
            self._skipped_depth += tag == self._skipped
            return
        if self._in_head and tag not in _IN_HEAD:
            self._in_head = False
        if tag in _SKIPPED or (attrs and tag in _HIDEABLE and _is_hidden(attrs)):
            self._skipped, self._skipped_depth = tag, 1
        elif tag in _MARKS:
            self._inline.open(_MARKS[tag])
        elif tag == "br":
            self._line_break()
        elif tag == "a":
            self._inline.close_link()
            self._inline.open_link(_address(dict(attrs).get("href"), ("http:", "https:", "mailto:")))
        elif tag == "img":
            self._image(dict(attrs))
        elif tag in _CODE:
            if self._pre is None:
                self._inline.open_code()
        else:
            self._start_block(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:
        """An element written `<x/>`: HTML ignores the slash, but XHTML mails leave `<title/>` empty."""
        if tag not in _SKIPPED:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """End an element; an end without a beginning is nothing."""
        if self._skipped:
            if tag == self._skipped:
                self._skipped_depth -= 1
                if not self._skipped_depth:
                    self._skipped = ""
        elif tag == "head":
            self._in_head = False
        elif tag in _MARKS:
            self._inline.close(_MARKS[tag])
        elif tag == "a":
            self._inline.close_link()
        elif tag in _CODE:
            self._inline.close_code()
        else:
            self._finish_block(tag)

    def handle_data(self, data: str) -> None:
        """Text, entities decoded."""
        if self._skipped or self._in_head:
            return
        data = clean_text(data)
        if self._pre is not None:
            self._pre.append(data)
        else:
            self._inline.text(data)

    # Blocks.

    def _start_block(self, tag: str, attrs: _Attributes) -> None:
        if tag in _HEADINGS:
            self._end_block()
            self._heading = _HEADINGS[tag]
        elif tag in _BLOCKS:
            self._end_block()
        elif tag == "head":
            self._in_head = True
        elif tag == "hr":
            self._end_block()
            self._add("rule", "***")
        elif tag == "pre":
            self._end_block()
            self._pre = []
        elif tag == "blockquote":
            self._end_block()
            self._push(tag, Container("> ", "> "))
        elif tag in _LISTS:
            self._end_block()
            self._push("list", _List(_start(attrs) if tag == "ol" else None))
        elif tag == "li":
            self._end_block()
            self._start_item()
        elif tag == "table":
            self._end_block()
            self._start_table()
        elif tag in {"tr", "td", "th"}:
            self._end_block()
            self._start_row_or_cell(tag)

    def _finish_block(self, tag: str) -> None:
        if tag in _HEADINGS or tag in _BLOCKS or tag == "pre":
            self._end_block()
        elif tag in {"blockquote", "li"}:
            self._end_block()
            self._pop_to(tag)
        elif tag in _LISTS:
            self._end_block()
            self._pop_to("list")
        elif tag == "table":
            self._end_block()
            self._finish_table()
        elif tag in {"tr", "td", "th"}:
            self._end_block()
            if self._tables and not self._deeper_tables:
                self._leave_containers(self._tables[-1].level)
                if tag == "tr":
                    self._end_row(self._tables[-1])

    def _end_block(self) -> None:
        """What was gathered becomes a block, if there is anything to see in it."""
        heading, self._heading = self._heading, ""
        if self._pre is not None:
            lines, self._pre = "".join(self._pre), None
            if lines.strip():
                self._add("code", code_block(lines))
        text = self._inline.take()
        if text and heading:
            self._add("heading", heading + _one_line(text))
        elif text:
            self._add("text", text)

    def _add(self, kind: Kind, text: str) -> None:
        around = tuple(held for _, held in self._stack[:_DEEPEST] if isinstance(held, Container))
        self._target().append(Block(kind, text, around))

    def _target(self) -> list[Block]:
        for table in reversed(self._tables):
            if table.cells:
                return table.cells[-1]
        return self._blocks

    def _line_break(self) -> None:
        if self._pre is not None:
            self._pre.append("\n")
        elif not self._inline.line_break():
            heading = self._heading
            self._end_block()
            self._heading = heading

    def _image(self, attributes: dict[str, str | None]) -> None:
        url = _address(attributes.get("src"), ("http:", "https:"))
        tiny = {"0", "1", "2", "0px", "1px", "2px"}
        if url and self._pre is None and attributes.get("width") not in tiny and attributes.get("height") not in tiny:
            title = clean_line(attributes.get("alt") or attributes.get("title") or "")
            self._inline.image(title or "image", url)

    # Containers: quotes, lists and their items.

    def _push(self, name: str, held: Container | _List) -> None:
        self._stack.append((name, held))
        self._open[name] = self._open.get(name, 0) + 1

    def _pop(self) -> str:
        name, _ = self._stack.pop()
        self._open[name] -= 1
        return name

    def _pop_to(self, name: str) -> None:
        if self._open.get(name):
            while self._pop() != name:
                pass

    def _leave_containers(self, level: int) -> None:
        while len(self._stack) > level:
            self._pop()

    def _start_item(self) -> None:
        """Begin an item of the innermost list, ending the one before it."""
        if self._open.get("list"):
            while self._stack[-1][0] != "list":
                self._pop()
        elif self._stack and self._stack[-1][0] == "li":
            self._pop()
        held = self._stack[-1][1] if self._stack else None
        owner = held if isinstance(held, _List) else self._lists_outside
        marker = owner.marker()
        self._push("li", Container(marker, " " * len(marker), owner))

    # Tables.

    def _start_table(self) -> None:
        if len(self._tables) < _DEEPEST_TABLE:
            self._tables.append(_Table(len(self._stack)))
        else:
            self._deeper_tables += 1

    def _finish_table(self) -> None:
        if self._deeper_tables:
            self._deeper_tables -= 1
        elif self._tables:
            table = self._tables[-1]
            self._leave_containers(table.level)
            self._end_row(table)
            self._tables.pop()

    def _start_row_or_cell(self, tag: str) -> None:
        if not self._tables or self._deeper_tables:
            return
        table = self._tables[-1]
        self._leave_containers(table.level)
        if tag == "tr":
            self._end_row(table)
        elif table.cells is None:
            table.cells = [[]]
        else:
            table.cells.append([])

    def _end_row(self, table: _Table) -> None:
        """A row of plain cells becomes one line; one that holds more, as in a mail's layout, the blocks it holds."""
        cells, table.cells = [cell for cell in table.cells or () if cell], None
        blocks = [block for cell in cells for block in cell]
        if 1 < len(cells) == len(blocks):
            around = blocks[0].containers
            if all(block.kind == "text" and block.containers == around for block in blocks):
                blocks = [Block("row", " | ".join(_one_line(block.text) for block in blocks), around)]
        self._target().extend(blocks)


def _address(url: str | None, schemes: tuple[str, ...]) -> str:
    """`url` if it is of one of `schemes`, without the line ends and tabs that browsers leave out too, else empty."""
    address = "".join(clean_text(url or "").split("\n")).strip()
    return address if address[:8].lower().startswith(schemes) else ""


def _start(attrs: _Attributes) -> int:
    start = dict(attrs).get("start") or ""
    return int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1


def _is_hidden(attrs: _Attributes) -> bool:
    """Whether a page hides this element, as mails hide what mailboxes show beside the subject."""
    for name, value in attrs:
        if name == "hidden" or (name == "style" and "display:none" in "".join((value or "").lower().split())):
            return True
    return False


def _one_line(text: str) -> str:
    return text.replace("  \n", " ")
