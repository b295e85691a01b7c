"""Taking an article out of the program: browser, clipboard, file, another program. Acts on what the cursor is on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader import desktop
from reader.library import Mark, Related
from reader.model import Article, Document, NotFoundError, ReaderError
from reader.tui.actions import Actions
from reader.tui.arrangement import Pane
from reader.tui.messages import Stay
from reader.tui.page import Link, article_links

if TYPE_CHECKING:
    from collections.abc import Callable

COPY_LETTERS = {
    "y": "web",
    "o": "original",
    "a": "amp",
    "c": "cdn",
    "t": "title",
    "m": "markdown",
    "i": "citation",
    "s": "story",
}
"""The letters of the copy menu; `v` shows the URL alone."""

_KIND_NAMES = {
    "web": "web",
    "original": "original",
    "amp": "AMP",
    "cdn": "AMP cache",
    "title": "title+URL",
    "markdown": "Markdown",
    "citation": "citation",
    "story": "story",
}
_COPIED = {
    "web": "",
    "title": "title and URL: ",
    "markdown": "Markdown link: ",
    "citation": "citation: ",
    "story": "story: ",
}


class TakingActions(Actions):
    """The part of `article.*` by which something leaves the program, or shows all there is of an article."""

    # Which article

    @property
    def target(self) -> Article | None:
        """The article the cursor bar is on: a related row, the open article, or the list's."""
        screen = self.screen
        if screen.pane is Pane.DETAIL:
            choice = screen.detail.choice
            return choice.article if isinstance(choice, Related) else screen.reading.article
        return screen.list.article

    # The browser

    def open_browser(self) -> None:
        """Open the article's page."""
        if article := self.wanted():
            self._open(article)

    def open_browser_read(self) -> None:
        """Open the article's page and mark it read."""
        if article := self.wanted():
            self._open(article)
            self.screen.mark(Mark.READ, [article])

    def _open(self, article: Article) -> None:
        if not article.urls.best:
            self.screen.tell("This article has no address")
            return
        self.open_address(article.urls.best)

    def open_address(self, url: str) -> None:
        """Open an address, through the gate."""
        screen = self.screen

        def work() -> str:
            desktop.open_url(url, screen.settings.browser)
            return f"Opened {desktop.display_url(url)}"

        if desktop.takes_the_terminal(screen.settings.browser):
            self._in_terminal(work)
        else:
            self._later("browser", work)

    def _in_terminal(self, work: Callable[[], str]) -> None:
        """Do something that needs the terminal for itself."""
        screen = self.screen
        told, stay = "", Stay.SECONDS
        with screen.app.suspend():
            try:
                told = work()
            except ReaderError as error:
                told, stay = str(error), Stay.UNTIL_ESCAPE
        screen.tell(told, stay)

    # Copying

    def copy_url(self) -> None:
        """Copy the URL of the article's page, or of the link under the cursor."""
        choice = self.screen.detail.choice if self.screen.pane is Pane.DETAIL else None
        if isinstance(choice, Link):
            self.copy(choice.url, "")
        elif article := self.wanted():
            if article.urls.best:
                self.copy(article.urls.best, "")
            else:
                self.screen.tell("This article has no address")

    def copy_menu(self) -> None:
        """Choose what to copy."""
        from reader.tui.screens.menu import Item, Menu

        article = self.wanted()
        if article is None:
            return
        screen = self.screen
        document, related = self._document(article)
        texts: dict[str, str] = {}
        missing: dict[str, str] = {}
        items = []
        for letter, kind in COPY_LETTERS.items():
            try:
                texts[letter] = desktop.copy_text(document, related, kind)
            except NotFoundError as error:
                missing[letter] = str(error)
                items.append(Item(letter, _KIND_NAMES[kind], "none"))
                continue
            shown = texts[letter]
            if kind == "original" and shown == article.urls.web:
                shown = "same as web"
            elif kind == "story":
                shown = f"{screen.words.counted(shown.count(chr(10)) + 1, 'link')}, one a line"
            items.append(Item(letter, _KIND_NAMES[kind], shown))
        if article.urls.best:
            items.append(Item("v", "view", "show it alone, to select with the mouse"))

        def chosen(letter: str | None) -> None:
            if letter == "v":
                self.show_alone(article.urls.best)
            elif letter in missing:
                screen.tell(missing[letter])
            elif letter is not None:
                kind = COPY_LETTERS[letter]
                self.copy(texts[letter], _COPIED.get(kind, f"{_KIND_NAMES[kind]}: "))

        screen.app.push_screen(Menu("Copy", items, screen), chosen)

    def show_alone(self, text: str) -> None:
        """Show a text alone on the screen, to be selected with the terminal's own means."""
        from reader.tui.screens.alone import Alone

        self.screen.app.push_screen(Alone(text))

    def copy(self, text: str, what: str) -> None:
        """Copy a text and say which way it went."""
        screen = self.screen

        def work() -> str:
            copied = desktop.copy(text, terminal=screen.outside.to_terminal, configured=screen.settings.clipboard)
            told = f"Copied {what}{_middle(text)}"
            if copied.confirmed:
                return f"{told} · {copied.way}"
            return f"{told} · by {copied.way}; not confirmed{screen.outside.hint_once()}"

        def failed(_error: ReaderError) -> None:
            self.show_alone(text)

        self._later("clipboard", work, failed)

    # Taking the whole article away

    def save(self) -> None:
        """Write the article to a file, as Markdown."""
        from reader.tui.screens.prompt import Prompt

        article = self.wanted()
        if article is None:
            return
        screen = self.screen
        text = self._markdown(article)

        def chosen(path: str | None) -> None:
            if path:
                self._later("save", lambda: f"Saved {desktop.save(path, text)}")

        screen.app.push_screen(Prompt("Save as Markdown", desktop.file_name(article), screen), chosen)

    def pipe(self) -> None:
        """Give the article, as Markdown, to a program, and show what it answers."""
        from reader.tui.screens.prompt import Prompt

        article = self.wanted()
        if article is None:
            return
        screen = self.screen
        text = self._markdown(article)
        before = screen.library.recall("pipe")

        def work(command: str) -> None:
            try:
                argv = desktop.split(command)
                if not argv:
                    raise ReaderError(f"“{command}” is no command line: a quote does not end")
                piped = desktop.pipe(argv, text)
            except ReaderError as error:
                screen.app.call_from_thread(screen.tell, str(error), Stay.UNTIL_ESCAPE)
                return
            screen.app.call_from_thread(self._show_answer, command, piped.code, piped.output)

        def chosen(command: str | None) -> None:
            if command:
                screen.library.remember("pipe", command)
                screen.run_worker(partial(work, command), thread=True, group="pipe", exit_on_error=False)

        last = before if isinstance(before, str) else ""
        screen.app.push_screen(Prompt("Pipe to", last, screen), chosen)

    def _show_answer(self, command: str, code: int, output: str) -> None:
        from reader.tui.screens.raw import Text

        if output.strip():
            self.screen.app.push_screen(Text(self.screen, command, output))
        self.screen.tell(f"{command} ended with {code}" if code else f"Piped to {command}")

    def _markdown(self, article: Article) -> str:
        document, related = self._document(article)
        return "\n".join(desktop.as_markdown(document, related, self.screen.library.related_from(article))) + "\n"

    # Other views

    def links(self) -> None:
        """Choose one of the article's addresses."""
        from reader.tui.screens.menu import Item, Menu

        screen = self.screen
        opened = screen.reading.opened
        links = article_links(opened.document, opened.links) if opened else []
        if not links:
            screen.tell("No links in this article")
            return
        letters = "abcdefghilmnoprstuvwxyz0123456789"
        by_letter = dict(zip(letters, links, strict=False))
        items = [Item(letter, link.title, desktop.display_url(link.url)) for letter, link in by_letter.items()]

        def chosen(letter: str | None) -> None:
            if letter is not None:
                self.open_address(by_letter[letter].url)

        screen.app.push_screen(Menu("Links", items, screen), chosen)

    def raw(self) -> None:
        """Show the article's file as it is."""
        from reader.tui.screens.raw import Raw

        article = self.wanted()
        if article is None:
            return
        if not article.in_library:
            self.screen.tell("Not in the library: there is no file of it")
            return
        self.screen.app.push_screen(Raw(self.screen, article.library, article.path))

    # Helpers

    def wanted(self) -> Article | None:
        """The article the cursor is on; says so when there is none."""
        article = self.target
        if article is None:
            self.screen.tell("No article here")
        return article

    def _document(self, article: Article) -> tuple[Document, list[Article]]:
        """The document as far as it is known already: the open one whole, others from what the list knows."""
        screen = self.screen
        opened = screen.reading.opened
        if opened is not None and opened.document.article.key == article.key:
            return opened.document, [item.article for item in screen.library.related(opened.document)]
        for item in screen.library.related(opened.document) if opened else ():
            if item.article.key == article.key and item.stub is not None:
                return item.stub, []
        try:
            document = screen.library.document(article)
        except NotFoundError:
            return Document(article=article), []
        return document, [item.article for item in screen.library.related(document)]

    def short(self, article: Article) -> str:
        """The article's title, short enough for a message."""
        return _middle(article.title, 60)

    def _later(self, group: str, work: Callable[[], str], failed: Callable[[ReaderError], None] | None = None) -> None:
        """Do something that may take its time on a thread, then say how it went."""
        screen = self.screen

        def run() -> None:
            try:
                told = work()
            except ReaderError as error:
                screen.app.call_from_thread(screen.tell, str(error), Stay.UNTIL_ESCAPE)
                if failed is not None:
                    screen.app.call_from_thread(failed, error)
                return
            screen.app.call_from_thread(screen.tell, told)

        screen.run_worker(partial(run), thread=True, group=group, exit_on_error=False)


def _middle(text: str, longest: int = 70) -> str:
    """A text cut in its middle, on one line."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    half = (longest - 1) // 2
    return f"{text[:half]}…{text[-half:]}"
