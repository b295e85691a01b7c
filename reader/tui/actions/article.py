"""What can be done with an article: open, copy, mark, walk through the list. Acts on what the cursor bar is on."""

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


class ArticleActions(Actions):
    """`article.*`."""

    # Which article

    @property
    def target(self) -> Article | None:
        """The article the cursor bar is on: a related row, the open article, or the list's."""
        screen = self.screen
        if screen.pane is Pane.DETAIL:
            choice = screen.detail.choice
            return choice.article if isinstance(choice, Related) else screen.reading.article
        return screen.list.article

    # Reading on

    def read_on(self) -> None:
        """Scroll the text; at its end go to the next unread article."""
        screen = self.screen
        detail = screen.detail
        if screen.reading.article is None:
            screen.tell("No article here")
        elif not screen.reading.visible:
            screen.run_command("pane.open")
        elif not detail.at_end:
            detail.choose(None)
            detail.scroll_lines(max(1, detail.lines_visible - 2))
        else:
            screen.reading.mark_read()
            self._unread(1)

    def next(self) -> None:
        """The next article of the list, or of the related list one followed from."""
        self._beside(1)

    def previous(self) -> None:
        """The article before."""
        self._beside(-1)

    def next_unread(self) -> None:
        """The next unread article of the list; past the end from the top, once. While finding, the next hit."""
        if self.screen.pane is Pane.DETAIL and self.screen.reading.next_hit(1):
            return
        self._unread(1)

    def previous_unread(self) -> None:
        """The unread article before; while finding, the hit before."""
        if self.screen.pane is Pane.DETAIL and self.screen.reading.next_hit(-1):
            return
        self._unread(-1)

    def _beside(self, by: int) -> None:
        screen = self.screen
        if screen.reading.followed and screen.reading.beside is not None:
            self._beside_related(*screen.reading.beside, by)
            return
        screen.reading.back_to_list()
        row = screen.list.row + by
        if not 0 <= row < len(screen.listing):
            screen.tell("That is the last article" if by > 0 else "That is the first article")
            return
        screen.list.move_to(row)
        if screen.pane is Pane.DETAIL:
            screen.detail.choose(None)

    def _beside_related(self, siblings: tuple[Article, ...], at: int, by: int) -> None:
        """Walk the related list one followed from: `1 J J J` reads a story."""
        if not 0 <= at + by < len(siblings):
            self.screen.tell("That is the last related article" if by > 0 else "That is the first related article")
            return
        self.screen.actions["related"].go(siblings[at + by], (siblings, at + by))

    def _unread(self, by: int) -> None:
        screen = self.screen
        listing, here, count = screen.listing, screen.list.row, len(screen.listing)
        for step in range(1, count + 1):
            row = (here + by * step) % count
            if not screen.library.is_read(listing[row]):
                screen.reading.back_to_list()
                screen.list.move_to(row)
                if screen.pane is Pane.DETAIL:
                    screen.detail.choose(None)
                if (row - here) * by <= 0:
                    screen.tell("From the top" if by > 0 else "From the end")
                return
        starred = screen.library.counts().starred
        keys = screen.keymap.keys("scope.starred")
        more = f" {starred} starred · {keys[0]} shows them" if starred and keys else ""
        screen.tell(f"All read.{more}")

    # Marks

    def toggle_read(self) -> None:
        """Mark read or unread."""
        if article := self._wanted():
            read = self.screen.library.is_read(article)
            self.screen.mark(Mark.UNREAD if read else Mark.READ, [article])
            self.screen.tell(f"Marked {'unread' if read else 'read'}: {self._short(article)}", Stay.UNTIL_CHANGE)

    def mark_unread(self) -> None:
        """Mark unread."""
        if article := self._wanted():
            self.screen.mark(Mark.UNREAD, [article])
            self.screen.tell(f"Marked unread: {self._short(article)}", Stay.UNTIL_CHANGE)

    def mark_read_next(self) -> None:
        """Mark read and go to the next."""
        if article := self._wanted():
            self.screen.mark(Mark.READ, [article])
            self._beside(1)

    def toggle_star(self) -> None:
        """Star or unstar."""
        if article := self._wanted():
            starred = self.screen.library.is_starred(article)
            self.screen.mark(Mark.UNSTAR if starred else Mark.STAR, [article])
            self.screen.tell(f"{'Unstarred' if starred else 'Starred'}: {self._short(article)}", Stay.UNTIL_CHANGE)

    # The browser

    def open_browser(self) -> None:
        """Open the article's page."""
        if article := self._wanted():
            self._open(article)

    def open_browser_read(self) -> None:
        """Open the article's page and mark it read."""
        if article := self._wanted():
            self._open(article)
            self.screen.mark(Mark.READ, [article])

    def open_browser_next(self) -> None:
        """Open the article's page, mark it read, go to the next."""
        self.open_browser_read()
        self._beside(1)

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
        elif article := self._wanted():
            if article.urls.best:
                self.copy(article.urls.best, "")
            else:
                self.screen.tell("This article has no address")

    def copy_menu(self) -> None:
        """Choose what to copy."""
        from reader.tui.screens.menu import Item, Menu

        article = self._wanted()
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
            copied = desktop.copy(text, terminal=screen.app_terminal, configured=screen.settings.clipboard)
            told = f"Copied {what}{_middle(text)}"
            if copied.confirmed:
                return f"{told} · {copied.way}"
            return f"{told} · by {copied.way}; not confirmed{screen.hint_once()}"

        def failed(_error: ReaderError) -> None:
            self.show_alone(text)

        self._later("clipboard", work, failed)

    # Taking the whole article away

    def save(self) -> None:
        """Write the article to a file, as Markdown."""
        from reader.tui.screens.prompt import Prompt

        article = self._wanted()
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

        article = self._wanted()
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

        article = self._wanted()
        if article is None:
            return
        if not article.in_library:
            self.screen.tell("Not in the library: there is no file of it")
            return
        self.screen.app.push_screen(Raw(self.screen, article.library, article.path))

    # Helpers

    def _wanted(self) -> Article | None:
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

    def _short(self, article: Article) -> str:
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
