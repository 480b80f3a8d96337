"""Compartment keys sealed for one person each: `seals/<compartment>-<user id>`.

A seal needs no signature: what it opens to must match the public key in the signed keyring.
"""

from __future__ import annotations

from pathlib import Path

from desktop.domain.roles import Compartment
from desktop.storage.files import cannot_write, replace_file
from desktop.storage.identity import Identity
from desktop.storage.keyring import Keyring, Member
from desktop.storage.secrets import BoxKeys, WrongKey, file_key, seal

FOLDER = "seals"


def write_seal(folder: Path, compartment: Compartment, keys: BoxKeys, member: Member) -> None:
    """Seal a compartment's private key for one member."""
    replace_file(_path(folder, compartment, member.user.id), seal(keys.private, member.box_key))


def open_seal(folder: Path, compartment: Compartment, keyring: Keyring, identity: Identity) -> BoxKeys | None:
    """The compartment's key pair, or None when no holder has sealed it for this person yet.

    Raises WrongKey when the seal was altered or opens to another key than the keyring signs.
    """
    path = _path(folder, compartment, identity.user_id)
    if not path.exists():
        return None
    keys = BoxKeys.of_private(identity.box.unseal(path.read_bytes()))
    if keys.public != keyring.compartments[compartment].public:
        raise WrongKey
    return keys


def remove_seal(folder: Path, compartment: Compartment, user_id: str) -> None:
    """Take a seal away; the key itself changes only by re-keying. Raises UserError when it cannot."""
    try:
        _path(folder, compartment, user_id).unlink(missing_ok=True)
    except OSError as problem:
        raise cannot_write(problem) from problem


def sealed_for(folder: Path, user_id: str) -> frozenset[Compartment]:
    """The compartments for which this person has a seal."""
    return frozenset(item for item in Compartment if _path(folder, item, user_id).exists())


def database_key(keys: BoxKeys, compartment: Compartment, epoch: int) -> bytearray:
    """The raw 32-byte SQLCipher key of the compartment's file in this epoch."""
    return file_key(keys.private, f"baken file {compartment} {epoch}")


def _path(folder: Path, compartment: Compartment, user_id: str) -> Path:
    return folder / FOLDER / f"{compartment}-{user_id}"
