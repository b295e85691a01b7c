"""Bodies are in files, and files take their time: what is known of them so far, and how to find out more.

A query whose words may stand in bodies has two answers while not all of them were read: the articles that are sure to
answer it, and those that may. Between the two are the articles whose bodies are worth reading.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from typing import TypeAlias

from reader.model.named import NamedTuple
from reader.query.needles import folded_words
from reader.query.patterns import compiled
from reader.query.query import Query, needle_of
from reader.query.tree import Contains, Equals, Leaf, Phrase, Regex, Word, leaves

BodyLeaf: TypeAlias = Contains | Equals | Regex
"""What is asked of a body: `body:word`, `body=text`, `/pattern/`. A plain word asks what `body:word` asks, too.

What a pattern is answered is about all texts of an article, for it takes its time with any of them.
"""

_KEPT = 16


class BodyTest(NamedTuple):
    """Something that is asked of bodies.

    Attributes:
        leaf: what.
        folded: whether of the body folded by `folded_words`; else of the body as written, or of `as_written`.
        accepts: the test.
    """

    leaf: BodyLeaf
    folded: bool
    accepts: Callable[[str], bool]

    def passes(self, body: str, folded: str, others: str) -> bool:
        """Whether an article passes.

        Args:
            body: its body; empty for none.
            folded: the same by `folded_words`; not looked at unless `folded`.
            others: `as_written` of the article.
        """
        if self.folded:
            return bool(body) and self.accepts(folded)
        return self.accepts(others) or (bool(body) and self.accepts(body))


def body_leaf(leaf: Leaf) -> BodyLeaf | None:
    """What a leaf asks of bodies; None when it asks nothing of what they say."""
    if isinstance(leaf, Word | Phrase):
        return Contains("body", leaf)
    if isinstance(leaf, Regex):
        return leaf
    if isinstance(leaf, Contains) and leaf.field == "body":
        return leaf
    if isinstance(leaf, Equals) and leaf.field == "body" and folded_words(leaf.text):
        return leaf
    return None


def body_test(leaf: BodyLeaf) -> BodyTest:
    """The test of what is asked of bodies."""
    if isinstance(leaf, Regex):
        return BodyTest(leaf, False, compiled(leaf.pattern).found_in)
    if isinstance(leaf, Equals):
        return BodyTest(leaf, True, folded_words(leaf.text).__eq__)
    needle = needle_of(leaf.what)
    return BodyTest(leaf, True, lambda body: needle.text in body and needle.found_in(body))


def body_tests(query: Query) -> tuple[BodyTest, ...]:
    """Everything a query asks of bodies, each once."""
    asked = (body_leaf(leaf) for leaf, _ in leaves(query.tree))
    return tuple(body_test(leaf) for leaf in dict.fromkeys(asked) if leaf is not None)


class Answered:
    """What bodies said to one test.

    Attributes:
        yes: keys of the articles whose bodies pass.
    """

    __slots__ = ("_asked", "_open", "yes")

    def __init__(self) -> None:
        self.yes: set[int] = set()
        self._asked: set[int] = set()
        self._open: set[int] | None = None  # None: everything, but for what was asked

    def is_open(self, key: int) -> bool:
        """Whether it is not known yet if the body of an article passes."""
        return key not in self._asked and (self._open is None or key in self._open)

    def learn(self, yes: Collection[int], asked: Collection[int]) -> None:
        """Take in what bodies said: the keys of those that pass, and of all that were asked."""
        self.yes.update(yes)
        self._asked.update(asked)

    def learn_all(self, yes: Collection[int], still_open: Collection[int]) -> None:
        """Take in what is known of all bodies at once, but for some."""
        self.yes.update(yes)
        self._open = set(still_open)

    def forget(self, keys: Collection[int]) -> None:
        """The articles of these keys have changed, or went."""
        self.yes.difference_update(keys)
        self._asked.difference_update(keys)
        if self._open is not None:
            self._open.update(keys)


class BodiesRead:
    """What is known of bodies. What was asked for lately is kept, until the articles change."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, Answered] = OrderedDict()

    def of(self, leaf: Hashable) -> Answered:
        """What is known about something that is asked of bodies."""
        answered = self._answers.get(leaf)
        if answered is None:
            answered = self._answers[leaf] = Answered()
            if len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        self._answers.move_to_end(leaf)
        return answered

    def forget(self, keys: Collection[int]) -> None:
        """The articles of these keys have changed, or went."""
        for answered in self._answers.values():
            answered.forget(keys)


class Known(NamedTuple):
    """What is known of bodies, for one of the two answers that a query has while not all of them were read.

    Attributes:
        read: what is known.
        possible: whether the articles that may answer the query are wanted; else those that are sure to.
    """

    read: BodiesRead
    possible: bool = False

    def of(self, question: Hashable) -> Answered:
        """What bodies said to a leaf of a query."""
        return self.read.of(question)
