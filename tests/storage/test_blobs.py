"""A paper's file in the vault: what goes in comes out, nothing else opens it, and a crash leaves nothing readable."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from desktop.errors import Cancelled, UserError
from desktop.progress import Progress
from desktop.storage import blobs, sources
from desktop.storage.blobs import PIECE_BYTES, Blob, DamagedBlob, MissingBlob
from tests.helpers.programs import ROOT

CONTENT = os.urandom(3 * PIECE_BYTES + 17)
OVERHEAD = 17
HEADER = 24


def seal(folder: Path, content: bytes, *, piece: int = 10_000) -> Blob:
    parts = (content[start : start + piece] for start in range(0, len(content), piece))
    return blobs.seal(folder, parts, progress=Progress())


def kept(folder: Path, content: bytes = CONTENT) -> Blob:
    blob = seal(folder, content)
    blobs.place(folder, blob.name)
    return blob


def opened(folder: Path, blob: Blob) -> bytes:
    return b"".join(blobs.pieces(folder, blob))


def file_of(folder: Path, blob: Blob) -> Path:
    return folder / "papers" / blob.name


@given(size=st.integers(0, 3 * PIECE_BYTES), piece=st.integers(1, 2 * PIECE_BYTES))
def test_what_goes_in_comes_out(tmp_path: Path, size: int, piece: int) -> None:
    content = CONTENT[:size]
    blob = seal(tmp_path, content, piece=max(piece, 1 + size // 200))
    blobs.place(tmp_path, blob.name)
    assert opened(tmp_path, blob) == content
    assert (blob.size, blob.digest) == (size, hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES])
def test_a_file_is_as_long_as_whole_pieces_whatever_it_holds(tmp_path: Path, size: int) -> None:
    blob = kept(tmp_path, CONTENT[:size])
    pieces = max(-(-size // PIECE_BYTES), 1)
    assert file_of(tmp_path, blob).stat().st_size == HEADER + pieces * (PIECE_BYTES + OVERHEAD)


def test_nothing_of_it_is_readable_and_it_is_for_this_user_only(tmp_path: Path) -> None:
    blob = kept(tmp_path, b"Kanarie7391 zingt " * 10_000)
    assert b"Kanarie" not in file_of(tmp_path, blob).read_bytes()
    assert len(blob.name) == 32
    if os.name == "posix":
        assert (tmp_path / "papers").stat().st_mode & 0o077 == 0


def test_each_has_its_own_key_which_no_repr_shows(tmp_path: Path) -> None:
    first, second = kept(tmp_path), kept(tmp_path)
    assert first.key != second.key
    assert first.key.hex() not in repr(first)
    assert repr(first.key)[2:-1] not in repr(first)
    with pytest.raises(DamagedBlob):
        opened(tmp_path, replace(first, key=second.key))
    with pytest.raises(DamagedBlob):
        opened(tmp_path, replace(first, key=b""))


@pytest.mark.parametrize("place", ["header", "first", "middle", "last", "tag"])
def test_one_flipped_bit_is_found(tmp_path: Path, place: str) -> None:
    blob = kept(tmp_path)
    content = bytearray(file_of(tmp_path, blob).read_bytes())
    at = {
        "header": 3,
        "first": HEADER,
        "middle": len(content) // 2,
        "last": -1,
        "tag": -PIECE_BYTES - OVERHEAD,
    }
    content[at[place]] ^= 1
    file_of(tmp_path, blob).write_bytes(content)
    assert not blobs.is_sound(tmp_path, blob)


@pytest.mark.parametrize("cut", [0, 5, HEADER, HEADER + 100, -1, -(PIECE_BYTES + OVERHEAD)])
def test_a_file_cut_off_is_found(tmp_path: Path, cut: int) -> None:
    blob = kept(tmp_path)
    content = file_of(tmp_path, blob).read_bytes()
    file_of(tmp_path, blob).write_bytes(content[:cut])
    assert not blobs.is_sound(tmp_path, blob)


def test_pieces_swapped_doubled_or_added_are_found(tmp_path: Path) -> None:
    blob = kept(tmp_path)
    whole = file_of(tmp_path, blob).read_bytes()
    step = PIECE_BYTES + OVERHEAD
    first, second, rest = (whole[HEADER:][:step], whole[HEADER + step :][:step], whole[HEADER + 2 * step :])
    for wrong in (second + first + rest, first + first + rest, first + second + rest + b"\0"):
        file_of(tmp_path, blob).write_bytes(whole[:HEADER] + wrong)
        assert not blobs.is_sound(tmp_path, blob)


@pytest.mark.parametrize("wrong", [{"size": len(CONTENT) - 1}, {"size": 4 * PIECE_BYTES}, {"digest": "00"}])
def test_a_row_that_says_otherwise_is_found(tmp_path: Path, wrong: dict[str, object]) -> None:
    blob = kept(tmp_path)
    with pytest.raises(DamagedBlob):
        opened(tmp_path, replace(blob, **wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["", "../keyring", "a" * 31, "A" * 32, "a" * 30 + "/x"])
def test_a_row_never_leads_outside_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "keyring").write_bytes(b"x")
    with pytest.raises(DamagedBlob):
        opened(tmp_path, Blob(name, bytes(32), 1, ""))
    with pytest.raises(DamagedBlob):
        blobs.drop(tmp_path, name)
    assert (tmp_path / "keyring").exists()


def test_a_missing_file_is_told_apart(tmp_path: Path) -> None:
    blob = kept(tmp_path)
    file_of(tmp_path, blob).unlink()
    with pytest.raises(MissingBlob) as problem:
        opened(tmp_path, blob)
    assert problem.value.next_step


def test_what_is_not_placed_yet_is_not_counted_and_can_be_dropped(tmp_path: Path) -> None:
    blob = seal(tmp_path, CONTENT)
    assert blobs.names(tmp_path) == frozenset()
    blobs.drop(tmp_path, blob.name)
    assert list((tmp_path / "papers").iterdir()) == []


def test_placing_again_after_a_save_that_failed_changes_nothing(tmp_path: Path) -> None:
    blob = kept(tmp_path)
    blobs.place(tmp_path, blob.name)
    assert opened(tmp_path, blob) == CONTENT
    blobs.drop(tmp_path, blob.name)
    with pytest.raises(UserError, match="no longer there"):
        blobs.place(tmp_path, blob.name)


def test_stopping_halfway_leaves_nothing(tmp_path: Path) -> None:
    progress = Progress()

    def content() -> Iterator[bytes]:
        yield CONTENT
        progress.cancel()
        yield CONTENT

    with pytest.raises(Cancelled):
        blobs.seal(tmp_path, content(), progress=progress)
    assert list((tmp_path / "papers").iterdir()) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from desktop.progress import Progress
from desktop.storage import blobs
def content():
    yield b"Kanarie7391 zingt " * 20_000
    os.kill(os.getpid(), signal.SIGKILL)
blobs.seal(Path(sys.argv[1]), content(), progress=Progress())
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not of Windows")
def test_a_kill_while_writing_leaves_only_what_the_next_write_sweeps_away(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, check=False)
    (left,) = (tmp_path / "papers").iterdir()
    assert b"Kanarie" not in left.read_bytes()
    own = seal(tmp_path, CONTENT)
    blobs.sweep(tmp_path)
    assert not left.exists()
    blobs.place(tmp_path, own.name)  # what this run is writing was not swept away
    assert opened(tmp_path, own) == CONTENT


needs_root = pytest.mark.skipif(
    not (hasattr(os, "geteuid") and os.geteuid() == 0), reason="only root can mount a file system"
)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk], check=False).returncode:
        pytest.skip("this machine mounts nothing")
    yield disk
    subprocess.run(["umount", disk], check=True)


@needs_root
def test_a_full_disk_says_so_and_keeps_nothing_half(tiny_disk: Path) -> None:
    first = kept(tiny_disk, CONTENT[:1000])
    with pytest.raises(UserError, match="full"):
        seal(tiny_disk, CONTENT)
    assert {path.name for path in (tiny_disk / "papers").iterdir()} == {first.name}
    assert opened(tiny_disk, first) == CONTENT[:1000]


@needs_root
def test_a_read_only_folder_says_so(tiny_disk: Path) -> None:
    first = kept(tiny_disk, CONTENT[:1000])
    subprocess.run(["mount", "-o", "remount,ro", tiny_disk], check=True)
    with pytest.raises(UserError, match="cannot be written"):
        seal(tiny_disk, CONTENT[:1000])
    assert opened(tiny_disk, first) == CONTENT[:1000]


# What may be read in


def refusal(path: Path, *, most_bytes: int = 1000) -> str:
    with pytest.raises(UserError) as problem, sources.opened(path, most_bytes=most_bytes):
        pass
    assert problem.value.next_step
    return problem.value.message


def test_only_a_file_with_something_in_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "large").write_bytes(bytes(1001))
    assert "empty" in refusal(tmp_path / "empty")
    assert "larger than" in refusal(tmp_path / "large")
    assert "folder" in refusal(tmp_path)
    assert "no longer there" in refusal(tmp_path / "gone")
    assert "no longer there" in refusal(tmp_path / "large" / "below")
    if os.name == "posix":
        (tmp_path / "link").symlink_to(tmp_path / "large")
        os.mkfifo(tmp_path / "pipe")
        assert "link" in refusal(tmp_path / "link")
        assert "no file" in refusal(tmp_path / "pipe")
        assert "no file" in refusal(Path("/dev/zero"))


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be changed there")
@pytest.mark.parametrize("size", [3, 200_001])
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, size: int) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(bytes(200_000))
    with sources.opened(file, most_bytes=1 << 20) as source:
        os.truncate(file, size)
        with pytest.raises(UserError, match="changed"):
            list(source.pieces())


def test_reading_begins_again_after_a_first_look(tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(CONTENT)
    with sources.opened(file, most_bytes=1 << 20) as source:
        assert source.beginning(100) == CONTENT[:100]
        assert b"".join(source.pieces()) == CONTENT
    shutil.rmtree(tmp_path / "papers", ignore_errors=True)
