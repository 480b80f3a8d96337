"""One Baken per vault at a time.

An advisory lock of the operating system, not `QLockFile`: that one refuses the re-executed
process after a lock, which has the same process id.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

FILE_NAME = "lock"


class AlreadyOpen(Exception):
    """Another Baken has this vault open."""


class ReadOnlyFolder(Exception):
    """The folder cannot be written."""


class InstanceLock:
    """Held from before the unlock window until exit; the system releases it when the process ends."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._handle: BinaryIO | None = None

    def acquire(self) -> None:
        """Take the lock; raises AlreadyOpen or ReadOnlyFolder."""
        if self._path.parent.stat().st_mode & 0o222 == 0:
            raise ReadOnlyFolder  # root may write there all the same, which nobody meant
        try:
            handle = self._path.open("ab")
        except OSError as problem:
            raise ReadOnlyFolder from problem
        try:
            _lock(handle)
        except OSError as problem:
            handle.close()
            raise AlreadyOpen from problem
        self._handle = handle

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._handle is not None:
            self._handle.close()
            self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: BinaryIO) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: BinaryIO) -> None:
        fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
