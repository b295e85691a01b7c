"""Where an article stands in a listing: the same whether it is looked for or noted, in every order."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reader.model import Selection, Sort
from reader.store import Store
from reader.store import listing as listings
from tests.fakes import FakeMarks, article
from tests.store.columns import MemoryColumns


@pytest.mark.parametrize("few", [0, 5, 1_000])
@pytest.mark.parametrize("order", ["date", "-date", "heat", "title"])
def test_places_are_those_of_the_articles(few: int, order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "_FEW", few)
    store = Store(FakeMarks(), ["library"])
    rows = [article(f"row {number}", heat=number * 7 % 40) for number in range(40)]
    store.adopt(MemoryColumns("library", rows))
    beside = [article(f"beside {number}", heat=number, path=f"beside-{number}.md") for number in range(3)]
    store.add(beside)
    store.remove("library", rows[20].path)
    store.add([article("row 20", title="Edited", heat=500, library="library")])  # has a row still, and stands beside it
    found = store.select(Selection(sort=Sort.parse(order)))
    assert len(found) == 43
    assert [each.title for each in found].count("Edited") == 1
    places = [found.position(each.key) for each in found]
    assert places == list(range(43))
    assert found.position(12345) is None
    assert all(a.key != b.key for a, b in pairwise(found))
    part = found[10:20]
    assert part.position(found[12].key) == 2
    assert part.position(found[5].key) is None
