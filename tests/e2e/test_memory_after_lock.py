"""After a lock no key, passphrase or client's text is in memory; fifty times: `python -m tests.e2e.lock_cycles 50`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e import lock_cycles
from tests.e2e.person import needs_a_screen
from tests.helpers.memory_scan import CannotScan

CYCLES = 3


@needs_a_screen
@pytest.mark.slow
def test_nothing_is_left_after_a_lock(tmp_path: Path) -> None:
    wrong: list[str] = []
    done: list[int] = []

    def tell(number: int, cycle: lock_cycles.Cycle) -> None:
        wrong.extend(f"cycle {number}: {fault}" for fault in lock_cycles.faults(cycle))
        done.append(number)

    seeded = lock_cycles.seeded_vault(tmp_path / "vault")
    try:
        lock_cycles.run(seeded, CYCLES, home=tmp_path / "home", told=tell)
    except CannotScan as problem:
        pytest.skip(str(problem))
    assert not wrong
    assert len(done) == CYCLES
