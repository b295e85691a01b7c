"""The world outside: clipboard, browser behind its gate, editor, a pipe to a program.

Programs are run from argument lists, under deadlines, away from our terminal. Every function that looks at the
environment takes it as `environ`; modules that start programs import what they need for it when they do.
"""

from reader.desktop.article_markdown import as_markdown
from reader.desktop.browser import open_url, takes_the_terminal
from reader.desktop.clipboard import Copied, copy
from reader.desktop.editor import edit, edited
from reader.desktop.errors import NoBrowserError, NoEditorError, NotCopiedError, ProgramError
from reader.desktop.files import file_name, save, save_all
from reader.desktop.gate import display_url, gate
from reader.desktop.kinds import KINDS, copy_text
from reader.desktop.pipe import Piped, pipe
from reader.desktop.programs import split

__all__ = [
    "KINDS",
    "Copied",
    "NoBrowserError",
    "NoEditorError",
    "NotCopiedError",
    "Piped",
    "ProgramError",
    "as_markdown",
    "copy",
    "copy_text",
    "display_url",
    "edit",
    "edited",
    "file_name",
    "gate",
    "open_url",
    "pipe",
    "save",
    "save_all",
    "split",
    "takes_the_terminal",
]
