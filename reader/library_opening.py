"""Opening the library: where its folders are, and the only place that names implementations."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library import Library
    from reader.settings import Settings
    from reader.store.rank import Weights


def open_library(settings: Settings, paths: Sequence[str] = (), *, articles: bool = True) -> Library:
    """Open the person's library; nothing of it is read yet.

    The folders are `paths`, else `READER_LIBRARY` (parted as `PATH` is), else the configuration's, else `library` in
    the data directory, else, when that is missing or empty, the bundled samples.

    Args:
        settings: the person's.
        paths: folders named on the command line.
        articles: False for who wants the journal alone, whatever has become of the folders.

    Raises:
        UsageError: a folder is missing, or one lies inside another; it says who names them. Of several that the
            configuration names some may be missing: `Library.notices` has them.
    """
    from reader.journal import Journal
    from reader.library import Library
    from reader.model import UsageError
    from reader.repository import Repository

    folders, named_by, samples, notice = list(paths), "", False, ""
    if articles and not folders:
        folders, named_by = _folders_of_environment(), "READER_LIBRARY"
        if not folders:
            line = settings.lines.get("library", 0)
            named_by = f"{settings.file}:{line} library"
            folders, away = _parted(settings.library)
            notice = f"{named_by}: There is no folder {', '.join(away)}: the others are shown." if away else ""
        if not folders:
            own = settings.data_dir / "library"
            samples = not _holds_something(own)
            folders, named_by = [str(_seeds() if samples else own)], ""
    try:
        repository = Repository(folders, follow_symlinks=settings.follow_symlinks, cache_dir=settings.cache_dir)
    except UsageError as error:
        raise UsageError(f"{named_by}: {error}") if named_by else error from None
    journal = Journal.open(settings.state_dir / "journal.sqlite")
    return Library(repository, journal, samples=samples, weights=_weights(settings), notice=notice)


def _parted(folders: Sequence[str]) -> tuple[list[str], list[str]]:
    """The configuration's folders that are there, and those that are not, as on a drive that is away, spelled safely.

    Where none is there, all of them count as there: whoever opens them says what is wrong.
    """
    from reader.repository.names import readable_path

    there = [path for path in folders if os.path.isdir(path)]
    return there or list(folders), [readable_path(path) for path in folders if there and path not in there]


def refusal(folders: Sequence[str]) -> str:
    """Why `open_library` would not open folders that are all there; empty when it would."""
    from reader.model import UsageError
    from reader.repository.roots import find_roots

    try:
        find_roots(folders)
    except UsageError as error:
        return str(error)
    return ""


def open_samples(library: Library, settings: Settings) -> None:
    """Let the bundled samples stand in for folders that hold no article. The next `batches` reads them."""
    from reader.repository import Repository

    source = Repository([str(_seeds())], follow_symlinks=settings.follow_symlinks, cache_dir=settings.cache_dir)
    library.take_from(source, samples=True)


def _weights(settings: Settings) -> Weights | None:
    """What the configuration says of rank; None when it leaves all as it is, so that nothing need be imported."""
    from reader.settings import HALF_LIFE

    providers, topics, half_life = settings.rank_providers, settings.rank_topics, settings.rank_half_life
    if not providers and not topics and half_life == HALF_LIFE:
        return None
    from reader.model import topic_key
    from reader.store.rank import Weights

    return Weights(
        {name.removeprefix("www."): weight for name, weight in providers.items()},
        {topic_key(name): weight for name, weight in topics.items()},
        half_life,
    )


def _folders_of_environment() -> list[str]:
    given = os.environ.get("READER_LIBRARY", "").split(os.pathsep)
    return [os.path.expanduser(path) for path in given if path]


def _holds_something(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(not entry.name.startswith(".") for entry in entries)
    except OSError:
        return False


def _seeds() -> Path:
    from reader.resources import seeds

    return seeds()
