"""Taking articles out of the program: browser and clipboard. Acts on the selection, else on what the cursor is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import desktop
from reader.library import Mark
from reader.model import Article, Document, NotFoundError, ReaderError
from reader.tui.actions.targets import TargetActions, fitting
from reader.tui.arrangement import Pane
from reader.tui.messages import Stay
from reader.tui.page import Link, article_links

if TYPE_CHECKING:
    from collections.abc import Callable

OPENED_AT_ONCE = 20
"""Pages that a browser is asked for at once."""

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
_KIND_WORDS = {
    "web": ("URL", "URLs"),
    "original": ("original URL", "original URLs"),
    "amp": ("AMP URL", "AMP URLs"),
    "cdn": ("AMP cache URL", "AMP cache URLs"),
    "title": ("title with URL", "titles with URLs"),
    "markdown": ("Markdown link", "Markdown links"),
    "citation": ("citation", "citations"),
}
"""What one of them is called, and several."""

_COPIED = {
    "web": "",
    "title": "title and URL: ",
    "markdown": "Markdown link: ",
    "citation": "citation: ",
    "story": "story: ",
}


class TakingActions(TargetActions):
    """The part of `article.*` by which something leaves the program, or shows all there is of an article."""

    # The browser

    def open_browser(self) -> None:
        """Open the article's page."""
        self._open(self.targets())

    def open_browser_read(self) -> None:
        """Open the article's page and mark it read."""
        articles = self.targets()
        if self._open(articles):
            self.screen.mark(Mark.READ, articles)

    def _open(self, articles: list[Article]) -> bool:
        """Open pages; False when there are too many or none."""
        screen, number = self.screen, self.screen.words.number
        if len(articles) > OPENED_AT_ONCE:
            keys = screen.keymap.keys("article.copy-url", screen.context)
            copies = f" {keys[0]} copies all their URLs" if keys else ""
            screen.tell(f"{number(len(articles))} selected: {OPENED_AT_ONCE} pages at most open at once.{copies}")
            return False
        urls = [article.urls.best for article in articles if article.urls.best]
        if urls:
            self.open_addresses(urls)
        elif articles:
            screen.tell("These articles have no address" if screen.picked else "This article has no address")
        return bool(articles)

    def open_address(self, url: str) -> None:
        """Open an address, through the gate."""
        self.open_addresses([url])

    def open_addresses(self, urls: list[str]) -> None:
        """Open addresses one after another, through the gate."""
        screen = self.screen
        keys = screen.keymap.keys("article.copy-menu")
        instead = f" {keys[0]} copies the link." if keys else ""

        def work() -> str:
            try:
                for url in urls:
                    desktop.open_url(url, screen.settings.browser)
            except desktop.NoBrowserError as error:
                raise desktop.NoBrowserError(f"{error}{instead}") from None
            if len(urls) > 1:
                return f"Opened {len(urls)} pages"
            return f"Opened {desktop.display_url(urls[0])}"

        if desktop.takes_the_terminal(screen.settings.browser):
            self._in_terminal(work)
        else:
            self.later("browser", work)

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
        elif self.screen.picked:
            self.copy_many([article.urls.best for article in self.targets()], *_KIND_WORDS["web"])
        elif article := self.wanted():
            if article.urls.best:
                self.copy(article.urls.best, "")
            else:
                self.screen.tell("This article has no address")

    def copy_many(self, texts: list[str], one: str, many: str) -> None:
        """Copy texts one a line, without empty ones; `one` is the word for one of them, `many` for several."""
        texts = [text for text in texts if text]
        if not texts:
            self.screen.tell("None of these articles has that")
            return
        self.copy("\n".join(texts), f"{self.screen.words.counted(len(texts), one, many)}: ")

    def copy_menu(self) -> None:
        """Choose what to copy."""
        if self.screen.picked:
            self._copy_menu_of_many()
        elif article := self.wanted():
            self._copy_menu(article)

    def _copy_menu_of_many(self) -> None:
        """Choose what to copy of each selected article."""
        from reader.tui.screens.menu import Item, Menu

        screen, articles = self.screen, self.targets()
        kinds = {letter: kind for letter, kind in COPY_LETTERS.items() if kind != "story"}

        def text(article: Article, kind: str) -> str:
            try:
                return desktop.copy_text(Document(article=article), [], kind)
            except NotFoundError:
                return ""

        def chosen(letter: str | None) -> None:
            if letter is not None:
                kind = kinds[letter]
                self.copy_many([text(article, kind) for article in articles], *_KIND_WORDS[kind])

        items = [Item(letter, _KIND_NAMES[kind], "of each, one a line") for letter, kind in kinds.items()]
        title = f"Copy of {screen.words.number(len(articles))} selected"
        screen.app.push_screen(Menu(title, items, screen), chosen)

    def _copy_menu(self, article: Article) -> None:
        from reader.tui.screens.menu import Item, Menu

        screen = self.screen
        known = self.known(article)
        document = known or Document(article=article)
        texts: dict[str, str] = {}
        missing: dict[str, str] = {}
        items = []
        for letter, kind in COPY_LETTERS.items():
            if kind == "story" and article.urls.best:
                items.append(Item(letter, _KIND_NAMES[kind], self._story_words(known)))
                continue
            try:
                texts[letter] = desktop.copy_text(document, [], kind)
            except NotFoundError as error:
                missing[letter] = str(error)
                continue
            shown = texts[letter]
            if kind == "original" and shown == article.urls.web:
                shown = "same as web"
            items.append(Item(letter, _KIND_NAMES[kind], shown))
        if article.urls.best:
            items.append(Item("v", "view", "show it alone, to select with the mouse"))
        if not items:
            screen.tell("This article has nothing to copy")
            return

        def chosen(letter: str | None) -> None:
            if letter == "v":
                self.show_alone(article.urls.best)
            elif letter in missing:
                screen.tell(missing[letter])
            elif letter is not None and letter not in texts:
                self._copy_story(article, known)
            elif letter is not None:
                kind = COPY_LETTERS[letter]
                self.copy(texts[letter], _COPIED.get(kind, f"{_KIND_NAMES[kind]}: "))

        screen.app.push_screen(Menu("Copy", items, screen, also=missing), chosen)

    def _story(self, document: Document) -> str:
        related = [item.article for item in self.screen.library.related(document)]
        return desktop.copy_text(document, related, "story")

    def _story_words(self, known: Document | None) -> str:
        if known is None:
            return "it and its related articles, one link a line"
        return f"{self.screen.words.counted(self._story(known).count(chr(10)) + 1, 'link')}, one a line"

    def _copy_story(self, article: Article, known: Document | None) -> None:
        """Copy the links of an article and its related ones; which those are may have to be read from its file."""
        screen = self.screen
        if known is not None:
            self.copy(self._story(known), _COPIED["story"])
            return

        def read() -> None:
            try:
                document = screen.library.document(article)
            except NotFoundError:
                document = Document(article=article)
            except Exception as error:  # on a thread's behalf: nobody else would tell it
                screen.app.call_from_thread(screen.fault, error, "copying the story")
                return
            screen.app.call_from_thread(lambda: self.copy(self._story(document), _COPIED["story"]))

        screen.run_worker(read, thread=True, group="clipboard", exit_on_error=False)

    def show_alone(self, text: str) -> None:
        """Show a text alone on the screen, to be selected with the terminal's own means."""
        from reader.tui.screens.alone import Alone

        self.screen.app.push_screen(Alone(text))

    def copy(self, text: str, what: str) -> None:
        """Copy a text and say which way it went."""
        screen = self.screen

        def work() -> str:
            copied = desktop.copy(text, terminal=screen.outside.to_terminal, configured=screen.settings.clipboard)
            ways: tuple[str, ...]
            if copied.confirmed:
                ways = (f" · {copied.way}", "")
            else:
                hint = screen.outside.hint_once()
                unsure = " · not confirmed"
                ways = (f" · by {copied.way}; not confirmed{hint}", unsure + hint, unsure)
            return fitting(f"Copied {what}", text, ways, screen.frame.room)

        def failed(_error: ReaderError) -> None:
            self.show_alone(text)

        self.later("clipboard", work, failed)

    # Other views

    def links(self) -> None:
        """Choose one of the article's addresses."""
        self.screen.reading.when_read(self._links)

    def _links(self) -> None:
        from reader.tui.screens.menu import Item, Menu, lettered

        screen = self.screen
        opened = screen.reading.opened
        links = article_links(opened.document, opened.links) if opened else []
        if not links:
            screen.tell("No links in this article")
            return
        by_letter = lettered("abcdefghilmnoprstuvwxyz0123456789", links)
        items = [Item(letter, link.title, desktop.display_url(link.url)) for letter, link in by_letter.items()]

        def chosen(letter: str | None) -> None:
            if letter is not None:
                self.open_address(by_letter[letter].url)

        screen.app.push_screen(Menu("Links", items, screen), chosen)

    def why(self) -> None:
        """Say what of the query the article answers, what the list is sorted by, and what its rank is made of."""
        self.screen.reading.when_read(self._why)

    def _why(self) -> None:
        from reader.tui.screens.why import WhyHere

        screen, article = self.screen, self.wanted()
        if article is not None:
            opened = screen.reading.opened
            shown = opened is not None and opened.document.article.key == article.key
            screen.app.push_screen(WhyHere(screen, article, opened.document.body if opened and shown else None))

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
