"""Creating a vault and adding people to it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

from desktop.clock import Clock
from desktop.domain.roles import Compartment, Role
from desktop.domain.users import User
from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.storage.connection import close, open_connection, transaction
from desktop.storage.files import replace_file, sync_folder
from desktop.storage.identity import Identity, write_identity
from desktop.storage.ids import HybridClock, Randomness, SystemRandomness
from desktop.storage.keyring import (
    FILE_NAME,
    CompartmentKey,
    Keyring,
    Member,
    endorsement_text,
    write_keyring,
)
from desktop.storage.opening import meta_of
from desktop.storage.schema import attach_current
from desktop.storage.seals import database_key, write_seal
from desktop.storage.secrets import FLOOR, BoxKeys, KeyDerivation, wipe
from desktop.storage.vault import Vault

FOUNDING_ROLES = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.COUNSELLOR)
_BUILDING = ".creating"
_MAY_BE_THERE = frozenset({"settings.json", "lock"})


def create_vault(
    folder: Path,
    *,
    centre: str,
    login: str,
    name: str,
    passphrase: bytearray,
    clock: Clock,
    fictitious: bool = False,
    cost: KeyDerivation = FLOOR,
    randomness: Randomness | None = None,
) -> None:
    """Create a vault whose first person administers it and holds every key until others do.

    Built aside and moved into place with the keyring last, so that a crash leaves no half vault.
    Raises UserError when the folder is not empty or cannot be written.
    """
    building = _empty_building_site(folder)
    ids = HybridClock(clock, randomness=randomness or SystemRandomness())
    user = User(ids.new_id(), login, name, FOUNDING_ROLES)
    identity = Identity.generate(user.id)
    keys = {compartment: BoxKeys.generate() for compartment in Compartment}
    member = Member(user, identity.box.public, identity.signing.public)
    keyring = Keyring(
        vault=ids.new_id(),
        centre=centre,
        root=identity.signing.public,
        compartments={item: CompartmentKey(pair.public) for item, pair in keys.items()},
        members=(member,),
        fictitious=fictitious,
    )
    try:
        replace_file(building / "device", json.dumps({"id": ids.new_id()}).encode())
        write_identity(building, identity, passphrase, cost=cost)
        for compartment, pair in keys.items():
            write_seal(building, compartment, pair, member)
        _create_files(building, keyring, keys)
        write_keyring(building, keyring, signer=user.id, keys=identity.signing)
        _move_in(building, folder)
    except OSError as problem:
        raise _cannot_write(folder) from problem
    finally:
        identity.wipe()
        for pair in keys.values():
            wipe(pair.private)


def add_member(vault: Vault, user: User, passphrase: bytearray, *, cost: KeyDerivation = FLOOR) -> Keyring:
    """Add a person: their keys, the seals this administrator can give, the signed keyring last."""
    identity = Identity.generate(user.id)
    member = Member(user, identity.box.public, identity.signing.public)
    try:
        write_identity(vault.folder, identity, passphrase, cost=cost)
        return put_member(vault, member)
    finally:
        identity.wipe()


def put_member(vault: Vault, member: Member) -> Keyring:
    """Sign the keyring with this member added or changed, and seal for them what is held here."""
    if member.user.is_administrator and not member.endorsed_by and member.signing_key != vault.keyring.root:
        text = endorsement_text(vault.keyring.vault, member.user.id, member.signing_key)
        member = replace(
            member,
            endorsed_by=vault.user.id,
            endorsement=vault.identity.signing.sign(text),
        )
    keyring = vault.keyring.with_member(member)
    seal_what_is_held(vault, member)
    write_keyring(vault.folder, keyring, signer=vault.user.id, keys=vault.identity.signing)
    vault.keyring = keyring
    if member.user.id == vault.user.id:
        vault.user = member.user
    return keyring


def seal_what_is_held(vault: Vault, member: Member) -> None:
    """Seal for an active member every compartment they are entitled to and this person holds."""
    for compartment in member.user.opens & vault.holds if member.user.active else ():
        write_seal(vault.folder, compartment, vault.keys[compartment], member)


def _empty_building_site(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o222 == 0:
            raise PermissionError
        _clear_unfinished(folder)
        found = {entry.name for entry in folder.iterdir()}
        if found - _MAY_BE_THERE:
            raise UserError(
                _("The folder {folder} is not empty; nothing was changed.").format(folder=folder),
                _("Choose an empty or a new folder."),
            )
        building = folder / _BUILDING
        building.mkdir(mode=0o700)
        folder.chmod(0o700)
    except OSError as problem:
        raise _cannot_write(folder) from problem
    return building


def _clear_unfinished(folder: Path) -> None:
    """Sweep away what a crash left of a creation: it never got its keyring, so nobody worked in it."""
    building = folder / _BUILDING
    if not building.is_dir() or (folder / FILE_NAME).exists():
        return
    for name in ("device", *(f"{compartment}.db" for compartment in Compartment)):
        (folder / name).unlink(missing_ok=True)
    for name in ("users", "seals", _BUILDING):
        if (folder / name).exists():
            shutil.rmtree(folder / name)


def _create_files(folder: Path, keyring: Keyring, keys: dict[Compartment, BoxKeys]) -> None:
    connection = open_connection()
    try:
        for compartment, pair in keys.items():
            key = database_key(pair, compartment, keyring.compartments[compartment].epoch)
            attach_current(connection, compartment, folder / f"{compartment}.db", key)
            wipe(key)
            with transaction(connection):
                for name, value in meta_of(keyring, compartment).items():
                    connection.execute(f"INSERT INTO {compartment}.meta VALUES (?, ?)", (name, value))
    finally:
        close(connection, keys)


def _move_in(building: Path, folder: Path) -> None:
    entries = sorted(building.iterdir(), key=lambda entry: entry.name == FILE_NAME)
    for entry in entries:
        entry.replace(folder / entry.name)
        sync_folder(folder)
    building.rmdir()


def _cannot_write(folder: Path) -> UserError:
    return UserError(
        _("The folder {folder} cannot be written.").format(folder=folder),
        _("Choose another folder, or ask whoever looks after the PC."),
    )
