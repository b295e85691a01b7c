"""Themes of the person's own: `themes/NAME.yaml` in the configuration directory, beside Textual's."""

from __future__ import annotations

from pathlib import Path

from textual.color import Color, ColorParseError
from textual.theme import Theme

from reader.model.named import NamedTuple
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


class ThemeWarning(NamedTuple):
    """Something in a theme's file that was not understood; `line` is 1-based."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def own_themes(folder: Path) -> tuple[list[Theme], list[ThemeWarning]]:
    """The themes in a folder, by name, and what is wrong with its files. No folder means none."""
    themes: list[Theme] = []
    warnings: list[ThemeWarning] = []
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        theme = _read(path, warnings)
        if theme is not None:
            themes.append(theme)
    return themes, warnings


def _read(path: Path, warnings: list[ThemeWarning]) -> Theme | None:
    colours: dict[str, str] = {}
    dark = True

    def warn(line: int, _key: str, message: str) -> None:
        warnings.append(ThemeWarning(path.name, line, message))

    for key, value in top_level(path, warn):
        name, text = key.text or "", value.text or ""
        if name == "dark":
            dark = text.lower() in {"true", "yes", "on"}
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
