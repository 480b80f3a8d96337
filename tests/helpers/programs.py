"""The real command line in a process of its own, as a script or a person starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
REAL = (sys.executable, "-m", "desktop")
CHEAP_PROGRAM = (sys.executable, str(Path(__file__).with_name("_cheap_program.py")))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON it printed: always one array."""
        found: list[dict[str, Any]] = json.loads(self.out)
        assert isinstance(found, list)
        return found

    def refused(self) -> str:
        """Assert that it failed as promised; returns the sentence."""
        assert self.code == 1, (self.code, self.out, self.err)
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        assert "made a mistake" not in self.err, self.err
        assert lines[0].count(".") >= 2, f"no next step: {lines[0]}"
        return lines[0]


@dataclass(frozen=True, slots=True)
class Baken:
    """Runs commands on one data folder; `cheap` lowers the key derivation, which only a test can."""

    folder: Path
    environment: Mapping[str, str]
    cheap: bool = True

    def __call__(
        self, *arguments: str | os.PathLike[str], stdin: str = "", **environment: str | None
    ) -> Answer:
        """Run a command; a variable given as None is taken away."""
        program = CHEAP_PROGRAM if self.cheap else REAL
        wanted = {**os.environ, **self.environment, **environment}
        result = subprocess.run(
            [*program, *arguments],
            cwd=ROOT,
            env={name: value for name, value in wanted.items() if value is not None},
            input=stdin.encode(),
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Answer(result.returncode, result.stdout.decode(), result.stderr.decode())


@pytest.fixture
def baken(vault_folder: Path, isolated_home: Path) -> Baken:
    """The command line on a set-up vault, told by the environment where it is and who asks."""
    from tests.helpers.vaults import PASSPHRASE  # a plugin that others load: imported once they have

    return Baken(
        vault_folder,
        {
            "BAKEN_DATA_DIR": str(vault_folder),
            "BAKEN_PASSPHRASE": PASSPHRASE.decode(),
            "PYTHONPATH": str(ROOT),
        },
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, but for the lock, which is empty and says nothing."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != "lock")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}
