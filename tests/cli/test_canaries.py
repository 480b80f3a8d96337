"""Nothing a person typed lies readable in any file, after commands, a crash and a kill."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from desktop.domain.support import Domain, NoteDraft
from desktop.services import clients, notes, session as sessions
from tests.helpers.canaries import found_in, hatch
from tests.helpers.programs import CHEAP_PROGRAM, ROOT, Baken
from tests.helpers.vaults import CHEAP


@pytest.fixture
def places(tmp_path: Path, isolated_home: Path) -> dict[str, Path]:
    """Every folder a program might write to, each its own."""
    folders = {name: tmp_path / name for name in ("data", "scratch", "cwd")} | {"home": isolated_home}
    for folder in folders.values():
        folder.mkdir(exist_ok=True)
    return folders


def test_nothing_readable_is_left_behind(places: dict[str, Path]) -> None:
    canaries = hatch()
    baken = Baken(
        places["data"],
        {
            "BAKEN_DATA_DIR": str(places["data"]),
            "BAKEN_PASSPHRASE": canaries.passphrase,
            "TMPDIR": str(places["scratch"]),
            "PYTHONPATH": str(ROOT),
        },
    )
    assert baken("vault", "create", "--centre", "pag-asa", "--name", "An Peeters").code == 0
    added = baken("clients", "add", "--name", canaries.name, "--native", canaries.native, "--json")
    client_id = added.rows[0]["id"]
    _write_a_note_and_crash(baken.folder, client_id, canaries.passphrase, canaries.note)
    assert baken("clients", "search", canaries.name.split()[0], "--json").rows[0]["id"] == client_id
    assert baken("clients", "list", BAKEN_PASSPHRASE=canaries.passphrase + "x").code == 1
    assert baken("vault", "check").code == 0
    _kill_in_the_middle(baken)
    assert found_in(canaries, places.values()) == []


def _write_a_note_and_crash(folder: Path, client_id: str, passphrase: str, note: str) -> None:
    """The write-ahead log stays behind, as after a power cut."""
    session = sessions.unlock(folder, "an.peeters", bytearray(passphrase.encode()), floor=CHEAP)
    notes.record(session, client_id, NoteDraft(Domain.LEGAL, note, session.clock.now()))
    clients.open_client(session, client_id)
    assert (folder / "casework.db-wal").stat().st_size
    session.vault.connection.close()


def _kill_in_the_middle(baken: Baken) -> None:
    process = subprocess.Popen(
        [*CHEAP_PROGRAM, "clients", "list"],
        cwd=ROOT,
        env={**os.environ, **baken.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.send_signal(signal.SIGKILL)
    process.communicate()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_the_search_itself_finds_what_is_there(tmp_path: Path, encoding: str) -> None:
    """A search that could find nothing would prove nothing."""
    canaries = hatch()
    for number, text in enumerate(canaries.texts()):
        padding = bytes((1 << 20) - 7)  # lies across two pieces read
        (tmp_path / f"{number}.bin").write_bytes(padding + text.encode(encoding) + b"\0")
    (tmp_path / f"{canaries.name}.txt").touch()
    assert len(found_in(canaries, [tmp_path])) == 5
    assert found_in(canaries, [tmp_path], but=[tmp_path / "0.bin"]) == [
        line for line in found_in(canaries, [tmp_path]) if "0.bin" not in line
    ]
    assert found_in(hatch(), [tmp_path]) == []
