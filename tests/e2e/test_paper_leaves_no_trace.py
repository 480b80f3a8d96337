"""A paper that was added and looked at lies readable nowhere on disk, and after a lock nowhere in memory."""

from __future__ import annotations

import io
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from desktop.clock import SystemClock
from desktop.domain.clients import ClientDetails, Name
from desktop.services import clients, session as sessions
from tests.helpers import hostile
from tests.helpers.canaries import found_in
from tests.helpers.memory_scan import CannotScan, Needle, scan, text_needles
from tests.helpers.programs import ROOT
from tests.helpers.vaults import CHEAP, PASSPHRASE, set_up

PROGRAM = ROOT / "tests/helpers/_paper_program.py"
pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes and memory are looked at through /proc"
)


@dataclass(frozen=True, slots=True)
class Planted:
    """A vault, two files outside it, and what of them must be found nowhere else."""

    vault: Path
    client_id: str
    letter: Path
    picture: Path
    words: str
    pixels: bytes

    @property
    def needles(self) -> tuple[Needle, ...]:
        bytes_of = {"letter": self.letter, "picture": self.picture}
        raw = (Needle(f"bytes of the {name}", path.read_bytes()[200:260]) for name, path in bytes_of.items())
        return (*text_needles("words", self.words), Needle("pixels", self.pixels), *raw)


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    vault = set_up(tmp_path / "vault", clock=SystemClock())
    session = sessions.unlock(vault, "an", bytearray(PASSPHRASE), floor=CHEAP)
    client_id = clients.add_client(session, ClientDetails(names=(Name("Yodit Haile"),))).id
    session.close()
    outside = tmp_path / "outside"
    outside.mkdir()
    words = f"Kanarie{secrets.token_hex(6)}"
    letter = outside / f"{words} brief.pdf"
    letter.write_bytes(
        hostile.one_page(content=hostile.stream(hostile.SAYS.replace(b"Kanarie", words.encode())))
    )
    colours = secrets.token_bytes(48)
    row = b"".join(colours[at : at + 3] for at in range(0, 48, 3))
    made = io.BytesIO()
    Image.frombytes("RGB", (16, 400), row * 400).save(made, "BMP")
    picture = outside / "face.bmp"
    picture.write_bytes(made.getvalue())
    shown = b"".join(colours[at : at + 3] + b"\xff" for at in range(0, 48, 3))
    return Planted(vault, client_id, letter, picture, words, shown)


@contextmanager
def at_work(planted: Planted, places: dict[str, Path]) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The program with the paper on screen, and the id of the process that decoded it."""
    given = (planted.vault, planted.client_id, PASSPHRASE.decode())
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), *map(str, given)],
        cwd=places["cwd"],
        env={**os.environ, "TMPDIR": str(places["scratch"])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{planted.letter}\n{planted.picture}\n\n")
    process.stdin.flush()
    try:
        yield process, int(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def places(tmp_path: Path, isolated_home: Path) -> dict[str, Path]:
    """Every folder a program might write to, each its own."""
    folders = {name: tmp_path / name for name in ("scratch", "cwd")} | {"home": isolated_home}
    for folder in folders.values():
        folder.mkdir(exist_ok=True)
    return folders


def readable(planted: Planted, places: dict[str, Path]) -> list[str]:
    """Where words, pixels or bytes of the files lie on disk."""
    folders = [planted.vault, *places.values()]
    found = found_in([planted.words], folders)
    for folder in folders:
        for file in (path for path in folder.rglob("*") if path.is_file()):
            content = file.read_bytes()
            found += [f"{file}: {needle.name}" for needle in planted.needles if needle.content in content]
    return found


def test_nothing_of_it_is_on_disk_while_it_is_shown_nor_after_a_kill(
    planted: Planted, places: dict[str, Path]
) -> None:
    assert readable(planted, {"outside": planted.letter.parent})  # what is looked for can be found
    with at_work(planted, places) as (process, _viewer):
        assert readable(planted, places) == []
        assert len(list((planted.vault / "papers").iterdir())) == 2
        process.kill()
        process.wait()
    assert readable(planted, places) == []


def test_nothing_of_it_is_in_memory_after_a_lock_and_its_process_is_gone(
    planted: Planted, places: dict[str, Path]
) -> None:
    with at_work(planted, places) as (process, viewer):
        try:
            before = scan(process.pid, planted.needles)
        except CannotScan as problem:
            pytest.skip(str(problem))
        assert before["words (UTF-8)"]  # the control: it was there
        assert before["pixels"]
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "locked\n"
        assert {name: count for name, count in scan(process.pid, planted.needles).items() if count} == {}
        assert not Path(f"/proc/{viewer}/exe").exists()
        assert not Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    assert readable(planted, places) == []
