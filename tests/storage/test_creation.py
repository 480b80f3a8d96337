"""Creating a vault: whole or not at all, and never over anybody's files."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.clock import FixedClock
from desktop.errors import UserError
from desktop.services import checking, session as sessions
from tests.helpers.programs import contents
from tests.helpers.vaults import CHEAP, PASSPHRASE, set_up


class Crash(BaseException):
    """The power fails."""


def crash_after(monkeypatch: pytest.MonkeyPatch, name: str, calls: int) -> None:
    """Let `Path.replace` and the like work so many times, then fail as a kill does: nothing cleans up."""
    real, left = getattr(Path, name), [calls]

    def failing(self: Path, *arguments: object) -> object:
        if not left[0]:
            raise Crash
        left[0] -= 1
        return real(self, *arguments)

    monkeypatch.setattr(Path, name, failing)


@pytest.mark.parametrize("calls", range(18))
def test_a_crash_at_any_rename_leaves_nothing_in_the_way_of_a_second_try(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    folder = tmp_path / "vault"
    with monkeypatch.context() as patched:
        crash_after(patched, "replace", calls)
        try:
            set_up(folder, clock=clock)
        except Crash:
            assert not sessions.is_set_up(folder)
    if not sessions.is_set_up(folder):
        set_up(folder, clock=clock)
    session = sessions.unlock(folder, "an", bytearray(PASSPHRASE), clock=clock, floor=CHEAP)
    assert checking.check(session).findings == ()
    session.close()
    names = {file.name for file in folder.iterdir()} - {".creating"}
    assert names == {"device", "keyring", "seals", "users"} | {f"{item}.db" for item in session.holds}


@pytest.mark.parametrize("name", ["letter.txt", "house.db", ".hidden", "users"])
def test_a_folder_with_anything_in_it_is_refused(tmp_path: Path, clock: FixedClock, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(UserError, match="not empty"):
        set_up(tmp_path, clock=clock)
    assert contents(tmp_path) == {name: b"mine"}


def test_a_vault_is_never_created_over_another(vault_folder: Path, clock: FixedClock) -> None:
    (vault_folder / ".creating").mkdir()  # a crash right after the keyring was put in place
    before = contents(vault_folder)
    with pytest.raises(UserError, match="not empty"):
        set_up(vault_folder, clock=clock)
    assert contents(vault_folder) == before


def test_settings_and_the_lock_may_be_there_already(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "settings.json").write_text("{}")
    (tmp_path / "lock").touch()
    set_up(tmp_path, clock=clock)
    assert sessions.is_set_up(tmp_path)
