"""Vaults of every release are opened for ever; a migration that fails leaves the old data and a sound copy."""

from __future__ import annotations

import re
import shutil
import tarfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.clock import FixedClock
from desktop.domain.roles import Compartment
from desktop.domain.support import Domain
from desktop.errors import UserError
from desktop.services import (
    checking,
    clients,
    goals,
    history,
    notes,
    papers,
    procedure,
    session as sessions,
    shelter,
    slips,
    tasks,
    today,
    withdrawals,
)
from desktop.services.session import Session
from desktop.storage import opening
from desktop.storage.connection import Connection, DamagedFile, integrity_findings, open_connection
from desktop.storage.migrations import MIGRATIONS, Migration
from desktop.storage.replay import replay, replicated_rows
from desktop.storage.schema import NewerFile, attach_current, version_of
from desktop.storage.secrets import random_bytes
from tests.helpers.vaults import CHEAP, MOMENT, PASSPHRASE

KEPT = sorted((Path(__file__).parents[1] / "data").glob("vault-v*.tar"))
HOUSE = Compartment.HOUSE


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A vault as a release left it."""
    careful: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # not in 3.11.2
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path, **careful)
    return tmp_path / "vault"


def unlock(folder: Path) -> Session:
    return sessions.unlock(folder, "an", bytearray(PASSPHRASE), clock=FixedClock(MOMENT), floor=CHEAP)


def test_there_is_a_vault_for_every_version_of_the_tables() -> None:
    numbers = {int(re.sub(r"\D", "", path.stem)) for path in KEPT}
    assert numbers == set(range(1, len(MIGRATIONS) + 1)), "run python -m tests.data.make_vault"


def test_the_vault_of_a_release_opens_with_all_that_was_in_it(released: Path, tmp_path: Path) -> None:
    session = unlock(released)
    assert checking.check(session).findings == ()
    (row,) = clients.list_clients(session, search="ሰላም").rows
    assert (row.name, row.birth, row.alerts, row.outcome) == ("Selam Tesfay", "~1998", 1, "pending")
    texts = {note.draft.text for note in notes.of_client(session, row.id)}
    assert texts == {f"{word} {domain}" for word in ("First", "Better") for domain in Domain}
    assert [task.draft.title for task in tasks.of_client(session, row.id)] == ["Call the lawyer"]
    (stay,) = shelter.stays_of(session, row.id)
    assert stay.resident.call_name == "Selam"
    assert [slip.text for slip in slips.waiting(session)] == ["Waiting"]
    assert today.today(session).free_places == 1
    assert {"write", "access"} <= {entry.kind for entry in history.of_client(session, row.id)}
    for compartment in Compartment:
        assert_replays(session, compartment, tmp_path / "copy")
    session.close()


@pytest.mark.parametrize("released", KEPT[1:], ids=lambda path: path.stem, indirect=True)
def test_from_the_second_version_on_the_procedure_and_all_around_it_is_there(released: Path) -> None:
    session = unlock(released)
    (row,) = clients.list_clients(session, search="ሰላም").rows
    file = procedure.read(session, row.id)
    assert [track.draft.kind.value for track in file.tracks] == ["thb"]
    assert [view.silenced.reason for view in file.deadlines if view.silenced] == ["Agreed with the lawyer"]
    assert [paper.draft.title for paper in papers.of_client(session, row.id)] == ["A letter"]
    (paper,) = papers.of_client(session, row.id)
    assert b"".join(papers.open_paper(session, paper.id).pieces()) == b"%PDF-1.4 a letter"
    (withdrawn,) = withdrawals.of_client(session, row.id)
    (note,) = withdrawals.read(session, withdrawn.id, Domain.LEGAL)
    assert note.draft.text == "Of someone else"
    assert [goal.draft.words for goal in goals.of_client(session, row.id)] == ["Sleep again"]
    session.close()


def assert_replays(session: Session, compartment: Compartment, folder: Path) -> None:
    """Old operations still give today's tables."""
    folder.mkdir(exist_ok=True)
    target = open_connection()
    attach_current(target, compartment, folder / f"{compartment}.db", random_bytes())
    replay(session.vault.connection, target, compartment)
    assert replicated_rows(target, compartment) == replicated_rows(session.vault.connection, compartment)
    target.close()


def test_others_of_that_release_open_what_is_theirs(released: Path) -> None:
    session = sessions.unlock(released, "eva.maes", bytearray(PASSPHRASE), floor=CHEAP)
    assert session.holds == {HOUSE}
    session.close()


# A migration yet to come


def add_a_column(_compartment: Compartment) -> tuple[str, ...]:
    return ("ALTER TABLE {schema}.operation ADD COLUMN later TEXT NOT NULL DEFAULT 'new'",)


def fail_halfway(_compartment: Compartment) -> tuple[str, ...]:
    return (
        "DELETE FROM {schema}.operation",
        "UPDATE {schema}.no_such_table SET x = 1",
    )


