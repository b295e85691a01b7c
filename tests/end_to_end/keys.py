"""Keys and mouse events as an xterm sends them."""

from __future__ import annotations

_NAMED = {
    "enter": "\r",
    "tab": "\t",
    "space": " ",
    "escape": "\x1b",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "insert": "\x1b[2~",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "shift+tab": "\x1b[Z",
    "ctrl+space": "\x00",
    "ctrl+\\": "\x1c",
    "ctrl+]": "\x1d",
    "ctrl+^": "\x1e",
    "ctrl+_": "\x1f",
}
_CURSOR = {"up": "A", "down": "B", "right": "C", "left": "D", "end": "F", "home": "H"}
_FUNCTION = {"f1": "P", "f2": "Q", "f3": "R", "f4": "S"}
_MODIFIERS = {"shift": 1, "alt": 2, "ctrl": 4}

BUTTONS = {"left": 0, "middle": 1, "right": 2}
"""A mouse button's number in an SGR report."""
_WHEEL = {"wheel-up": 64, "wheel-down": 65}


def key_bytes(key: str) -> bytes:
    """What a terminal sends for a key: one character, or a name such as `Enter`, `ctrl+e`, `alt+left`, `F1`.

    Raises:
        KeyError: no such key.
    """
    if len(key) == 1:
        return key.encode()
    name = key.lower()
    if name in _NAMED:
        return _NAMED[name].encode()
    *modifiers, last = name.split("+")
    if last in _CURSOR or last in _FUNCTION:
        final = _CURSOR.get(last) or _FUNCTION[last]
        if modifiers:
            return f"\x1b[1;{1 + sum(_MODIFIERS[each] for each in modifiers)}{final}".encode()
        return f"\x1b{'[' if last in _CURSOR else 'O'}{final}".encode()
    if modifiers == ["ctrl"] and len(last) == 1 and last.isalpha():
        return bytes([ord(last) & 0x1F])
    if modifiers == ["alt"]:
        return b"\x1b" + key_bytes(key[len("alt+") :])
    raise KeyError(key)


def mouse_bytes(action: str, x: int, y: int, button: str = "left") -> bytes:
    """An SGR mouse report (mode 1006) for the cell in column `x` of row `y`, both from 0.

    Args:
        action: `press`, `release`, `click`, `double-click`, `move`, `drag` (move with the button down), `wheel-up` or
            `wheel-down`.
        x: column.
        y: row.
        button: `left`, `middle` or `right`.
    """

    def report(code: int, final: str = "M") -> bytes:
        return f"\x1b[<{code};{x + 1};{y + 1}{final}".encode()

    number = BUTTONS[button]
    click = report(number) + report(number, "m")
    if action in _WHEEL:
        return report(_WHEEL[action])
    return {
        "press": report(number),
        "release": report(number, "m"),
        "click": click,
        "double-click": click + click,
        "move": report(35),
        "drag": report(32 + number),
    }[action]
