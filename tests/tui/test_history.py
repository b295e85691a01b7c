"""Back and forward through what was shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Article, Scope, Selection
from reader.tui.history import LONGEST, History, Step
from tests.fakes import article

UNREAD = Selection(scope=Scope.UNREAD)
HARDWARE, WIRE, VERGE, MAGAZINE, ARS = (article(name) for name in ("hot", "wire", "verge", "magazine", "ars"))


def at(shown: Article | None, *, followed: bool = False, selection: Selection = UNREAD, cursor: int = 1) -> Step:
    return Step(selection, cursor, shown, followed)


def follow(history: History, *articles: Article) -> None:
    """Open the first article from the list and follow a link to each of the others."""
    history.visit(at(articles[0]), at(articles[0]))
    for here, there in pairwise(articles):
        history.visit(at(here, followed=here is not articles[0]), at(there, followed=True))


class TestStory:
    """Following a story through four links and back."""

    STORY = (HARDWARE, WIRE, VERGE, MAGAZINE, ARS)

    def test_the_trail_grows_with_each_link(self) -> None:
        for length in range(1, 6):
            history = History()
            follow(history, *self.STORY[:length])
            assert history.trail(self.STORY[length - 1]) == list(self.STORY[:length])

    def test_back_returns_step_by_step_and_forward_goes_again(self) -> None:
        history = History()
        follow(history, *self.STORY)
        here = ARS
        for before in (MAGAZINE, VERGE, WIRE, HARDWARE):
            step = history.back(at(here, followed=True))
            assert step is not None
            assert step.article is before
            assert step.followed is (before is not HARDWARE)
            here = before
            assert history.trail(here)[-1] is here
        assert history.back(at(HARDWARE)) is None
        for after in (WIRE, VERGE, MAGAZINE, ARS):
            step = history.forward(at(here))
            assert step is not None
            assert step.article is after
            here = after
        assert history.forward(at(ARS)) is None

    def test_opening_what_is_shown_loses_nothing_ahead(self) -> None:
        history = History()
        follow(history, *self.STORY)
        for here in (ARS, MAGAZINE, VERGE, WIRE):
            history.back(at(here))
        history.visit(at(HARDWARE), at(HARDWARE))
        step = history.forward(at(HARDWARE))
        assert step is not None
        assert step.article is WIRE

    def test_following_another_link_forgets_what_lay_ahead(self) -> None:
        history = History()
        follow(history, HARDWARE, WIRE, VERGE)
        history.back(at(VERGE))
        history.visit(at(WIRE), at(ARS, followed=True))
        assert history.forward(at(ARS)) is None
        assert history.trail(ARS) == [HARDWARE, WIRE, ARS]

    def test_a_story_that_comes_back_to_its_beginning_keeps_its_trail(self) -> None:
        history = History()
        follow(history, HARDWARE, WIRE, HARDWARE)
        assert history.trail(HARDWARE) == [HARDWARE, WIRE, HARDWARE]

    def test_an_article_of_the_list_begins_a_new_trail(self) -> None:
        history = History()
        follow(history, HARDWARE, WIRE)
        history.visit(at(VERGE), at(VERGE))
        assert history.trail(VERGE) == [VERGE]
        step = history.back(at(VERGE))
        assert step is not None
        assert step.article is WIRE
        assert history.trail(WIRE) == [HARDWARE, WIRE]

    def test_what_was_not_followed_has_no_trail(self) -> None:
        history = History()
        assert history.trail(None) == []
        assert history.trail(ARS) == []
        follow(history, HARDWARE, WIRE)
        assert history.trail(ARS) == []


class TestViews:
    def test_another_view_is_another_step(self) -> None:
        history = History()
        starred = Selection(scope=Scope.STARRED)
        history.visit(at(HARDWARE), at(HARDWARE, selection=starred))
        step = history.back(at(HARDWARE, selection=starred))
        assert step is not None
        assert step.selection == UNREAD

    def test_back_first_returns_to_where_the_cursor_left_from(self) -> None:
        history = History()
        follow(history, HARDWARE, WIRE)
        moved_on = at(ARS)
        step = history.back(moved_on)
        assert step is not None
        assert step.article is WIRE

    def test_a_step_remembers_the_cursor_it_was_left_with(self) -> None:
        history = History()
        follow(history, HARDWARE, WIRE)
        history.back(at(WIRE, cursor=7))
        step = history.forward(at(HARDWARE))
        assert step == at(WIRE, followed=True, cursor=7)

    def test_an_empty_history_leads_nowhere(self) -> None:
        history = History()
        assert history.back(at(None)) is None
        assert history.forward(at(None)) is None
        history.visit(at(None), at(None))
        assert history.back(at(None)) is None

    def test_the_oldest_steps_are_forgotten(self) -> None:
        history = History()
        articles = [article(f"n{number}") for number in range(LONGEST + 20)]
        follow(history, *articles)
        here, count = articles[-1], 1
        while (step := history.back(at(here))) is not None:
            assert step.article is not None
            here, count = step.article, count + 1
        assert count == LONGEST
        assert here is articles[20]


@dataclass
class Model:
    """A browser's history: two stacks, and the page between them."""

    behind: list[int] = field(default_factory=list)
    now: int | None = None
    ahead: list[int] = field(default_factory=list)

    def visit(self, here: int, there: int) -> None:
        if self.now == here == there:
            return
        for page in (here, there):
            if page != self.now:
                self.behind += [] if self.now is None else [self.now]
                self.now = page
        self.ahead.clear()

    def back(self, here: int) -> int | None:
        if self.now not in (None, here):
            return self.now
        return self._move(self.behind, self.ahead)

    def forward(self) -> int | None:
        return self._move(self.ahead, self.behind)

    def _move(self, source: list[int], target: list[int]) -> int | None:
        if not source or self.now is None:
            return None
        target.append(self.now)
        self.now = source.pop()
        return self.now


PAGES = [article(f"page{number}") for number in range(5)]

deeds = st.lists(
    st.tuples(st.just("visit"), st.integers(0, 4))
    | st.tuples(st.just("wander"), st.integers(0, 4))
    | st.tuples(st.sampled_from(("back", "forward")), st.just(0)),
    max_size=40,
)


@given(deeds)
def test_it_behaves_like_a_browser(done: list[tuple[str, int]]) -> None:
    history, model, here = History(), Model(), 0
    for deed, page in done:
        if deed == "wander":  # the cursor moves: no step
            here = page
            continue
        if deed == "visit":
            history.visit(at(PAGES[here]), at(PAGES[page]))
            model.visit(here, page)
            here = page
            continue
        step = history.back(at(PAGES[here])) if deed == "back" else history.forward(at(PAGES[here]))
        expected = model.back(here) if deed == "back" else model.forward()
        assert (step.article if step else None) is (None if expected is None else PAGES[expected])
        here = here if expected is None else expected
