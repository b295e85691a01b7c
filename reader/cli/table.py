"""The commands there are: the one table that splitting, parsing, help, completion and the man page read."""

from __future__ import annotations

from reader.model.named import NamedTuple


class Command(NamedTuple):
    """One command.

    Attributes:
        name: the word that calls it.
        group: the heading it stands under in the help.
        arguments: what follows its name, as a usage line writes it.
        help: what it does, in one line.
        query: whether it takes a query or a text, so that a word that begins with `-` may belong to it.
    """

    name: str
    group: str
    arguments: str
    help: str
    query: bool = False


COMMANDS = (
    Command(
        "list",
        "Read",
        "[QUERY...] [--sort KEY] [--limit N] [--view NAME] [--json | --tsv]",
        "the articles, one a line",
        True,
    ),
    Command("show", "Read", "REF [--why] [--json | --markdown]", "one article with everything its file says"),
    Command("related", "Read", "REF [--depth N] [--json]", "what it is tied to, in both directions"),
    Command("topics", "Read", "[--json]", "the topics, with their articles counted"),
    Command("providers", "Read", "[--json]", "who published, with their articles counted"),
    Command("copy", "Take away", "REF [--kind KIND]", "copy an article's URL, or another form of it"),
    Command("open", "Take away", "REF [--kind KIND]", "open an article in the browser"),
    Command("mark", "Remember", "read|unread|star|unstar QUERY... [--json]", "mark all that a query finds", True),
    Command("tag", "Remember", "NAME QUERY... [--json]", "give all that a query finds a tag", True),
    Command("untag", "Remember", "NAME QUERY... [--json]", "take a tag from all that a query finds", True),
    Command("note", "Remember", "REF [TEXT] [--json]", "keep a note on an article, in Markdown", True),
    Command("undo", "Remember", "[N] [--json]", "take back the last deed, or the last N, of any run"),
    Command("redo", "Remember", "[N] [--json]", "do again what was taken back last"),
    Command("history", "Remember", "[--all] [--limit N] [--json]", "what was read when, or with --all every deed"),
    Command("export", "Remember", "state", "print all that was done, an event a line, for another device"),
    Command("import", "Remember", "FILE [--json]", "merge what another device exported"),
    Command("check", "Look after", "[--json]", "the problems of the libraries, as file:line:column"),
    Command("status", "Look after", "[--json]", "libraries, counts, and where everything is kept"),
    Command("index", "Look after", "[--rebuild] [--json]", "bring the index up to date, or make it anew"),
    Command("config", "Look after", "[--example | --check]", "the settings in force, or an example, or what is wrong"),
)

BY_NAME = {command.name: command for command in COMMANDS}

TOP_OPTIONS = {
    "-L": True,
    "--library": True,
    "-h": False,
    "--help": False,
    "--version": False,
    "--print-completion": True,
    "--print-man": False,
}
"""The options that may stand before a command, and whether each takes a value."""
