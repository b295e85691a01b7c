"""The configuration is read with a line for every warning, and nothing in it stops the program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Sort, SortKey
from reader.settings import Settings, SettingsWarning, load_settings
from reader.settings_options import OPTIONS, yaml_text

Load = Callable[[str | bytes], Settings]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Writes a `config.yaml` and reads it."""

    def write_and_load(content: str | bytes) -> Settings:
        folder = tmp_path / "reader"
        folder.mkdir(exist_ok=True)
        (folder / "config.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_settings(within(tmp_path))

    return write_and_load


def within(folder: Path | str) -> dict[str, str]:
    """An environment whose configuration is in a folder, and what is kept of it too."""
    return {"XDG_CONFIG_HOME": str(folder), "XDG_CACHE_HOME": str(Path(folder, "cache"))}


def only(settings: Settings) -> SettingsWarning:
    (warning,) = settings.warnings
    return warning


def test_without_a_file_the_defaults_hold_and_nothing_is_warned_of(tmp_path: Path) -> None:
    settings = load_settings(within(tmp_path))
    assert (settings.read_after, settings.sort, settings.mouse, settings.preset) == (2.0, Sort(), True, "vim")
    assert settings.warnings == ()


def test_what_stands_behind_a_second_document_marker_is_told(load: Load) -> None:
    settings = load("---\ndates: iso\n---\nsort: heat\n")
    assert (settings.dates, settings.sort) == ("iso", Sort())
    warning = only(settings)
    assert (warning.line, warning.message) == (
        3,
        "a second document begins here. What stands from there on is not used.",
    )
    assert load("---\ndates: iso\n...\n").warnings == ()


def test_every_setting_is_read(load: Load) -> None:
    settings = load(
        """
        library: [/news, /more]
        theme: nord
        glyphs: ascii
        density: compact
        dates: iso
        numbers: space
        preset: newsboat
        keys: {cursor.down: [j, о], article.copy-url: "y", app.theme: []}
        read_after: 2.5
        sort: -heat
        rank_half_life: 1w
        rank_providers: {ZDNet: 2, Example.com: 0.5}
        rank_topics: {Machine Learning: 3}
        browser: firefox --new-tab
        clipboard: osc52
        follow_symlinks: yes
        mouse: off
        separators: off
        linear: true
        """
    )
    assert settings.warnings == ()
    assert settings.library == ("/news", "/more")
    assert (settings.theme, settings.glyphs, settings.density, settings.dates) == ("nord", "ascii", "compact", "iso")
    assert (settings.numbers, settings.preset, settings.read_after) == ("space", "newsboat", 2.5)
    assert settings.keys == {"cursor.down": ("j", "о"), "article.copy-url": ("y",), "app.theme": ()}
    assert settings.sort == Sort(SortKey.HEAT, True)
    assert settings.rank_half_life == 7
    assert settings.rank_providers == {"zdnet": 2, "example.com": 0.5}
    assert settings.rank_topics == {"machine learning": 3}
    assert settings.browser == ("firefox", "--new-tab")
    assert (settings.clipboard, settings.follow_symlinks, settings.mouse, settings.linear) == (
        "osc52",
        True,
        False,
        True,
    )


@pytest.mark.parametrize(
    ("folder", "variable"),
    [("config_dir", "CONFIG"), ("state_dir", "STATE"), ("cache_dir", "CACHE"), ("data_dir", "DATA")],
)
def test_an_xdg_variable_moves_its_folder(folder: str, variable: str, tmp_path: Path) -> None:
    settings = load_settings({f"XDG_{variable}_HOME": str(tmp_path)})
    assert getattr(settings, folder) == tmp_path / "reader"


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_xdg_variables_are_honoured_on_every_system(
    system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    names = ("CONFIG", "STATE", "CACHE", "DATA")
    settings = load_settings({f"XDG_{name}_HOME": str(tmp_path / name) for name in names})
    folders = (settings.config_dir, settings.state_dir, settings.cache_dir, settings.data_dir)
    assert folders == tuple(tmp_path / name / "reader" for name in names)


def test_a_relative_xdg_variable_is_passed_over_as_its_specification_says() -> None:
    assert load_settings({"XDG_STATE_HOME": "state"}).state_dir == Path.home() / ".local/state/reader"


def test_an_unknown_setting_is_named_with_its_line_and_the_nearest_one(load: Load) -> None:
    settings = load("mouse: true\n\ntheem: nord\n")
    warning = only(settings)
    assert (Path(warning.file).name, warning.line, warning.key) == ("config.yaml", 3, "theem")
    assert "did you mean theme?" in warning.message
    assert str(warning).startswith("config.yaml:3 theem: ")


def test_an_unknown_setting_like_no_other_suggests_nothing(load: Load) -> None:
    assert "did you mean" not in only(load("zzzzzzzz: 1\n")).message


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("density: comfy", "“comfy” is none of auto, comfortable, compact"),
        ("glyphs: asci", "did you mean ascii?"),
        ("sort: hotness", "no sort “hotness”"),
        ("sort: heat,-date", "“heat,-date” is more than one key; only a query takes several"),
        ("rank_half_life: 2 fortnights", "“2 fortnights” is no time from 1h to 3650d"),
        ("rank_half_life: 0", "is no time from 1h"),
        ("rank_half_life: inf", "is no time from 1h"),
        ("read_after: soon", "“soon” is no number of seconds"),
        ("read_after: -1", "is no number of seconds"),
        ("read_after: nan", "is no number of seconds"),
        ("mouse: perhaps", "“perhaps” is neither true nor false"),
        ("theme: [a, b]", "this wants one text"),
        ("library: {a: b}", "a text or a list of texts"),
        ("library: [a, [b]]", "a text or a list of texts"),
        ('browser: "firefox \'a b"', "the quotes do not match"),
        ("rank_topics: [AI]", "a mapping of names to numbers"),
        ("keys: [j]", "a mapping of command ids to keys"),
    ],
)
def test_a_wrong_value_is_told_with_what_happens_now(line: str, told: str, load: Load) -> None:
    settings = load(f"# a comment\n{line}\nlinear: true\n")
    warning = only(settings)
    assert (warning.line, warning.key) == (2, line.partition(":")[0])
    assert told in warning.message
    assert "default" in warning.message.lower()
    assert settings.linear, "the settings after it still hold"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("theme: *dark", "an alias (*name) stands here, which is not understood"),
        (f"theme: {'[' * 20}{']' * 20}", "this is nested deeper than 16 levels"),
    ],
)
def test_what_no_configuration_needs_is_told_with_its_line(wrong: str, told: str, load: Load) -> None:
    settings = load(f"linear: true\n{wrong}\nmouse: false\n")
    assert str(only(settings)) == f"config.yaml:2: {told}. What stands from there on is not used."
    assert (settings.linear, settings.mouse) == (True, True)


