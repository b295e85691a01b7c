"""Which key does what in which context: the table, a preset and the person's own `keys:` merged and checked.

Keys are spelled as people write them: `j`, `G`, `/`, `ctrl+d`, `alt+left`, `shift+tab`, `pgdn`, `bksp`, `esc`, `f1`.
A printable key is its character, so `G` and `?` arrive on every keyboard layout.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reader.tui.commands import BY_ID, COMMANDS, PRESETS, Context

_SPELLINGS = {
    "pagedown": "pgdn",
    "pageup": "pgup",
    "backspace": "bksp",
    "escape": "esc",
    "return": "enter",
    "delete": "del",
    "insert": "ins",
    "backtab": "shift+tab",
    "spacebar": "space",
}
_NAMED = frozenset(
    ("space", "tab", "enter", "esc", "bksp", "del", "ins", "home", "end", "pgup", "pgdn", "up", "down", "left", "right")
) | {"shift+tab", *(f"f{number}" for number in range(1, 25))}
_NEVER_ARRIVE = {
    "ctrl+h": "bksp",
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+[": "esc",
    "alt+b": "ctrl+left",
    "alt+f": "ctrl+right",
    "alt+bksp": "ctrl+w",
    "ctrl+space": "ctrl+@",
}
_MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "meta"})


class KeyWarning(NamedTuple):
    """Something wrong in `keys:`; `command` and `key` say where, `message` what and what happens now."""

    command: str
    key: str
    message: str


def spell(key: str, character: str | None) -> str:
    """The name of a key as Textual reports it (`Key.key`, `Key.character`) in the spelling of this module."""
    modified = key.startswith(("ctrl+", "alt+", "super+", "meta+")) and len(key) > 5
    if character is not None and len(character) == 1 and character.isprintable() and character != " " and not modified:
        return character
    return normal(key)


def normal(key: str) -> str:
    """One spelling for each key: lower-case modifiers, short names."""
    if len(key) == 1:
        return key
    *modifiers, last = key.split("+") if not key.endswith("+") else [*key[:-1].rstrip("+").split("+"), "+"]
    last = last if len(last) == 1 else _SPELLINGS.get(last.lower(), last.lower())
    prefix = "+".join(sorted(modifier.lower() for modifier in modifiers))
    return f"{prefix}+{last}" if prefix else last


def impossible(key: str) -> str | None:
    """Why a terminal never sends `key`, or None when it may."""
    if key in _NEVER_ARRIVE:
        return f"terminals send it as {_NEVER_ARRIVE[key]}"
    *modifiers, last = key.split("+") if not key.endswith("+") else ["+"]
    unknown = [modifier for modifier in modifiers if modifier not in _MODIFIERS]
    if unknown:
        return f"there is no modifier “{unknown[0]}”"
    if len(last) == 1:
        return "a shifted letter is written as itself" if "shift" in modifiers and len(modifiers) == 1 else None
    return None if last in _NAMED or key in _NAMED else f"there is no key “{last}”; key sequences do not exist here"


class Keymap:
    """The keys in force.

    Args:
        preset: one of `PRESETS`.
        overrides: keys of single commands by id; an empty sequence takes a command's keys away.

    Attributes:
        warnings: unknown commands, impossible keys and clashes, in the order they were met. A clash leaves the
            person's own key with the command named last in `keys:`.
    """

    def __init__(self, preset: str = "vim", overrides: Mapping[str, Sequence[str]] | None = None) -> None:
        self.preset = preset if preset in PRESETS else PRESETS[0]
        self.warnings: list[KeyWarning] = []
        self._by_key: dict[Context, dict[str, str]] = {context: {} for context in Context}
        self._by_id: dict[str, tuple[str, ...]] = {}
        own = self._checked(overrides or {})
        for command in COMMANDS:
            self._by_id[command.id] = own.get(command.id, tuple(map(normal, command.keys[self.preset])))
        for command in COMMANDS:
            if command.id not in own:
                self._bind(command.id, taken_by_person=False)
        for ident in own:
            self._bind(ident, taken_by_person=True)

    def command(self, context: Context, key: str) -> str | None:
        """The id of the command that `key` does in `context`."""
        return self._by_key[context].get(key)

    def keys(self, ident: str) -> tuple[str, ...]:
        """The keys of a command, the first one first."""
        return self._by_id.get(ident, ())

    def _checked(self, overrides: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
        own: dict[str, tuple[str, ...]] = {}
        for ident, wanted in overrides.items():
            if ident not in BY_ID:
                self._warn(ident, "", f"“{ident}” is no action{_did_you_mean(ident)}. Default kept.")
                continue
            keys = []
            for key in map(normal, wanted):
                why = impossible(key)
                if why:
                    self._warn(ident, key, f"“{key}” cannot be a key: {why}. It is left out.")
                else:
                    keys.append(key)
            if keys or not wanted:
                own[ident] = tuple(keys)
        return own

    def _bind(self, ident: str, *, taken_by_person: bool) -> None:
        for key in self._by_id[ident]:
            for context in BY_ID[ident].contexts:
                before = self._by_key[context].get(key)
                if before is not None and before != ident and taken_by_person:
                    self._warn(ident, key, f"“{key}” is also {before} in the {context}; now it is {ident} there.")
                self._by_key[context][key] = ident

    def _warn(self, ident: str, key: str, message: str) -> None:
        warning = KeyWarning(ident, key, message)
        if not any(known.command == ident and known.key == key for known in self.warnings):
            self.warnings.append(warning)


def _did_you_mean(ident: str) -> str:
    import difflib

    close = difflib.get_close_matches(ident, BY_ID, n=1)
    return f" (did you mean {close[0]}?)" if close else ""
