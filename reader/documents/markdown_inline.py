"""Text with emphasis, code, links and images as one paragraph of Markdown."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = re.compile(r"[\s\u00ad\u034f\u200c\u200d\u2060]*")

_SPECIAL = re.compile(
    r"[\\`*\[\]~]"
    r"|_(?![^\W_])|(?<![^\W_])_"  # an underscore within a word means nothing
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?[A-Za-z0-9]+;)"
)
_IN_ADDRESS = re.compile(r"[\s()<>\\`\"]")
_REFERENCE = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_LINE_BREAK = "  \n"
_BACKTICKS = re.compile(r"`+")


def escape(text: str) -> str:
    """`text` with a backslash before everything within a line that Markdown would take for itself."""
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)


def destination(url: str) -> str:
    """`url` as it may stand between the parentheses of a link: what would end or change it is percent-encoded."""
    url = _IN_ADDRESS.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url)
    return _REFERENCE.sub("&amp;", url)


def code_block(text: str) -> str:
    """`text` as a fenced code block."""
    text = text.removeprefix("\n").rstrip()
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}\n{text}\n{fence}"


class _Mark:
    """An opened emphasis or link, and whether its beginning is written already."""

    __slots__ = ("begin", "end", "kind", "written")

    def __init__(self, kind: str, begin: str, end: str) -> None:
        self.kind = kind
        self.begin = begin
        self.end = end
        self.written = False


class Inline:
    """Gathers a paragraph. Marks that are open when it is taken go on in the next one.

    White space and the beginnings of marks wait until there is text to put them before: `<b> a </b>` is ` **a** `.
    """

    def __init__(self) -> None:
        self._done: list[str] = []
        self._run: list[str] = []
        self._waiting = ""
        self._marks: list[_Mark] = []
        self._depth: dict[str, int] = {}
        self._code: list[str] = []
        self._code_depth = 0
        self._last = ""
        self._after_emphasis = False

    def text(self, data: str) -> None:
        """Plain text; runs of white space count as one space."""
        if self._code_depth:
            self._code.append(data)
            return
        data = _SPACES.sub(" ", data)
        words = data.strip()
        self._wait(data[: len(data) - len(data.lstrip())])
        if words:
            self._make_room(words[0])
            self._run.append(words)
            self._last = words[-1]
            self._wait(data[len(data.rstrip()) :])

    def line_break(self) -> bool:
        """A hard line break. False when it is the second in a row, which begins a new paragraph."""
        self._write_code()
        if self._waiting == _LINE_BREAK:
            return False
        self._wait(_LINE_BREAK)
        return True

    def image(self, title: str, url: str) -> None:
        """A picture."""
        self._write_code()
        self._write(f"![{escape(title)}]({destination(url)})", "!", ")")

    def open(self, kind: str) -> None:
        """Begin emphasis: `*` or `**`."""
        self._write_code()
        self._depth[kind] = self._depth.get(kind, 0) + 1
        if self._depth[kind] == 1:
            self._marks.append(_Mark(kind, kind, kind))

    def close(self, kind: str) -> None:
        """End emphasis, if it was begun."""
        self._write_code()
        if self._depth.get(kind):
            self._depth[kind] -= 1
            if not self._depth[kind]:
                self._end(kind)

    def open_link(self, url: str) -> None:
        """Begin a link; with an empty `url` its text stays plain."""
        self._write_code()
        if url:
            self._marks.append(_Mark("link", "[", f"]({destination(url)})"))

    def close_link(self) -> None:
        """End the link, if there is one."""
        self._write_code()
        self._end("link")

    def open_code(self) -> None:
        """Begin code within a line."""
        self._code_depth += 1

    def close_code(self) -> None:
        """End code within a line."""
        self._code_depth -= self._code_depth > 0
        if not self._code_depth:
            self._write_code()

    def take(self) -> str:
        """The paragraph gathered so far, empty when nothing in it could be seen; begin the next."""
        self._write_code()
        for mark in reversed(self._marks):
            self._write_end(mark)
        seen = bool(self._done) or _INVISIBLE.fullmatch("".join(self._run)) is None
        self._write_run()
        text = "".join(self._done) if seen else ""
        self._done.clear()
        self._waiting = self._last = ""
        self._after_emphasis = False
        return text

    def _end(self, kind: str) -> None:
        """End the mark of this kind; those begun within it end too, and go on after it."""
        if all(mark.kind != kind for mark in self._marks):
            return
        for mark in reversed(self._marks):
            self._write_end(mark)
            if mark.kind == kind:
                self._marks.remove(mark)
                break

    def _write_end(self, mark: _Mark) -> None:
        if mark.written:
            self._write_run()
            self._done.append(mark.end)
            mark.written = False
            self._after_emphasis = mark.kind != "link"

    def _write_code(self) -> None:
        if not self._code:
            return
        code = _SPACES.sub(" ", "".join(self._code))
        self._code.clear()
        if code == " ":
            self._wait(code)
        elif code:
            fence = "`" * (_longest_run(code) + 1 if "`" in code else 1)
            space = " " if code[0] in "` " or code[-1] in "` " else ""
            self._write(fence + space + code + space + fence, "`", "`")

    def _write(self, piece: str, first: str, last: str) -> None:
        self._make_room(first)
        self._write_run()
        self._done.append(piece)
        self._last = last

    def _wait(self, space: str) -> None:
        """Have white space before the next text, unless the paragraph only begins or a line just ended."""
        if space and self._last and self._waiting != _LINE_BREAK:
            self._waiting = space

    def _make_room(self, first: str) -> None:
        """Write the space that waits and the marks that begin before text that begins with `first`.

        Where CommonMark would not take a mark for one (section 6.2, flanking delimiter runs), a space is put in.
        """
        beginning = [mark for mark in self._marks if not mark.written]
        emphasis = any(mark.kind != "link" for mark in beginning)
        if not self._waiting and (
            (self._after_emphasis and (emphasis or (_is_mark(self._last) and not _is_mark(first))))
            or (emphasis and self._last and _is_mark(first) and not _is_mark(self._last))
            or (first == self._last == "`")
        ):
            self._waiting = " "
        if self._waiting:
            self._run.append(self._waiting)
            self._waiting = ""
        if beginning:
            self._write_run()
            for mark in beginning:
                if mark.kind == "link" and self._done and self._done[-1].endswith("!"):
                    self._done[-1] = self._done[-1][:-1] + "\\!"
                self._done.append(mark.begin)
                mark.written = True
        self._after_emphasis = False

    def _write_run(self) -> None:
        if self._run:
            self._done.append(escape("".join(self._run)))
            self._run.clear()


def _is_mark(char: str) -> bool:
    """Whether CommonMark counts `char` as punctuation."""
    return bool(char) and unicodedata.category(char)[0] in "PS"


def _longest_run(text: str) -> int:
    return max((len(run) for run in _BACKTICKS.findall(text)), default=0)
