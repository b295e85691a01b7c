"""A small library made by hand, for queries to be asked of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

from reader.model import Article, Moment, NotFoundError, Provider, Urls, key_of
from reader.query import PlainFacts
from tests.fakes import FakeMarks, article

ZONE = timezone(timedelta(hours=1))
"""The person is one hour east of Greenwich."""

NOW = datetime(2022, 1, 26, 15, 0, tzinfo=UTC)
"""A Wednesday afternoon, 16:00 by the person's clock."""


def story(name: str, title: str, when: str, **more: object) -> Article:
    """An article published at `2022-01-24` or `2022-01-24 21:10`, in UTC; empty for no date."""
    published_at = Moment(datetime.fromisoformat(when).replace(tzinfo=UTC), day_only=len(when) == 10) if when else None
    return article(name, title=title)._replace(published_at=published_at, **more)  # type: ignore[arg-type]


_ALL = (
    story(
        "lab", "Getting AI from the lab to production", "2022-01-24 21:10", quality=87, heat=147, published=True,
        provider=Provider("VentureBeat", "venturebeat.com"), topics=("AI",), type="article", category="news",
        excerpt="The enterprise is eager to push AI out of the lab.", has_image=True, related_count=6,
    ),
    story(
        "tumors", "Deep learning improves interpretation of tumors", "2021-10-19 13:40", quality=59, heat=79,
        provider=Provider("Medical Xpress", "medicalxpress.com"), topics=("Machine Learning", "AI"), type="article",
        excerpt="Engineers differentiate tumors more accurately.", published=True, category="news", related_count=2,
        path="2021/tumors.md",
    ),
    story(
        "challenges", "Overcoming Challenges to Machine Learning Adoption", "2021-10-17 22:06", quality=34,
        provider=Provider("Lab Manager", "labmanager.com"), topics=("Machine Learning", "AI"), type="article",
        excerpt="High volumes of data.", published=False, category="news", related_count=2, path="2021/challenges.md",
    ),
    story(
        "cosmos", "Microsoft Azure Cosmos DB Database Security Flaw Exposed Client Data", "2021-08-27 14:38",
        provider=Provider("HotHardware", "hothardware.com"), topics=("Azure", "Databases", "Security"), quality=102,
        excerpt="A startling vulnerability in its Azure Cosmos DB service.", heat=806, published=False, type="article",
        category="news", related_count=35, path="2021/cosmos.md",
    ),
    story(
        "worst", "“Worst cloud vulnerability you can imagine” discovered in Microsoft Azure", "2021-08-27 21:00",
        provider=Provider("Ars Technica", "arstechnica.com"), topics=("Azure", "Security"), quality=110, heat=2000,
        excerpt="30% of Cosmos DB customers were told.", published=False, type="article", related_count=34,
        keys=(key_of("example.com/worst-amp"),),
        urls=Urls(web="https://www.example.com/worst/?utm_source=x", amp="https://example.com/worst-amp"),
    ),
    story(
        "redis", "Azure Cache for Redis: now in preview", "2020-05-04", quality=0, heat=0, published=False,
        provider=Provider("Microsoft", "azure.microsoft.com"), topics=("Azure", "Databases"), type="article",
    ),
    story(
        "keynote", "Build keynote", "2021-05-25 15:00", provider=Provider("Microsoft", "microsoft.com"), quality=12,
        topics=("Azure",), type="video", category="event",
    ),
    story(
        "ecole", "L’École normale ouvre un laboratoire d’IA", "2022-01-25 23:30", quality=48, heat=67, type="article",
        provider=Provider("Le Monde", "www.lemonde.fr"), topics=("Éducation",),
    ),
    story(
        "midashi", "日本語の見出し", "2022-01-26", provider=Provider("朝日新聞", "asahi.com"), topics=("AI技術",),
        excerpt="機械学習の話。",
    ),
    story(
        "cplus", "Modern C++ and ASP.NET in depth", "2019-12-31 23:30", provider=Provider("", "codeproject.example"),
        excerpt="Templates, f(x) and all that.", type="course", has_body=True,
    ),
    story("guide", "Storage: a field guide", "", provider=Provider("", "www.storage.example"), quality=60),
    story(
        "retracted", "Cold fusion at last", "2022-01-20 08:00", provider=Provider("Nature"), removed=True, quality=90,
    ),
    story(
        "edge", "Silicon Labs brings AI to the edge", "2022-01-24 14:14", provider=Provider("Electronics For You"),
        path="", library="", quality=74,
    ),
    story(
        "kernel", "Scheduler notes", "2022-01-26 10:00", provider=Provider("LWN", "lwn.net"), has_body=True,
        topics=("Linux",), path="2022/kernel.md", library="kept", type="article",
    ),
    story(
        "gates", "To be or not to be: AND gates explained", "2021-12-31 23:30", provider=Provider("IEEE Spectrum"),
        topics=("Hardware",), heat=5, quality=20, related_count=1,
    ),
    story("heading", 'A "quoted" headline: 16:9 screens at heat > 100', "2022-01-26 14:30", urls=Urls()),
    story("tomorrow", "Announced for February", "2022-02-01 09:00", provider=Provider("Wire"), heat=300),
    story("cafe", "Cafe\u0301 au lait, or metadata", "1999-12-31", provider=Provider("Straße & Co."), topics=("Food",)),
    story("quiet", "Untitled", "", related_count=0),
)  # fmt: skip

