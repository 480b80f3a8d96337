"""Saving a note, beside plain sqlite3 writing the same rows: the note, its operation, the head of the log."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from benchmarks.filled_vault import create_plain, fill
from benchmarks.measuring import Line, at_most_times, in_turns, show
from desktop.domain.roles import Compartment
from desktop.domain.support import Domain, NoteDraft
from desktop.services import clients, notes
from desktop.services.session import Session

ROUNDS = 1000
_TEXT = "Gesprek over de procedure en de afspraak bij de gemeente. " * 8


def measure(clients_in_vault: int) -> Line:
    """Median of a save through the service, every one committed with synchronous FULL on both sides."""
    with tempfile.TemporaryDirectory() as folder:
        session = fill(Path(folder) / "vault", clients_in_vault).unlock()
        plain = _plain(Path(folder) / "plain.db", session)
        client_id = clients.list_clients(session, limit=1).rows[0].id
        draft = NoteDraft(Domain.LEGAL, _TEXT, session.clock.now(), minutes=30, next_step="Bellen")
        rows = _ready_rows(session)
        ours, peer = in_turns(
            lambda: notes.record(session, client_id, draft),
            lambda: _save_plainly(plain, *next(rows)),
            rounds=ROUNDS,
        )
        plain.close()
        session.close()
    return at_most_times(f"save a note ({clients_in_vault} clients)", ours, peer, times=2)


def _plain(path: Path, session: Session) -> sqlite3.Connection:
    """The casework schema with as many notes and operations as the vault has, so that the trees are as deep."""
    plain = sqlite3.connect(path, isolation_level=None)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("PRAGMA synchronous = FULL")
    plain.execute("PRAGMA secure_delete = ON")
    create_plain(plain, Compartment.CASEWORK, schema="main")
    plain.execute("BEGIN")
    for table in ("note", "operation"):
        rows = session.vault.connection.execute(f"SELECT * FROM casework.{table}").fetchall()
        plain.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    plain.execute("COMMIT")
    return plain


def _ready_rows(session: Session) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
    """Rows of the same shape and size as ours, made before the clock runs: the peer only writes."""
    vault = session.vault.connection
    note = vault.execute("SELECT * FROM casework.note LIMIT 1").fetchone()
    operation = vault.execute("SELECT * FROM casework.operation WHERE entity = 'note' LIMIT 1").fetchone()
    assert note is not None
    assert operation is not None
    for number in count(1):
        new = session.vault.new_id()
        yield (new, *note[1:5], _TEXT, *note[6:]), (new, "plain", number, *operation[3:])


def _save_plainly(plain: sqlite3.Connection, note: tuple[object, ...], operation: tuple[object, ...]) -> None:
    plain.execute("BEGIN")
    plain.execute(f"INSERT INTO note VALUES ({', '.join('?' * len(note))})", note)
    plain.execute(f"INSERT INTO operation VALUES ({', '.join('?' * len(operation))})", operation)
    plain.execute(
        "INSERT INTO log_head VALUES (?, ?, ?)"
        " ON CONFLICT (device) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        (operation[1], operation[2], operation[-1]),
    )
    plain.execute("COMMIT")


if __name__ == "__main__":
    show(measure(500), measure(10_000))
