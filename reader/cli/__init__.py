"""The command line: words in, results on standard output, messages on standard error, an exit code.

Nothing here reads a file or knows how articles are kept: every command asks `reader.library.Library` and prints.
Each import waits until a command needs it, because a command on a small library is mostly imports.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.cli.table import BY_NAME, TOP_OPTIONS
from reader.cli.words import did_you_mean, existing, split
from reader.model.errors import AmbiguousReferenceError, ReaderError, UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from reader.cli.output import Output
    from reader.cli.words import Request
    from reader.early_screen import EarlyScreen
    from reader.library import Library
    from reader.settings import Settings

__all__ = ["main"]

_ONLY_TELL = frozenset({"list", "show", "related", "topics", "providers", "copy", "open"})
"""Commands that tell what there is and change nothing: they may believe an index."""

_OF_THE_JOURNAL = frozenset({"undo", "redo", "export", "import"})
"""Commands that need no article."""


def main(argv: Sequence[str] | None = None, early: EarlyScreen | None = None) -> int:
    """Run the command line; the exit code.

    Args:
        argv: the words behind the program's name; those of the process when None.
        early: what the terminal shows until the app does; left before anything is printed.
    """
    try:
        try:
            return _flushed(_ended(sys.argv[1:] if argv is None else argv, early))
        except ReaderError as error:
            return _flushed(_failed(error))
        except KeyboardInterrupt:
            return 130
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            return _failed(ReaderError(str(error)))
        except Exception as error:  # a fault of the program: say it so that no terminal can be tricked by it
            import traceback

            for line in "".join(traceback.format_exception(error)).splitlines():
                _say(line)
            return 1
    except BrokenPipeError:
        return _hushed()


def _ended(words: Sequence[str], early: EarlyScreen | None) -> int:
    try:
        return _run(words, early)
    except SystemExit as left:  # argparse printed help or the version, or a signal ended a command
        return left.code if isinstance(left.code, int) else 0


def _run(words: Sequence[str], early: EarlyScreen | None) -> int:
    try:
        request = split(words, TOP_OPTIONS, BY_NAME)
        if not request.options and not request.command:
            return _app(request, early)
    finally:
        if early is not None:
            early.leave()
    return _top_options(request) if request.options else _command(request)


def _app(request: Request, early: EarlyScreen | None) -> int:
    """The app; where it could not be seen, the list."""
    paths = (*request.libraries, *existing(request.words, BY_NAME))
    if sys.stdout is None or not sys.stdout.isatty():
        return _command(request._replace(libraries=paths, command="list", words=()))
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("the app takes keys, and standard input is no terminal; reader list prints the articles")
    if os.environ.get("TERM") == "dumb":  # what terminals say that show text and nothing else
        raise UsageError("the app draws, and this terminal cannot (TERM is dumb); reader list prints the articles")
    from reader.cli.app import run_app
    from reader.settings import load_settings

    return run_app(load_settings(), paths, early)


def _top_options(request: Request) -> int:
    from reader.cli.manual import completion, man_page
    from reader.cli.output import Output
    from reader.cli.parser import top_parser

    for option in request.options:
        name = option.partition("=")[0]
        if name not in TOP_OPTIONS:
            raise UsageError(
                f"there is no option {name}{did_you_mean(name, TOP_OPTIONS)}; reader --help tells what there is"
            )
    parser = top_parser()
    options = parser.parse_args(request.options)
    out = Output()
    if options.print_man:
        out.lines(man_page(parser).splitlines())
    elif options.print_completion:
        out.lines(completion(parser, options.print_completion).splitlines())
    return 0


def _command(request: Request) -> int:
    from reader.cli.parser import parse
    from reader.settings import load_settings

    options = parse(request.command, request.words)
    settings = load_settings()
    _end_on_signals()
    checking = request.command == "config" and options.check
    if settings.warnings and not checking:
        from reader.cli.configuration import told

        for warning in settings.warnings:
            _say(told(warning))
    if request.command == "config":
        from reader.cli.configuration import config
        from reader.cli.output import Output

        return config(settings, options, Output(settings.glyphs))
    if BY_NAME[request.command].query:
        _doubt(request.command, getattr(options, "query", ()), request.words)
    return _library_command(request.command, settings, (*request.libraries, *options.library), options)


def _doubt(command: str, query: Sequence[str], words: Sequence[str]) -> None:
    """Say which words of a query look like an option of the command misspelled.

    Raises:
        UsageError: one of them does, and what the query finds would be changed.
    """
    if "--" in words:
        return
    declared = [word.strip("[]") for word in BY_NAME[command].arguments.split() if word.startswith(("--", "[--"))]
    changes = BY_NAME[command].group == "Remember"
    for word in query:
        is_long = word.startswith("--")
        if is_long or (changes and len(word) == 2 and word[0] == "-" and word[1].isalpha()):
            told = f"There is no option {word}{did_you_mean(word, declared) if is_long else ''}"
            if changes:
                raise UsageError(f"{told}. A query with that word goes behind --")
            _say(f"{told}; it is searched for.")


def _library_command(command: str, settings: Settings, paths: Sequence[str], options: Namespace) -> int:
    from reader.cli.loading import answered, loaded, opened
    from reader.cli.output import Output

    out = Output(settings.glyphs)
    if command in _ONLY_TELL:
        first = None
        if command == "list":
            from reader.cli.articles import first_listed

            first = first_listed(options, settings.sort)
        with opened(settings, paths) as library:
            return answered(library, lambda: _telling(command, library, settings, options, out), first)
    anew = command == "index" and options.rebuild
    with loaded(settings, paths, articles=command not in _OF_THE_JOURNAL, anew=anew) as library:
        if BY_NAME[command].group == "Remember":
            return _deed(command, library, options, out)
        from reader.cli import overview

        if command == "status":
            return overview.status(library, settings, options, out)
        return (overview.check if command == "check" else overview.index)(library, options, out)


def _telling(command: str, library: Library, settings: Settings, options: Namespace, out: Output) -> int:
    if command in {"list", "show", "related"}:
        from reader.cli import articles

        if command == "list":
            return articles.list_articles(library, options, settings.sort, out)
        return (articles.show if command == "show" else articles.related)(library, options, out)
    if command in {"copy", "open"}:
        from reader.cli import links

        if command == "copy":
            return links.copy(library, settings, options, out)
        return links.open_article(library, settings, options)
    from reader.cli import overview

    return (overview.topics if command == "topics" else overview.providers)(library, options, out)


def _deed(command: str, library: Library, options: Namespace, out: Output) -> int:
    from reader.cli import deeds, exchange

    if command == "export":
        return exchange.export(library, out)
    if command == "import":
        return exchange.take_in(library, options, out)
    runs = {
        "mark": deeds.mark,
        "tag": deeds.tag,
        "untag": deeds.untag,
        "note": deeds.note,
        "undo": deeds.undo,
        "redo": deeds.redo,
        "history": deeds.history,
    }
    return runs[command](library, options, out)


def _end_on_signals() -> None:
    """Let TERM and HUP unwind a command, so that it closes what it opened, and leave with the code a shell expects."""
    import signal

    def end(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:  # nohup has HUP ignored: so be it
            signal.signal(number, end)


def _failed(error: ReaderError) -> int:
    told = str(error).rstrip(".")
    _say(f"reader: {told}" if told.endswith("?") else f"reader: {told}.")
    if isinstance(error, AmbiguousReferenceError):
        for candidate in error.candidates:
            _say(f"  {candidate}")
    return 2 if isinstance(error, UsageError) else 1


def _say(text: str) -> None:
    from reader.cli.output import message

    message(text)


def _flushed(code: int) -> int:
    """`code`, once all output has really gone out: a pipe that was closed shows here at the latest."""
    if sys.stdout is not None:
        sys.stdout.flush()
    return code


def _hushed() -> int:
    """Nobody reads the output any more. Let the interpreter's own flush at its end go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return 0
