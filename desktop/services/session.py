"""Unlocking and the open session a person works in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.clock import Clock
from desktop.domain import codelists
from desktop.domain.roles import Compartment
from desktop.domain.users import User
from desktop.storage import codes, opening
from desktop.storage.instance_lock import InstanceLock
from desktop.storage.secrets import FLOOR, KeyDerivation, wipe
from desktop.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Session:
    """A person's unlocked vault. Lives on one thread: the one that unlocked it."""

    vault: Vault

    @property
    def user(self) -> User:
        return self.vault.user

    @property
    def holds(self) -> frozenset[Compartment]:
        """The compartments this person can open."""
        return self.vault.holds

    @property
    def centre(self) -> str:
        """The centre's code, e.g. `PAG-ASA`."""
        return self.vault.keyring.centre

    @property
    def fictitious(self) -> bool:
        """Whether nobody in this vault exists."""
        return self.vault.keyring.fictitious

    @property
    def clock(self) -> Clock:
        return self.vault.clock

    @property
    def folder(self) -> Path:
        return self.vault.folder

    def close(self) -> None:
        """Close the files and overwrite the keys."""
        self.vault.close()


def is_set_up(folder: Path) -> bool:
    """Whether the folder holds a vault."""
    return opening.is_vault(folder)


def people(folder: Path) -> tuple[User, ...]:
    """The active people, by name, for the unlock window; raises UserError when the keyring is not sound."""
    members = opening.load_keyring(folder).members
    return tuple(
        sorted((item.user for item in members if item.user.active), key=lambda user: user.name.casefold())
    )


def is_fictitious(folder: Path) -> bool:
    """Whether the keyring says that nobody in the vault exists."""
    return opening.load_keyring(folder).fictitious


def centre_of(folder: Path) -> str:
    """The centre's code, read from the keyring without unlocking."""
    return opening.load_keyring(folder).centre


def lock_folder(folder: Path) -> InstanceLock:
    """Take the folder for this program alone; raises UserError."""
    return opening.lock_folder(folder)


def unlock(
    folder: Path,
    login: str,
    passphrase: bytearray,
    *,
    clock: Clock | None = None,
    floor: KeyDerivation = FLOOR,
) -> Session:
    """Unlock with a name and passphrase; the passphrase is wiped whatever happens."""
    try:
        vault = opening.open_vault(folder, login, passphrase, clock=clock, floor=floor)
    finally:
        wipe(passphrase)
    codelists.set_overlay(codes.own_codes(vault))
    return Session(vault)
