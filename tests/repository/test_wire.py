"""An article goes through a row of plain values and comes out the same."""

import marshal
import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Article, Moment, Provider, Urls, key_of
from reader.repository.messages import Answer, Inbox, packed
from reader.repository.wire import RowReader, checked, kept_row, links_of, packed_keys, packed_row, row_of, signed_keys

_lines = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20)
_words = _lines.filter(bool)
_keys = st.integers(0, 2**64 - 1)
_moments = st.none() | st.builds(
    Moment, st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)), st.booleans()
)
_numbers = st.none() | st.integers(0, 5_000)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    identity = draw(_words)
    return Article(
        key=key_of(identity),
        identity=identity,
        title=draw(_lines),
        excerpt=draw(_lines),
        published_at=draw(_moments),
        updated_at=draw(_moments),
        provider=Provider(draw(_lines), draw(_lines)),
        topics=tuple(draw(st.lists(_words, max_size=3))),
        type=draw(_lines),
        category=draw(_lines),
        quality=draw(_numbers),
        heat=draw(_numbers),
        published=draw(st.none() | st.booleans()),
        removed=draw(st.booleans()),
        urls=Urls(draw(_lines), draw(_lines), draw(_lines), draw(_lines)),
        keys=tuple(draw(st.lists(_keys, max_size=4))),
        links=tuple(draw(st.lists(st.lists(_keys, max_size=5).map(tuple), max_size=4))),
        related_count=draw(st.integers(0, 200)),
        length_minutes=draw(_numbers),
        has_body=draw(st.booleans()),
        has_image=draw(st.booleans()),
        filled=draw(st.integers(0, 40)),
        library="news",
        path="a/b.md",
    )


@given(articles())
def test_an_article_comes_back_whole(article: Article) -> None:
    row = marshal.loads(marshal.dumps(row_of(article)))
    assert RowReader().article(row, "news", "a/b.md") == article


@given(articles())
def test_a_table_keeps_a_row_as_it_is(article: Article) -> None:
    row = row_of(article)
    database = sqlite3.connect(":memory:")
    try:
        assert database.execute(f"select {','.join('?' * len(row))}", row).fetchone() == row
    finally:
        database.close()


def test_what_many_articles_share_is_kept_once() -> None:
    article = Article(key=key_of("a"), identity="a", title="t", provider=Provider("P", "p.org"), topics=("AI", "Web"))
    rows = RowReader()
    row = marshal.dumps(row_of(article))
    one, other = (rows.article(marshal.loads(row), "news", path) for path in ("1.md", "2.md"))
    assert one.provider is other.provider
    assert one.topics is other.topics


@given(st.lists(st.binary(max_size=50), max_size=5), st.integers(1, 40))
def test_messages_arrive_whole_however_the_pipe_cuts_them(rows: list[bytes], step: int) -> None:
    sent: list[Answer] = [([(1, 2, 3), None], [(0, 1, row, b"")], []) for row in rows]
    stream = b"".join(packed(answer) for answer in sent)
    inbox = Inbox()
    parts = [stream[at : at + step] for at in range(0, len(stream), step)]
    assert [marshal.loads(message) for part in parts for message in inbox.take(part)] == sent


@given(st.binary(min_size=1, max_size=60), st.data())
def test_a_kept_row_that_is_damaged_is_no_row(noise: bytes, data: st.DataObject) -> None:
    kept = checked(packed_row(Article(key=1, identity="a", title="A")))
    assert kept_row(kept)[1] == "A"
    at = data.draw(st.integers(0, len(kept) - len(noise) if len(kept) > len(noise) else 0))
    damaged = kept[:at] + noise + kept[at + len(noise) :]
    if damaged != kept:
        with pytest.raises(ValueError, match="damaged"):
            kept_row(damaged)


@given(st.lists(st.integers(0, (1 << 64) - 1), max_size=300))
def test_keys_keep_their_bits_with_and_without_a_sign(keys: list[int]) -> None:
    assert [key & (1 << 64) - 1 for key in signed_keys(packed_keys(keys))] == keys


@given(st.lists(st.lists(st.integers(0, (1 << 64) - 1), min_size=1, max_size=4), max_size=40))
def test_links_come_back(links: list[list[int]]) -> None:
    told = tuple(map(tuple, links))
    assert links_of(row_of(Article(key=1, identity="a", title="A", links=told))[19]) == told
