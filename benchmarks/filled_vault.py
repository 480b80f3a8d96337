"""A vault of any size in a moment, and the same rows in plain sqlite3 to measure against."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from desktop.domain.clients import Alert, BirthDate, ClientDetails, Name, NameKind, SpokenLanguage
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.roles import Compartment
from desktop.domain.support import AppointmentDraft, Domain, NoteDraft, Outcome, ReferralDetails, TaskDraft
from desktop.domain.users import User
from desktop.services import (
    appointments,
    clients,
    notes,
    procedure,
    referrals,
    session as sessions,
    setup,
    shelter,
    tasks,
)
from desktop.services.session import Session
from desktop.storage.migrations import MIGRATIONS
from desktop.storage.secrets import KeyDerivation
from desktop.storage.vault import Vault

CHEAP = KeyDerivation(operations=1, memory=8192)
LOGIN, PASSPHRASE = "an", b"a b c d e f"
ROOMS, HOUSED_TONIGHT = 16, 14
_SYLLABLES = ("ba", "ke", "no", "ra", "mi", "tu", "se", "lo", "da", "yo", "hi", "wa", "gel", "mar", "sun")
_SCRIPTS = ("ሰላምተስፋ", "محمدحسنعلي", "นภาวรรณ", "ოლამარი")
_COUNTRIES = ("BE", "NG", "RO", "ER", "VN", "MA", "SY", "BR")
_LANGUAGES = ("nl", "ti", "ar", "ro", "vi", "pt", "en", "fr")
_TEXT = "Gesprek over de procedure, de opleiding Nederlands en de afspraak bij de gemeente. " * 4


@dataclass(frozen=True, slots=True)
class Filled:
    """A vault with clients in it, closed."""

    folder: Path
    clients: int

    def unlock(self, *, clock: Any = None) -> Session:
        """Unlock with the cheap derivation of the benchmarks."""
        return sessions.unlock(self.folder, LOGIN, bytearray(PASSPHRASE), clock=clock, floor=CHEAP)


def fill(folder: Path, count: int, *, seed: int = 1, cost: KeyDerivation = CHEAP) -> Filled:
    """A vault with `count` clients: names in two scripts, a referral, three notes, a task, a document each."""
    setup.create(
        folder,
        centre="PAG-ASA",
        name="An Peeters",
        login=LOGIN,
        passphrase=bytearray(PASSPHRASE),
        cost=cost,
        accept_any_passphrase=True,
    )
    filled, chance = Filled(folder, count), random.Random(seed)
    session = filled.unlock()
    with session.vault.in_bulk():
        for number in range(count):
            _add_file(session, chance, number)
        _fill_shelter(session)
    session.close()
    return filled


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choices(_SYLLABLES, k=syllables)).title()


def _details(session: Session, chance: random.Random) -> ClientDetails:
    native = "".join(chance.choices(chance.choice(_SCRIPTS), k=6))
    names = [Name(f"{_word(chance, 2)} {_word(chance, 3)}", native)]
    if chance.random() < 0.3:
        names.append(Name(_word(chance, 2), kind=NameKind.CALL))
    return ClientDetails(
        names=tuple(names),
        birth=BirthDate(chance.randint(1960, 2008)),
        gender=chance.choice(("f", "m", "x")),
        nationalities=(chance.choice(_COUNTRIES),),
        languages=(SpokenLanguage(chance.choice(_LANGUAGES)), SpokenLanguage("en", reads=False)),
        alerts=(Alert("Not to be called by phone"),) if chance.random() < 0.1 else (),
        caseworker=session.user.id,
    )


def _add_file(session: Session, chance: random.Random, number: int) -> None:
    client_id = clients.add_client(session, _details(session, chance)).id
    now = session.clock.now()
    before = now - timedelta(days=chance.randint(1, 700), minutes=number % 600)
    outcome = Outcome.SUPPORT_STARTED if chance.random() < 0.7 else Outcome.PENDING
    decided = before.date() if outcome is not Outcome.PENDING else None
    referrals.record(
        session,
        client_id,
        ReferralDetails(before, source="unknown", alleged=_TEXT[:60], outcome=outcome, decided_on=decided),
    )
    for kind in (Domain.PSYCHOSOCIAL, Domain.LEGAL, Domain.ADMINISTRATIVE):
        notes.record(session, client_id, NoteDraft(kind, _TEXT, before + timedelta(hours=1), minutes=45))
    if number % 20 == 0:
        draft = TaskDraft("Gemeente bellen", session.user.id, now.date() + timedelta(days=number % 9 - 4))
        tasks.add(session, draft, client_id=client_id)
        appointments.add(
            session, client_id, AppointmentDraft(now + timedelta(hours=number % 200 - 100), "Advocaat")
        )
    expires = now.date() + timedelta(days=chance.randint(-400, 400))
    procedure.record_document(
        session, client_id, ResidenceDocumentDraft("immatriculation_certificate", None, expires)
    )


def _fill_shelter(session: Session) -> None:
    house = shelter.add_house(session, "Huis")
    for number in range(ROOMS):
        shelter.add_room(session, house.id, f"{number + 1}")
    places = shelter.board(session).places
    now = session.clock.now()
    housed = clients.list_clients(session, limit=2000).rows
    for number, row in reversed(list(enumerate(housed))):  # the oldest stays first, as it happened
        round_, place = divmod(number, ROOMS)
        if round_ == 0 and place >= HOUSED_TONIGHT:
            continue
        begins = now - timedelta(days=10 * (round_ + 1))
        until = begins + timedelta(days=9) if round_ else None
        resident = shelter.resident_of(session, row.id)
        stay = shelter.place(session, places[place].place.id, resident, arrived=begins, until=until)
        if until is not None:
            shelter.end_stay(session, stay.id, at=until)


@contextlib.contextmanager
def plain_twin(session: Session, folder: Path) -> Iterator[sqlite3.Connection]:
    """The same tables, indexes and rows in plain sqlite3 files, attached under the same names."""
    folder.mkdir()
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for compartment in Compartment:
        connection.execute(f"ATTACH ? AS {compartment}", (str(folder / f"{compartment}.db"),))
        for pragma in ("journal_mode = WAL", "synchronous = FULL", f"cache_size = -{16 * 1024}"):
            connection.execute(f"PRAGMA {compartment}.{pragma}")
        _copy(session, connection, compartment)
    yield connection
    connection.close()


def create_plain(connection: sqlite3.Connection, compartment: Compartment, *, schema: str) -> None:
    """The compartment's own schema, but what the system's sqlite3 is too old for."""
    for migration in MIGRATIONS:
        for statement in migration(compartment):
            if "secure-delete" not in statement:
                connection.execute(statement.format(schema=schema))


def _copy(session: Session, plain: sqlite3.Connection, compartment: Compartment) -> None:
    create_plain(plain, compartment, schema=compartment)
    vault = session.vault.connection
    names = vault.execute(
        f"SELECT name FROM {compartment}.sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'name_index_%'"
    ).fetchall()
    order = ["house", "room", "place", "client"]
    plain.execute("BEGIN")
    for (name,) in sorted(names, key=lambda row: order.index(row[0]) if row[0] in order else len(order)):
        rows = vault.execute(f"SELECT * FROM {compartment}.{name}").fetchall()
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            plain.executemany(f"INSERT OR REPLACE INTO {compartment}.{name} VALUES ({marks})", rows)
    plain.execute("COMMIT")
    plain.execute(f"PRAGMA {compartment}.wal_checkpoint(TRUNCATE)")


def as_vault(connection: sqlite3.Connection, *, user: User | None = None) -> Vault:
    """Plain sqlite3 in the place of a vault, for the storage functions that only read."""
    return cast(Vault, SimpleNamespace(connection=connection, holds=frozenset(Compartment), user=user))
