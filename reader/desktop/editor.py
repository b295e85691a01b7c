"""The person's editor: at a line of a file, or on a text of its own."""

from __future__ import annotations

import os
from collections.abc import Mapping

from reader.desktop.errors import NoEditorError, ProgramError
from reader.desktop.programs import find, split

_FALLBACKS = ("sensible-editor", "nano", "nvim", "vim", "vi")

# How editors take a line, by the name of the program; the rest gets the file alone.
_PLUS = frozenset({
    "vi", "vim", "nvim", "view", "gvim", "mvim", "vim.basic", "vim.tiny", "vim.gtk3", "nvi", "elvis", "ex",
    "nano", "pico", "emacs", "emacsclient", "jed", "joe", "jmacs", "jstar", "mg", "ne", "kak", "micro", "gedit",
    "sensible-editor", "editor",
})  # fmt: skip
_GOTO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "positron"})
_COLON = frozenset({"hx", "helix", "subl", "sublime_text", "zed", "zeditor", "lapce"})
_LINE_OPTION = {"mate": "-l", "kate": "-l", "kwrite": "-l", "geany": "-l", "idea": "--line", "pycharm": "--line"}


def edit(path: str, line: int = 1, *, environ: Mapping[str, str] | None = None) -> list[str]:
    """The program and arguments that open file `path` at `line` (1-based): $VISUAL, else $EDITOR, else a common editor.

    Raises:
        NoEditorError: neither is set and no common editor is there.
    """
    environ = os.environ if environ is None else environ
    argv = _editor(environ)
    # An absolute path begins with no `-`, and a name with a colon in it stays one.
    path = os.path.abspath(path)
    name = os.path.basename(argv[0]).removesuffix(".exe")
    if name in _PLUS:
        return [*argv, f"+{line}", path]
    if name in _GOTO:
        return [*argv, "-g", f"{path}:{line}"]
    if name in _COLON:
        return [*argv, f"{path}:{line}"]
    if name in _LINE_OPTION:
        return [*argv, _LINE_OPTION[name], str(line), path]
    return [*argv, path]


def edited(text: str, *, environ: Mapping[str, str] | None = None) -> str:
    """What the person makes of a note, in Markdown, in the editor, which gets the terminal until it ends.

    The text stands in a file of its own that is gone afterwards. An editor that returns at once, as some with windows
    do unless told to wait, changes nothing.

    Raises:
        NoEditorError: there is no editor.
        ProgramError: it does not start, it failed, or what it wrote cannot be read.
    """
    import subprocess
    import tempfile

    environ = os.environ if environ is None else environ
    program = _editor(environ)[0]  # before anything is written: perhaps there is none
    try:
        with tempfile.TemporaryDirectory(prefix="reader-") as folder:
            path = os.path.join(folder, "note.md")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text + "\n" if text else "")
            code = subprocess.call(edit(path, environ=environ), env=dict(environ))
            if code:
                raise ProgramError(f"{program} ended with code {code}: the note is as it was.")
            with open(path, encoding="utf-8", errors="replace") as file:
                return file.read()
    except OSError as error:
        raise ProgramError(f"{program} cannot be used: {error.strerror}.") from None


def _editor(environ: Mapping[str, str]) -> list[str]:
    for variable in ("VISUAL", "EDITOR"):
        argv = split(environ.get(variable, ""))
        if argv:
            return argv
    for name in _FALLBACKS:
        if find(name, environ):
            return [name]
    raise NoEditorError("No editor here: set EDITOR to the one you use.")
