"""The words of the command line are told apart as its page says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.parser import parse
from reader.cli.table import BY_NAME, TOP_OPTIONS
from reader.cli.words import Request, existing, plain, split
from reader.model import Sort, SortKey, UsageError

LIST = {"-L": True, "--library": True, "--sort": True, "--limit": True, "--json": False, "--tsv": False}


def asked(line: str) -> Request:
    return split(line.split(), TOP_OPTIONS, BY_NAME)


def listing(line: str, options: Mapping[str, bool] = LIST, *, query: bool = True) -> list[str]:
    return plain(line.split(), options, query=query)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_first_word_that_names_a_command_is_the_command(name: str) -> None:
    assert asked(f"{name} x --y") == Request((), name, ("x", "--y"), ())


@pytest.mark.parametrize("line", ["./list", "news list", "-- list", "-- -x"])
def test_all_other_words_are_folders(line: str) -> None:
    request = asked(line)
    assert request.command == ""
    assert request.words == tuple(word for word in line.split() if word != "--")


@pytest.mark.parametrize("line", ["-L a -L b", "--library a --library=b", "-La -Lb", "-L a --library b"])
def test_libraries_add_up_before_a_command(line: str) -> None:
    assert asked(f"{line} list -x").libraries == ("a", "b")


def test_a_library_and_a_folder_may_be_named_like_a_command_behind_an_option() -> None:
    assert asked("-L list show x") == Request(("list",), "show", ("x",), ())


def test_a_library_without_a_folder_is_refused() -> None:
    with pytest.raises(UsageError, match="-L wants a value"):
        asked("-L")


def test_options_that_are_not_libraries_are_kept_for_the_parser() -> None:
    assert asked("--print-completion bash --what").options == ("--print-completion=bash", "--what")


def test_libraries_behind_a_command_are_declared_options_of_it() -> None:
    assert listing("-L a x --library=b -Lc") == ["--library=a", "--library=b", "--library=c", "x"]


def test_a_word_with_a_dash_that_is_no_option_is_query_text() -> None:
    assert listing("-provider:x --json cosmos --limit 5 --what") == [
        "--json",
        "--limit=5",
        "--",
        "-provider:x",
        "cosmos",
        "--what",
    ]


def test_a_command_without_a_query_leaves_such_a_word_for_argparse_to_refuse() -> None:
    assert listing("ref --jsno", query=False) == ["--jsno", "ref"]


def test_an_option_takes_the_word_behind_it_even_with_a_dash() -> None:
    assert listing("--sort -heat x") == ["--sort=-heat", "x"]


def test_behind_two_dashes_all_is_text() -> None:
    assert listing("a -- --json -L b") == ["--", "a", "--json", "-L", "b"]


def test_a_single_dash_is_text() -> None:
    assert listing("- a") == ["--", "-", "a"]


@pytest.mark.parametrize(("line", "told"), [("--sort", "--sort wants a value"), ("--json=1", "--json takes no value")])
def test_a_missing_or_superfluous_value_is_refused(line: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        listing(line)


def test_options_are_not_abbreviated() -> None:
    assert listing("--js") == ["--", "--js"]


_text = st.text(min_size=1, max_size=8).filter(lambda word: word.partition("=")[0] not in LIST and word != "--")
_query_word = _text.filter(lambda word: not word.startswith("-L") and not word.startswith(("-h", "--help")))
_option = st.sampled_from((["--json"], ["--limit", "5"], ["--sort", "-heat"], ["-L", "-x"], ["--library=y"]))


@given(st.lists(_query_word.map(lambda word: [word]) | _option, max_size=8))
def test_text_keeps_its_order_and_options_their_values_wherever_they_stand(groups: list[list[str]]) -> None:
    options = parse("list", [word for group in groups for word in group])
    declared = [group for group in groups if group[0] in {"--json", "--limit", "--sort", "-L", "--library=y"}]
    assert options.query == [group[0] for group in groups if group not in declared]
    assert options.library == [
        group[-1].removeprefix("--library=") for group in declared if "-L" in group[0] or "=" in group[0]
    ]
    assert options.json == (["--json"] in groups)
    assert options.limit == (5 if ["--limit", "5"] in groups else None)
    assert options.sort == ((Sort(SortKey.HEAT, True),) if ["--sort", "-heat"] in groups else None)


def test_a_folder_that_is_not_there_is_refused_with_the_nearest_command(tmp_path: Path) -> None:
    assert existing([str(tmp_path)], BY_NAME) == (str(tmp_path),)
    with pytest.raises(UsageError, match=r"“lst” \(did you mean list\?\)"):
        existing(["lst"], BY_NAME)
