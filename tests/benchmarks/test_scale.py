"""The table of growing libraries."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.generate import generate
from tests.benchmarks.scale import inside
from tests.benchmarks.scale.run import _STEPS, _measured
from tests.benchmarks.scale.table import Cell, Table
from tests.repository.making import settle_all


def test_a_line_has_a_figure_for_each_library_that_was_measured() -> None:
    table = Table(["1,000", "10,000"])
    table.compare("10,000", "start", [0.2, 0.3, 0.4], [0.1, 0.1, 0.1], beside="bare", goal="≤ 2")
    table.add("1,000", "size", Cell("3 bytes"))
    table.compare("1,000", "start", [0.2] * 19 + [0.9], [0.1] * 20, beside="bare", percent=95)
    table.remarks.append("something is not installed: left out.")
    rows = [line.split("  ") for line in table.text().splitlines()]
    assert [cell.strip() for cell in rows[1] if cell.strip()] == [
        "start", "200 ms / 100 ms = 2.00", "300 ms / 100 ms = 3.00", "bare", "≤ 2",
    ]  # fmt: skip
    assert "| size | 3 bytes | · |  |  |" in table.markdown()
    assert table.markdown().endswith("\n\nsomething is not installed: left out.")


def test_what_cannot_be_measured_is_told_and_holds_up_nothing() -> None:
    table = Table(["1,000"])

    def fail() -> None:
        raise AssertionError("it was not drawn:\n+----")

    assert not _measured(table, "1,000: keys", 0.0, fail)
    assert table.remarks == ["1,000: keys could not be measured: it was not drawn:"]


def test_every_step_says_of_which_libraries_it_is() -> None:
    assert _STEPS[0][0].__name__ == "cold"
    assert all(step.__doc__ for step, _ in _STEPS)


@pytest.mark.parametrize("kind", ["small", "large"])
def test_every_subject_deals_with_every_document(tmp_path: Path, kind: str) -> None:
    library, cache = str(tmp_path / "library"), str(tmp_path / "cache")
    generate(Path(library), 80, kind)  # type: ignore[arg-type]
    settle_all(Path(library))
    assert inside.index(library, cache)["documents"] == 80
    assert inside.check(library, cache)["documents"] == 80
    assert inside.yaml(library)["documents"] == 80
    assert inside.read(library)["documents"] == 80
    assert inside.scan(library)["documents"] >= 80  # and the descriptions of topics
    each = inside.search(library, cache)["each"]
    assert isinstance(each, list)
    assert len(each) == 120
