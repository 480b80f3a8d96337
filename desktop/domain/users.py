"""The people who work with Baken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.roles import Compartment, Role, opened_by


@dataclass(frozen=True, slots=True)
class User:
    """A member of staff as the signed keyring names them.

    `login` is the short name used on the command line; `until` ends a temporary access (UTC).
    """

    id: str
    login: str
    name: str
    roles: tuple[Role, ...]
    counselling_granted: bool = False
    until: datetime | None = None
    active: bool = True

    @property
    def opens(self) -> frozenset[Compartment]:
        """What the roles entitle to; holding the keys is another matter."""
        return opened_by(self.roles, counselling_granted=self.counselling_granted)

    @property
    def is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self.roles


@dataclass(frozen=True, slots=True)
class UserAccess:
    """One row of the users page: what a person's role opens, and which keys are sealed for them so far."""

    user: User
    sealed: frozenset[Compartment]

    @property
    def waiting(self) -> frozenset[Compartment]:
        """Entitled to, but no holder has sealed the key yet; who was suspended waits for nothing."""
        return self.user.opens - self.sealed if self.user.active else frozenset()
