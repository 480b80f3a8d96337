"""Unlocking a vault: keyring, passphrase, seals, files; every way it can fail as one plain sentence."""

from __future__ import annotations

import errno
from datetime import datetime
from pathlib import Path

from desktop.clock import Clock, SystemClock
from desktop.domain.roles import Compartment
from desktop.errors import NotAllowed, UserError
from desktop.i18n import gettext as _
from desktop.storage.connection import (
    Connection,
    DamagedContent,
    DamagedFile,
    looks_whole,
    open_connection,
)
from desktop.storage.identity import (
    DamagedIdentity,
    Identity,
    open_identity,
    waste_a_derivation,
)
from desktop.storage.ids import Randomness
from desktop.storage.instance_lock import AlreadyOpen, InstanceLock, ReadOnlyFolder
from desktop.storage.keyring import (
    DamagedKeyring,
    Keyring,
    Member,
    NewerKeyring,
    read_keyring,
)
from desktop.storage.schema import NewerFile, attach_current
from desktop.storage.seals import database_key, open_seal
from desktop.storage.secrets import FLOOR, BoxKeys, KeyDerivation, WrongKey, wipe
from desktop.storage.vault import DamagedDevice, Vault, assemble


def is_vault(folder: Path) -> bool:
    """Whether a keyring lies in the folder."""
    return (folder / "keyring").is_file()


def lock_folder(folder: Path) -> InstanceLock:
    """Take the folder for this program alone; a UserError says who else has it or why it cannot be."""
    lock = InstanceLock(folder)
    try:
        lock.acquire()
    except AlreadyOpen as problem:
        raise UserError(
            _("Baken is already open with these files."),
            _("Go to its window, or close it first."),
        ) from problem
    except ReadOnlyFolder as problem:
        raise UserError(
            _("The data folder is read-only; nothing was changed."),
            _("Ask whoever looks after the PC to make the folder writable, then start again."),
        ) from problem
    except FileNotFoundError as problem:
        raise no_vault(folder) from problem
    return lock


def load_keyring(folder: Path) -> Keyring:
    """The verified keyring, or a UserError."""
    try:
        return read_keyring(folder)
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise no_vault(folder) from problem
    except NewerKeyring as problem:
        raise newer_vault() from problem
    except DamagedKeyring as problem:
        raise damaged("keyring") from problem
    except OSError as problem:
        raise unreadable(problem) from problem


def open_vault(
    folder: Path,
    login: str,
    passphrase: bytearray,
    *,
    clock: Clock | None = None,
    floor: KeyDerivation = FLOOR,
    randomness: Randomness | None = None,
) -> Vault:
    """Unlock with a name and a passphrase. The caller holds the folder's lock and wipes the passphrase.

    Wrong name and wrong passphrase give the same sentence after the same time.
    """
    keyring = load_keyring(folder)
    identity = _unlock(folder, keyring.find(login), passphrase, floor=floor)
    member = keyring.member(identity.user_id)
    _still_welcome(member, (clock or SystemClock()).now())
    connection = open_connection()
    try:
        keys = attach_all(connection, folder, keyring, identity)
        vault = assemble(
            folder,
            keyring=keyring,
            user=member.user,
            identity=identity,
            keys=keys,
            connection=connection,
            clock=clock,
            randomness=randomness,
        )
        _still_welcome(member, vault.hybrid.last.time)  # a clock set back revives nobody's access
    except BaseException as problem:
        connection.close()
        identity.wipe()
        if isinstance(problem, DamagedDevice):
            raise damaged("device") from problem
        raise
    return vault


def attach_all(
    connection: Connection, folder: Path, keyring: Keyring, identity: Identity
) -> dict[Compartment, BoxKeys]:
    """Attach every compartment this person is entitled to and has a seal for."""
    keys: dict[Compartment, BoxKeys] = {}
    for compartment in Compartment:
        if compartment not in keyring.member(identity.user_id).user.opens:
            continue
        try:
            pair = open_seal(folder, compartment, keyring, identity)
        except (WrongKey, OSError) as problem:
            raise damaged(f"seal {compartment}") from problem
        if pair is not None:
            _attach(connection, folder, keyring, compartment, pair)
            keys[compartment] = pair
    return keys


def _attach(
    connection: Connection,
    folder: Path,
    keyring: Keyring,
    compartment: Compartment,
    pair: BoxKeys,
) -> None:
    path = folder / f"{compartment}.db"
    if not looks_whole(path):
        raise damaged(path.name)
    key = database_key(pair, compartment, keyring.compartments[compartment].epoch)
    try:
        attach_current(connection, compartment, path, key)
        ours = _is_ours(connection, keyring, compartment)
    except NewerFile as problem:
        raise newer_vault() from problem
    except (DamagedFile, DamagedContent) as problem:
        raise damaged(path.name) from problem
    finally:
        wipe(key)
    if not ours:
        raise damaged(path.name)


def _is_ours(connection: Connection, keyring: Keyring, compartment: Compartment) -> bool:
    """Whether the file pins this vault, this compartment and this first administrator."""
    rows = connection.execute(f"SELECT key, value FROM {compartment}.meta")
    return dict(rows.fetchall()) == meta_of(keyring, compartment)


def meta_of(keyring: Keyring, compartment: Compartment) -> dict[str, str]:
    """What each file says of itself."""
    return {
        "vault": keyring.vault,
        "compartment": str(compartment),
        "administrator": keyring.root.hex(),
        "epoch": str(keyring.compartments[compartment].epoch),
    }


def _unlock(folder: Path, member: Member | None, passphrase: bytearray, *, floor: KeyDerivation) -> Identity:
    try:
        if member is None:
            waste_a_derivation(passphrase, cost=floor)
        return open_identity(folder, member, passphrase, floor=floor)
    except (WrongKey, UnicodeDecodeError) as problem:
        raise wrong_passphrase() from problem
    except DamagedIdentity as problem:
        raise damaged("users") from problem


def _still_welcome(member: Member, now: datetime) -> None:
    if member.user.until is not None and now >= member.user.until:
        raise NotAllowed(
            _("This temporary access has ended."),
            _("Ask an administrator for a new one if you still need it."),
        )


def wrong_passphrase() -> UserError:
    return UserError(
        _("The name or the passphrase is not right; nothing was changed."),
        _("Try again; capital letters and spaces count."),
    )


def no_vault(folder: Path) -> UserError:
    return UserError(
        _("There are no Baken files in {folder}.").format(folder=folder),
        _("Choose the right folder, or set up Baken there first."),
    )


def newer_vault() -> UserError:
    return UserError(
        _("These files were made by a newer Baken; nothing was changed."),
        _("Install the newest Baken on this PC, then open them again."),
    )


def damaged(what: str) -> UserError:
    return UserError(
        _("A data file is damaged ({what}); nothing was changed.").format(what=what),
        _("Do not work on; restore the last backup, or ask whoever looks after the PC."),
    )


def unreadable(problem: OSError) -> UserError:
    reason = errno.errorcode.get(problem.errno or 0, "?")
    return UserError(
        _("The data files cannot be read ({reason}).").format(reason=reason),
        _("Ask whoever looks after the PC to check the folder and the disk."),
    )
