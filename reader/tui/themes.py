"""Themes of the person's own: `themes/NAME.yaml` in the configuration directory, beside Textual's."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from reader.settings import Settings, SettingsWarning
from reader.settings_file import top_level

FIELDS = (
    "primary",
    "secondary",
    "accent",
    "foreground",
    "background",
    "surface",
    "panel",
    "boost",
    "warning",
    "error",
    "success",
)
"""The colours a theme may set; `primary` must be there, Textual derives the others from it."""

_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def own_themes(settings: Settings) -> tuple[list[Theme], list[SettingsWarning]]:
    """The themes of the person's own, by name, and what is wrong with their files. No folder means none."""
    themes: list[Theme] = []
    warnings: list[SettingsWarning] = []
    for path in sorted((settings.config_dir / "themes").glob("*.yaml")):
        theme = _read(path, warnings)
        if theme is not None:
            themes.append(theme)
    return themes, warnings


def unknown_theme(settings: Settings, names: Iterable[str]) -> SettingsWarning | None:
    """What is wrong with the theme the configuration asks for, if it is none of `names`."""
    if settings.theme == "auto" or settings.theme in names:
        return None
    near = get_close_matches(settings.theme, names, 1)
    hint = f" (did you mean “{near[0]}”?)" if near else ""
    return settings.warning(
        "theme", f"there is no theme “{settings.theme}”{hint}. The default is used.", settings.lines.get("theme", 0)
    )


def theme_names(own: Iterable[Theme]) -> list[str]:
    """The names of all themes there are: Textual's, and the person's own."""
    return [*BUILTIN_THEMES, *(theme.name for theme in own)]


def _read(path: Path, warnings: list[SettingsWarning]) -> Theme | None:
    colours: dict[str, str] = {}
    dark = True
    seen: set[str] = set()

    def warn(line: int, _key: str, message: str) -> None:
        warnings.append(SettingsWarning(str(path), line, "", message))

    for key, value in top_level(path, warn):
        name, text = key.text or "", value.text or ""
        if name in seen:
            warn(key.line, name, f"“{name}” is given twice; the last one counts")
        seen.add(name)
        if name == "dark":
            if text.lower() not in _FLAGS and not value.empty:
                warn(value.line, name, f"dark: “{text}” is neither true nor false; true is used")
            dark = _FLAGS.get(text.lower(), True)
        elif name not in FIELDS:
            warn(key.line, name, f"“{name}” is no colour of a theme; left out")
        elif _is_colour(text):
            colours[name] = text
        else:
            warn(value.line, name, f"{name}: “{text}” is no colour; left out")
    if "primary" not in colours:
        warn(1, "", "there is no primary colour; the theme is left out")
        return None
    return Theme(name=path.stem, dark=dark, **colours)  # type: ignore[arg-type]


def _is_colour(text: str) -> bool:
    try:
        Color.parse(text)
    except ColorParseError:
        return False
    return True
