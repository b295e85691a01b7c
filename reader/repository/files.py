"""Reading one file of a library without ever waiting for it or being lied to about what it is.

Opening a FIFO for reading hangs until somebody writes (tried), and opening some devices does things. So: a regular
file by `fstat` or nothing, never through a link in the last place, and never more than a cap.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable

from reader.model.named import NamedTuple

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_FIRST_READ = 64 * 1024  # most documents whole; enough to tell that a big file is none
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})


class Stamp(NamedTuple):
    """What a file's bytes are known by: when one of the three differs, they may have changed.

    Sizes in bytes, times in nanoseconds since 1970. `mtime` alone would not do: programs set it back.
    """

    size: int
    mtime: int
    ctime: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """The stamp of a file's status."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


class SpecialFileError(OSError):
    """What stands there is a FIFO, a socket, a device or a folder."""


def is_gone(error: OSError) -> bool:
    """Whether the error says that the file went, or became a link, since it was found."""
    return error.errno in _GONE or error.errno == errno.ESTALE  # a file that another machine replaced


def is_folder_gone(error: OSError) -> bool:
    """The same of a folder. A stale one may well be there, and all that is in it: a server lost track of it."""
    return error.errno in _GONE


def read_regular(path: str, cap: int, accept: Callable[[bytes], bool]) -> bytes | None:
    """The bytes of a regular file, at most `cap` of them; None when its beginning is not accepted.

    A file that changes while it is read is read once more; after that it is taken as it is, and the next scan
    settles it.

    Args:
        path: the file; when its last part is a link, it is refused.
        cap: where reading stops.
        accept: whether a file that begins with these bytes is wanted.

    Raises:
        SpecialFileError: it is no regular file.
        OSError: it went or cannot be read.
    """
    return read_stamped(path, cap, accept)[0]


def read_stamped(path: str, cap: int, accept: Callable[[bytes], bool]) -> tuple[bytes | None, Stamp]:
    """What `read_regular` gives, and the stamp the file had before these bytes were read.

    Args:
        path: the file; when its last part is a link, it is refused.
        cap: where reading stops.
        accept: whether a file that begins with these bytes is wanted.

    Raises:
        SpecialFileError: it is no regular file.
        OSError: it went or cannot be read.
    """
    handle = os.open(path, _FLAGS)
    try:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise SpecialFileError(errno.EINVAL, "not a regular file")
        data = _read(handle, before.st_size, cap, accept)
        after = os.fstat(handle)
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            os.lseek(handle, 0, os.SEEK_SET)
            data = _read(handle, after.st_size, cap, accept)
        return data, Stamp.of(after)
    finally:
        os.close(handle)


def _read(handle: int, size: int, cap: int, accept: Callable[[bytes], bool]) -> bytes | None:
    data = os.read(handle, min(_FIRST_READ, cap, size + 1))  # a large buffer for a small file takes its time
    if not accept(data):
        return None
    parts = [data]
    length = len(data)
    while parts[-1] and length < cap and length != size:
        parts.append(os.read(handle, min(max(size - length, _FIRST_READ), cap - length)))
        length += len(parts[-1])
    return b"".join(parts)
