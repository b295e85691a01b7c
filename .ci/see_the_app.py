"""Run a command in a terminal of its own, wait until a text stands on its screen, press a key, and expect exit code 0.

    see_the_app.py COMMAND TEXT KEY

The standard library is enough, because it runs before anything is installed.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

DEADLINE = 300.0
"""Seconds for all of it; the command may install packages first."""

_STYLES = re.compile(rb"\x1b\[[0-9;:]*m")


def main() -> int:
    """Do it; 1 when the text does not come."""
    command, text, key = sys.argv[1:]
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp("bash", ["bash", "-c", command])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    if read_until(terminal, text.encode()) is None:
        os.kill(child, signal.SIGKILL)
        return 1
    os.write(terminal, key.encode())
    read_until(terminal, None)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sys.stdout.write(f"“{text}” stood on the screen; {key} ended the program with exit code {code}\n")
    return 0 if code == 0 else 1


def read_until(terminal: int, text: bytes | None) -> bytes | None:
    """What the terminal shows up to `text`, or up to its end when None; None when it never comes: the end is told."""
    seen = b""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 1.0)[0]:
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other side is closed
            data = b""
        if not data:
            break
        seen += data
        if text is not None and text in _STYLES.sub(b"", seen):
            return seen
    if text is None:
        return seen
    sys.stderr.write(f"“{text.decode()}” never came. The last of what did:\n{seen[-4000:]!r}\n")
    return None


if __name__ == "__main__":
    sys.exit(main())
