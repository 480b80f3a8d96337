"""Papers as files of the vault: each encrypted on its way in with a key of its own, never readable on disk.

A blob is libsodium's secretstream (XChaCha20-Poly1305): a header, then pieces of one size, the last one marked. A piece
missing, doubled, swapped or altered does not open. The last piece is filled up, so that a file's length says little of
the paper's; the row knows the real one, the key and the digest. `place` comes after `seal` and before the row's save:
whatever happens in between leaves a file that nobody can read.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import nacl.bindings as sodium
from nacl.exceptions import CryptoError

from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.progress import Progress
from desktop.storage.files import cannot_write, sync_folder

FOLDER = "papers"
PIECE_BYTES = 64 * 1024
_SEALED_BYTES = PIECE_BYTES + sodium.crypto_secretstream_xchacha20poly1305_ABYTES
_HEADER_BYTES = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_MORE = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_LAST = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_RUN = secrets.token_hex(4)  # of this process: what it is writing now is not what another left behind
_PART = ".part"


@dataclass(frozen=True, slots=True)
class Blob:
    """Where a paper lies and what opens it; `digest` is the SHA-256 of its content, `size` its bytes."""

    name: str
    key: bytes = field(repr=False)
    size: int
    digest: str


class MissingBlob(UserError):
    """The row is there, its file is not."""

    def __init__(self) -> None:
        super().__init__(
            _("The file of this document is missing from the data folder."),
            _("Ask whoever looks after the PC to bring the papers folder back from a backup."),
        )


class DamagedBlob(UserError):
    """The file is not what was written."""

    def __init__(self) -> None:
        super().__init__(
            _("The file of this document is damaged and cannot be opened."),
            _("Ask whoever looks after the PC to bring the papers folder back from a backup."),
        )


def seal(vault_folder: Path, content: Iterable[bytes], *, progress: Progress, expected: int = 0) -> Blob:
    """Encrypt `content` into the vault as it is read, through to the disk; nothing refers to it yet.

    `expected` is the size for the progress line. Raises UserError when the disk is full or cannot be written,
    Cancelled, and whatever `content` raises; no half blob stays behind.
    """
    name = secrets.token_hex(16)
    part = _part_of(vault_folder, name)
    try:
        _make_folder(part.parent)
        return _seal_into(part, name, content, progress=progress, expected=expected)
    except OSError as problem:
        drop(vault_folder, name)
        raise cannot_write(problem) from problem
    except BaseException:
        drop(vault_folder, name)
        raise


def place(vault_folder: Path, name: str) -> None:
    """Give a sealed blob its lasting name, durably; its row is saved right after.

    Done again after a save that failed, it changes nothing. Raises UserError.
    """
    part, lasting = _part_of(vault_folder, name), _path_of(vault_folder, name)
    try:
        part.replace(lasting)
        sync_folder(part.parent)
    except FileNotFoundError as problem:
        if not lasting.exists():
            raise _gone_meanwhile() from problem
    except OSError as problem:
        raise cannot_write(problem) from problem


def drop(vault_folder: Path, name: str) -> None:
    """Remove a blob that no row refers to, or no longer does."""
    for path in (_part_of(vault_folder, name), _path_of(vault_folder, name)):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            pass  # where nothing can be written it stays: encrypted, and its key forgotten


def sweep(vault_folder: Path) -> None:
    """Remove what an earlier run was writing when it was cut off."""
    for path in (vault_folder / FOLDER).glob(f"*{_PART}"):
        if not path.name.endswith(f".{_RUN}{_PART}"):
            path.unlink(missing_ok=True)


def pieces(vault_folder: Path, blob: Blob) -> Iterator[bytes]:
    """The content, piece by piece as it is decrypted; raises MissingBlob, and DamagedBlob at the latest at the end."""
    digest = hashlib.sha256()
    left = blob.size
    try:
        with _path_of(vault_folder, blob.name).open("rb") as file:
            for opened in _opened(file, blob.key):
                piece = opened[:left]
                left -= len(piece)
                digest.update(piece)
                yield piece
    except FileNotFoundError as problem:
        raise MissingBlob from problem
    except (OSError, CryptoError) as problem:
        raise DamagedBlob from problem
    if left or digest.hexdigest() != blob.digest:
        raise DamagedBlob


def is_sound(vault_folder: Path, blob: Blob) -> bool:
    """Whether the blob opens to the last byte; raises MissingBlob."""
    try:
        for _piece in pieces(vault_folder, blob):
            pass
    except DamagedBlob:
        return False
    return True


def names(vault_folder: Path) -> frozenset[str]:
    """Every blob in its lasting place."""
    folder = vault_folder / FOLDER
    return (
        frozenset(path.name for path in folder.iterdir() if not path.suffix)
        if folder.is_dir()
        else frozenset()
    )


def _seal_into(part: Path, name: str, content: Iterable[bytes], *, progress: Progress, expected: int) -> Blob:
    key = sodium.crypto_secretstream_xchacha20poly1305_keygen()
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    digest, size = hashlib.sha256(), 0
    with part.open("xb") as file:
        file.write(sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key))
        for piece, tag in _with_tags(content):
            digest.update(piece)
            size += len(piece)
            full = piece.ljust(PIECE_BYTES, b"\0")
            file.write(sodium.crypto_secretstream_xchacha20poly1305_push(state, full, tag=tag))
            progress.step(size, expected)
        file.flush()
        os.fsync(file.fileno())
    return Blob(name=name, key=key, size=size, digest=digest.hexdigest())


def _with_tags(content: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """Pieces of one size; the last, which alone may be shorter or empty, is marked."""
    kept = bytearray()
    for read in content:
        kept += read
        while len(kept) > PIECE_BYTES:
            yield bytes(kept[:PIECE_BYTES]), _MORE
            del kept[:PIECE_BYTES]
    yield bytes(kept), _LAST


def _opened(file: BinaryIO, key: bytes) -> Iterator[bytes]:
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    header = file.read(_HEADER_BYTES)
    if len(header) != _HEADER_BYTES or len(key) != sodium.crypto_secretstream_xchacha20poly1305_KEYBYTES:
        raise CryptoError("no header or no key")
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
    tag = _MORE
    while tag != _LAST:
        sealed = file.read(_SEALED_BYTES)
        if len(sealed) != _SEALED_BYTES:
            raise CryptoError("cut off")
        opened, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed)
        yield opened
    if file.read(1):
        raise CryptoError("something follows the end")


def _gone_meanwhile() -> UserError:
    return UserError(
        _("What was read of this file is no longer there; nothing was recorded."), _("Add the file again.")
    )


def _path_of(vault_folder: Path, name: str) -> Path:
    if len(name) != 32 or not set(name) <= set("0123456789abcdef"):
        raise DamagedBlob  # a row of a damaged or foreign file must never lead elsewhere
    return vault_folder / FOLDER / name


def _part_of(vault_folder: Path, name: str) -> Path:
    return _path_of(vault_folder, name).with_suffix(f".{_RUN}{_PART}")


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700)
        sync_folder(folder.parent)
