"""What `config.yaml` may say: one table, from which it is read, printed and explained.

The file is read from YAML events (`reader.settings_file`), so that every warning knows its line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from math import nan

from reader.model.named import NamedTuple
from reader.model.selection import Sort, SortKey
from reader.settings import Settings, SettingsWarning
from reader.settings_file import Node
from reader.settings_kept import top_level

_MAX_SECONDS = 86_400.0
_LEAST_WEIGHT, _MOST_WEIGHT = 0.01, 100.0
_SHORTEST_LIFE, _LONGEST_LIFE = 1 / 24, 3_650.0
_HOURS = {"h": 1, "d": 24, "w": 168}
"""Hours of each unit of time."""
_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})
_WORDS = _TRUE | _FALSE | {"null", "y", "n"}


class Option(NamedTuple):
    """One setting.

    Attributes:
        name: its key in `config.yaml` and its field in `Settings`.
        values: what can be given, in words.
        help: what it is for.
        read: from the file's value to the field's. Raises ValueError saying what is wrong.
        write: the field's value as one line of YAML.
    """

    name: str
    values: str
    help: str
    read: Callable[[Node], object]
    write: Callable[[object], str]


def yaml_text(text: str) -> str:
    """`text` as one YAML scalar: as it is where nobody could take it for anything else, else in double quotes."""
    plain = text.replace("/", "").replace("-", "").replace("_", "").replace(".", "").replace("~", "")
    if plain.isascii() and plain.isalnum() and text.lower() not in _WORDS and text[0] not in "-~":
        return text
    return (
        '"'
        + "".join(f"\\{char}" if char in '"\\' else char if char.isprintable() else _escape(char) for char in text)
        + '"'
    )


def _escape(char: str) -> str:
    return f"\\U{ord(char):08X}"


def configured(settings: Settings) -> Settings:
    """`settings` with what its file says, and warnings about what is not understood. Never raises."""
    options = {option.name: option for option in OPTIONS}
    values: dict[str, object] = {}
    warnings: list[SettingsWarning] = []
    lines: dict[str, int] = {}

    def warn(line: int, key: str, message: str) -> None:
        warnings.append(settings.warning(_printable(key), _printable(message), line))

    seen: set[str] = set()
    for key, value in top_level(settings.file, settings.cache_dir / "config", warn):
        name = key.text
        if name is None or name not in options:
            near = _nearest(name or "", options)
            warn(key.line, name or "", f"there is no such setting{near}. It is passed over.")
            continue
        if name in seen:
            warn(key.line, name, "given twice. The last one counts.")
            values.pop(name, None)
        seen.add(name)
        if name == "keys":
            values["keys"], values["key_lines"] = _read_keys(value, warn)
        elif name in {"rank_providers", "rank_topics"}:
            values[name] = _read_weights(name, value, warn)
        elif not value.empty:
            lines[name] = value.line
            try:
                values[name] = options[name].read(value)
            except ValueError as error:
                default = options[name].write(getattr(settings, name))
                warn(value.line, name, f"{error}. The default, {default}, is used.")
    changed = settings._replace(**values, lines=lines, warnings=tuple(warnings))  # type: ignore[arg-type]
    # A relative path means the same wherever the program is started: it begins at the configuration's folder.
    return changed._replace(library=tuple(os.path.join(changed.config_dir, path) for path in changed.library))


def _read_keys(
    node: Node, warn: Callable[[int, str, str], None]
) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, int]]:
    """The `keys` mapping, entry by entry, so that one wrong entry costs only itself."""
    keys: dict[str, tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    if node.empty:
        return keys, lines
    if node.pairs is None:
        warn(node.line, "keys", "this wants a mapping of command ids to keys. The default keys are kept.")
        return keys, lines
    for command, value in node.pairs:
        if not command.text:
            warn(command.line, "keys", "a command id must be text. The entry is passed over.")
            continue
        if command.text in keys:
            warn(command.line, "keys", f"“{command.text}” is given twice. The last one counts.")
        try:
            keys[command.text] = _words(value)
            lines[command.text] = command.line
        except ValueError as error:
            warn(value.line, "keys", f"“{command.text}”: {error}. The default keys are kept.")
    return keys, lines


def _read_weights(name: str, node: Node, warn: Callable[[int, str, str], None]) -> Mapping[str, float]:
    """The weights of providers or topics, entry by entry, so that one wrong entry costs only itself."""
    weights: dict[str, float] = {}
    if node.empty:
        return weights
    if node.pairs is None:
        warn(
            node.line,
            name,
            "this wants a mapping of names to numbers. The default, none, is used.",
        )
        return weights
    for named, value in node.pairs:
        key = (named.text or "").strip().casefold()
        if not key:
            warn(named.line, name, "a name must be text. The entry is passed over.")
            continue
        if key in weights:
            warn(named.line, name, f"“{named.text}” is given twice. The last one counts.")
        try:
            weights[key] = _weight(value)
        except ValueError as error:
            warn(value.line, name, f"“{named.text}”: {error}. It counts once.")
    return weights


# Values: each reader takes a node and raises ValueError with what is wrong, without a full stop.


def _text(node: Node) -> str:
    if node.text is None:
        raise ValueError("this wants one text")
    return node.text


def _words(node: Node) -> tuple[str, ...]:
    """A text as one, or a list of texts; each of them not empty."""
    items = (node,) if node.text is not None else node.items
    if items is None or not all(item.text and not item.empty for item in items):
        raise ValueError("this wants a text or a list of texts")
    return tuple(_text(item) for item in items)


def _paths(node: Node) -> tuple[str, ...]:
    return tuple(os.path.expanduser(path) for path in _words(node))


def _command(node: Node) -> tuple[str, ...]:
    """A program with its arguments: a list, or a text with a shell's quoting (no shell ever sees it)."""
    if node.text is None:
        return _words(node)
    import shlex

    try:
        return tuple(shlex.split(node.text))
    except ValueError as error:
        raise ValueError(f"the quotes do not match ({error})") from None


