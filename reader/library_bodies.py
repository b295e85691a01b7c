"""Looking into bodies for a query, apart from the screen: an index is asked first, then files are read.

Files are read by a process of their own: parsing in a thread would hold the lock that the screen needs, and nobody can
stop a regular expression once it searches. `main` is what runs there.
"""

from __future__ import annotations

import marshal
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import IO, TYPE_CHECKING

from reader.model import Article, NotFoundError
from reader.model.haystack import as_written
from reader.model.named import NamedTuple
from reader.query import parse
from reader.query.bodies import BodyLeaf, BodyTest, body_tests
from reader.query.needles import folded_words
from reader.query.tree import Contains, Phrase

if TYPE_CHECKING:
    import subprocess

    from reader.model.answers import BodyHits
    from reader.model.edges import Source

FEW = 24
"""So many bodies are read sooner than a process begins."""

DEADLINE = 5.0
"""Seconds a file may take; then it counts as one that does not pass."""

_FIRST, _MOST = 256, 8192  # files for one process
_LARGEST = 500  # articles told at once, so that taking them in takes no time
_PORTION = 0.1  # seconds of reading that are told at once
_File = tuple[str, str, str]  # where it is, its path inside the library, the article's other texts


class Learned(NamedTuple):
    """What became known of bodies.

    Attributes:
        asked: what bodies were asked.
        found: for each of these: keys of the articles whose bodies pass.
        read: the articles that were asked; empty where an index was.
        hits: by what was asked: what an index said.
        done: how many bodies are done with.
        total: how many there are to be read; 0 while an index is asked.
        revision: of the library, when the search was made.
    """

    asked: Sequence[BodyLeaf]
    found: dict[BodyLeaf, list[int]]
    read: list[Article]
    hits: dict[BodyLeaf, BodyHits | None]
    done: int = 0
    total: int = 0
    revision: int = 0


