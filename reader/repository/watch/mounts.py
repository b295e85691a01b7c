"""Whether a folder is on a file system where other machines write, of which this one's system tells nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from reader.repository.roots import is_within

_TABLE = "/proc/self/mountinfo"
_REMOTE = frozenset({
    "9p", "acfs", "afs", "ceph", "cifs", "coda", "davfs", "drvfs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs",
    "nfs4", "ocfs2", "orangefs", "prl_fs", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
})  # fmt: skip
_OCTAL = re.compile(r"\\([0-7]{3})")


def is_remote(path: str) -> bool:
    """Whether changes in a folder may go unseen by the system; False where that cannot be known.

    Args:
        path: absolute, without links.
    """
    try:
        with open(_TABLE, encoding="utf-8", errors="surrogateescape") as table:
            kind = kind_of(path, table)
    except OSError:  # not Linux
        return False
    # What a program serves (FUSE) may come from anywhere; of disks, NTFS comes that way.
    return kind in _REMOTE or (kind.startswith("fuse") and kind != "fuseblk")


def kind_of(path: str, table: Iterable[str]) -> str:
    """The kind of file system a path is on; empty when the table does not tell.

    Args:
        path: absolute, without links.
        table: lines of `/proc/PID/mountinfo` (see proc(5)).
    """
    longest, kind = -1, ""
    for line in table:
        mount, found, rest = line.partition(" - ")
        fields = mount.split(" ")
        if not found or len(fields) < 5:
            continue
        place = _OCTAL.sub(lambda match: os.fsdecode(bytes([int(match[1], 8)])), fields[4])
        if len(place) >= longest and is_within(path, place):  # of two on one place the later one is seen
            longest, kind = len(place), rest.split(" ")[0].strip()
    return kind
