"""What each command takes is checked, and refused in one clear sentence."""

from __future__ import annotations

import pytest

from reader.cli.parser import parse, top_parser
from reader.cli.table import COMMANDS, TOP_OPTIONS
from reader.desktop import KINDS
from reader.model import Sort, SortKey, UsageError


@pytest.mark.parametrize(("text", "sort"), [("heat", Sort(SortKey.HEAT)), ("-title", Sort(SortKey.TITLE, True))])
@pytest.mark.parametrize("form", [["--sort", "{}"], ["--sort={}"]])
def test_a_sort_may_be_turned_round(text: str, sort: Sort, form: list[str]) -> None:
    assert parse("list", [word.format(text) for word in form]).sort == (sort,)
    both = parse("list", [word.format(f"{text},date") for word in form]).sort
    assert both == (sort, Sort(SortKey.DATE))


@pytest.mark.parametrize(
    ("command", "words", "told"),
    [
        ("list", ["--sort", "hot"], "no sort “hot”; there are date, heat"),
        ("list", ["--limit", "many"], "“many” is no whole number from 0 on"),
        ("list", ["--limit", "-1"], "“-1” is no whole number from 0 on"),
        ("list", ["--limit", "9" * 5000], "is more than 999,999,999"),
        ("undo", ["1000000000"], "“1000000000” is more than 999,999,999"),
        ("list", ["--json", "--tsv"], "not allowed with"),
        ("related", ["x", "--depth", "0"], "“0” is no whole number from 1 on"),
        ("show", [], "required: REF"),
        ("show", ["a", "b"], "unrecognized arguments: b"),
        ("show", ["a", "--jsno"], "unrecognized arguments: --jsno"),
        ("copy", ["a", "--kind", "fax"], "invalid choice: 'fax'"),
        ("open", ["a", "--kind", "story"], "invalid choice: 'story'"),
        ("topics", ["x"], "unrecognized arguments: x"),
        ("config", ["--example", "--check"], "not allowed with"),
    ],
)
def test_what_a_command_does_not_take_is_refused(command: str, words: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told) as refused:
        parse(command, words)
    assert f"reader {command} --help" in str(refused.value)


def test_the_kinds_of_copy_are_those_that_can_be_copied() -> None:
    assert all(parse("copy", ["x", "--kind", kind]).kind == kind for kind in KINDS)
    assert parse("copy", ["x"]).kind == "web"


def test_the_options_before_a_command_are_those_of_the_parser() -> None:
    declared = {name: action.nargs != 0 for action in top_parser()._actions for name in action.option_strings}
    assert declared == TOP_OPTIONS


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_usage_line_names_the_options_that_the_command_takes(
    command: object, capsys: pytest.CaptureFixture[str]
) -> None:
    name, arguments = command.name, command.arguments  # type: ignore[attr-defined]
    with pytest.raises(SystemExit, match="0"):
        parse(name, ["--help"])
    usage = capsys.readouterr().out.split("\n\n")[0]
    told = {word.strip("[]()|") for word in usage.split() if word.strip("[](").startswith("--")}
    assert told == {word.strip("[]") for word in arguments.split() if word.strip("[").startswith("--")}