def _choice(*names: str) -> Callable[[Node], str]:
    def read(node: Node) -> str:
        text = _text(node)
        if text not in names:
            raise ValueError(f"“{text}” is none of {', '.join(names)}{_nearest(text, names)}")
        return text

    return read


def _switch(node: Node) -> bool:
    text = _text(node).lower()
    if text not in _TRUE | _FALSE:
        raise ValueError(f"“{text}” is neither true nor false")
    return text in _TRUE


def _seconds(node: Node) -> float | None:
    text = _text(node).strip().lower()
    if text == "never":
        return None
    if text == "open":
        return 0.0
    try:
        seconds = float(text.removesuffix("s"))
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= _MAX_SECONDS:  # says no to "nan" too
        raise ValueError(f"“{text}” is no number of seconds from 0 to {_MAX_SECONDS:.0f}, nor open, nor never")
    return seconds


def _number(text: str) -> float:
    """Not a number where it is none."""
    try:
        return float(text)
    except ValueError:
        return nan


def _weight(node: Node) -> float:
    text = _text(node).strip()
    weight = _number(text)
    if not _LEAST_WEIGHT <= weight <= _MOST_WEIGHT:  # says no to what is no number, too
        raise ValueError(f"“{text}” is no number from {_LEAST_WEIGHT:g} to {_MOST_WEIGHT:g}")
    return weight


def _half_life(node: Node) -> float:
    text = _text(node).strip().lower()
    unit = next((unit for unit in _HOURS if text.endswith(unit)), "")
    days = _number(text.removesuffix(unit)) * _HOURS.get(unit, 24) / 24
    if not _SHORTEST_LIFE <= days <= _LONGEST_LIFE:
        raise ValueError(f"“{text}” is no time from 1h to {_LONGEST_LIFE:.0f}d, as in 12h, 2d or 1w")
    return days


def _sort(node: Node) -> Sort:
    text = _text(node)
    if "," in text:
        raise ValueError(f"“{text}” is more than one key; only a query takes several, as in sort:heat,-date")
    return Sort.parse(text)


def _listed(value: object) -> str:
    assert isinstance(value, tuple)
    return "[" + ", ".join(map(yaml_text, value)) + "]"


def _worded(value: object) -> str:
    return yaml_text(value) if isinstance(value, str) and value else '""'


