"""Colleagues who take turns at one PC: each `staff.at(login)` is an unlock after the one before locked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.clock import FixedClock
from desktop.domain.roles import Role
from desktop.services import session as sessions, users
from desktop.services.session import Session
from tests.helpers.vaults import CHEAP, PASSPHRASE


class Staff:
    """Eva and Jan are caseworkers, co a coordinator, leg a legal counsellor, night works in the shelter."""

    ROLES = {  # noqa: RUF012 - read only
        "eva": Role.CASEWORKER,
        "jan": Role.CASEWORKER,
        "co": Role.COORDINATOR,
        "leg": Role.LEGAL_COUNSELLOR,
        "psy": Role.COUNSELLOR,
        "night": Role.SHELTER_WORKER,
    }

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self._folder = folder
        self._clock = clock
        self._session: Session | None = None
        self.ids: dict[str, str] = {}

    def add(self, login: str, role: Role) -> str:
        """Let someone in; returns their id."""
        user = users.add_user(
            self.at("an"),
            name=login.title(),
            login=login,
            roles=(role,),
            passphrase=bytearray(PASSPHRASE),
            cost=CHEAP,
            accept_any_passphrase=True,
        )
        self.ids[login] = user.id
        return user.id

    def at(self, login: str) -> Session:
        """Unlock as someone; whoever was at the PC has locked."""
        if self._session is not None and self._session.user.login == login:
            return self._session
        self.leave()
        self._session = sessions.unlock(
            self._folder, login, bytearray(PASSPHRASE), clock=self._clock, floor=CHEAP
        )
        return self._session

    def leave(self) -> None:
        """Lock."""
        if self._session is not None:
            self._session.close()
            self._session = None


@pytest.fixture
def staff(vault_folder: Path, clock: FixedClock) -> Iterator[Staff]:
    """The colleagues of `Staff.ROLES`, none of them at the PC."""
    people = Staff(vault_folder, clock)
    for login, role in Staff.ROLES.items():
        people.add(login, role)
    people.leave()
    yield people
    people.leave()
