"""What holds for any query, any text and any library."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.model import Article
from reader.query import compile_query, complete, parse
from reader.query.fields import FIELDS
from reader.query.indexed import Group, parted
from reader.query.plan import Filter
from reader.query.table import Table
from reader.query.tree import And, Not, Or, Phrase, Tree, leaves
from tests.examples import examples
from tests.query.slow import answers, everywhere, occurs, texts
from tests.query.trees import Facts, libraries, trees

PIECES = (
    *FIELDS, ":", "=", ">", "<=", "..", "-", "(", ")", '"', "/", "\\", "*", " ", " ", "and", "or", "NOT", "a", "é",
    "2022-01", "3d", "today", "15", "1.5", "unread", "heat,-date", "https://a.example/b", "[a", "x+", "\u00ad", "´",
    "\n", "\x00", "見",
)  # fmt: skip
typed = st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


# Any text is read


@given(typed)
@settings(max_examples=examples(400))
def test_any_text_is_read_and_errors_stand_in_it(text: str) -> None:
    query = parse(text)
    assert query.text == text
    assert all(1 <= error.column <= len(text) + 1 and error.message for error in query.errors)
    assert list(query.errors) == sorted(query.errors, key=lambda error: error.column)
    assert all(0 <= leaf.start < leaf.end <= len(text) for leaf, _ in leaves(query.tree))


@given(typed)
@settings(max_examples=examples(200))
def test_what_is_understood_of_any_text_can_be_written_so_that_all_of_it_is(text: str) -> None:
    query = parse(text)
    again = parse(str(query))
    assert (again.tree, again.sort, again.limit, again.errors) == (query.tree, query.sort, query.limit, ())


@given(typed)
@settings(max_examples=examples(100))
def test_any_text_can_be_asked_lit_and_completed(text: str) -> None:
    query = parse(text)
    assert compile_query(query, Facts([])).select([]) == []
    assert all(0 <= start < end <= len(text) for start, end in query.spans(text))
    for cursor in range(len(text) + 1):
        for each in complete(text, cursor, {"topic": ["Machine Learning"]}):
            assert 0 <= each.start <= cursor <= len(text)
            assert each.start <= each.end <= len(text)


# Trees and their texts


@given(trees())
@settings(max_examples=examples(300))
def test_a_tree_written_down_is_read_as_the_same_tree(tree: Tree) -> None:
    query = parse(str(tree))
    assert query.tree == tree
    assert query.errors == ()


@given(trees())
@settings(max_examples=examples(100))
def test_nodes_know_their_place(tree: Tree) -> None:
    text = str(tree)
    read = parse(text).tree
    assert_inside(read, 0, len(text))
    for leaf, _ in leaves(read):
        assert parse(text[leaf.start : leaf.end]).tree == leaf


def assert_inside(tree: Tree | None, start: int, end: int) -> None:
    assert tree is not None
    assert start <= tree.start < tree.end <= end
    for part in tree.parts if isinstance(tree, And | Or) else (tree.part,) if isinstance(tree, Not) else ():
        assert_inside(part, tree.start, tree.end)


# Answers


@given(trees(), libraries())
@settings(max_examples=examples(500), deadline=None)
def test_articles_are_found_as_the_plain_reading_of_the_tree_finds_them(tree: Tree, library: list[Article]) -> None:
    facts = Facts(library)
    assert filter_of(tree, facts).select(library) == [each for each in library if answers(tree, each, facts)]


@given(trees(), libraries())
@settings(max_examples=examples(150), deadline=None)
def test_one_at_a_time_in_portions_and_by_rows_of_a_table_the_same_are_found(
    tree: Tree, library: list[Article]
) -> None:
    found = filter_of(tree, Facts(library))
    expected = found.select(library)
    assert [each for each in library if found(each)] == expected
    assert found.select(library[:3]) + found.select(library[3:]) == expected
    table = Table(library)
    assert found.select(table) == expected
    odd = [library[row] for row in found.rows(table, range(1, len(library), 2))]
    assert odd == [each for each in library[1::2] if each in expected]
    assert [library[row] for row in found.rows(table)] == expected


@given(trees(), libraries())
@settings(max_examples=examples(300), deadline=None)
def test_what_an_index_is_told_to_look_for_is_in_every_article_found(tree: Tree, library: list[Article]) -> None:
    facts = Facts(library)
    parts = parted(parse(str(tree)))

    def found_by(group: Group, article: Article) -> bool:
        return any(
            occurs(Phrase(words, whole), text)
            for words, whole, field in group
            for text in (texts(field, article, facts) if field else everywhere(article, facts))
        )

    found = filter_of(tree, facts).select(library)
    for each in found:
        assert all(found_by(group, each) for group in parts.wanted)
        assert not any(found_by(group, each) for group in parts.unwanted)
    left = compile_query(parts.rest, facts).select(library)
    assert found == [
        each
        for each in left
        if all(found_by(group, each) for group in parts.wanted)
        and not any(found_by(group, each) for group in parts.unwanted)
    ]


@given(trees(), libraries())
@settings(max_examples=examples(200), deadline=None)
def test_what_a_query_does_not_need_does_not_change_its_answer(tree: Tree, library: list[Article]) -> None:
    query = parse(str(tree))
    if not query.needs:
        assert compile_query(query, Facts(library)).select(library) == compile_query(query, Facts([])).select(library)


def filter_of(tree: Tree, facts: Facts) -> Filter:
    return compile_query(parse(str(tree)), facts)
