"""Reading a file that a person chose: once, in pieces, never more than allowed, and only if it is a file."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.errors import UserError
from desktop.i18n import gettext as _

PIECE_BYTES = 64 * 1024
_MEGABYTE = 1024 * 1024
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_DETOURS = getattr(os, "O_NOFOLLOW", 0) | getattr(
    os, "O_NONBLOCK", 0
)  # a pipe without a writer never answers


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file; `size` in bytes as it was when opened."""

    file: BinaryIO
    size: int

    def beginning(self, count: int) -> bytes:
        """The first bytes, without going on."""
        try:
            read = self.file.read(count)
            self.file.seek(0)
        except OSError as problem:
            raise _no_longer_readable() from problem
        return read

    def pieces(self) -> Iterator[bytes]:
        """All of it; raises UserError when it turns out shorter or longer than it was."""
        left = self.size
        while piece := self._read(min(PIECE_BYTES, left + 1)):
            left -= len(piece)
            if left < 0:
                break
            yield piece
        if left:
            raise UserError(
                _("The file changed while it was read; nothing was added."),
                _("Close it in other programs, then add it again."),
            )

    def _read(self, count: int) -> bytes:
        try:
            return self.file.read(count)
        except OSError as problem:
            raise _no_longer_readable() from problem


@contextmanager
def opened(path: Path, *, most_bytes: int) -> Iterator[Source]:
    """Open a file to be kept; raises UserError for what is none, is empty, too large, gone or closed to us."""
    if path.is_symlink():
        raise _a_link()
    try:
        handle = os.open(path, _FLAGS | _NO_DETOURS)
    except OSError as problem:
        raise _why_not(problem, path) from problem
    try:
        size = _size_of_file(handle)
        check_size(size, most_bytes=most_bytes)
    except BaseException:
        os.close(handle)
        raise
    with os.fdopen(handle, "rb") as file:
        yield Source(file, size)


def check_size(size: int, *, most_bytes: int) -> None:
    """Refuse nothing at all, and more than is kept."""
    if not size:
        raise UserError(
            _("This file is empty; nothing was added."), _("Choose another one, or scan it again.")
        )
    if size > most_bytes:
        raise UserError(
            _("This file is larger than {count} MB; nothing was added.").format(
                count=most_bytes // _MEGABYTE
            ),
            _("Scan it again with a lower resolution, or split it."),
        )


def _size_of_file(handle: int) -> int:
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        raise _no_file(is_folder=stat.S_ISDIR(found.st_mode))
    return found.st_size


def _why_not(problem: OSError, path: Path) -> UserError:
    if problem.errno in (errno.ENOENT, errno.ENOTDIR):
        return UserError(
            _("This file is no longer there; nothing was added."),
            _("Look where it is now, then add it again."),
        )
    if problem.errno == errno.ELOOP:
        return _a_link()
    if path.is_dir():  # Windows cannot open a folder
        return _no_file(is_folder=True)
    if problem.errno in (errno.ENXIO, errno.ENODEV):
        return _no_file(is_folder=False)
    return UserError(
        _("This file cannot be read; nothing was added."),
        _("See whether another program or another account holds it, then add it again."),
    )


def _a_link() -> UserError:
    return UserError(
        _("This is only a link to a file; nothing was added."), _("Choose the file itself, where it lies.")
    )


def _no_file(*, is_folder: bool) -> UserError:
    if is_folder:
        return UserError(
            _("This is a folder; nothing was added."), _("Open it and choose the files you want to keep.")
        )
    return UserError(
        _("This is no file that can be kept; nothing was added."), _("Choose a scan or a letter.")
    )


def _no_longer_readable() -> UserError:
    return UserError(
        _("The file could not be read to its end; nothing was added."),
        _("Check the stick or the disk it lies on, then add it again."),
    )
