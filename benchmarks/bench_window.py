"""From the command to the painted unlock page, and the memory of a day's work, beside a bare PySide6 window.

Every run is a fresh process and the kinds take turns.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.filled_vault import fill
from benchmarks.measuring import Line, at_most, at_most_times, milliseconds, show
from desktop.storage.secrets import FLOOR

ROUNDS = 15
MEMORY_ROUNDS = 3
MEMORY_BAR = 90


_BYTECODE = tempfile.TemporaryDirectory(prefix="baken-bytecode-")


def _surroundings() -> dict[str, str]:
    """As an installed program finds them: modules compiled once, by the first run of each kind."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"QT_QPA_PLATFORM": "offscreen"} | kept | {"PYTHONPYCACHEPREFIX": _BYTECODE.name}


def run(moment: str, folder: Path) -> str:
    """One fresh process; what it printed."""
    command = [sys.executable, "-m", "benchmarks.window_run", moment, str(folder)]
    surroundings = _surroundings()
    return subprocess.run(command, env=surroundings, check=True, capture_output=True, text=True).stdout


def starts(folder: Path) -> Iterator[Line]:
    """Command to first picture, and to the moment the passphrase can be typed."""
    taken: dict[str, list[float]] = {"bare": [], "painted": [], "ready": []}
    for _ in range(ROUNDS + 1):
        for moment, times in taken.items():
            times.append(milliseconds(lambda moment=moment: run(moment, folder)))
    bare, painted, ready = (
        statistics.median(times[1:]) for times in taken.values()
    )  # the first warms the disk
    yield at_most_times("start to painted unlock page, beside a bare window", painted, bare, times=1.5)
    yield Line("start to names shown and passphrase awaited", ready, bare)


def listed(folder: Path, count: int) -> Iterator[Line]:
    """Derived key to the first page with all it shows; and the list asked for from there, to its painted rows."""
    runs = [[float(part) for part in run("listed", folder).split()] for _ in range(ROUNDS)]
    opened, painted = (statistics.median(times) for times in zip(*runs, strict=True))
    yield Line(f"unlock (without Argon2) to the day's page, {count} clients", opened)
    yield at_most(f"Clients asked for to painted list of {count}", painted, None, limit=100)


def memory(folder: Path) -> Line:
    """Megabytes steady after unlock, with Today and the list seen and no sheet."""
    ours, bare = (
        statistics.median(int(run(moment, folder)) / 1024 for _ in range(MEMORY_ROUNDS))
        for moment in ("memory", "bare-memory")
    )
    bar = f"<= bare + {MEMORY_BAR} MB"
    return Line("memory after unlock, 10000 clients", ours, bare, "MB", bar, ours - bare <= MEMORY_BAR)


def measure() -> Iterator[Line]:
    """Everything about the window, over a small centre and a large one with the real key derivation."""
    with tempfile.TemporaryDirectory() as place:
        small = fill(Path(place) / "small", 500, cost=FLOOR).folder
        yield from starts(small)
        yield from listed(small, 500)
        large = fill(Path(place) / "large", 10_000, cost=FLOOR).folder
        yield from listed(large, 10_000)
        yield memory(large)


if __name__ == "__main__":
    for line in measure():
        show(line)