def with_migrations(monkeypatch: pytest.MonkeyPatch, *later: Migration) -> Callable[..., None]:
    upgraded = partial(attach_current, migrations=(*MIGRATIONS, *later))
    monkeypatch.setattr(opening, "attach_current", upgraded)
    return upgraded


def rows_of(session: Session) -> dict[str, Any]:
    return {item: replicated_rows(session.vault.connection, item) for item in session.holds}


def test_an_upgrade_keeps_everything_and_a_copy_of_before(
    released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = unlock(released)
    before = rows_of(session)
    session.close()
    with_migrations(monkeypatch, add_a_column)
    session = unlock(released)
    assert rows_of(session) == before
    for compartment in Compartment:
        assert version_of(session.vault.connection, compartment) == len(MIGRATIONS) + 1
        assert list(released.glob(f"{compartment}.db.before-v*"))
    assert checking.check(session).findings == ()
    session.close()
    monkeypatch.undo()
    with pytest.raises(UserError, match="newer Baken"):
        unlock(released)


def test_a_part_is_upgraded_when_someone_who_holds_it_comes(
    released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_migrations(monkeypatch, add_a_column)
    sessions.unlock(released, "eva.maes", bytearray(PASSPHRASE), floor=CHEAP).close()
    assert [file.name.partition(".")[0] for file in released.glob("*.before-*")] == ["house"]
    unlock(released).close()
    assert len(list(released.glob("*.before-*"))) == 4


def test_a_migration_that_fails_leaves_the_old_data_and_a_sound_copy(
    released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = unlock(released)
    before = rows_of(session)
    session.close()
    with_migrations(monkeypatch, fail_halfway)
    for _ in range(2):
        with pytest.raises(Exception, match="no such table"):
            unlock(released)
    monkeypatch.undo()
    session = unlock(released)
    assert rows_of(session) == before
    assert checking.check(session).findings == ()
    session.close()
    copy = released / f"house.db.before-v{len(MIGRATIONS) + 1}"
    shutil.copy(copy, released / "house.db")
    session = unlock(released)
    assert rows_of(session) == before
    session.close()


def test_the_second_of_two_failing_keeps_what_the_first_did(tmp_path: Path) -> None:
    path, key, connection = tmp_path / "house.db", random_bytes(), open_connection()
    attach_current(connection, HOUSE, path, key)
    connection.execute("INSERT INTO house.meta VALUES ('a', 'b')")
    connection.execute("DETACH house")
    with pytest.raises(Exception, match="no such table"):
        attach_current(connection, HOUSE, path, key, migrations=(*MIGRATIONS, add_a_column, fail_halfway))
    assert version_of(connection, HOUSE) == len(MIGRATIONS) + 1
    assert connection.execute("SELECT * FROM house.meta").fetchall() == [("a", "b")]
    assert integrity_findings(connection, HOUSE) == []
    connection.close()


def test_a_copy_that_is_not_sound_stops_the_upgrade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, key, connection = tmp_path / "house.db", random_bytes(), open_connection()
    attach_current(connection, HOUSE, path, key)
    connection.close()
    altered = bytearray(path.read_bytes())
    altered[-100] ^= 1
    path.write_bytes(altered)
    with pytest.raises((DamagedFile, UserError)):
        upgrade(path, key)
    assert path.read_bytes() == bytes(altered)


def test_no_room_for_the_copy_stops_the_upgrade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, key, connection = tmp_path / "house.db", random_bytes(), open_connection()
    attach_current(connection, HOUSE, path, key)
    connection.close()
    before = path.read_bytes()
    (tmp_path / f"house.db.before-v{len(MIGRATIONS) + 1}").mkdir()  # the copy cannot be put there
    with pytest.raises(UserError, match="cannot be written"):
        upgrade(path, key)
    assert path.read_bytes() == before


def upgrade(path: Path, key: bytearray) -> None:
    connection = open_connection()
    try:
        attach_current(connection, HOUSE, path, key, migrations=(*MIGRATIONS, add_a_column))
    finally:
        connection.close()


def test_a_file_of_a_newer_release_is_refused_before_anything_is_touched(tmp_path: Path) -> None:
    path, key, connection = tmp_path / "house.db", random_bytes(), open_connection()
    attach_current(connection, HOUSE, path, key, migrations=(*MIGRATIONS, add_a_column))
    connection.close()
    before = path.read_bytes()
    fresh: Connection = open_connection()
    with pytest.raises(NewerFile):
        attach_current(fresh, HOUSE, path, key)
    fresh.close()
    assert path.read_bytes() == before


def test_a_new_file_needs_no_copy(tmp_path: Path) -> None:
    connection = open_connection()
    attach_current(connection, HOUSE, tmp_path / "house.db", random_bytes())
    connection.close()
    assert [file.name for file in tmp_path.iterdir()] == ["house.db"]
