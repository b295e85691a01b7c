"""`reader --help`, the manual page and the completion scripts, all from the table of commands and their parsers."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator

from reader.cli.table import COMMANDS

_ABOUT = (
    "A reader for libraries of news articles that are kept as plain files. Without a command the app starts; when "
    "standard output is no terminal, what reader list prints comes instead."
)

_USAGE = ("reader [-L PATH]... [PATH...]", "reader [-L PATH]... COMMAND ...")

_SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Options",
        (
            (
                "-L PATH, --library PATH",
                "A folder of articles. It may be repeated, before or after a command: they add up.",
            ),
            ("-h, --help", "This page; after a command, the command's."),
            ("--version", "The version."),
            ("--print-completion SHELL", "The completion script for bash, zsh, tcsh or fish."),
            ("--print-man", "The manual page, in roff."),
        ),
    ),
    (
        "Words",
        (
            (
                "Library",
                "The folders given with -L or as PATH, else those in READER_LIBRARY (parted as PATH is), else those "
                "under library in config.yaml, else $XDG_DATA_HOME/reader/library, else the samples that come with the "
                "program. A folder inside another is refused.",
            ),
            (
                "REF",
                "An article's id or the start of it (6 digits or more), any URL of it, or its path. What is not in the "
                "library but named as related by an article has an id and URLs too.",
            ),
            (
                "QUERY",
                "Words that must all be there, as beginnings of words of the title, excerpt, provider, topics or body; "
                'case and accents make no difference. "A phrase", /a regular expression/, field:value with title '
                "excerpt body provider domain topic type category url path source tag note, number>n with quality heat "
                "rank related, date:2022-01, newer:2d, older:1y, read_at:today, starred_at:1w, is:unread, has:image, "
                "related-to:REF, sort:heat,-date, limit:50; -x or not x, x or y, and parentheses. A word that begins "
                "with - and is no option is part of the query, as is all that follows --. Options may stand between "
                "the words.",
            ),
            (
                "KEY",
                "date heat quality rank title provider. Dates and numbers come high first, text from A to Z; -date is "
                "the other way round. What is not known comes last either way. rank is what matters first: quality, "
                "heat and how new it is, and what config.yaml says of providers and topics.",
            ),
            (
                "KIND",
                "web original amp cdn are addresses; title is the title and the URL; markdown is a Markdown link; "
                "citation is Provider: “Title”, date, URL; story is the URLs of the article and of its related ones, "
                "one a line. open takes the addresses.",
            ),
        ),
    ),
    (
        "Files",
        (
            (
                "$XDG_CONFIG_HOME/reader/config.yaml",
                "Settings. reader config --example prints one with everything explained.",
            ),
            (
                "$XDG_STATE_HOME/reader/journal.sqlite",
                "What was read, starred, tagged and noted, when, and where the app was left.",
            ),
            ("$XDG_DATA_HOME/reader/library", "Your articles, where no other folder is named."),
        ),
    ),
    (
        "Environment",
        (
            ("READER_LIBRARY", "Folders of articles, parted as PATH is."),
            ("NO_COLOR", "Set and not empty: no colour anywhere."),
            ("XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_CACHE_HOME, XDG_DATA_HOME", "Honoured on every system."),
        ),
    ),
    (
        "Exit codes",
        (
            ("0", "All went well."),
            ("1", "The answer is no: there is no such article, or check found errors."),
            ("2", "Wrong use or configuration, or a REF that several articles answer to."),
            ("130, 143, 129", "Ended by an interrupt, a termination or a hangup."),
        ),
    ),
)


def help_page() -> str:
    """The page of `reader --help`, for 80 columns."""
    lines = [f"usage: {_USAGE[0]}", *(f"       {usage}" for usage in _USAGE[1:]), ""]
    lines += textwrap.wrap(_ABOUT, 79)
    for group in dict.fromkeys(command.group for command in COMMANDS):
        lines += ["", group]
        for command in COMMANDS:
            if command.group == group:
                lines.append(f"  {command.name} {command.arguments}")
                lines.append(f"      {command.help}")
    for heading, entries in _SECTIONS:
        lines += ["", heading]
        for term, text in entries:
            lines.append(f"  {term}")
            lines += textwrap.wrap(text, 79, initial_indent=" " * 6, subsequent_indent=" " * 6, break_on_hyphens=False)
    return "\n".join(lines) + "\n"


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """The script that completes the command line of `parser` in `shell`."""
    import shtab

    from reader.model import SortKey

    for each in _parsers(parser).values():
        for action in each._actions:  # argparse has no public way to its actions, and shtab walks the same list
            if action.metavar in {"PATH", "FILE"}:
                action.complete = shtab.DIRECTORY if action.metavar == "PATH" else shtab.FILE  # type: ignore[attr-defined]
            elif action.dest == "sort":
                action.choices = [*SortKey, *(f"-{key}" for key in SortKey)]
    script: str = shtab.complete(parser, shell)
    if shell == "bash":  # where no command or choice fits, a path may: `reader ~/ne` and the REF of `reader show`
        script = script.replace("\ncomplete -o ", "\ncomplete -o default -o ")
    return script


def man_page(parser: argparse.ArgumentParser) -> str:
    """The manual page in roff's man macros (groff_man(7)), from `parser` and what the help says."""
    from reader import __version__

    lines = [
        f'.TH READER 1 "" "reader {_roff(__version__)}" "User Commands"',
        ".SH NAME",
        r"reader \- read news articles",
    ]
    lines.append(".SH SYNOPSIS")
    for usage in _USAGE:
        lines += [f".B {_roff(usage)}", ".br"]
    lines += [".SH DESCRIPTION", _roff(_ABOUT), ".SH COMMANDS"]
    parsers = _parsers(parser)
    for group in dict.fromkeys(command.group for command in COMMANDS):
        lines.append(f'.SS "{_roff(group)}"')
        for command in COMMANDS:
            if command.group == group:
                lines += [".TP", f".B {_roff(f'reader {command.name} {command.arguments}')}"]
                lines.append(_roff(f"{command.help[0].upper()}{command.help[1:]}."))
                lines += _roff_options(parsers[command.name])
    for heading, entries in _SECTIONS:
        lines.append(f'.SH "{_roff(heading.upper())}"')
        for term, text in entries:
            lines += [".TP", f".B {_roff(term)}", _roff(text)]
    return "\n".join(lines) + "\n"


def _roff_options(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield ".RS"
    for action in parser._actions:
        if action.option_strings and action.dest not in {"help", "library"}:
            term = " ".join((*action.option_strings, *((str(action.metavar),) if action.nargs != 0 else ())))
            told = action.help or ""
            yield from (".TP", f".B {_roff(term)}", _roff(f"{told}."))
    yield ".RE"


def _parsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """`parser` under its own name and the commands' by theirs."""
    found = {parser.prog: parser}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= action.choices
    return found


def _roff(text: str) -> str:
    """Plain `text` so that roff prints it as it is."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq").replace("'", r"\(aq")
    text = "".join(char if char.isascii() else f"\\[u{ord(char):04X}]" for char in text)
    return rf"\&{text}" if text.startswith(".") else text