def test_a_wrong_key_costs_only_itself(load: Load) -> None:
    settings = load("keys:\n  cursor.down: [j]\n  cursor.up: {a: b}\n  [x]: y\n  app.quit: Q\n")
    assert settings.keys == {"cursor.down": ("j",), "app.quit": ("Q",)}
    assert settings.key_lines == {"cursor.down": 2, "app.quit": 5}
    assert [warning.line for warning in settings.warnings] == [3, 4]


def test_a_wrong_weight_costs_only_itself(load: Load) -> None:
    settings = load(
        "rank_providers:\n  ZDNet: 2\n  Wired: many\n  [x]: 1\n  CRN: 0\n  zdnet: 3\nrank_topics: {AI: .5, Go: -1}\n"
    )
    assert settings.rank_providers == {"zdnet": 3}
    assert settings.rank_topics == {"ai": 0.5}
    assert [(warning.line, warning.key) for warning in settings.warnings] == [
        (3, "rank_providers"), (4, "rank_providers"), (5, "rank_providers"), (6, "rank_providers"), (7, "rank_topics"),
    ]  # fmt: skip
    assert "“Wired”: “many” is no number from 0.01 to 100. It counts once." in settings.warnings[0].message


@pytest.mark.parametrize(("text", "days"), [("36h", 1.5), ("2d", 2), ("3", 3), ("1 w", 7), (".5", 0.5)])
def test_a_half_life_is_a_time(text: str, days: float, load: Load) -> None:
    assert load(f"rank_half_life: {text}").rank_half_life == days


@pytest.mark.parametrize("key", ["y", "n", "no", "on", "1", "?", "null"])
def test_keys_that_yaml_would_take_for_something_else_are_text(key: str, load: Load) -> None:
    assert load(f'keys: {{app.help: ["{key}"]}}').keys == {"app.help": (key,)}


@pytest.mark.parametrize("text", ["y", "n", "no", "1", "01", "1e3"])
def test_unquoted_words_stay_the_text_they_are(text: str, load: Load) -> None:
    assert load(f"keys: {{app.help: [{text}]}}\ntheme: {text}").keys == {"app.help": (text,)}


def test_a_setting_without_a_value_keeps_its_default(load: Load) -> None:
    settings = load("theme:\nlibrary: ~\nkeys:\n")
    assert (settings.theme, settings.library, settings.keys, settings.warnings) == ("auto", (), {}, ())


def test_a_setting_given_twice_counts_the_last_time_and_says_so(load: Load) -> None:
    settings = load("theme: a\ntheme: b\n")
    assert settings.theme == "b"
    assert (only(settings).line, only(settings).key) == (2, "theme")


@pytest.mark.parametrize(("value", "seconds"), [("2s", 2.0), ("0", 0.0), ("open", 0.0), ("never", None), (".5", 0.5)])
def test_read_after_is_seconds_open_or_never(value: str, seconds: float | None, load: Load) -> None:
    assert load(f"read_after: {value}").read_after == seconds


