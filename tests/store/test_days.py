"""The local days of rows are those of the articles, in every zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.model import Moment, Selection
from reader.store import Store
from reader.store.listing import local_day
from tests.fakes import FakeMarks, article
from tests.store.columns import MemoryColumns

ZONES = ("UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "EST5EDT,M3.2.0,M11.1.0", "IST-5:30", "BRT3BRST2,M10.3.0/0,M2.3.0/0")
moments = st.none() | st.builds(
    Moment,
    st.integers(-400_000, 400_000).map(lambda minutes: datetime(2021, 10, 17, tzinfo=UTC) + timedelta(minutes=minutes)),
    st.booleans(),
)


@pytest.mark.parametrize("name", ZONES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(found=st.lists(moments, max_size=30))
def test_days_of_rows_are_those_of_their_articles(
    zone: Callable[[str], None], name: str, found: list[Moment | None]
) -> None:
    zone(name)
    whole = [
        Moment(each.at.replace(hour=0, minute=0), day_only=True) if each and each.day_only else each for each in found
    ]
    articles = [article(str(n), path=f"{n}.md", published_at=each) for n, each in enumerate(whole)]
    store = Store(FakeMarks(), ("news",))
    store.adopt(MemoryColumns("news", articles))
    listing = store.select(Selection())
    assert [listing.day(row) for row in range(len(listing))] == list(map(local_day, listing))
