"""kill -9 at a random moment of a stream of saves: whatever was acknowledged is there, and the vault is sound.

`python -m tests.soak.kills --rounds 1000` goes on where an earlier run in the same output folder stopped.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from desktop.clock import SystemClock
from desktop.domain.roles import Compartment
from desktop.services import checking, session as sessions, shelter
from desktop.services.session import Session
from desktop.storage.operations import broken_links
from tests.helpers.vaults import CHEAP, PASSPHRASE, set_up

ROOT = Path(__file__).parents[2]
FRESH_EVERY = 20  # rounds on one vault, before it grows too big for a quick check
LONGEST_LIFE = 0.25  # seconds from the first save to the kill


@dataclass
class Figures:
    """What happened so far; `bad` says for each failed round what was wrong."""

    rounds: int = 0
    acknowledged: int = 0
    killed_with_a_log: int = 0  # rounds in which a write-ahead log was left behind
    seconds: float = 0.0
    bad: list[str] = field(default_factory=list)


def soak(
    folder: Path,
    figures: Figures,
    *,
    rounds: int,
    seed: int,
    after_each: Callable[[Figures], object] = lambda figures: None,
) -> Figures:
    """Kill and check until so many rounds are done."""
    chance = random.Random(seed + figures.rounds)
    vault, acknowledged = folder / "vault", set[tuple[str, str, str]]()
    for number in range(figures.rounds, rounds):
        if number % FRESH_EVERY == 0 or not vault.exists():
            shutil.rmtree(vault, ignore_errors=True)
            _prepare(vault)
            acknowledged = set()
        begun = time.monotonic()
        fresh = write_until_killed(vault, str(number), after=chance.uniform(0, LONGEST_LIFE))
        figures.killed_with_a_log += any(file.stat().st_size for file in vault.glob("*.db-wal"))
        acknowledged |= fresh
        figures.bad += [f"round {number}: {problem}" for problem in problems(vault, acknowledged)]
        figures.rounds, figures.acknowledged = number + 1, figures.acknowledged + len(fresh)
        figures.seconds += time.monotonic() - begun
        after_each(figures)
    return figures


def _prepare(vault: Path) -> None:
    set_up(vault, clock=SystemClock())
    session = _unlock(vault)
    house = shelter.add_house(session, "Lindenhof")
    for number in range(4):
        shelter.add_room(session, house.id, str(number + 1))
    session.close()


def _unlock(vault: Path) -> Session:
    return sessions.unlock(vault, "an", bytearray(PASSPHRASE), floor=CHEAP)


def write_until_killed(vault: Path, name: str, *, after: float) -> set[tuple[str, str, str]]:
    """Start the writer, kill it so many seconds after it began to save; what it said was committed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.soak.writer", str(vault), name], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    with process.stdout as output:
        if output.readline() != b"ready\n":
            raise RuntimeError("the writer did not start")
        time.sleep(after)  # the moment of the kill is what is tested
        process.kill()
        lines = output.read().decode().split("\n")
    process.wait()
    saved = [tuple(line.split()) for line in lines[:-1]]  # the last one may have been cut short
    return {(place, entity, saved_id) for place, entity, saved_id in saved}


def problems(vault: Path, acknowledged: set[tuple[str, str, str]]) -> list[str]:
    """Reopen as a person would; what is missing, dangling or broken."""
    lock = sessions.lock_folder(vault)
    session = _unlock(vault)
    try:
        return [*_missing(session, acknowledged), *_unsound(session), *_stray_files(vault)]
    finally:
        session.close()
        lock.release()


def _missing(session: Session, acknowledged: set[tuple[str, str, str]]) -> list[str]:
    tables = {(place, entity) for place, entity, _id in acknowledged}
    present = {table: _ids(session, *table) for table in tables}
    return [
        f"lost {entity} {saved_id}"
        for place, entity, saved_id in acknowledged
        if saved_id not in present[place, entity]
    ]


def _ids(session: Session, place: str, entity: str) -> set[str]:
    if place == "slips":  # waiting as a file, or taken into casework
        waiting = {file.stem for file in (session.folder / "slips").glob("*.slip")}
        return waiting | _ids(session, "casework", entity)
    return {row[0] for row in session.vault.connection.execute(f"SELECT id FROM {place}.{entity}")}


def _unsound(session: Session) -> list[str]:
    broken = [link for item in Compartment for link in broken_links(session.vault.connection, item)]
    heads = [
        f"{item}: feed {session.vault.feed(item).seq} is not the last operation"
        for item in Compartment
        if session.vault.feed(item).seq != _last_seq(session, item)
    ]
    return [*checking.check(session).findings, *broken, *heads]


def _last_seq(session: Session, compartment: Compartment) -> int:
    row = session.vault.connection.execute(f"SELECT max(seq) FROM {compartment}.operation").fetchone()
    return (row and row[0]) or 0


def _stray_files(vault: Path) -> list[str]:
    """Nothing readable may be left over; what was being put in place is sealed, and is not counted."""
    known = {"lock", "keyring", "device", "users", "seals", "slips"} | {f"{item}.db" for item in Compartment}
    known |= {f"{item}.db{end}" for item in Compartment for end in ("-wal", "-shm")}
    return [f"stray {file.name}" for file in vault.iterdir() if file.name not in known]


def _to_go_on_from(kept: Path, rounds: int) -> Figures:
    """The figures of a run that was stopped; one that was done begins anew."""
    earlier = Figures(**json.loads(kept.read_text())) if kept.exists() else Figures()
    return earlier if earlier.rounds < rounds else Figures()


def as_text(figures: Figures) -> str:
    return json.dumps(asdict(figures), indent=1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "soak")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    kept = options.output / "figures.json"
    figures = _to_go_on_from(kept, options.rounds)
    with tempfile.TemporaryDirectory(prefix="baken-soak-") as folder:
        soak(
            Path(folder),
            figures,
            rounds=options.rounds,
            seed=options.seed,
            after_each=lambda done: kept.write_text(as_text(done)),
        )
    print(as_text(figures))
    return 1 if figures.bad else 0


if __name__ == "__main__":
    sys.exit(main())