def test_a_library_may_begin_at_home_and_a_relative_one_begins_at_the_configuration(load: Load) -> None:
    settings = load("library: [~/news, ../articles]")
    assert settings.library == (os.path.expanduser("~/news"), str(settings.config_dir / "../articles"))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("mouse: false\ntheme: [a\nlinear: true\n", 3),
        ("mouse: false\ntheme: 'a\nlinear: true\n", 2),
        ("mouse: false\ntheme\n", 2),
        ("mouse: false\ntheme: a\n\tx: y\n", 3),
        ("mouse: false\n&a x: y\nz: *a\n", 3),
    ],
)
def test_what_stands_before_broken_yaml_still_holds(content: str, line: int, load: Load) -> None:
    settings = load(content)
    assert not settings.mouse
    assert [warning.line for warning in settings.warnings if not warning.key] == [line]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n# only a comment\n",
        b"null\n",
        b"\xef\xbb\xbftheme: nord\n",
    ],
)
def test_a_file_that_says_nothing_wrong_gives_no_warning(content: bytes, load: Load) -> None:
    assert load(content).warnings == ()


@pytest.mark.parametrize(
    "content",
    [
        b"- a\n- b\n",
        b"just text\n",
        b"\xff\xfe\x00junk",
        b"theme: \x1b[31m\n",
        b"theme: a\x00b\n",
        b"a: " + b"[" * 50_000,
        b"x" * (1 << 20 | 1),
        b"a: &a [*a]\n",
        b"keys: {? {a: b} : c}\n",
    ],
)
def test_hardly_a_file_at_all_is_a_warning(content: bytes, load: Load) -> None:
    settings = load(content)
    assert settings.warnings
    assert all(warning.message.isprintable() and warning.key.isprintable() for warning in settings.warnings)


def test_a_folder_in_the_place_of_the_file_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "reader" / "config.yaml").mkdir(parents=True)
    assert "cannot be read" in only(load_settings(within(tmp_path))).message


def test_a_pipe_in_the_place_of_the_file_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "reader").mkdir()
    os.mkfifo(tmp_path / "reader" / "config.yaml")
    assert "no regular file" in only(load_settings(within(tmp_path))).message


@given(st.binary(max_size=200) | st.text(alphabet="ab:-[]{}&*!|>'\"\n\t #,?%@", max_size=60).map(str.encode))
def test_any_bytes_give_settings(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        place = Path(folder, "reader")
        place.mkdir()
        (place / "config.yaml").write_bytes(content)
        settings = load_settings(within(folder))
        assert load_settings(within(folder)) == settings  # by what is kept of it
    assert all(warning.message for warning in settings.warnings)


_weights = st.dictionaries(
    st.text(min_size=1).filter(lambda name: name == name.strip().casefold() != ""),
    st.integers(1, 400).map(lambda quarters: quarters / 4),
    max_size=3,
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "library": st.lists(st.text(min_size=1).filter(str.isprintable).map("/".__add__)).map(tuple),
            "theme": st.text(min_size=1, max_size=20),
            "keys": st.dictionaries(st.text(min_size=1), st.lists(st.text(min_size=1)).map(tuple), max_size=4),
            "read_after": st.none() | st.floats(0, 100).map(lambda value: round(value, 2)),
            "rank_half_life": st.integers(1, 87_600).map(lambda hours: hours / 24),
            "rank_providers": _weights,
            "rank_topics": _weights,
            "sort": st.builds(Sort, st.sampled_from(SortKey), st.booleans()),
            "browser": st.lists(st.text(min_size=1)).map(tuple),
            "clipboard": st.text(max_size=20),
            "mouse": st.booleans(),
            "separators": st.booleans(),
        },
    )
)
def test_settings_as_they_are_printed_read_back_the_same(values: dict[str, object]) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "reader").mkdir()
        before = load_settings(within(folder))._replace(**values)  # type: ignore[arg-type]
        text = "".join(f"{option.name}: {option.write(getattr(before, option.name))}\n" for option in OPTIONS)
        before.file.write_text(text, "utf-8")
        after = load_settings(within(folder))
        assert load_settings(within(folder)) == after
    assert after.warnings == ()
    assert {name: getattr(after, name) for name in values} == values


@pytest.mark.parametrize(
    ("text", "written"), [("cursor.down", "cursor.down"), ("j", "j"), ("y", '"y"'), ("[", '"["'), ("a b", '"a b"')]
)
def test_only_text_that_needs_quotes_gets_them(text: str, written: str) -> None:
    assert yaml_text(text) == written


def test_a_front_end_tells_what_it_finds_the_same_way(load: Load) -> None:
    settings = load("keys:\n  article.copyurl: y\n")
    more = settings.warning("keys", "“article.copyurl” is no action", settings.key_lines["article.copyurl"])
    assert str(more) == "config.yaml:2 keys: “article.copyurl” is no action"


def test_the_fields_of_settings_and_the_table_of_options_are_the_same() -> None:
    own = {"config_dir", "state_dir", "cache_dir", "data_dir", "key_lines", "lines", "warnings"}
    assert [option.name for option in OPTIONS] == [name for name in Settings._fields if name not in own]


def test_yaml_is_imported_only_when_there_is_a_file(tmp_path: Path) -> None:
    code = "import sys, reader.settings as s; s.load_settings(); print(*({'yaml', 'platformdirs'} & set(sys.modules)))"
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