ARTICLES = {each.identity.rpartition("/")[2]: each for each in _ALL}
"""By name, in the order in which they are listed."""

BODIES = {
    "cplus": "# Templates\n\nA deep dive into the linker, and into learning to read its errors.",
    "kernel": "The scheduler decides.\n\nDeep\nlearning in the kernel is a “Cosmos” of its own. Error 4711.",
}


def key(name: str) -> int:
    return ARTICLES[name].key


class Facts(PlainFacts):
    """What is known of the articles above."""

    def __init__(self, now: datetime = NOW) -> None:
        marks = FakeMarks({key(name) for name in ("lab", "redis", "cosmos")}, {key("lab"): ARTICLES["lab"]})
        marks.starred[key("edge")] = ARTICLES["edge"]
        super().__init__(now, zone=ZONE, marks=marks)
        self.read: list[str] = []

    @property
    def read_at(self) -> Mapping[int, datetime]:
        return {
            key("lab"): datetime(2022, 1, 26, 9, 0, tzinfo=UTC),
            key("redis"): datetime(2021, 3, 1, tzinfo=UTC),
            key("cosmos"): datetime(2022, 1, 25, 22, 59, tzinfo=UTC),
        }

    @property
    def starred_at(self) -> Mapping[int, datetime]:
        return {key("lab"): datetime(2022, 1, 26, 9, 1, tzinfo=UTC), key("edge"): datetime(2022, 1, 2, tzinfo=UTC)}

    @property
    def tags(self) -> Mapping[int, frozenset[str]]:
        return {key("lab"): frozenset({"later", "Board meeting"}), key("kernel"): frozenset({"work"})}

    @property
    def notes(self) -> Mapping[int, str]:
        return {key("cosmos"): "Ask about the *budget*.\n\nSecond line: 50 % done."}

    def body(self, article: Article) -> str | None:
        name = next(name for name, each in ARTICLES.items() if each.key == article.key)
        self.read.append(name)
        return BODIES.get(name)

    def rank(self, article: Article) -> float | None:
        quality = 50 if article.quality is None else article.quality
        return None if article.published_at is None else float(quality)

    def related_to(self, ref: str) -> frozenset[int]:
        if ref not in {"lab", ARTICLES["lab"].id, ARTICLES["lab"].urls.web}:
            raise NotFoundError(f"No article answers to “{ref}”.")
        return frozenset({key("edge"), key("tumors")})
