"""Real vaults for the tests, with a cheap key derivation so that hundreds can be made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.clock import Clock, FixedClock
from desktop.domain.roles import Role
from desktop.services import session as sessions, setup, users
from desktop.services.session import Session
from desktop.storage.secrets import KeyDerivation

CHEAP = KeyDerivation(operations=1, memory=8192)
PASSPHRASE = b"a b c d e f"
MOMENT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)

MakeSession = Callable[..., Session]


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at 2 November 2026, 10:30 in Brussels."""
    return FixedClock(MOMENT)


def set_up(folder: Path, *, clock: Clock) -> Path:
    """A set-up vault of PAG-ASA; login `an`, passphrase `PASSPHRASE`."""
    setup.create(
        folder,
        centre="PAG-ASA",
        name="An Peeters",
        login="an",
        passphrase=bytearray(PASSPHRASE),
        cost=CHEAP,
        clock=clock,
        accept_any_passphrase=True,
    )
    return folder


@pytest.fixture
def vault_folder(tmp_path: Path, clock: FixedClock) -> Path:
    """A set-up vault of PAG-ASA; login `an`, passphrase `PASSPHRASE`."""
    return set_up(tmp_path / "vault", clock=clock)


@pytest.fixture
def session(vault_folder: Path, clock: FixedClock) -> Iterator[Session]:
    """The founder's unlocked session, holding every key."""
    opened = sessions.unlock(vault_folder, "an", bytearray(PASSPHRASE), clock=clock, floor=CHEAP)
    yield opened
    opened.close()


@pytest.fixture
def make_session(session: Session, clock: FixedClock) -> Iterator[MakeSession]:
    """Make another person and unlock as them: `make_session(roles=[Role.SHELTER_WORKER])`."""
    opened: list[Session] = []

    def make(*, roles: Collection[Role], login: str = "", **options: object) -> Session:
        login = login or f"user{len(opened)}"
        if Role.TEMPORARY_SHELTER_WORKER in roles:
            options.setdefault("until", MOMENT + timedelta(days=7))
        users.add_user(
            session,
            name=login.title(),
            login=login,
            roles=tuple(roles),
            passphrase=bytearray(PASSPHRASE),
            cost=CHEAP,
            accept_any_passphrase=True,
            **options,  # type: ignore[arg-type]  # counselling_granted, until
        )
        unlocked = sessions.unlock(session.folder, login, bytearray(PASSPHRASE), clock=clock, floor=CHEAP)
        opened.append(unlocked)
        return unlocked

    yield make
    for item in opened:
        item.close()
