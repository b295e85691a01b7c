"""Documents broken at random: see `tests.documents.mutations`, which does the same by the hundred thousand."""

from __future__ import annotations

from collections import Counter

import pytest

from reader.documents import read_body, read_document
from tests.documents.mutations import main, mutated, outcome, sealed
from tests.documents.samples import CIPHERTEXT

COUNT = 2_000


def test_every_broken_document_ends_with_an_article_or_a_problem() -> None:
    outcomes = Counter(outcome(path, data) for path, data in mutated(COUNT, seed=2026))
    assert sum(outcomes.values()) == COUNT
    # Each kind is met often enough to mean something.
    assert min(outcomes[kind] for kind in ("quick", "careful", "warning", "error")) > COUNT // 50, outcomes


def test_a_body_read_alone_is_the_body_of_the_document() -> None:
    bodies = 0
    for path, data in mutated(COUNT // 2, seed=7):
        document = read_document(data, path=path).document
        if document is not None:
            assert read_body(data, path) == document.body
            bodies += bool(document.body)
    assert bodies > COUNT // 20


def test_the_same_seed_breaks_the_same_way() -> None:
    assert list(mutated(20, seed=1)) == list(mutated(20, seed=1))
    assert list(mutated(20, seed=1)) != list(mutated(20, seed=2))


def test_a_ciphertext_counts_as_sealed_only_in_a_whole_field() -> None:
    assert len(sealed(f'---\nsecured: "{CIPHERTEXT}"\n---\n'.encode())) > 1
    assert sealed(f'---\nsecurex: "{CIPHERTEXT}"\n---\n'.encode()) == []
    assert sealed(f'---\nsecured: "{CIPHERTEXT}"\n---\n{CIPHERTEXT}'.encode()) == []


def test_the_long_run_says_what_came_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "30", "--seed", "7"]) == 0
    assert capsys.readouterr().out.startswith("30 documents, seed 7: ")
