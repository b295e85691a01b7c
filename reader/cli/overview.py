"""`topics`, `providers`, `check`, `status` and `index`: libraries as a whole."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.cli import as_json
from reader.cli.output import Line, Output, bold, counted, cut, dim, message, width
from reader.model import Problem, Severity

if TYPE_CHECKING:
    from reader.library import Library, LibraryStatus, Status
    from reader.settings import Settings


def topics(library: Library, options: Namespace, out: Output) -> int:
    """Print the topics with their counts, the narrower ones indented."""
    found = library.topics()
    if options.json:
        names = {topic.key: topic.name for topic in found}
        out.json_array(as_json.of_topic(topic, names) for topic in found)
    else:
        out.lines(_counted([("  " * topic.depth + topic.name, topic.articles, topic.unread) for topic in found], out))
        if not found:
            message("No article has a topic.")
    return 0


def providers(library: Library, options: Namespace, out: Output) -> int:
    """Print the providers with their counts, those with most articles first."""
    found = library.providers()
    if options.json:
        out.json_array(map(as_json.of_provider, found))
    else:
        rows = []
        for provider in found:
            domain = f"  {provider.domain}" if provider.name and provider.domain else ""
            rows.append((f"{provider.name or provider.domain}{domain}", provider.articles, provider.unread))
        out.lines(_counted(rows, out))
        if not found:
            message("No article has a provider.")
    return 0


def check(library: Library, options: Namespace, out: Output) -> int:
    """Print what is wrong with the libraries' files; 1 when an article cannot be shown."""
    problems = library.problems()
    if options.json:
        out.json_array(map(as_json.of_problem, problems))
    else:
        out.lines(map(_told, problems))
        message(_verdict(problems))
    return int(any(problem.severity is Severity.ERROR for problem in problems))


def status(library: Library, settings: Settings, options: Namespace, out: Output) -> int:
    """Print the libraries, their counts, and where everything is kept."""
    told = library.status()
    files = places(settings)
    if options.json:
        out.json(as_json.of_status(told, files))
    else:
        out.lines(_status_lines(told, files))
    return 0


def index(library: Library, options: Namespace, out: Output) -> int:
    """Print where the indexes are, once they are up to date; 1 when one of them is not."""
    found = library.status().libraries
    if options.json:
        out.json_array(map(as_json.of_library, found))
    else:
        out.lines(_index_line(each) for each in found)
    return int(any(each.index_file is None or not each.index_file.fresh for each in found))


def _index_line(each: LibraryStatus) -> Line:
    kept = each.index_file
    if kept is None:
        return each.path, ": no index can be kept"
    state = "up to date" if kept.fresh else "not up to date" + (f": {kept.reason}" if kept.reason else "")
    return f"{each.path}: {counted(each.articles, 'article')}, {state} ", dim(f"{kept.path} {kept.bytes:,} bytes")


def places(settings: Settings) -> dict[str, str]:
    """Where the program keeps what it keeps, whether it is there yet or not."""
    return {
        "config": str(settings.file),
        "journal": str(settings.state_dir / "journal.sqlite"),
        "index": str(settings.cache_dir / "index"),
        "library": str(settings.data_dir / "library"),
    }


def _counted(rows: list[tuple[str, int, int]], out: Output) -> Iterator[Line]:
    """Names behind their numbers of articles and of unread ones."""
    if not rows:
        return
    numbers = [
        ("articles", "unread"),
        *((f"{articles:,}", f"{unread:,}" if unread else "") for _, articles, unread in rows),
    ]
    first, second = (max(map(len, cells)) for cells in zip(*numbers, strict=True))
    yield (dim(f"{'articles':>{first}}  {'unread':>{second}}"),)
    for (name, _, unread), (articles, told) in zip(rows, numbers[1:], strict=True):
        before = f"{articles:>{first}}  {told:>{second}}  "
        fitting = name if out.columns is None else cut(name, max(1, out.columns - width(before)))
        yield before, bold(fitting) if unread else fitting


def _told(problem: Problem) -> Line:
    place = f"{problem.library.rstrip('/')}/{problem.place}"
    severity = str(problem.severity)
    return f"{place}: ", bold(severity), f": {problem.message} ", dim(f"[{problem.code}]")


def _verdict(problems: tuple[Problem, ...]) -> str:
    if not problems:
        return "No problems."
    severities = Counter(problem.severity for problem in problems)
    files = len({(problem.library, problem.path) for problem in problems})
    told = [counted(severities[severity], str(severity)) for severity in Severity if severities[severity]]
    return f"{', '.join(told)} in {counted(files, 'file')}."


def _status_lines(told: Status, files: dict[str, str]) -> Iterator[Line]:
    counts = (
        counted(told.articles, "article"),
        f"{told.unread:,} unread",
        f"{told.starred:,} starred",
        counted(told.topics, "topic"),
        counted(told.problems, "problem"),
    )
    yield (bold(" · ".join(counts)),)
    for each in told.libraries:
        samples = " (the samples)" if told.samples else ""
        yield dim("library  "), f"{each.path}  {counted(each.articles, 'article')}{samples}"
    yield ""
    for name, path in files.items():
        yield dim(f"{'own library' if name == 'library' else name:13}"), path
