"""Documents broken at random, and what must hold for each of them.

    python -m tests.documents.mutations --count 100000

ends with a line that says how many were read, and with 1 when one of them broke a promise.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from random import Random

from reader.documents import clean_text, raw_view, read_article, read_document
from reader.documents.read import read_carefully, read_quickly
from reader.model import Severity
from tests.documents.samples import SEEDS, WRITTEN_BY_HAND

Mutation = Callable[[Random, bytes], bytes]

_SNIPPETS = (
    b"[", b"]", b"{", b"}", b'"', b"'", b": ", b" #", b"- ", b"? ", b"|\n", b">\n", b"&a ", b"*a ", b"!x ", b"\t", b"%",
    b"\x00", b"\x1b[31m", b"\xff", b"\xc2\x85", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\n", b"\r", b"\r\n", b"---\n",
    b"...\n", b"<<: ", b"null", b"~", b"yes", b"1e400", b"-1", b"0x1F", b"12:30:45", b"\\", b"\\u", b"&#27;", b"@",
    b"&amp;lt;", b"secured: ", b"title: ", b"related:\n", b"  ", b"\xe2\x80\x8b", b"\xf0\x9f\x91\xa9", b"\xed\xa0\x80",
    b"=", b",", b"`",
)  # fmt: skip
_SEALED = re.compile(r'^[ -]*secured: "([A-Za-z0-9+/=]{60,})"\r?$', re.M)


def flip_bytes(rng: Random, data: bytes) -> bytes:
    """Some bytes are others."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def insert(rng: Random, data: bytes) -> bytes:
    """What means something to YAML, a terminal or a decoder stands somewhere."""
    for _ in range(rng.randint(1, 3)):
        at = rng.randint(0, len(data))
        data = data[:at] + rng.choice(_SNIPPETS) * rng.choice((1, 1, 1, 3)) + data[at:]
    return data


def drop_quotes(rng: Random, data: bytes) -> bytes:
    """Some quotes, colons or brackets are gone."""
    marks = [at for at, byte in enumerate(data) if byte in b"\"':[]{}-"]
    gone = set(rng.sample(marks, min(len(marks), rng.randint(1, 4))))
    return bytes(byte for at, byte in enumerate(data) if at not in gone)


def drop_lines(rng: Random, data: bytes) -> bytes:
    """Some lines are gone."""
    lines = data.splitlines(keepends=True)
    for _ in range(rng.randint(1, 3)):
        if lines:
            del lines[rng.randrange(len(lines))]
    return b"".join(lines)


def repeat_lines(rng: Random, data: bytes) -> bytes:
    """Some lines stand somewhere else too."""
    lines = data.splitlines(keepends=True)
    for _ in range(rng.randint(1, 3)):
        if lines:
            lines.insert(rng.randint(0, len(lines)), rng.choice(lines))
    return b"".join(lines)


def shift_lines(rng: Random, data: bytes) -> bytes:
    """Some lines are indented otherwise."""
    lines = data.splitlines(keepends=True)
    for _ in range(rng.randint(1, 4)):
        if lines:
            at = rng.randrange(len(lines))
            lines[at] = (
                rng.choice((b" ", b"  ", b"\t", b"    ")) + lines[at] if rng.random() < 0.5 else lines[at].lstrip()
            )
    return b"".join(lines)


def truncate(rng: Random, data: bytes) -> bytes:
    """The end is missing."""
    return data[: rng.randint(0, len(data))]


def nest(rng: Random, data: bytes) -> bytes:
    """A value is nested deep."""
    depth = rng.choice((10, 63, 64, 65, 200, 3000))
    at = data.find(b": ", rng.randint(0, max(len(data) - 1, 0))) + 2
    return data[:at] + rng.choice((b"[", b"{a: ", b"- ")) * depth + data[at:]


def join_other(rng: Random, data: bytes) -> bytes:
    """The beginning of one document and the end of another."""
    other = rng.choice(ORIGINALS)[1]
    return data[: rng.randint(0, len(data))] + other[rng.randint(0, len(other)) :]


MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes, insert, insert, drop_quotes, drop_lines, repeat_lines, shift_lines, truncate, nest, join_other,
)  # fmt: skip

ORIGINALS: tuple[tuple[str, bytes], ...] = tuple(
    [(path.name, path.read_bytes()) for path in SEEDS]
    + [(name, text.encode()) for name, text in WRITTEN_BY_HAND.items()]
)


def mutated(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """That many broken documents with their paths, the same for the same seed."""
    rng = Random(seed)
    for _ in range(count):
        path, data = rng.choice(ORIGINALS)
        for _ in range(rng.choice((1, 1, 2, 3))):
            data = rng.choice(MUTATIONS)(rng, data)
        # Without its two lines a document is an error, whatever else it holds: put most of them back.
        if rng.random() < 0.8:
            data = data if data.startswith(b"---\n") else b"---\n" + data
            data = data if b"\n---" in data[4:] else data + b"\n---\n"
        yield path, data


def sealed(data: bytes) -> list[str]:
    """Pieces of ciphertext that stand in whole `secured` fields only: name, quote, ciphertext, quote on one line."""
    text = data.decode("utf-8", "replace")
    values = [found[1] for found in _SEALED.finditer(text)]
    rest = _SEALED.sub("", text)
    pieces = [value[at : at + 30] for value in values for at in range(0, len(value) - 30, 30)]
    return [piece for piece in pieces if piece not in rest]


def outcome(path: str, data: bytes) -> str:
    """Read a document in every way and hold the promises; gives what came of it.

    Raises:
        AssertionError: a promise is broken.
    """
    parsed = read_document(data, library="lib", path=path)
    errors = [problem for problem in parsed.problems if problem.severity is Severity.ERROR]
    assert bool(errors) == (parsed.document is None), parsed.problems
    light = read_article(data, library="lib", path=path)
    assert light.problems == parsed.problems
    assert light.article == (parsed.document and parsed.document.article)
    quick = read_quickly(data, "lib", path)
    if quick is not None:
        careful, problems = read_carefully(data, "lib", path)
        assert not problems
        assert careful is not None
        assert quick.document() == careful.document()
    raw = raw_view(data)
    told = "\n".join([*texts(parsed), raw])
    assert clean_text(told) == told, "an unsafe character came through"
    assert not [piece for piece in sealed(data) if piece in told], "a ciphertext came through"
    lines = data.decode("utf-8", "replace").splitlines()
    assert all(0 < problem.line <= len(lines) + 1 for problem in parsed.problems) or data.startswith((b"\xff", b"\xfe"))
    return "error" if errors else "quick" if quick else "warning" if parsed.problems else "careful"


def texts(value: object) -> Iterator[str]:
    """Every text in a result, but for paths."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(name)
            yield from texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)


def main(argv: Sequence[str] | None = None) -> int:
    """Read many and say what came of them."""
    parser = argparse.ArgumentParser(description="Read documents broken at random.")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(argv)
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for number, (path, data) in enumerate(mutated(asked.count, asked.seed)):
        began = time.perf_counter()
        try:
            outcomes[outcome(path, data)] += 1
        except Exception as fault:  # whatever comes out is what is looked for
            outcomes["broken"] += 1
            print(f"number {number}, {path}: {type(fault).__name__}: {str(fault)[:300]}", file=sys.stderr)
        slowest = max(slowest, time.perf_counter() - began)
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(outcomes.items()))
    print(f"{asked.count} documents, seed {asked.seed}: {kinds}; slowest {slowest * 1000:.0f} ms")
    return 1 if outcomes["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
