"""What the README says of queries is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reader.library import Library, open_library
from reader.model import Selection
from reader.resources import seeds
from reader.settings import load_settings

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCK = re.search(r"```query\n(.*?)```", README, re.DOTALL)
EXAMPLES = BLOCK[1].splitlines() if BLOCK else []


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Library:
    home = str(tmp_path_factory.mktemp("home"))
    names = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    library = open_library(load_settings({"HOME": home, **dict.fromkeys(names, home)}), [str(seeds())])
    library.load()
    return library


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_understood_whole(samples: Library, example: str) -> None:
    assert samples.query_errors(example) == ()


def test_the_weights_of_the_example_are_understood(tmp_path: Path) -> None:
    block = re.search(r"```yaml\n(rank_.*?)```", README, re.DOTALL)
    assert block
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "config.yaml").write_text(block[1], "utf-8")
    settings = load_settings({"XDG_CONFIG_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)})
    assert settings.warnings == ()
    assert (settings.rank_half_life, settings.rank_topics) == (1, {"security": 3})


@pytest.mark.parametrize(
    ("example", "titles"),
    [
        ("deep learn", {"Deep learning improves", "Better design of deep"}),
        ('"deep learning"', {"Deep learning improves", "Better design of deep"}),
        ("body:accelerat or /lab$/", {"Overcoming Challenges"}),
        ("/tumou?rs?/", {"Deep learning improves"}),
        (
            "topic:ai -provider:venturebeat",
            {"Deep learning improves", "Overcoming Challenges", "Better design of deep"},
        ),
        ("title:lab domain=venturebeat.com", {"Getting AI from the lab"}),
        ("date:2021-02..2021-10", {"Deep learning", "Overcoming Challenges", "Better design"}),
        ("rank<1 or is:removed", {"Getting AI", "Deep learning", "Overcoming Challenges", "Better design"}),
        ("related-to:https://medicalxpress.com/news/2021-10-deep-tumors.html", {"Overcoming Challenges"}),
        ("is:unpublished heat>=40 sort:heat limit:3", {"Better design of deep"}),
    ],
)
def test_an_example_finds_what_it_says(samples: Library, example: str, titles: set[str]) -> None:
    assert example in EXAMPLES
    for _ in samples.search_bodies(Selection(query=example)):
        pass
    found = [article.title for article in samples.select(Selection(query=example))]
    assert len(found) == len(titles)
    assert all(any(title.startswith(start) for start in titles) for title in found)


def test_a_view_asks_what_its_query_asks(samples: Library) -> None:
    for number, example in enumerate(EXAMPLES):
        name = samples.save_view(f"view {number}", example)
        assert [*samples.select(Selection(view=name))] == [*samples.select(Selection(query=example))]