def _mapped(value: object) -> str:
    assert isinstance(value, Mapping)
    return "{" + ", ".join(f"{yaml_text(name)}: {_listed(keys)}" for name, keys in value.items()) + "}"


def _weighed(value: object) -> str:
    assert isinstance(value, Mapping)
    return "{" + ", ".join(f"{yaml_text(name)}: {weight:g}" for name, weight in value.items()) + "}"


def _lived(value: object) -> str:
    assert isinstance(value, float)
    hours = value * 24
    return f"{hours:g}h" if value % 1 and f"{hours:g}" == f"{round(hours)}" else f"{value:g}d"


def _timed(value: object) -> str:
    if not isinstance(value, float):
        return "never"
    return "open" if value == 0 else f"{value:g}"


def _switched(value: object) -> str:
    return "true" if value else "false"


def _chosen(name: str, help_: str, *names: str) -> Option:
    return Option(name, " ".join(names), help_, _choice(*names), str)


OPTIONS: tuple[Option, ...] = (
    Option("library", "a folder or a list of folders", "Where your articles are. They add up.", _paths, _listed),
    Option("theme", "a theme's name, or auto", "The colours.", _text, _worded),
    _chosen("glyphs", "The marks of the screen; ascii where the font lacks them.", "auto", "unicode", "ascii"),
    _chosen("density", "Two lines an article, or one.", "auto", "comfortable", "compact"),
    Option("separators", "true false", "Whether lists by date name their days, months or years.", _switch, _switched),
    _chosen("dates", "Dates as people say them, or as 2022-01-24.", "words", "iso"),
    _chosen("numbers", "4,958 or 4 958 or 4958.", "comma", "space", "plain"),
    _chosen("preset", "The keys to start from.", "vim", "newsboat", "eilmeldung"),
    Option(
        "keys",
        "{command.id: [key, ...]}",
        "Keys of your own, over the preset's. An empty list takes a command's keys away.",
        _words,
        _mapped,
    ),
    Option(
        "read_after",
        "seconds, or open, or never",
        "How long an article stands still on the screen until it counts as read.",
        _seconds,
        _timed,
    ),
    Option("sort", f"{' '.join(SortKey)}, each with - turned round", "The order to start with.", _sort, str),
    Option(
        "rank_half_life",
        "a time: 12h, 2d, 1w",
        "How quickly news grows old in the order by rank: after so long an article counts half.",
        _half_life,
        _lived,
    ),
    Option(
        "rank_providers",
        "{provider: number}, as in {ZDNet: 2, example.com: 0.5}",
        "How many times an article counts in the order by rank, by who published it: a name, or a domain.",
        _text,
        _weighed,
    ),
    Option(
        "rank_topics",
        "{topic: number}, as in {Security: 3, Games: 0.2}",
        "The same by topic; several topics multiply.",
        _text,
        _weighed,
    ),
    Option(
        "browser",
        "a program with its arguments",
        "What opens an address; the system's own if empty.",
        _command,
        _listed,
    ),
    Option(
        "clipboard",
        "auto, osc52, tmux, or a program that reads what it gets",
        "The way copied text takes.",
        _text,
        _worded,
    ),
    Option(
        "follow_symlinks", "true false", "Whether links that lead out of a library are followed.", _switch, _switched
    ),
    Option("mouse", "true false", "Whether the app takes the mouse.", _switch, _switched),
    Option(
        "last_screen",
        "true false",
        "Whether a start shows the screen of the last run until the program is there.",
        _switch,
        _switched,
    ),
    Option("linear", "true false", "One plain column without decoration, for screen readers.", _switch, _switched),
)
"""Every setting there is, in the order they are shown."""


def _nearest(text: str, names: Mapping[str, object] | tuple[str, ...]) -> str:
    """“ (did you mean X?)” when one of `names` is spelled nearly so."""
    import difflib

    near = difflib.get_close_matches(text.lower().replace("-", "_"), names, n=1, cutoff=0.6)
    return f" (did you mean {near[0]}?)" if near else ""


def _printable(text: str) -> str:
    """`text` without what a terminal would obey."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
