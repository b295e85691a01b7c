"""Where the program's own files are: its styles and the sample articles.

An installed package carries them inside itself, under `_bundled`. An editable install and a checkout have them beside
the package, because the build's `force-include` moves files in a wheel only.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def styles() -> Path:
    """The folder of the screen's style sheets (`*.tcss`).

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    return _folder("styles")


def seeds() -> Path:
    """The folder of the sample articles, a library like any other.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    return _folder("seeds")


def _folder(name: str, package: Path = _PACKAGE) -> Path:
    for folder in (package / "_bundled" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{name} is missing from the installation beside {package}")
