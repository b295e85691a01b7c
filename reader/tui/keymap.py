"""Which key does what in which context: the table, a preset and the person's own `keys:` merged and checked.

Keys are spelled as people write them: `j`, `G`, `/`, `ctrl+d`, `alt+left`, `shift+tab`, `pgdn`, `bksp`, `esc`, `f1`.
A printable key is its character, so `G` and `?` arrive on every keyboard layout.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.model.named import NamedTuple
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
_SIGNS = {
    "exclamation_mark": "!", "quotation_mark": '"', "number_sign": "#", "dollar_sign": "$", "percent_sign": "%",
    "ampersand": "&", "apostrophe": "'", "left_parenthesis": "(", "right_parenthesis": ")", "asterisk": "*",
    "plus": "+", "comma": ",", "minus": "-", "full_stop": ".", "slash": "/", "colon": ":", "semicolon": ";",
    "less_than_sign": "<", "equals_sign": "=", "greater_than_sign": ">", "question_mark": "?", "at": "@",
    "left_square_bracket": "[", "backslash": "\\", "right_square_bracket": "]", "circumflex_accent": "^",
    "underscore": "_", "grave_accent": "`", "left_curly_bracket": "{", "vertical_line": "|",
    "right_curly_bracket": "}", "tilde": "~",
}  # fmt: skip
"""Signs by Textual's names, which it uses beside a modifier: `ctrl+backslash`."""
_NAMED = frozenset(
    ("space", "tab", "enter", "esc", "bksp", "del", "ins", "home", "end", "pgup", "pgdn", "up", "down", "left", "right")
) | {f"f{number}" for number in range(1, 25)}
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


def typed(key: str, character: str | None) -> str:
    """What a key (`Key.key`, `Key.character`) puts into a line; empty with alt, and where it is no letter."""
    return character if character and character.isprintable() and not key.startswith("alt+") else ""


def spell(key: str, character: str | None) -> str:
    """The name of a key as Textual reports it (`Key.key`, `Key.character`) in the spelling of this module."""
    if "+" not in key and character is not None and len(character) == 1 and character.isprintable():
        return "space" if character == " " else character
    return normal(key)


def normal(key: str) -> str:
    """One spelling for each key: lower-case modifiers in the order of the alphabet, short names, signs as themselves.

    A shifted letter is the capital alone, `alt+K` is `alt+shift+k` as terminals send it, and control knows no case.
    """
    modifiers, last = _parts(key)
    if len(last) > 1:
        last = _SPELLINGS.get(last.lower()) or _SIGNS.get(last.lower()) or last.lower()
    elif modifiers == ["shift"] and last.isalpha():
        modifiers, last = [], last.upper()
    elif modifiers and last.isupper():
        last = last.lower()
        if "ctrl" not in modifiers:
            modifiers.append("shift")
    return "+".join([*sorted(set(modifiers)), last])


def impossible(key: str) -> str | None:
    """Why a terminal never sends `key` (in its normal spelling), or None when it may."""
    if key in _NEVER_ARRIVE:
        return f"terminals send it as {_NEVER_ARRIVE[key]}"
    modifiers, last = _parts(key)
    unknown = [modifier for modifier in modifiers if modifier not in _MODIFIERS]
    if unknown:
        return f"there is no modifier “{unknown[0]}”"
    if len(last) == 1:
        return "a shifted sign is written as itself" if modifiers == ["shift"] else None
    return None if last in _NAMED else f"there is no key “{last}”; key sequences do not exist here"


def _parts(key: str) -> tuple[list[str], str]:
    """The modifiers of a key in lower case, and the key itself."""
    head, plus, last = key.rpartition("+")
    if plus and not last:
        head, last = head.removesuffix("+"), "+"
    return [modifier.lower() for modifier in head.split("+")] if head else [], last


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

    def keys(self, ident: str, context: Context | None = None) -> tuple[str, ...]:
        """The keys of a command, the first one first: those that do it in `context`, or in any of its contexts."""
        contexts = tuple(Context) if context is None else (context,)
        keys = self._by_id.get(ident, ())
        return tuple(key for key in keys if any(self._by_key[one].get(key) == ident for one in contexts))

    @property
    def alt_keys(self) -> frozenset[str]:
        """The characters that do something with alt, anywhere."""
        keys = {key for bound in self._by_key.values() for key in bound if key.startswith("alt+")}
        return frozenset(key[-1].upper() if "shift" in key else key[-1] for key in keys if len(_parts(key)[1]) == 1)

    def _checked(self, overrides: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
        own: dict[str, tuple[str, ...]] = {}
        for ident, wanted in overrides.items():
            if ident not in BY_ID:
                self._warn(ident, "", f"“{ident}” is no action{_did_you_mean(ident)} Default kept.")
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
            taken: dict[str, list[str]] = {}
            for context in BY_ID[ident].contexts:
                if context is Context.SEARCH and (len(key) == 1 or key == "space"):
                    continue  # it is typed there
                before = self._by_key[context].get(key)
                if before is not None and before != ident and taken_by_person:
                    taken.setdefault(before, []).append(context)
                self._by_key[context][key] = ident
            for before, contexts in taken.items():
                where = ", ".join(contexts)
                self._warn(ident, key, f"“{key}” is also {before} ({where}); now it is {ident} there.")

    def _warn(self, ident: str, key: str, message: str) -> None:
        warning = KeyWarning(ident, key, message)
        if warning not in self.warnings:
            self.warnings.append(warning)


def _did_you_mean(ident: str) -> str:
    import difflib

    close = difflib.get_close_matches(ident, BY_ID, n=1)
    return f"; did you mean {close[0]}?" if close else "."
