"""The argparse parsers: what each command takes, checked and explained.

Only the parser of the command that runs is built; all of them when help, completion or the man page ask.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from reader.cli.output import Output
from reader.cli.table import BY_NAME, COMMANDS, Command
from reader.cli.words import plain
from reader.model import Sort, SortKey, UsageError
from reader.model.mark import Mark

_MOST = 999_999_999


class Parser(argparse.ArgumentParser):
    """An argparse parser that raises `UsageError` where argparse would print its usage and leave."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse found.

        Raises:
            UsageError: always.
        """
        raise UsageError(f"{message}; {self.prog} --help tells what there is")

    def _print_message(self, message: str, _file: object = None) -> None:
        """Print help or the version as results are printed; argparse would not mind that nobody gets it."""
        Output().lines(message.splitlines())


class Formatter(argparse.HelpFormatter):
    """argparse's formatter without its import of shutil, which costs 2 ms, only to ask for the terminal's width."""

    def __init__(self, prog: str) -> None:
        """Take 80 columns, as the page of `reader --help` does."""
        super().__init__(prog, width=80)


class TopParser(Parser):
    """The parser of `reader` itself, whose help is the whole page."""

    def format_help(self) -> str:
        """The page of `reader --help`."""
        from reader.cli.manual import help_page

        return help_page()


def parse(command: str, words: Sequence[str]) -> argparse.Namespace:
    """Read what follows `command`.

    Raises:
        UsageError: the words make no sense; the message says which.
        SystemExit: help was asked for and printed.
    """
    parser = Parser(prog=f"reader {command}", allow_abbrev=False, formatter_class=Formatter)
    takes_value = _fill(parser, BY_NAME[command])
    return parser.parse_args(plain(words, takes_value, query=BY_NAME[command].query))


def top_parser() -> TopParser:
    """The parser of `reader` with those of all commands inside, for the options before a command and for completion."""
    from reader import __version__

    parser = TopParser(prog="reader", allow_abbrev=False, description="A reader for libraries of news articles.")
    _library(parser)
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    parser.add_argument(
        "--print-completion",
        metavar="SHELL",
        choices=("bash", "zsh", "tcsh", "fish"),
        help="print the completion script for bash, zsh, tcsh or fish",
    )
    parser.add_argument("--print-man", action="store_true", help="print the manual page, in roff")
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", parser_class=Parser)
    for command in COMMANDS:
        _fill(
            commands.add_parser(command.name, help=command.help, allow_abbrev=False, formatter_class=Formatter), command
        )
    return parser


def _fill(parser: argparse.ArgumentParser, command: Command) -> dict[str, bool]:
    """Give `parser` what `command` takes; the options by name, and whether each takes a value."""
    parser.description = f"{command.help[0].upper()}{command.help[1:]}."
    actions = [_library(parser)]
    _ARGUMENTS[command.name](parser, actions)
    takes_value = {name: action.nargs != 0 for action in actions for name in action.option_strings}
    return takes_value | {"-h": False, "--help": False}


def _library(parser: argparse.ArgumentParser) -> argparse.Action:
    return parser.add_argument(
        "-L",
        "--library",
        metavar="PATH",
        action="append",
        default=[],
        help="a folder of articles; repeat it for more, they add up",
    )


def _list(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    parser.add_argument("query", metavar="QUERY", nargs="*", help="words an article must have; none means all")
    actions += (
        parser.add_argument(
            "--sort",
            metavar="KEY",
            type=_sort,
            help=f"{' '.join(SortKey)}, or several with commas between; a leading - turns the direction round",
        ),
        parser.add_argument("--limit", metavar="N", type=_number(0), help="no more than N articles"),
        parser.add_argument("--view", metavar="NAME", help="only articles of a view saved in the app"),
    )
    group = parser.add_mutually_exclusive_group()
    actions += (
        _json(group),
        group.add_argument("--tsv", action="store_true", help="id, published_at, domain, title, url between tabs"),
    )


def _show(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    _ref(parser)
    why = parser.add_argument("--why", action="store_true", help="what its rank is made of instead of what it says")
    group = parser.add_mutually_exclusive_group()
    actions += (why, _json(group), group.add_argument("--markdown", action="store_true", help="print Markdown"))


def _related(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    _ref(parser)
    depth = parser.add_argument(
        "--depth", metavar="N", type=_number(1), default=1, help="steps to walk, 1 if not given"
    )
    actions += (depth, _json(parser))


def _copy(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    from reader.desktop.kinds import KINDS

    _ref(parser)
    actions.append(_kind(parser, KINDS))


def _open(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    _ref(parser)
    actions.append(_kind(parser, ("web", "original", "amp", "cdn")))  # the kinds that are addresses


def _config(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    group = parser.add_mutually_exclusive_group()
    actions += (
        group.add_argument("--example", action="store_true", help="print a config.yaml with every setting explained"),
        group.add_argument(
            "--check", action="store_true", help="print what is not understood; exit code 2 if anything"
        ),
    )


def _mark(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    kinds = [str(kind) for kind in Mark]
    parser.add_argument("kind", metavar="MARK", choices=kinds, help=" ".join(kinds))
    _query(parser, actions)


def _tag(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    parser.add_argument("name", metavar="NAME", help="the tag; case makes no difference")
    _query(parser, actions)


def _note(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    _ref(parser)
    told = "the note, - for standard input; an empty one deletes it. Without it the editor opens, or it is printed"
    parser.add_argument("text", metavar="TEXT", nargs="?", help=told)
    actions.append(_json(parser))


def _steps(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    parser.add_argument("number", metavar="N", nargs="?", type=_number(1), default=1, help="how many; 1 if not given")
    actions.append(_json(parser))


def _history(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    actions += (
        parser.add_argument("--all", action="store_true", help="every deed, those taken back and earlier notes too"),
        parser.add_argument("--limit", metavar="N", type=_number(0), help="no more than the last N deeds"),
        _json(parser),
    )


def _export(parser: argparse.ArgumentParser, _actions: list[argparse.Action]) -> None:
    parser.add_argument("what", metavar="WHAT", choices=("state",), help="state: what was done, an event a line")


def _import(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    parser.add_argument("file", metavar="FILE", help="what reader export state printed; - reads standard input")
    actions.append(_json(parser))


def _query(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    parser.add_argument("query", metavar="QUERY", nargs="+", help="which articles, as reader list takes it")
    actions.append(_json(parser))


def _index(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    parser.description = (
        f"{parser.description} Every file is looked at. Commands that only tell something do that once an hour, when a "
        "folder has changed, and when a file that they are about to show has; a file rewritten in place since then "
        "that they do not show may go unnoticed until this command, or the next hour, comes."
    )
    rebuild = parser.add_argument("--rebuild", action="store_true", help="read every file, whatever the index has")
    actions += (rebuild, _json(parser))


def _printing(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> None:
    actions.append(_json(parser))


def _ref(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ref", metavar="REF", help="an article's id or the start of one, a URL of it, or its path")


def _json(parser: Any) -> argparse.Action:
    action: argparse.Action = parser.add_argument("--json", action="store_true", help="print JSON")
    return action


def _kind(parser: argparse.ArgumentParser, kinds: tuple[str, ...]) -> argparse.Action:
    return parser.add_argument(
        "--kind", metavar="KIND", choices=kinds, default="web", help=f"{' '.join(kinds)}; web if not given"
    )


def _sort(text: str) -> tuple[Sort, ...]:
    try:
        return Sort.parse_all(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _number(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        digits = text.lstrip("0") or "0"
        is_whole = text.isascii() and text.isdigit()
        if is_whole and len(digits) > len(str(_MOST)):
            raise argparse.ArgumentTypeError(f"“{text}” is more than {_MOST:,}")
        if is_whole and int(digits) >= least:
            return int(digits)
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number from {least} on")

    return number


_ARGUMENTS: dict[str, Callable[[argparse.ArgumentParser, list[argparse.Action]], None]] = {
    "list": _list,
    "show": _show,
    "related": _related,
    "topics": _printing,
    "providers": _printing,
    "mark": _mark,
    "tag": _tag,
    "untag": _tag,
    "note": _note,
    "undo": _steps,
    "redo": _steps,
    "history": _history,
    "export": _export,
    "import": _import,
    "check": _printing,
    "copy": _copy,
    "open": _open,
    "status": _printing,
    "index": _index,
    "config": _config,
}
