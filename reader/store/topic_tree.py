"""The tree of topics that libraries describe."""

from __future__ import annotations

from collections.abc import Iterable

from reader.model import Topic, topic_key

OTHER = " other"
"""The key of the topic that gathers what the tree does not list. No topic's own key begins with a space."""

OTHER_NAME = "Other"


class TopicTree:
    """Topics with parents; without any topic, a tree that knows nothing and gathers nothing.

    Attributes:
        described: the topics by key.
        problems: one sentence for each cycle that was cut.
    """

    def __init__(self, topics: Iterable[Topic] = ()) -> None:
        """Build the tree. The first description of a topic counts; unknown parents leave a topic at the top."""
        self.described: dict[str, Topic] = {}
        for topic in topics:
            self.described.setdefault(topic_key(topic.name), topic)
        self._aliases: dict[str, str] = {}
        for key, topic in self.described.items():
            short = topic_key(topic.shortname)
            if short and short not in self.described:
                self._aliases.setdefault(short, key)
        self._parents = {key: self._parent_of(topic) for key, topic in self.described.items()}
        self.problems = tuple(self._cut_cycles())

    def key(self, spelling: str) -> str:
        """The key of a topic as an article spells it; its short name leads to the topic itself."""
        key = topic_key(spelling)
        return self._aliases.get(key, key)

    def parent(self, key: str) -> str:
        """The key of the wider topic; empty at the top."""
        if key in self._parents:
            return self._parents[key]
        return OTHER if self.described and key != OTHER else ""

    def line(self, key: str) -> tuple[str, ...]:
        """A topic and all wider ones, up to the top."""
        line = [key]
        while parent := self.parent(line[-1]):
            line.append(parent)
        return tuple(line)

    def _parent_of(self, topic: Topic) -> str:
        parent = self.key(topic.parent) if topic.parent else ""
        return parent if parent in self.described else ""

    def _cut_cycles(self) -> Iterable[str]:
        """Put one topic of each cycle at the top: the first by order and key, whatever the files' order."""
        settled: set[str] = set()
        for start in sorted(self.described):
            path: list[str] = []
            key = start
            while key and key not in settled and key not in path:
                path.append(key)
                key = self._parents[key]
            if key in path:
                cycle = path[path.index(key) :]
                first = min(cycle, key=lambda each: (self.described[each].order, each))
                lost = self.described[self._parents[first]].name
                self._parents[first] = ""
                yield (
                    f"The topic “{self.described[first].name}” is in the end its own parent, by way of “{lost}”; "
                    "it is shown at the top."
                )
            settled.update(path)
