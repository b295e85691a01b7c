"""What is known before all bodies are read, and what reading them adds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.model import Article
from reader.model.haystack import as_written
from reader.query import BodiesRead, Known, Query, body_tests, compile_query, parse, steps
from reader.query.needles import folded_words
from reader.query.tree import Regex, Tree, leaves
from tests.examples import examples
from tests.fakes import article
from tests.query.slow import answers
from tests.query.trees import Facts, libraries, trees


def known(read: BodiesRead, facts: Facts, query: Query, library: list[Article], *, possible: bool = False) -> list[int]:
    """The keys found without reading a body."""
    facts.bodies = Known(read, possible)
    found = [each.key for each in compile_query(query, facts).select(library)]
    facts.bodies = None
    return found


def learn(read: BodiesRead, facts: Facts, query: Query, some: list[Article]) -> None:
    """Read the bodies of some articles."""
    for test in body_tests(query):
        yes = set()
        for each in some:
            body = (facts.body(each) or "") if each.has_body else ""
            if test.passes(body, folded_words(body), as_written(each)):
                yes.add(each.key)
        read.of(test.leaf).learn(yes, {each.key for each in some})


@pytest.mark.parametrize("many", [0, 4_000])
@given(tree=trees(), library=libraries(), number=st.integers(0, 8))
@settings(max_examples=examples(300), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_sure_answers_and_what_answers_is_possible(
    many: int, monkeypatch: pytest.MonkeyPatch, tree: Tree, library: list[Article], number: int
) -> None:
    monkeypatch.setattr(steps, "MANY", many)
    query, facts, read = parse(str(tree)), Facts(library), BodiesRead()
    truth = [each.key for each in library if answers(tree, each, facts)]
    learn(read, facts, query, library[:number])
    sure, possible = known(read, facts, query, library), known(read, facts, query, library, possible=True)
    assert set(sure) <= set(truth) <= set(possible)
    between = [each for each in library if each.key in set(possible) - set(sure)]
    patterns = any(isinstance(leaf, Regex) for leaf, _ in leaves(query.tree))
    assert all(each.has_body or (patterns and not many) for each in between)
    learn(read, facts, query, between)
    assert known(read, facts, query, library) == truth == known(read, facts, query, library, possible=True)


def test_a_query_that_asks_nothing_of_bodies_is_sure_at_once() -> None:
    for text in ("title:deep", "has:body", "-is:read heat>5", 'body=""'):
        assert body_tests(parse(text)) == ()


def test_what_is_asked_of_bodies_is_named_once_however_it_is_written() -> None:
    leaves = [test.leaf for test in body_tests(parse('deep body:deep or -deep "so" /x/ -/x/ body="a b"'))]
    assert list(map(str, leaves)) == ["body:deep", 'body:"so"', "/x/", 'body="a b"']


@pytest.mark.parametrize("at_once", [False, True])
def test_an_article_that_has_changed_is_asked_again(at_once: bool) -> None:
    read, leaf = BodiesRead(), body_tests(parse("deep"))[0].leaf
    answered = read.of(leaf)
    if at_once:
        answered.learn_all({1}, {4})
    else:
        answered.learn({1}, {1, 2})
    assert not answered.is_open(1)
    assert not answered.is_open(2)
    read.forget({1, 3})
    assert read.of(leaf).yes == set()
    assert [key for key in (1, 2, 3) if read.of(leaf).is_open(key)] == [1, 3]


def test_what_is_known_of_all_but_some_is_open_for_those_until_they_are_read() -> None:
    answered = BodiesRead().of("a question")
    assert answered.is_open(7)
    answered.learn_all({1}, {2, 3})
    answered.learn({2}, {2})
    assert (answered.yes, [key for key in range(9) if answered.is_open(key)]) == ({1, 2}, [3])


def test_what_was_asked_long_ago_is_forgotten() -> None:
    read = BodiesRead()
    for number in range(200):
        read.of(number).learn({1}, {1})
    assert read.of(0).is_open(1)
    assert not read.of(199).is_open(1)


def test_a_body_that_is_not_read_yet_is_not_taken_for_one_without_the_word() -> None:
    library = [article("a", has_body=True), article("b")]
    facts = Facts(library)
    assert known(BodiesRead(), facts, parse("-zebra"), library) == [library[1].key]
    assert known(BodiesRead(), facts, parse("-zebra"), library, possible=True) == [each.key for each in library]
