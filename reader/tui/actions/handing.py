"""Handing articles over as Markdown: to a file, to a folder, to another program. Their files are read on a thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import takewhile

from textual.worker import get_current_worker

from reader import desktop
from reader.model import Article, Document, NotFoundError, ReaderError
from reader.tui.actions.targets import TargetActions
from reader.tui.commands import Context
from reader.tui.messages import Stay

BETWEEN = "\n---\n\n"
"""Stands between articles in one text."""

ANSWER_WAITS = 0.2
"""Seconds between two looks whether a program's answer would still come between a person and what they type."""


class HandingActions(TargetActions):
    """The part of `article.*` that writes Markdown."""

    def save(self) -> None:
        """Write the article to a file, as Markdown; several to a folder, or to one file if its name has an ending."""
        from reader.tui.screens.prompt import Prompt

        articles = self.targets()
        if not articles:
            return
        screen = self.screen
        many = bool(screen.picked)

        def work(path: str) -> str:
            names = [desktop.file_name(article) for article in articles]
            if many and (not os.path.splitext(path)[1] or os.path.isdir(os.path.expanduser(path))):
                saved = desktop.save_all(path, zip(names, self._texts(articles), strict=True))
                told = f"Saved {screen.words.counted(saved.written, 'article')}"
                if saved.failed:
                    raise ReaderError(f"{told}, {screen.words.number(saved.failed)} not: {saved.reason}")
                return f"{told} in {saved.folder}"
            file = desktop.save(path, BETWEEN.join(self._texts(articles)), names[0])
            return f"Saved {screen.words.counted(len(articles), 'article')} in {file}" if many else f"Saved {file}"

        def chosen(path: str | None) -> None:
            if path:
                self.later("save", partial(work, path))

        title = f"Save {screen.words.number(len(articles))} selected as Markdown in" if many else "Save as Markdown"
        name = "articles" if many else desktop.file_name(articles[0])
        screen.app.push_screen(Prompt(title, name), chosen)

    def pipe(self) -> None:
        """Give articles, as one Markdown text, to a program, and show what it answers. One program at a time."""
        from reader.tui.screens.prompt import Prompt

        screen = self.screen
        if screen.outside.piping:
            screen.tell("Another program runs still")
            return
        articles = self.targets()
        if not articles:
            return
        before = screen.library.recall("pipe")

        def chosen(command: str | None) -> None:
            if command:
                screen.library.remember("pipe", command)
                screen.outside.piping = command
                screen.messages.clear(Stay.SECONDS)
                screen.frame.show_footer()
                work = partial(self._pipe, command, articles)
                screen.run_worker(work, thread=True, group="pipe", exit_on_error=False)

        last = before if isinstance(before, str) else ""
        title = f"Pipe {screen.words.number(len(articles))} selected to" if screen.picked else "Pipe to"
        screen.app.push_screen(Prompt(title, last, replaced=True), chosen)

    def stop_pipe(self) -> None:
        """Stop the program that is being given articles, with all it has started."""
        screen = self.screen
        screen.workers.cancel_group(screen, "pipe")
        command, screen.outside.piping = screen.outside.piping, ""
        screen.tell(f"Stopped {command}")

    def _pipe(self, command: str, articles: Sequence[Article]) -> None:
        """Do that, on a thread. Once it is cancelled nobody waits for it any more."""
        screen, worker = self.screen, get_current_worker()
        answered: Callable[[], None]
        try:
            argv = desktop.split(command)
            if not argv:
                raise ReaderError(f"“{command}” is no command line: a quote does not end")
            text = BETWEEN.join(takewhile(lambda _: not worker.is_cancelled, self._texts(articles)))
            if worker.is_cancelled:
                return
            piped = desktop.pipe(argv, text, stopped=lambda: worker.is_cancelled)
            answered = partial(self._take_answer, command, piped.code, piped.output)
        except ReaderError as error:
            answered = partial(screen.tell, str(error), Stay.UNTIL_ESCAPE)
        except Exception as error:  # on a thread's behalf: nobody else would tell it, and the next one would wait
            answered = partial(screen.fault, error, "pipe")
        if not worker.is_cancelled:
            screen.app.call_from_thread(self._piped, answered)

    def _piped(self, answered: Callable[[], None]) -> None:
        self.screen.outside.piping = ""
        answered()

    def _take_answer(self, command: str, code: int, output: str) -> None:
        if output.strip():
            self._show_answer(command, output)
        self.screen.tell(f"{command} ended with {code}" if code else f"Piped to {command}")

    def _show_answer(self, command: str, output: str) -> None:
        """Show what a program wrote; not before the person is done with what they type or look at."""
        from reader.tui.screens.raw import Text

        screen = self.screen
        if screen.context is Context.SEARCH or screen.app.screen is not screen:
            screen.set_timer(ANSWER_WAITS, partial(self._show_answer, command, output))
        else:
            screen.app.push_screen(Text(screen, command, output))

    def _texts(self, articles: Sequence[Article]) -> Iterator[str]:
        """Each article as Markdown. For a thread: only the files are read there, the library is asked on its own."""
        on_screen = self.screen.app.call_from_thread
        library = self.screen.library

        def tied(document: Document) -> tuple[list[Article], Sequence[Article], Sequence[str], str]:
            article = document.article
            related = [item.article for item in library.related(document)]
            return related, library.related_from(article), library.tags_of(article), library.note_of(article)

        for article in articles:
            try:
                document = library.document(article)
            except NotFoundError:
                document = on_screen(self.known, article) or Document(article=article)
            related, related_from, tags, note = on_screen(tied, document)
            yield "\n".join(desktop.as_markdown(document, related, related_from, tags=tags, note=note)) + "\n"
