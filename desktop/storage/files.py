"""Writing small files so that a crash leaves the old or the new one, never half."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from desktop.errors import UserError
from desktop.i18n import gettext as _

_NO_SPACE = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


def replace_file(path: Path, content: bytes) -> None:
    """Write `content` beside `path`, flush it to disk, then put it in place; makes the folder if need be.

    Raises UserError when the folder cannot be written or the disk is full; `path` is then unchanged.
    """
    fresh = path.with_name(path.name + ".new")
    try:
        _make_folder(path.parent)
        _write_through(fresh, content)
        fresh.replace(path)
        sync_folder(path.parent)
    except OSError as problem:
        _drop(fresh)
        raise cannot_write(problem) from problem


def copy_file(path: Path, copy: Path) -> None:
    """Copy a file nobody writes to, through to the disk; raises UserError and leaves no half copy."""
    try:
        shutil.copyfile(path, copy)
        with copy.open("rb+") as handle:
            os.fsync(handle.fileno())
        sync_folder(copy.parent)
    except OSError as problem:
        _drop(copy)
        raise cannot_write(problem) from problem


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable; Windows does so by itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def cannot_write(problem: OSError) -> UserError:
    """The sentence for what the system said to a write."""
    return disk_full() if problem.errno in _NO_SPACE else not_writable()


def disk_full() -> UserError:
    return UserError(_("The disk is full; nothing was saved."), _("Free some space, then save again."))


def not_writable() -> UserError:
    return UserError(
        _("The data folder cannot be written; nothing was saved."),
        _("Ask whoever looks after the PC to make it writable again."),
    )


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir()
        sync_folder(folder.parent)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _drop(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        pass  # where nothing can be written there is nothing to remove either
