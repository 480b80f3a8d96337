"""A hundred rounds of saving and being killed; a thousand by `make soak`. And killed while typing: what is kept."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TypeGuard

import pytest

from desktop.clock import SystemClock
from desktop.services import session as sessions
from tests.helpers.vaults import CHEAP, PASSPHRASE, set_up
from tests.soak.kills import ROOT, Figures, problems, soak
from tests.soak.typist import FORMS

AT_MOST_LOST_S = 2.0


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    figures = soak(tmp_path, Figures(), rounds=100, seed=20261102)
    assert figures.bad == []
    assert figures.acknowledged > 500
    assert figures.killed_with_a_log > 50


def test_the_check_itself_finds_a_lost_save(tmp_path: Path) -> None:
    """The soak would be worth nothing if it could not fail."""
    soak(tmp_path, Figures(), rounds=1, seed=1)
    assert problems(tmp_path / "vault", {("registry", "client", "never-saved")}) == [
        "lost client never-saved"
    ]


def test_killed_while_typing_loses_at_most_the_last_two_seconds(tmp_path: Path) -> None:
    """Each form in a program of its own, typed in without a pause, killed at another moment between two savings."""
    typists = {form: _begin_to_type(tmp_path / form, form) for form in FORMS}
    for form, process in typists.items():
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", form
    for number, (form, process) in enumerate(typists.items()):
        time.sleep(2.5 if number == 0 else 0.45)  # the moment of the kill is what is tested
        typed = _kill(process)
        kept, due = (
            _kept(tmp_path / form),
            [number for number, at in typed if at <= typed[-1][1] - AT_MOST_LOST_S],
        )
        assert due, f"{form}: nothing was typed long enough ago"
        assert kept == list(range(len(kept))), f"{form}: {kept}"
        assert len(kept) > due[-1], f"{form}: typed {due[-1]} two seconds ago, kept up to {kept[-1:]}"


def _begin_to_type(folder: Path, form: str) -> subprocess.Popen[str]:
    set_up(folder, clock=SystemClock())
    command = [sys.executable, "-m", "tests.soak.typist", str(folder), form]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _kill(process: subprocess.Popen[str]) -> list[tuple[int, float]]:
    """Every number that was typed, and when."""
    assert process.stdout is not None
    process.kill()
    with process.stdout as output:
        lines = [
            line.split() for line in output.read().split("\n")[:-1]
        ]  # the last one may have been cut short
    process.wait()
    return [(int(number), float(at)) for number, at in lines]


def _kept(folder: Path) -> list[int]:
    """The numbers in the one draft that is there after the next unlock."""
    lock = sessions.lock_folder(folder)
    session = sessions.unlock(folder, "an", bytearray(PASSPHRASE), floor=CHEAP)
    try:
        drafts = session.vault.connection.execute("SELECT text FROM casework.draft").fetchall()
        found = [value for (text,) in drafts for value in json.loads(text).values() if _is_counted(value)]
        return [int(number) for number in " ".join(found).split()]
    finally:
        session.close()
        lock.release()


def _is_counted(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and value.startswith("0 1 2 ")
