"""Styles and samples are found beside the package and inside an installed one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader import resources


def test_the_samples_of_a_checkout_are_found() -> None:
    assert len(list(resources.seeds().glob("*.txt"))) == 4


def test_the_styles_of_a_checkout_are_found() -> None:
    assert resources.styles().name == "styles"


def test_an_installed_package_carries_them_inside_and_those_win(tmp_path: Path) -> None:
    package = tmp_path / "reader"
    inside = package / "_bundled" / "seeds"
    inside.mkdir(parents=True)
    (tmp_path / "seeds").mkdir()
    assert resources._folder("seeds", package) == inside


def test_an_incomplete_installation_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="styles is missing"):
        resources._folder("styles", tmp_path / "reader")
