"""The settings in force, and the program's folders.

What `config.yaml` may say stands in `reader.settings_options`, which only a person who has that file pays for. Nothing
in it can stop the program: what is not understood becomes a warning, and the default stays. Command ids and key names
under `keys` are the front end's to judge, and `Settings.warning` is how it tells what it finds.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from reader.directories import directory
from reader.model.article import NOTHING
from reader.model.named import NamedTuple
from reader.model.selection import Sort

FILE_NAME = "config.yaml"
"""The name of the configuration in `Settings.config_dir`."""

HALF_LIFE = 2.0
"""Days after which an article ranks half as high, unless the configuration says otherwise."""


class SettingsWarning(NamedTuple):
    """Something in the configuration that was not understood.

    Attributes:
        file: the configuration file's path.
        line: 1-based line; 0 when the file as a whole is meant.
        key: the setting it is about; empty when the file as a whole is meant.
        message: what is wrong and what happens now, without file, line and key.
    """

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        place = os.path.basename(self.file) + (f":{self.line}" if self.line else "")
        return f"{place} {self.key}: {self.message}" if self.key else f"{place}: {self.message}"


class Settings(NamedTuple):
    """The effective configuration: what `config.yaml` says, and the defaults for the rest.

    Attributes:
        config_dir: holds `config.yaml`.
        state_dir: holds the journal and the log.
        cache_dir: holds what can be built again.
        data_dir: holds `library`, the folder looked in when no other library is named.
        library: folders of articles, absolute; empty when the configuration names none.
        theme: a theme's name; `auto` for the one chosen in the app last, else the program's own.
        glyphs: `auto`, `unicode` or `ascii`.
        density: rows of the article list: `auto`, `comfortable` or `compact`.
        separators: whether lists by date name their days, months or years.
        dates: `words` or `iso`.
        numbers: how thousands are parted: `comma`, `space` or `plain`.
        preset: the keys to start from: `vim`, `newsboat` or `eilmeldung`.
        keys: command id to its keys; an empty tuple takes a command's keys away. Ids and keys are not checked here.
        key_lines: command id to its 1-based line in `config.yaml`, for warnings.
        lines: setting to its 1-based line in `config.yaml`, for warnings about what only others can know.
        read_after: seconds an article stands still in the detail until it counts as read; 0 as soon as it is opened,
            None never by itself.
        sort: the order the list starts with.
        rank_half_life: days after which an article ranks half as high.
        rank_providers: how many times an article of a provider counts, by the provider's name or domain, folded.
        rank_topics: the same by topic, folded.
        browser: program and arguments that open an address; empty for the system's own.
        clipboard: the way copied text takes: `auto` for whichever works, `osc52`, `tmux`, or a program's command line.
        follow_symlinks: whether links that lead out of a library are followed.
        mouse: whether the app takes the mouse from the terminal.
        last_screen: whether a start shows the screen of the last run until the program is there.
        linear: one plain column without decoration, for screen readers.
        warnings: what was not understood, in the file's order.
    """

    config_dir: Path
    state_dir: Path
    cache_dir: Path
    data_dir: Path
    library: tuple[str, ...] = ()
    theme: str = "auto"
    glyphs: str = "auto"
    density: str = "auto"
    separators: bool = True
    dates: str = "words"
    numbers: str = "comma"
    preset: str = "vim"
    keys: Mapping[str, tuple[str, ...]] = NOTHING
    key_lines: Mapping[str, int] = NOTHING
    lines: Mapping[str, int] = NOTHING
    read_after: float | None = 2.0
    sort: Sort = Sort()
    rank_half_life: float = HALF_LIFE
    rank_providers: Mapping[str, float] = NOTHING
    rank_topics: Mapping[str, float] = NOTHING
    browser: tuple[str, ...] = ()
    clipboard: str = "auto"
    follow_symlinks: bool = False
    mouse: bool = True
    last_screen: bool = True
    linear: bool = False
    warnings: tuple[SettingsWarning, ...] = ()

    @property
    def file(self) -> Path:
        """The configuration file, whether it exists or not."""
        return self.config_dir / FILE_NAME

    def warning(self, key: str, message: str, line: int = 0) -> SettingsWarning:
        """A warning about this configuration: also what a front end finds in `keys` or `theme`."""
        return SettingsWarning(str(self.file), line, key, message)


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the person's configuration. Never raises: see `Settings.warnings`.

    Args:
        environ: stands in for the environment; only the XDG variables are looked at.
    """
    places = os.environ if environ is None else environ
    config, state, cache, data = (Path(directory(kind, places)) for kind in ("config", "state", "cache", "data"))
    settings = Settings(config_dir=config, state_dir=state, cache_dir=cache, data_dir=data)
    if not os.path.lexists(settings.file) and (os.access(config, os.X_OK) or not os.path.isdir(config)):
        return settings
    from reader.settings_options import configured

    return configured(settings)
