"""Documents at a glance: lists get what the careful reader finds, or the glance is not enough."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from reader.documents.glance import fields_of, front_groups, listed_entries
from reader.documents.quick import plain_text, quick_fields, quick_halves
from reader.documents.read import Listed, read_at_a_glance, read_carefully
from tests.benchmarks.generate import documents
from tests.documents.samples import SEEDS, WRITTEN_BY_HAND

ENTRY = """  - title: "B"
    publishedDateTime: 2021-02-28T10:00:00Z
    webUrl: "https://b.example.com/b"
    quality: 3
"""
LINES = (
    '    webUrl: "https://c.example.com/c"', '    webUrl: "https://c.example.com/c%7E?utm_source=x&a=1"',
    '    webUrl: "no address"', '    webUrl: ""', "    webUrl: https://c.example.com/c", '    originalUrl: "http://o.net"',
    '    ampWebUrl: "https://b.example.com/b/amp"', '    ampWebUrl: "https://exa mple.com"', '    ampWebUrl: "//x"',
    '    webUrl: "https://münchen.example/x"', '    webUrl: "https://b.example.com:99999/"', '    webUrl: "HTTPS://b.c/"',
    "    publishedDateTime: 2021-02-29", "    publishedDateTime: 2020-02-29", "    publishedDateTime: 2021-13-01",
    "    publishedDateTime: 2021-01-01T25:00:00Z", "    publishedDateTime: 0001-01-01", "    publishedDateTime: soon",
    "    updatedDateTime: 9999-12-31", "    quality: -1", "    quality: 007", "    quality: many", "    heat: -1",
    "    heat: -2", "    heat: ", "    published: maybe", "    published: true", "    removed: true", "    type: [a]",
    "    type: yes", "    topics:", "    - x", "      - Topic", "      - ", "      - {a: b}", "    topics: A, B",
    "    provider: P", "    provider:", "      name: P: Q", "      name: [P]", "      domain: p.net", "    images:",
    '      - url: "https://i.example.com/i.jpg"', "      - url: ", "        width: 20", "        width: wide",
    "        height: -3", "        isCached: true", "    title: again", '    title: ""', "    title:", "    name: N",
    "    startDateTime: 2021-05-01", "    excerpt: >", '    excerpt: "says \\"x\\""', '    excerpt: "\\u0041"',
    '    excerpt: "&#27;[31m"', "    excerpt: x # y", "    secured: abc", '    excerpt: "secured: abcdefghijk=="',
    "  - x", "  - https://d.example.com/d", "  -", "- x", "  x: y", "   x: y", "related:", "heat: 2", "# remark", "",
    " ", "\tx: y", "    length: PT3M", "    <<: *a", "    category: news", "...", "---",
)  # fmt: skip


def glanced(text: str) -> bool:
    """Whether a glance is enough for a document, which is read as the careful reader reads it then."""
    data = text.encode()
    glance = read_at_a_glance(data, "lib", "a.md")
    if glance is None:
        return False
    careful, problems = read_carefully(data, "lib", "a.md")
    assert careful is not None, text
    assert glance.article == careful.article, text
    assert glance.text() == careful.text(), text
    assert problems == (), text
    return True


def has_known_fields(text: str) -> bool:
    """Whether all its fields are recognised."""
    front, _ = quick_halves(text.encode())
    rest, _ = listed_entries(front) or (front, [])
    groups = front_groups(plain_text(rest))
    fields = fields_of(groups) if groups else None
    assert fields is None or fields == quick_fields(plain_text(rest))
    return fields is not None


def has_entries(text: str) -> bool:
    """Whether its related entries are recognised."""
    return listed_entries(quick_halves(text.encode())[0]) is not None


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_a_glance_is_enough_for_a_sample(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert has_entries(text)
    assert glanced(text)


@pytest.mark.parametrize("name", WRITTEN_BY_HAND)
def test_agrees_about_what_was_written_by_hand(name: str) -> None:
    glanced(WRITTEN_BY_HAND[name])


@pytest.mark.parametrize("kind", ["small", "large"])
def test_a_glance_is_enough_for_what_collections_write(kind: str) -> None:
    texts = [text for _, text in documents(60, kind)]  # type: ignore[arg-type]
    enough = [glanced(text) for text in texts]
    assert sum(enough) > 40
    assert sum(has_entries(text) for text in texts) > 20
    assert sum(has_known_fields(text) for text in texts) > 50
    glances = [read_at_a_glance(text.encode(), "lib", "a.md") for text in texts]
    assert sum(isinstance(glance, Listed) for glance in glances) > 35


FIELDS = {
    "category": ("news", "null", '""', '" "', "true", '"a&amp;b"'),
    "title": ('"A"', "A", "null", '""', '" x "', '"x\\ty"', '"&#27;[31m"', "Yes", '"x&lt;b"'),
    "excerpt": ('"e"', '""', "plain text", '"a \\"q\\""', '"two  spaces"', "null", '"東京"'),
    "publishedDateTime": ("2021-01-01", "2021-01-01T10:00:00Z", "2021-02-30", "0001-01-01"),
    "updatedDateTime": ("2022-01-01", "2021-13-01"),
    "originalUrl": ('"https://o.net/x"', '"http://o.net"', '""', "https://o.net/y", '"https:// o.net"', '"https://é.net"'),
    "webUrl": ('"https://w.net/x?utm_source=1&a=2"', '"https://w.net:99999/"', '"https://w.n//"', "x"),
    "ampWebUrl": ('"https://w.net/amp"', '"https://w.net/x?a=2"'),
    "type": ("article", "null", "no", '"v"'),
    "quality": ("1", "007", "x"),
    "heat": ("-1", "0", "-2"),
    "published": ("true", "false", "yes"),
    "removed": ("true", "false"),
    "length": ("PT3M", "PT0S", "XYZ"),
    "provider": ("\n  name: A%2c B\n  domain: a.net", "", "\n  name: true", "\n  name: null", '\n  name: ""'),
    "topics": ("\n  - A\n  - a\n  - B", "\n  - null", '\n  - true\n  - "x, y"', '\n  - ""'),
    "images": (
        '\n  - url: "https://i.net/a.jpg"\n    width: 3', '\n  - url: ""', '\n  - url: "https://i.net"\n  - url: ""',
        '\n  - url: "http://i.net"',
    ),
    "related": (
        '\n  - title: "R"\n    webUrl: "https://r.net/1"',
        '\n  - title: "R"\n    webUrl: "https://w.net/x?a=2"\n  - title: T\n    originalUrl: "https://r.net/1/"',
    ),
    "secured": ('"abc"', '""', '"a\\nb"', '"abc" ', "abc", '"a" "b"', '"'),
}  # fmt: skip


def test_agrees_about_every_value_of_a_field() -> None:
    rng = Random(5)
    at_once = 0
    for _ in range(4_000):
        odd = rng.choice(list(FIELDS))
        kept = [name for name in FIELDS if name == odd or rng.random() < 0.8]
        written = {name: rng.choice(FIELDS[name]) if name == odd else FIELDS[name][0] for name in kept}
        front = "".join(f"{name}: {value}\n".replace(": \n", ":\n") for name, value in written.items())
        text = f"---\n{front}---\n{rng.choice(('', 'Body', '# Head', '<p>x</p>', '<script>x</script>'))}"
        glanced(text)
        at_once += isinstance(read_at_a_glance(text.encode(), "lib", "a.md"), Listed)
    assert at_once > 1_000


@pytest.mark.parametrize("line", LINES)
def test_agrees_wherever_a_line_stands(line: str) -> None:
    head = '---\ntitle: A\nwebUrl: "https://a.example.com/"\nrelated:\n'
    lines = (ENTRY + ENTRY.replace("b.example", "e.example")).splitlines()
    for at in range(len(lines) + 1):
        for written in ([*lines[:at], line, *lines[at:]], [*lines[:at], line, *lines[at + 1 :]]):
            for tail in ("---\n", "\nheat: 3\n---\nBody\n"):
                glanced(head + "\n".join(written) + "\n" + tail)


def test_agrees_about_documents_broken_at_random() -> None:
    rng = Random(4)
    originals = [path.read_text(encoding="utf-8").splitlines() for path in SEEDS]
    originals += [text.splitlines() for _, text in documents(12, "small")]
    recognised = 0
    for _ in range(8_000):
        lines = list(rng.choice(originals))
        first = lines.index("related:") if "related:" in lines and rng.random() < 0.5 else 1
        for _ in range(rng.choice((1, 1, 2))):
            at = rng.randrange(first, len(lines))
            match rng.randrange(6):
                case 0:
                    lines.insert(at, rng.choice(LINES)[rng.choice((0, 0, 2, 4)) :])
                case 1:
                    lines[at] = rng.choice(LINES)[rng.choice((0, 0, 2, 4)) :]
                case 2:
                    del lines[at]
                case 3:
                    lines.insert(rng.randrange(first, len(lines)), lines[at])
                case 4:
                    lines[at] = " " * rng.randrange(7) + lines[at].lstrip()
                case _:
                    place = rng.randrange(len(lines[at]) + 1)
                    lines[at] = lines[at][:place] + rng.choice('":#-[{&\\/ é=') + lines[at][place + rng.randrange(2) :]
            first = min(first, len(lines) - 1)
        recognised += glanced("\n".join(lines) + "\n")
    assert recognised > 1_000


def test_entries_that_repeat_or_point_back_are_dropped() -> None:
    entry = '  - title: X\n    webUrl: "{}"\n'
    urls = ("https://b.example/1", "https://a.example/", "https://www.b.example/1/", "https://c.example/2")
    text = '---\ntitle: A\nwebUrl: "https://a.example"\nrelated:\n' + "".join(map(entry.format, urls)) + "---\n"
    assert glanced(text)
    found = read_at_a_glance(text.encode(), "lib", "a.md")
    assert found is not None
    assert found.article.related_count == 2


@pytest.mark.parametrize("many", ["  - x\n" * 30_000, f"related:\n{ENTRY}    topics:\n" + "      - x\n" * 30_000])
def test_a_glance_does_not_take_what_is_too_much_to_read(many: str) -> None:
    assert not glanced(f"---\ntitle: A\ntopics:\n  - y\n{many}---\n")
