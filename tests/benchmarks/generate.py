"""Make a library of invented articles, the same one for the same arguments.

    python -m tests.benchmarks.generate OUT --count 5000 --kind large

`small`: documents of 1 to 9 KB with a few related entries, some with a Markdown body. `large`: documents of 15 to
140 KB with 20 to 180 related entries, of which nine in ten are articles of the library. What the articles look like
follows a real library of 4,958: lengths of titles and excerpts, shares of providers and topics, scores, articles a day.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Literal, NamedTuple

from tests.benchmarks.vocabulary import SCRIPTS, Vocabulary

Kind = Literal["small", "large"]

TOPICS = (
    "Cloud", "Security", "Databases", "Storage", "AI", "Analytics", "Containers", "Networking", "Identity", "Migration",
    "Developer tools", "Serverless", "Web", "IoT", "Compute", "Integration", "Management tools", "DevOps", "Blockchain",
)  # fmt: skip
"""The first stands on every article and is the parent of the others."""

_DAYS = 2_200  # about six years; larger libraries have more articles a day, not a longer past
_FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)
_STUBS = 400  # articles outside the library that related entries name
_SLUG = re.compile(r"[^a-z0-9]+")
_TYPES = ("article", "video", "course", "download", "webinar")
_TYPE_WEIGHTS = (94, 3, 1, 1, 1)


class Provider(NamedTuple):
    """Who publishes."""

    name: str
    domain: str


class Invented(NamedTuple):
    """An article: the front matter of its document but `related` and `secured`, and what others say of it."""

    name: str
    head: str
    entry: str


class Inventor:
    """Makes articles up."""

    def __init__(self, seed: int, articles: int) -> None:
        self.rng = Random(seed)
        self.words = Vocabulary(self.rng, articles)
        self.providers = [self._provider(number) for number in range(430)]
        # The largest provider has 43 % of the articles.
        others = [1 / (rank + 3) for rank in range(1, 430)]
        self._weights = list(accumulate([sum(others) * 0.43 / 0.57, *others]))
        self._before = ""

    def articles(self, number: int) -> Iterator[Invented]:
        """That many, oldest first, in days of few and of many."""
        rng = self.rng
        busy = max(1.0, number / (9.8 * _DAYS))
        day, left = _FIRST_DAY, 0
        for index in range(number):
            while left <= 0:
                day += timedelta(days=1)
                left = min(int(rng.lognormvariate(1.95, 0.86) * busy), int(140 * busy))
            left -= 1
            yield self._article(index, day + timedelta(minutes=int(rng.random() * 1440)))

    def secured(self) -> str:
        """Ciphertext as real documents carry it."""
        length = 16 * self.rng.randrange(16, 33)
        parts = (self.rng.randbytes(length), self.rng.randbytes(16))
        return ";".join(base64.b64encode(part).decode() for part in parts)

    def body(self) -> str:
        """A body in Markdown of up to 6 KB."""
        rng, words = self.rng, self.words
        blocks = []
        for _ in range(rng.randrange(3, 9)):
            shape = rng.random()
            if shape < 0.15:
                blocks.append("## " + words.title(rng.randrange(20, 60)))
            elif shape < 0.25:
                blocks.append("\n".join(f"- {words.text(rng.randrange(30, 90))}" for _ in range(rng.randrange(2, 6))))
            elif shape < 0.3:
                blocks.append(f"> {words.text(rng.randrange(60, 200))}")
            elif shape < 0.33:
                blocks.append("```\n" + "\n".join(" = ".join(words.take(2)) for _ in range(4)) + "\n```")
            else:
                link = f"[{words.title(30)}](https://{rng.choice(self.providers).domain}/about)"
                blocks.append(f"{words.text(rng.randrange(120, 500))} **{words.take(1)[0]}** {link}.")
        return "\n\n".join(blocks) + "\n"

    def _provider(self, number: int) -> Provider:
        if number == 0:
            return Provider("Northwind", "northwind.com")
        length = 42 if number == 99 else min(42, max(4, int(self.rng.lognormvariate(2.45, 0.45))))
        name = self.words.title(length + 1).title()
        return Provider(name, f"{_slug(name).replace('-', '')}{number}.{self.rng.choice(('com', 'org', 'net', 'io'))}")

    def _article(self, index: int, at: datetime) -> Invented:
        rng = self.rng
        provider = rng.choices(self.providers, cum_weights=self._weights)[0]
        title, excerpt = self._texts()
        urls = self._urls(provider, title, at, index)
        date = at.strftime("%Y-%m-%d") if rng.random() < 0.02 else at.strftime("%Y-%m-%dT%H:%M:00Z")
        kind = rng.choices(_TYPES, _TYPE_WEIGHTS)[0]
        quality = min(180, max(0, int(rng.gauss(48, 26))))
        texts = f"title: {_quoted(title)}", f"excerpt: {_quoted(excerpt)}", f"publishedDateTime: {date}"
        source = "provider:", f"  name: {_plain(provider.name)}", f"  domain: {provider.domain}"
        images = self._images(provider, index)
        head = [
            "category: news", *texts, *urls, f"type: {kind}", f"quality: {quality}", f"heat: {self._heat()}",
            *self._flags(kind), "", *source, "", "topics:", *(f"  - {topic}" for topic in self._topics()), "", *images,
        ]  # fmt: skip
        told = [*texts, *urls[len(urls) > 1 :], f"type: {kind}", *source]
        entry = [*told, f"quality: {quality}", *images]
        name = f"{at.year}/{index:06d}_{hashlib.sha256(urls[0].encode()).hexdigest()[:16]}"
        return Invented(name, "\n".join(head), "  - " + "\n    ".join(entry) + "\n")

    def _texts(self) -> tuple[str, str]:
        """Title and excerpt; now and then a story that another provider told before, in another script, or quoted."""
        rng, words = self.rng, self.words
        title = words.title(min(171, max(30, int(rng.gauss(72, 17) if rng.random() < 0.94 else rng.gauss(125, 20)))))
        excerpt = words.text(min(480, max(40, int(rng.gauss(200, 75)))))
        chance = rng.random()
        if chance < 0.15 and self._before:
            title = (self._before[: len(self._before) * 2 // 3] + " " + title)[:150].rpartition(" ")[0]
        elif chance < 0.17:
            script = rng.choice(SCRIPTS)
            title = words.in_script(script, rng.randrange(4, 12))
            excerpt = f"{words.in_script(script, 14)}. {excerpt}"
        elif chance < 0.27:
            first, _, rest = title.partition(" ")
            title = rng.choice((f"‘{first}’ {rest}", f"“{first}” {rest}", f"{first} – {rest}", f"{first}’s {rest}"))
        elif chance < 0.3:
            excerpt = excerpt.replace(" and ", " &amp; ").replace(" the ", ' "the" ' if chance < 0.28 else " the ")
        self._before = title
        return title, excerpt

    def _urls(self, provider: Provider, title: str, at: datetime, index: int) -> list[str]:
        slug = _slug(title)[:90] or "story"
        www = "www." if self.rng.random() < 0.5 else ""
        page = self.rng.choice((
            f"/{at:%Y/%m/%d}/{slug}-{index}/", f"/news/{at:%Y-%m}-{slug}-{index}.html", f"/story/{slug}?id={index}",
        ))  # fmt: skip
        web = f"https://{www}{provider.domain}{page}"
        urls = [f'originalUrl: "{web}"', f'webUrl: "{web}"']
        if self.rng.random() < 0.02:
            return urls[:1]
        if "?" not in page and self.rng.random() < 0.5:
            amp = f"{web.removesuffix('/').removesuffix('.html')}/amp"
            cached = f"https://{provider.domain.replace('-', '--').replace('.', '-')}.cdn.ampproject.org/c/s/"
            urls += [f'ampWebUrl: "{amp}"', f'cdnAmpWebUrl: "{cached}{amp.removeprefix("https://")}"']
        return urls

    def _heat(self) -> int:
        if self.rng.random() < 0.73:
            return -1
        return min(3_700, int(self.rng.lognormvariate(4.2, 0.8 if self.rng.random() < 0.9 else 1.6)))

    def _flags(self, kind: str) -> list[str]:
        chance = self.rng.random()
        flags = [] if chance > 0.97 else [f"published: {'true' if chance < 0.1 else 'false'}"]
        if self.rng.random() < 0.004:
            flags.append("removed: true")
        return [*flags, f"length: PT{self.rng.randrange(3, 55)}M"] if kind == "video" else flags

    def _topics(self) -> list[str]:
        more = min(8, int(self.rng.expovariate(1.4)))
        weights = [1 / rank for rank in range(1, len(TOPICS))]
        return [TOPICS[0], *dict.fromkeys(self.rng.choices(TOPICS[1:], weights, k=more))]

    def _images(self, provider: Provider, index: int) -> list[str]:
        if self.rng.random() < 0.12:
            return []
        width = self.rng.choice((620, 800, 1200, 1920))
        url = f"https://images.{provider.domain}/{index % 97:02d}/{self.rng.getrandbits(64):016x}-{width}.jpg"
        return [
            "images:", f'  - url: "{url}"', f"    width: {width}", f"    height: {width * 9 // 16}",
            "    isCached: true",
        ]  # fmt: skip


def documents(number: int, kind: Kind, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Name inside the library and text of every document."""
    inventor = Inventor(seed, number)
    rng = inventor.rng
    articles = list(inventor.articles(number))
    stubs = [article.entry for article in inventor.articles(_STUBS)]
    for index, article in enumerate(articles):
        related = _related(rng, index, articles, stubs, _related_number(rng, index, number, kind))
        body = inventor.body() if kind == "small" and rng.random() < 0.25 else ""
        parts = ["---", article.head, ""]
        parts += ["related:", related] if related else []
        parts += [f'secured: "{inventor.secured()}"', "---", "", body]
        yield article.name + (".md" if body else ".txt"), "\n".join(parts)


