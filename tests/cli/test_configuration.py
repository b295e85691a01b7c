"""`reader config` prints what is in force, and an example that can be used as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reader.cli import main
from reader.cli.app import actions
from reader.settings import load_settings
from reader.settings_options import OPTIONS


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration folder of the test's own."""
    for name in ("CONFIG", "STATE", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path))
    (tmp_path / "reader").mkdir()
    return tmp_path / "reader" / "config.yaml"


def test_the_settings_in_force_are_themselves_a_configuration(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.write_text("sort: -heat\nkeys: {app.quit: [Q, 'é']}\nread_after: never\nlibrary: /news\n")
    before = load_settings()
    assert main(["config"]) == 0
    home.write_text(capsys.readouterr().out)
    after = load_settings()
    assert after.warnings == ()
    assert all(getattr(after, option.name) == getattr(before, option.name) for option in OPTIONS)


def test_what_is_not_understood_is_not_in_force(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.write_text(
        "theme: no-such\ndensity: loose\n"
        "keys: {app.fly: [F], app.quit: [Q, ctrl+i], app.help: [ctrl+m], library.refresh: [Q]}\n"
    )
    assert main(["config"]) == 0
    printed = capsys.readouterr().out
    home.write_text(printed)
    after = load_settings()
    assert after.theme == "auto"
    assert after.density == "auto"
    assert "app.fly" not in printed
    assert after.keys["app.quit"] == ()
    assert after.keys["library.refresh"] == ("Q",)
    assert main(["config", "--check"]) == 0


def test_the_settings_in_force_say_where_everything_is(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["config"])
    printed = capsys.readouterr().out
    assert f"{home} (not there yet)" in printed
    assert str(home.parent / "journal.sqlite") in printed


def test_the_example_changes_nothing_as_it_is(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "--example"]) == 0
    home.write_text(capsys.readouterr().out)
    settings = load_settings()
    assert settings.warnings == ()
    assert settings.keys == {}


def test_the_example_with_every_default_taken_in_is_understood_and_changes_nothing(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["config", "--example"])
    home.write_text(re.sub(r"^#(?=\S|  )", "", capsys.readouterr().out, flags=re.MULTILINE))
    settings = load_settings()
    assert settings.warnings == ()
    home_less = load_settings({**{f"XDG_{name}_HOME": "/nowhere" for name in ("CONFIG", "STATE", "CACHE", "DATA")}})
    names = [option.name for option in OPTIONS if option.name != "keys"]
    assert [getattr(settings, name) for name in names] == [getattr(home_less, name) for name in names]
    assert settings.keys == {action.id: action.keys for action in actions("vim")}
    assert main(["config", "--check"]) == 0


def test_the_example_explains_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    main(["config", "--example"])
    printed = capsys.readouterr().out
    assert all(
        f"\n# {option.help}\n# Values: {option.values}\n#{option.name}:"
        in printed.replace(
            "# These are the keys of the preset vim. The line “keys:” belongs to whichever you take.\n", ""
        )
        for option in OPTIONS
    )


def test_a_check_without_a_fault_is_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "--check"]) == 0
    assert capsys.readouterr().out == "No warnings.\n"


def test_a_check_names_file_line_and_key_of_each_fault_and_is_2(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.write_text("theem: x\nkeys:\n  article.copyurl: y\n  app.quit: ctrl+i\nmouse: maybe\n")
    assert main(["config", "--check"]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [f"{home}:{number}" for number in (1, 3, 4, 5)]
    assert "theem: there is no such setting (did you mean theme?)" in lines[0]
    assert "keys: “article.copyurl” is no action" in lines[1]
    assert "did you mean article.copy-url" in lines[1]
    assert "ctrl+i" in lines[2]


@pytest.mark.parametrize("command", ["config", "list"])
def test_a_command_says_what_is_wrong_and_runs(command: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.write_text("theem: x\n")
    assert main([command]) == 0
    printed = capsys.readouterr()
    assert printed.out
    assert printed.err.startswith(f"{home}:1: theem: there is no such setting")


def test_a_check_says_what_is_wrong_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.write_text("theem: x\n")
    main(["config", "--check"])
    assert capsys.readouterr().err == ""


def test_a_check_knows_the_themes_there_are(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    themes = home.parent / "themes"
    themes.mkdir()
    for theme in ("mine", "nord"):
        (themes / "mine.yaml").write_text("primary: red\n")
        home.write_text(f"theme: {theme}\n")
        assert main(["config", "--check"]) == 0, theme
    capsys.readouterr()
    (themes / "mine.yaml").write_text("primary: red\nprimray: blue\n")
    home.write_text("dates: iso\ntheme: nrod\n")
    assert main(["config", "--check"]) == 2
    assert capsys.readouterr().out.splitlines() == [
        f"{home}:2: theme: there is no theme “nrod” (did you mean “nord”?). The default is used.",
        f"{themes / 'mine.yaml'}:2: “primray” is no colour of a theme; left out",
    ]


def test_a_theme_that_is_wrong_in_its_darkness_or_says_a_thing_twice_is_told(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theme = home.parent / "themes" / "mine.yaml"
    theme.parent.mkdir()
    theme.write_text("primary: red\ndark: maybe\nprimary: blue\n")
    assert main(["config", "--check"]) == 2
    assert capsys.readouterr().out.splitlines() == [
        f"{theme}:2: dark: “maybe” is neither true nor false; true is used",
        f"{theme}:3: “primary” is given twice; the last one counts",
    ]
    theme.write_text("primary: red\ndark: No\n")
    assert main(["config", "--check"]) == 0


def test_folders_that_are_not_there_are_told_with_who_names_them(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home.write_text(f"sort: heat\nlibrary: [/nosuch, {home}, {home.parent}]\n")
    assert main(["config", "--check"]) == 2
    assert capsys.readouterr().out.splitlines() == [
        f"{home}:2: library: /nosuch is not there.",
        f"{home}:2: library: {home} is no folder.",
    ]
    assert main(["list"]) == 0
    left_out = f"{home}:2 library: There is no folder /nosuch, {home}: the others are shown."
    assert left_out in capsys.readouterr().err
    home.write_text("sort: heat\nlibrary: [/nosuch, /nowhere]\n")
    assert main(["list"]) == 2
    assert f"{home}:2 library: There is no folder /nosuch." in capsys.readouterr().err
    monkeypatch.setenv("READER_LIBRARY", "/neither")
    assert main(["list"]) == 2
    assert "READER_LIBRARY: There is no folder /neither." in capsys.readouterr().err


def test_folders_that_would_not_be_opened_together_are_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inner = home.parent / "inner"
    inner.mkdir()
    home.write_text(f"library: [{home.parent}, {inner}]\n")
    refused = f"The library {inner} lies inside the library {home.parent}: name only one of the two."
    assert main(["config", "--check"]) == 2
    assert capsys.readouterr().out.splitlines() == [f"{home}:1: library: {refused}"]
    assert main(["list"]) == 2
    assert refused in capsys.readouterr().err


def test_what_is_about_the_journal_alone_needs_no_folder(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mark", "star", "tumors"]) == 0
    home.write_text("library: /nosuch\n")
    assert main(["export", "state"]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert main(["undo"]) == 0
    assert main(["redo"]) == 0