class BodySearch:
    """Bodies that must be known to answer a query. Made on the library's thread; `portions` runs on any.

    Attributes:
        query: what is asked.
        total: how many bodies must be read, as far as known.
    """

    def __init__(
        self,
        source: Source,
        query: str,
        articles: Callable[[], Iterator[Article]],
        total: int,
        *,
        ask: Sequence[BodyLeaf] = (),
        revision: int = 0,
    ) -> None:
        """Prepare it.

        Args:
            source: where the bodies are.
            query: what is asked, without an order.
            articles: those whose bodies must be read, in the order in which they are wanted.
            total: how many these are.
            ask: what the indexes are asked first; when they are, no file is read this time.
            revision: of the library.
        """
        self.query = query
        self.total = total
        self._source = source
        self._articles = articles
        self._ask = ask
        self._revision = revision
        self._cancelled = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def cancel(self) -> None:
        """End it now; what was not told yet is lost."""
        self._cancelled.set()
        process = self._process
        if process is not None:
            process.kill()

    def portions(self) -> Iterator[Learned]:
        """What becomes known, piece by piece; ends without a word when it is cancelled."""
        if self._ask:
            hits = {leaf: self._of_index(leaf) for leaf in self._ask if self._go_on()}
            yield Learned((), {}, [], hits, revision=self._revision)
            return
        tests = body_tests(parse(self.query))
        begun = time.monotonic()
        asked = [test.leaf for test in tests]
        learned = Learned(asked, {}, [], {}, 0, self.total, self._revision)
        done = 0
        for article, passed in self._passed(tests):
            if not self._go_on():
                return
            done += 1
            learned.read.append(article)
            for test, passes in zip(tests, passed, strict=True):
                if passes:
                    learned.found.setdefault(test.leaf, []).append(article.key)
            if len(learned.read) == _LARGEST or time.monotonic() - begun >= _PORTION:
                yield learned._replace(done=done)
                begun, learned = time.monotonic(), Learned(asked, {}, [], {}, 0, self.total, self._revision)
        if self._go_on():
            yield learned._replace(done=done)

    def _go_on(self) -> bool:
        return not self._cancelled.is_set()

    def _of_index(self, leaf: BodyLeaf) -> BodyHits | None:
        assert isinstance(leaf, Contains)
        whole = isinstance(leaf.what, Phrase) and leaf.what.whole
        return self._source.bodies_with(folded_words(leaf.what.text), whole=whole, go_on=self._go_on)

    # Reading

    def _passed(self, tests: Sequence[BodyTest]) -> Iterator[tuple[Article, Sequence[bool]]]:
        """Each article, and which tests its body passes."""
        articles = self._articles()
        # An expression may take its time with a single body; words do not.
        if (self.total > FEW or not all(test.folded for test in tests)) and os.name == "posix" and sys.executable:
            yield from self._passed_elsewhere(articles, [False] * len(tests))
            return
        for article in articles:
            try:
                body = self._source.body(article.library, article.path)
            except NotFoundError:
                body = ""
            yield article, _passes(tests, body, as_written(article))

    def _passed_elsewhere(
        self, articles: Iterator[Article], nothing: Sequence[bool]
    ) -> Iterator[tuple[Article, Sequence[bool]]]:
        """The same by processes, the first one for few files so that hits come soon.

        Args:
            articles: whose bodies to read.
            nothing: what a body passes that cannot be read.
        """
        size = _FIRST
        while there := list(islice(articles, size)):
            files = []
            for article in there:
                if not self._go_on():
                    return
                file = ""
                with suppress(NotFoundError):
                    if article.has_body:
                        file = str(self._source.locate(article.library, article.path))
                files.append((file, article.path, as_written(article)))
            for article, passed in zip(there, self._of_files(files), strict=False):
                yield article, passed or nothing
            size = min(4 * size, _MOST)

    def _of_files(self, files: list[_File]) -> Iterator[Sequence[bool]]:
        """What each file passes, nothing for one that took too long: it ends the process, and another goes on."""
        done, careful = 0, False
        while done < len(files) and self._go_on():
            for passed in self._answers(files[done:], careful=careful):
                yield passed
                done += 1
            if careful and done < len(files) and self._go_on():
                yield ()
                done += 1
            # What had not been told when a process ended is read once more and told one by one: then it is known which.
            careful = not careful

    def _answers(self, files: list[_File], *, careful: bool) -> Iterator[Sequence[bool]]:
        """What a process tells of files until it ends; `careful`: each at once."""
        import subprocess

        from reader.repository.commands import command, end

        words, pipe = command("reader.library_bodies"), subprocess.PIPE
        process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        try:
            # It answers when it has read all of it; a pipe would not hold that.
            with suppress(OSError):
                process.stdin.write(marshal.dumps((self.query, DEADLINE, careful, files)))
            with suppress(OSError):
                process.stdin.close()
            if not self._go_on():
                return
            while (line := process.stdout.readline()).endswith(b"\n"):
                yield [sign == b"1"[0] for sign in line[:-1]]
        finally:
            self._process = None
            end(process)


def _passes(tests: Sequence[BodyTest], body: str, others: str) -> list[bool]:
    folded = folded_words(body) if any(test.folded for test in tests) else ""
    return [test.passes(body, folded, others) for test in tests]


def main() -> None:
    """Serve one search: a marshalled (query, deadline, careful, files) comes in, a line of 0 and 1 a file goes out."""
    with suppress(AttributeError, OSError):
        os.nice(10)  # the screen and other programs come first
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to everybody; our parent decides
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    query, deadline, careful, files = marshal.loads(sys.stdin.buffer.read())
    with suppress(BrokenPipeError):
        _serve(query, deadline, files, sys.stdout.buffer, every=0 if careful else _PORTION / 2)
        sys.stdout.buffer.flush()
    os._exit(0)


def _serve(query: str, deadline: float, files: Sequence[_File], out: IO[bytes], every: float) -> None:
    from reader.documents import is_document, read_body
    from reader.repository.files import read_regular
    from reader.repository.outcome import max_file

    tests = body_tests(parse(query))
    told = time.monotonic()
    for file, path, others in files:
        signal.setitimer(signal.ITIMER_REAL, deadline)
        try:
            body = read_body(read_regular(file, max_file(), is_document) or b"", path) if file else ""
        except OSError:
            body = ""
        passed = _passes(tests, body, others)
        signal.setitimer(signal.ITIMER_REAL, 0)
        out.write(bytes(b"01"[passes] for passes in passed) + b"\n")
        if time.monotonic() - told >= every:
            out.flush()
            told = time.monotonic()