def topic_files() -> Iterator[tuple[str, str]]:
    """Name inside the library and text of the files that describe the topics."""
    for order, topic in enumerate(TOPICS):
        parent = f"parent: {TOPICS[0]}\n" if order else ""
        text = f"name: {topic}\nshortname: {_slug(topic)}\n{parent}hashtags:\n  - {_slug(topic).replace('-', '')}\n"
        yield f"_data/topics/{order:02d}-{_slug(topic)}.yaml", text


def generate(out: Path, number: int, kind: Kind, seed: int = 1) -> int:
    """Write a library; how many bytes its documents have together.

    Raises:
        FileExistsError: something stands there already.
    """
    out.mkdir(parents=True)
    (out / "_data" / "topics").mkdir(parents=True)
    for name, text in topic_files():
        (out / name).write_text(text, encoding="utf-8")
    size, years = 0, set[str]()
    for name, text in documents(number, kind, seed):
        data = text.encode()
        size += len(data)
        year = name.partition("/")[0]
        if year not in years:
            years.add(year)
            (out / year).mkdir()
        (out / name).write_bytes(data)
    return size


def _related_number(rng: Random, index: int, number: int, kind: Kind) -> int:
    if kind == "small":
        return min(7, int(rng.expovariate(0.42)))
    if index == number // 2:
        return 180
    return rng.randrange(60, 181) if rng.random() < 0.02 else 20 + min(90, int(rng.expovariate(1 / 9)))


