"""`config`: the settings in force, an example file, and what is wrong with the person's own."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator

from reader.cli.app import actions, key_warnings, theme_warnings, understood
from reader.cli.output import Output
from reader.cli.overview import places
from reader.settings import Settings, SettingsWarning
from reader.settings_options import OPTIONS, yaml_text


def config(settings: Settings, options: Namespace, out: Output) -> int:
    """Print settings; with `--check` 2 when something is not understood."""
    if options.example:
        out.lines(example(settings))
        return 0
    if options.check:
        warnings = (*settings.warnings, *key_warnings(settings), *theme_warnings(settings), *_folder_warnings(settings))
        own = str(settings.file)
        order = sorted(warnings, key=lambda warning: (warning.file != own, warning.file, warning.line))
        out.lines(map(told, order) if warnings else ["No warnings."])
        return 2 if warnings else 0
    out.lines(in_force(understood(settings)))
    return 0


def _folder_warnings(settings: Settings) -> Iterator[SettingsWarning]:
    from reader.library_opening import refusal

    line = settings.lines.get("library", 0)
    for path in settings.library:
        if not os.path.isdir(path):
            there = "is no folder" if os.path.exists(path) else "is not there"
            yield settings.warning("library", f"{path} {there}.", line)
    if refused := refusal([*filter(os.path.isdir, settings.library)]):
        yield settings.warning("library", refused, line)


def told(warning: SettingsWarning) -> str:
    """A warning as editors take it: the whole path, line, key, message."""
    place = f"{warning.file}:{warning.line}" if warning.line else warning.file
    return f"{place}: {warning.key}: {warning.message}" if warning.key else f"{place}: {warning.message}"


def in_force(settings: Settings) -> Iterator[str]:
    """The settings in force as a `config.yaml`, with the program's places as comments."""
    for name, path in places(settings).items():
        there = "" if name != "config" or os.path.exists(settings.file) else " (not there yet)"
        yield f"# {name:8} {path}{there}"
    for option in OPTIONS:
        yield f"{option.name}: {option.write(getattr(settings, option.name))}"


def example(settings: Settings) -> Iterator[str]:
    """A `config.yaml` that changes nothing: every setting explained, with its default behind `#`."""
    defaults = Settings(
        config_dir=settings.config_dir,
        state_dir=settings.state_dir,
        cache_dir=settings.cache_dir,
        data_dir=settings.data_dir,
    )
    yield f"# Settings of reader. Their place is {settings.file}"
    yield "# A line that begins with # and a name shows a default: take the # away and change the value."
    for option in OPTIONS:
        yield ""
        yield f"# {option.help}"
        yield f"# Values: {option.values}"
        if option.name == "keys":
            yield from _example_keys(defaults.preset)
        else:
            yield f"#{option.name}: {option.write(getattr(defaults, option.name))}"


def _example_keys(preset: str) -> Iterator[str]:
    yield f"# These are the keys of the preset {preset}. The line “keys:” belongs to whichever you take."
    yield "#keys:"
    for action in actions(preset):
        yield f"#  {action.id}: [{', '.join(map(yaml_text, action.keys))}]  # {action.title}"
