"""Numbers, plurals and dates as the screen writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.model import Moment
from reader.tui.words import Grouping, Words, relative

Zone = Callable[[str], None]

BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
NEW_YORK = "EST5EDT,M3.2.0,M11.1.0"
KOLKATA = "IST-5:30"
TARAWA = "TWT-14"
SAO_PAULO = "BRT3BRST2,M10.3.0/0,M2.3.0/0"
"""Summer time began at midnight: one day of the year had no 00:00."""

ZONES = ("UTC0", BERLIN, NEW_YORK, KOLKATA, TARAWA, SAO_PAULO, "BIT12")

plain, iso = Words(), Words(iso_dates=True)

# Hypothesis sees one zone for all examples of a test; that is meant.
in_one_zone = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def local(text: str) -> datetime:
    """A local time with its zone."""
    return datetime.fromisoformat(text).astimezone()


def at(text: str) -> Moment:
    """The moment of a local time."""
    return Moment.of(local(text))


def day(text: str) -> Moment:
    """A calendar day."""
    return Moment(datetime.fromisoformat(text).replace(tzinfo=UTC), day_only=True)


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "comma", "space", "bare"),
        [
            (0, "0", "0", "0"),
            (999, "999", "999", "999"),
            (4958, "4,958", "4\u202f958", "4958"),
            (1234567, "1,234,567", "1\u202f234\u202f567", "1234567"),
        ],
    )
    def test_thousands_are_separated_as_the_person_wants(self, value: int, comma: str, space: str, bare: str) -> None:
        assert [Words(numbers=name).number(value) for name in ("comma", "space", "plain")] == [comma, space, bare]

    def test_a_deed_is_told_with_thousands_as_the_person_wants_and_names_stay(self) -> None:
        bare = Words(numbers="plain")
        assert bare.deed("marked 4,958 read", 4958) == "marked 4958 read"
        assert bare.deed("tagged 4,958 “4,958”", 4958) == "tagged 4958 “4,958”"
        assert bare.deed("saved the view “4,958 to 0”", 0) == "saved the view “4,958 to 0”"

    @pytest.mark.parametrize(
        ("value", "told"), [(0, "0"), (99_999, "99,999"), (100_000, "100k"), (123_456, "123k"), (9_999_999, "9999k")]
    )
    def test_short_numbers_take_at_most_six_cells(self, value: int, told: str) -> None:
        assert plain.short_number(value) == told
        assert len(told) <= 6

    def test_plurals(self) -> None:
        assert plain.counted(0, "article") == "no articles"
        assert plain.counted(1, "article") == "1 article"
        assert plain.counted(4958, "article") == "4,958 articles"
        assert plain.counted(2, "story", "stories") == "2 stories"
        assert plain.counted(0, "story", "stories") == "no stories"
        assert plain.counted(1, "story", "stories") == "1 story"


class TestListDate:
    @pytest.fixture(autouse=True)
    def berlin(self, zone: Zone) -> None:
        zone(BERLIN)

    @pytest.mark.parametrize(
        ("published", "now", "told"),
        [
            ("2026-08-27T14:38:00", "2026-08-27T14:38:00", "now"),
            ("2026-08-27T14:38:00", "2026-08-27T14:38:59", "now"),
            ("2026-08-27T14:38:00", "2026-08-27T14:39:00", "1 min"),
            ("2026-08-27T14:38:00", "2026-08-27T15:37:59", "59 min"),
            ("2026-08-27T14:38:00", "2026-08-27T15:38:00", "1 h"),
            ("2026-08-27T00:00:00", "2026-08-27T23:59:59", "23 h"),
            ("2026-08-26T23:59:59", "2026-08-27T00:00:00", "Wed"),
            ("2026-08-21T00:00:00", "2026-08-27T23:59:59", "Fri"),
            ("2026-08-20T23:59:59", "2026-08-27T00:00:00", "20 Aug"),
            ("2026-01-01T00:00:00", "2026-08-27T00:00:00", "1 Jan"),
            ("2025-12-31T23:59:59", "2026-08-27T00:00:00", "31 Dec 2025"),
            ("2025-12-30T12:00:00", "2026-01-02T12:00:00", "Tue"),
            ("2022-01-24T21:10:00", "2026-08-27T00:00:00", "24 Jan 2022"),
        ],
    )
    def test_is_as_short_as_its_age_allows(self, published: str, now: str, told: str) -> None:
        assert plain.list_date(at(published), local(now)) == told

    @pytest.mark.parametrize(
        ("published", "now", "told"),
        [
            ("2026-08-27T18:00:00", "2026-08-27T14:00:00", "18:00"),
            ("2026-08-28T00:00:00", "2026-08-27T23:59:59", "28 Aug"),
            ("2027-01-03T09:00:00", "2026-12-31T09:00:00", "3 Jan 2027"),
        ],
    )
    def test_the_future_is_a_time_or_a_date(self, published: str, now: str, told: str) -> None:
        assert plain.list_date(at(published), local(now)) == told

    @pytest.mark.parametrize(
        ("published", "told"),
        [
            ("2026-08-27", "today"),
            ("2026-08-26", "Wed"),
            ("2026-08-21", "Fri"),
            ("2026-08-20", "20 Aug"),
            ("2022-01-24", "24 Jan 2022"),
            ("2026-08-28", "28 Aug"),
        ],
    )
    def test_a_day_has_no_hours(self, published: str, told: str) -> None:
        assert plain.list_date(day(published), local("2026-08-27T14:38:00")) == told

    def test_narrow_panes_leave_the_day_of_older_ones_out(self) -> None:
        now = local("2026-08-27T14:38:00")
        assert plain.list_date(day("2022-01-24"), now, narrow=True) == "Jan 2022"
        assert plain.list_date(day("2026-01-24"), now, narrow=True) == "24 Jan"

    def test_under_separators_only_what_they_do_not_say(self) -> None:
        now = local("2026-08-27T14:38:00")
        told = at("2022-01-24T21:10:00")
        assert plain.list_date(told, now, grouping=Grouping.DAY) == "21:10"
        assert plain.list_date(at("2026-08-27T14:37:00"), now, grouping=Grouping.DAY) == "14:37"
        assert plain.list_date(day("2022-01-24"), now, grouping=Grouping.DAY) == ""
        for grouping in (Grouping.MONTH, Grouping.YEAR):
            assert plain.list_date(told, now, grouping=grouping) == "24 Jan 2022"
            assert plain.list_date(told, now, grouping=grouping, narrow=True) == "24 Jan"
            assert plain.list_date(at("2026-01-24T21:10:00"), now, grouping=grouping) == "24 Jan"

    def test_the_year_of_the_open_article_goes_without_saying(self) -> None:
        now, beside = local("2026-08-27T14:38:00"), at("2021-08-27T14:38:00")
        assert plain.list_date(at("2021-08-28T11:50:00"), now, beside=beside) == "28 Aug"
        assert plain.list_date(at("2020-08-28T11:50:00"), now, beside=beside) == "28 Aug 2020"
        assert plain.list_date(at("2026-08-26T11:50:00"), now, beside=beside) == "Wed"

    def test_iso_is_the_date_at_any_age(self) -> None:
        now = local("2026-08-27T14:38:00")
        assert iso.list_date(at("2026-08-27T14:37:00"), now) == "2026-08-27"
        assert iso.list_date(day("2022-01-24"), now, narrow=True) == "2022-01-24"
        assert iso.list_date(at("2022-01-24T21:10:00"), now, grouping=Grouping.DAY) == "21:10"
        assert iso.list_date(day("0987-06-05"), now) == "0987-06-05"

    def test_no_date_is_no_text(self) -> None:
        assert plain.list_date(None, local("2026-08-27T14:38:00")) == ""


class TestZones:
    @pytest.mark.parametrize("name", ZONES)
    @in_one_zone
    @given(st.dates(date(2, 1, 1), date(9998, 12, 31)))
    def test_a_day_is_never_another_day(self, zone: Zone, name: str, when: date) -> None:
        zone(name)
        moment = Moment(datetime(when.year, when.month, when.day, tzinfo=UTC), day_only=True)
        now = local("2026-08-27T14:38:00")
        assert moment.local().date() == when
        assert moment.local().time() == datetime.min.time()
        assert iso.list_date(moment, now) == when.isoformat()
        assert iso.group_title(moment, Grouping.DAY).endswith(when.isoformat())

    def test_a_day_without_midnight_is_that_day(self, zone: Zone) -> None:
        zone(SAO_PAULO)
        assert plain.full_date(day("2017-10-15"), local("2017-10-15T12:00:00")) == "Sun 15 Oct 2017 · today"

    @pytest.mark.parametrize(
        ("name", "told", "title"),
        [
            ("UTC0", "23:10", "Mon 24 Jan 2022"),
            (BERLIN, "00:10", "Tue 25 Jan 2022"),
            (NEW_YORK, "18:10", "Mon 24 Jan 2022"),
            (KOLKATA, "04:40", "Tue 25 Jan 2022"),
            (TARAWA, "13:10", "Tue 25 Jan 2022"),
        ],
    )
    def test_times_and_groups_are_local(self, zone: Zone, name: str, told: str, title: str) -> None:
        zone(name)
        moment = Moment(datetime(2022, 1, 24, 23, 10, tzinfo=UTC))
        now = local("2026-08-27T14:38:00")
        assert plain.list_date(moment, now, grouping=Grouping.DAY) == told
        assert plain.group_title(moment, Grouping.DAY) == title
        assert plain.full_date(moment, now) == f"{title}, {told} · 4 years ago"

    def test_a_change_to_summer_time_is_no_hour_of_age(self, zone: Zone) -> None:
        zone(BERLIN)
        assert plain.list_date(at("2026-03-29T01:30:00"), local("2026-03-29T03:30:00")) == "1 h"


class TestFullDate:
    @pytest.fixture(autouse=True)
    def berlin(self, zone: Zone) -> None:
        zone(BERLIN)

    def test_says_weekday_date_time_and_age(self) -> None:
        now = local("2026-08-27T14:38:00")
        assert plain.full_date(at("2022-01-24T21:10:00"), now) == "Mon 24 Jan 2022, 21:10 · 4 years ago"
        assert plain.full_date(day("2022-01-24"), now) == "Mon 24 Jan 2022 · 4 years ago"
        assert plain.full_date(at("2026-08-30T09:05:00"), now) == "Sun 30 Aug 2026, 09:05 · in 3 days"

    def test_iso(self) -> None:
        now = local("2026-08-27T14:38:00")
        assert iso.full_date(at("2022-01-24T21:10:00"), now) == "2022-01-24, 21:10 · 4 years ago"
        assert iso.full_date(day("2022-01-24"), now) == "2022-01-24 · 4 years ago"


class TestRelative:
    @pytest.fixture(autouse=True)
    def berlin(self, zone: Zone) -> None:
        zone(BERLIN)

    @pytest.mark.parametrize(
        ("when", "now", "told"),
        [
            ("2026-08-27T14:38:00", "2026-08-27T14:38:30", "now"),
            ("2026-08-27T14:38:00", "2026-08-27T14:37:30", "now"),
            ("2026-08-27T14:38:00", "2026-08-27T14:39:00", "1 min ago"),
            ("2026-08-27T14:38:00", "2026-08-27T17:38:00", "3 h ago"),
            ("2026-08-27T17:38:00", "2026-08-27T14:38:00", "in 3 h"),
            ("2026-08-26T23:59:00", "2026-08-27T00:01:00", "yesterday"),
            ("2026-08-28T00:01:00", "2026-08-27T23:59:00", "tomorrow"),
            ("2026-08-25T23:59:00", "2026-08-27T00:01:00", "2 days ago"),
            ("2026-08-30T00:00:00", "2026-08-27T12:00:00", "in 3 days"),
            ("2026-08-14T12:00:00", "2026-08-27T12:00:00", "13 days ago"),
            ("2026-08-13T12:00:00", "2026-08-27T12:00:00", "2 weeks ago"),
            ("2026-06-28T12:00:00", "2026-08-27T12:00:00", "8 weeks ago"),
            ("2026-06-27T12:00:00", "2026-08-27T12:00:00", "2 months ago"),
            ("2026-06-27T12:00:01", "2026-08-27T12:00:00", "8 weeks ago"),
            ("2026-01-31T12:00:00", "2026-03-01T12:00:00", "4 weeks ago"),
            ("2025-08-28T12:00:00", "2026-08-27T12:00:00", "11 months ago"),
            ("2025-08-27T12:00:00", "2026-08-27T12:00:00", "1 year ago"),
            ("2022-08-28T12:00:00", "2026-08-27T12:00:00", "3 years ago"),
            ("2026-11-26T12:00:00", "2026-08-27T12:00:00", "in 2 months"),
            ("2026-11-27T12:00:00", "2026-08-27T12:00:00", "in 3 months"),
            ("2027-08-26T12:00:00", "2026-08-27T12:00:00", "in 11 months"),
            ("2028-08-27T12:00:00", "2026-08-27T12:00:00", "in 2 years"),
        ],
    )
    def test_is_the_largest_unit_that_is_full(self, when: str, now: str, told: str) -> None:
        assert relative(local(when), local(now)) == told

    def test_a_day_is_today_all_day(self) -> None:
        assert relative(local("2026-08-27"), local("2026-08-27T23:59:59"), day_only=True) == "today"

    @in_one_zone
    @given(st.timedeltas(timedelta(minutes=1), timedelta(days=9000)))
    def test_ago_and_in_mirror_each_other(self, ago: timedelta) -> None:
        now = datetime(2026, 8, 27, 14, 38, tzinfo=UTC)
        back, forth = relative(now - ago, now), relative(now, now - ago)
        if back == "yesterday":
            assert forth == "tomorrow"
        else:
            assert back.removesuffix(" ago") == forth.removeprefix("in ")


class TestGroupTitle:
    def test_by_day_month_and_year(self, zone: Zone) -> None:
        zone(BERLIN)
        moment = at("2021-08-27T14:38:00")
        assert [plain.group_title(moment, grouping) for grouping in (Grouping.DAY, Grouping.MONTH, Grouping.YEAR)] == [
            "Fri 27 Aug 2021",
            "Aug 2021",
            "2021",
        ]
        assert iso.group_title(moment, Grouping.DAY) == "Fri 2021-08-27"
        assert iso.group_title(moment, Grouping.MONTH) == "2021-08"
        assert plain.group_title(None, Grouping.DAY) == "No date"