def _related(rng: Random, index: int, articles: Sequence[Invented], stubs: Sequence[str], number: int) -> str:
    """The entries of articles published about the same time, and of a few outside the library."""
    lowest, highest = max(0, index - 150), min(len(articles), index + 150)
    near = rng.sample(range(lowest, highest - 1), min(number, highest - lowest - 1))
    first = rng.randrange(len(stubs))
    entries = [
        articles[other + (other >= index)].entry if rng.random() < 0.92 else stubs[(first + rank) % len(stubs)]
        for rank, other in enumerate(near)
    ]
    return "".join(entries)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    return text if re.fullmatch(r"[A-Z][A-Za-z0-9 ]*", text) else _quoted(text)


def _slug(text: str) -> str:
    return _SLUG.sub("-", text.lower()).strip("-")


def main(argv: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.generate", description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, help="a folder that is not there yet")
    parser.add_argument("--count", type=int, default=5_000)
    parser.add_argument("--kind", choices=("small", "large"), default="small")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    try:
        size = generate(options.out, options.count, options.kind, options.seed)
    except FileExistsError as error:
        sys.exit(f"{error.filename} is there already")
    print(f"{options.count} documents, {size / 1e6:.1f} MB, mean {size / max(1, options.count) / 1e3:.1f} KB")


if __name__ == "__main__":
    main()
