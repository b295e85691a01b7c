"""The quick way through front matter gives what the careful one gives, or leaves the file to it."""

from __future__ import annotations

from random import Random

import pytest

from reader.documents.notes import Doubt, Notes
from reader.documents.quick import quick_fields
from reader.documents.read import read_carefully, read_quickly
from reader.documents.tree import Value
from reader.documents.yaml_reader import YamlFault, read_yaml
from tests.documents.samples import CIPHERTEXT, SEEDS, front

MARGINS = ("", "  ", "    ", "- ", "  - ", "    - ", "   ", "-   ", " ", "      ", "- - ", "  -  ")
KEYS = ("title", "a", "b", "c", "secured", "x-y", "_z", "1a", "null", "true", "é", "Secured", "a b", "<<", "")
VALUES = (
    "x", "x y", "x: y", "x #y", "x#y", "a:b", "a:", "'x'", "'it''s'", "'a' b", '"x"', '"x\\n"', '"x\\"y"', '"a" b',
    '"', '""', "''", "-1", "- 1", "-", "--", "---", "...", "1", "01", "1.5", "1.50", "1e3", "0x1", "true", "True",
    "yes", "null", "~", "[a]", "{a: b}", "|", ">", "&x y", "*x", "!t x", "@x", "%x", "`x", "? x", "?x", ":x", "#x",
    " x", "x ", "x  y", "é", "\u00a0x", "\u3000", "“q”", ".5", ".", "=", "<<", "<", "12:30", "2021-01-01", "x,y",
    "x]", "(x)", "$x", "/x", "\\x", '"\\u2019"', '"\\ud83d"', '"\\x41"', '"\\/"', '"a\\tb"', "secured: x",
    "is secured", "+1", "-1.5", "-a", "-.5", "0", "-0", "9" * 16, "9" * 14, "x'y", 'x"y', "x\u200b",
    f'"secured: {CIPHERTEXT}"', f"- secured: {CIPHERTEXT}",
)  # fmt: skip


def lines(rng: Random) -> str:
    """A few lines that are often YAML and sometimes plainly written."""
    written = []
    for _ in range(rng.randint(1, 6)):
        margin = rng.choice(MARGINS[:6] if rng.random() < 0.9 else MARGINS)
        key = rng.choice(KEYS[:7] if rng.random() < 0.9 else KEYS)
        value = rng.choice(VALUES) if rng.random() < 0.5 else rng.choice(("x", "1", '"q"'))
        forms = (f"{key}: {value}", f"{key}:", value, "", f"# {value}", f'{key}: "{value}"', f"{key}:{value}")
        written.append(margin + rng.choices(forms, (60, 20, 8, 2, 4, 3, 3))[0])
    return "\n".join(written) + "\n"


def carefully(text: str) -> Value:
    """What the careful reader makes of a text; nothing must be noted."""
    notes = Notes("", "")
    tree = read_yaml(text, notes, 2)
    assert not notes.problems()
    return tree


def test_never_reads_in_another_way_than_the_careful_reader() -> None:
    rng = Random(20)
    agreed = 0
    for _ in range(40_000):
        text = lines(rng)
        try:
            quick = quick_fields(text)
        except Doubt:
            continue
        try:
            careful = carefully(text)
        except YamlFault:
            pytest.fail(f"no YAML: {text!r}")
        assert (repr(quick), text) == (repr(careful), text)
        agreed += 1
    assert agreed > 500


PLAIN = """
title: "In quotes: yes # no"
excerpt: 'Single "quotes"'
category: news
provider:
  name: Lab Manager
  domain: labmanager.com
heat: -1
quality: 34
rate: 4.5
published: false
nothing:
empty: null

# a comment
topics:
- Machine Learning
- "AI: more"
images:
  - url: "https://example.com/a.png"
    width: 800
related:
  - title: "A \\"quoted\\" title\\n\\u2019"
    images:
      - url: https://example.com/b.png
    quality: 3
  - title: B
    provider:
      name: X
secured: "abc"
"""


def test_takes_what_is_plainly_written() -> None:
    quick = quick_fields(PLAIN)
    assert quick == carefully(PLAIN)
    assert quick["title"] == "In quotes: yes # no"
    assert "secured" not in quick


@pytest.mark.parametrize(
    "fields",
    [
        "title: a: b",
        "title: a #b",
        "title: [a]",
        "title: {a: b}",
        "title: |\n  a",
        "title: a\n  b",
        'title: "a\n  b"',
        "title: &a b",
        "title: *a",
        "title: !t a",
        "title: 'it''s'",
        'title: "\\x41"',
        'title: "\\ud83d\\ude00"',
        "title: x\ntitle: y",
        "title:\tx",
        "a:\n\t- b",
        "  title: x",
        "a:\n  b: c\n d: e",
        "- title: x",
        "? a\n: b",
        "<<: {a: b}",
        "title: x\n... ",
        "title: x\u2028y",
        "title: \ufeffx",
        "title: x\x85y",
        "title: x\x00",
        "secured:\n  - x",
        "Secured: x",
        "SECURED: x",
        "text: secured x",
        "",
        "# only a comment",
        "title: x\nheat: many",
    ],
)
def test_doubts_what_may_mean_something_else(fields: str) -> None:
    assert read_quickly(front(fields), "lib", "a.md") is None


@pytest.mark.parametrize(
    "fields", ["foo:\n- a: x\n- a", "a: x\nfoo:\n- a:\n- a:\n  - a", "a:\nb:\n  a:\n    a: b\n  b:\nc:"]
)
def test_tells_keys_from_items_of_the_same_words(fields: str) -> None:
    assert quick_fields(fields) == carefully(fields)


def test_does_not_read_what_is_nested_too_deep() -> None:
    nested = "".join(f"{' ' * depth}a:\n" for depth in range(70))
    with pytest.raises(Doubt):
        quick_fields(nested)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_gives_the_same_document_for_a_sample(path: object) -> None:
    data = next(seed.read_bytes() for seed in SEEDS if seed == path)
    quick = read_quickly(data, "lib", "a.md")
    careful, problems = read_carefully(data, "lib", "a.md")
    assert quick
    assert careful
    assert quick.document() == careful.document()
    assert problems == ()
