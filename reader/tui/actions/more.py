"""More like this: everything from an article's provider, or on one of its topics, and back again."""

from __future__ import annotations

from reader.model import Article, Scope, Selection, topic_key
from reader.tui.actions import Actions
from reader.tui.arrangement import Pane
from reader.tui.history import Step


class MoreActions(Actions):
    """`more.*`."""

    def provider(self) -> None:
        """Everything from the article's provider; again, back to the list of before."""
        if self.back():
            return
        article = self.screen.actions["article"].wanted()
        if article is None:
            return
        key = article.provider.key
        if not any(provider.key == key for provider in self.screen.overview.providers):
            self.screen.tell("This article names no provider" if not key else "Nothing else from this provider")
            return
        self._go(article, Selection(provider=key), "from")

    def topic(self) -> None:
        """Everything on one of the article's topics; again, back to the list of before."""
        if self.back():
            return
        screen = self.screen
        article = screen.actions["article"].wanted()
        if article is None:
            return
        named = {topic.key: topic.name for topic in screen.overview.topics}
        here = screen.selection.topic
        keys = [key for key in dict.fromkeys(map(topic_key, article.topics)) if key in named and key != here]
        if len(keys) < 2:
            if keys:
                self._go(article, Selection(topic=keys[0]), "on")
            else:
                screen.tell("This article has no other topic" if here else "This article has no topic")
            return
        from reader.tui.screens.menu import Item, Menu, lettered

        by_letter = lettered("abcdefghilmnoprstuvwxyz", keys)

        def chosen(letter: str | None) -> None:
            if letter is not None:
                self._go(article, Selection(topic=by_letter[letter]), "on")

        items = [Item(letter, named[key]) for letter, key in by_letter.items()]
        screen.app.push_screen(Menu("More on", items, screen), chosen)

    def back(self) -> bool:
        """Back to the list from which more was asked for, with its cursor; False when this is not the list of more."""
        screen = self.screen
        if not screen.is_detour:
            return False
        assert screen.detour is not None
        step, screen.detour = screen.detour[0], None
        here = screen.step()
        screen.select(step.selection, cursor=step.cursor)
        screen.history.visit(here, screen.step())
        return True

    def _go(self, article: Article, to: Selection, preposition: str) -> None:
        screen = self.screen
        before = screen.step()
        selection = to._replace(scope=Scope.ALL, sort=screen.selection.sort, then=screen.selection.then)
        screen.reading.back_to_list()
        screen.select(selection, cursor=article.key)
        screen.detour = Step(before.selection, before.cursor, None), selection
        screen.go_to(Pane.LIST)
        screen.history.visit(before, screen.step())
        escape = next(iter(screen.keymap.keys("pane.escape")), "").capitalize()
        number = screen.words.counted(len(screen.listing), "article")
        screen.tell(f"{number} {preposition} {screen.place_name}{f' · {escape} goes back' if escape else ''}")
