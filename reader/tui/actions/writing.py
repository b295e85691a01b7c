"""What the person writes on articles: tags and notes."""

from __future__ import annotations

from reader.model import Article, ReaderError
from reader.tui.actions.targets import TargetActions, sentence
from reader.tui.messages import Stay


class WritingActions(TargetActions):
    """The part of `article.*` that writes something of the person's own."""

    def tag(self) -> None:
        """Ask for a tag, and give it; behind a dash, take it away."""
        self._ask("")

    def untag(self) -> None:
        """Ask for a tag, and take it away."""
        from reader.tui.screens.tagging import TAKES_AWAY

        self._ask(TAKES_AWAY)

    def _ask(self, value: str) -> None:
        from reader.tui.screens.tagging import TAKES_AWAY, Tagging

        screen, articles = self.screen, self.targets()
        if not articles:
            return
        library = screen.library
        counts = sorted(library.tags(), key=lambda tag: -tag.articles)
        had = sorted({tag for article in articles for tag in library.tags_of(article)}, key=str.casefold)
        if value and not had:
            screen.tell("No tag to take away")
            return
        what = f"{screen.words.number(len(articles))} selected" if screen.picked else self.short(articles[0])

        def chosen(text: str | None) -> None:
            if text and text != TAKES_AWAY:
                self._tag(text.removeprefix(TAKES_AWAY).strip(), articles, take=text.startswith(TAKES_AWAY))

        title = f"{'Untag' if value else 'Tag'} {what}"
        names = [tag.name for tag in counts]
        screen.app.push_screen(Tagging(title, value, tags=names, had=had), chosen)

    def _tag(self, name: str, articles: list[Article], *, take: bool) -> None:
        screen = self.screen
        many = bool(screen.picked)
        try:
            number = screen.library.untag(name, articles) if take else screen.library.tag(name, articles)
        except ReaderError as error:
            screen.tell(sentence(str(error)), Stay.UNTIL_ESCAPE)
            return
        if not number:
            screen.tell(self._nothing_done(name, len(articles) if many else 0, take=take))
            return
        self.written(articles)
        if many:
            count = screen.words.number(number)
            told = f"Removed the tag “{name}” from {count}" if take else f"Tagged {count} “{name}”"
        else:
            done = f"Removed the tag “{name}” from" if take else f"Tagged “{name}”"
            told = f"{done}: {self.short(articles[0])}"
        screen.tell(f"{told}{screen.undo_hint()}", Stay.UNTIL_CHANGE)

    def _nothing_done(self, name: str, selected: int, *, take: bool) -> str:
        if take:
            return f"None of {selected} selected has the tag “{name}”" if selected else f"There is no tag “{name}” here"
        return f"All {selected} selected have the tag “{name}” already" if selected else f"Tagged “{name}” already"

    def written(self, articles: list[Article]) -> None:
        """Draw what was written; the articles stay in the list until the view is left."""
        screen = self.screen
        screen.messages.clear(Stay.UNTIL_CHANGE)
        screen.kept.update(article.key for article in articles if screen.listing.position(article.key) is not None)
        screen.list.refresh()
        screen.reading.redraw()
        screen.refresh_counts()

    # Notes

    def note(self) -> None:
        """Write a note on the article in the person's editor; without text it goes."""
        article = self.wanted()
        if article is None:
            return
        screen = self.screen
        before = screen.library.note_of(article)
        text = screen.outside.write(before)
        if text is None:
            return
        if not screen.library.note(article, text):
            screen.tell("The note is as it was" if before else "No note was written")
            return
        self.written([article])
        told = "Note kept" if screen.library.note_of(article) else "Note deleted"
        screen.tell(f"{told}: {self.short(article)}{screen.undo_hint()}", Stay.UNTIL_CHANGE)
