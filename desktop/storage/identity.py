"""A person's own key file: private keys under their passphrase, signed by themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from desktop.storage.files import replace_file
from desktop.storage.keyring import Member
from desktop.storage.secrets import (
    KEY_BYTES,
    SALT_BYTES,
    BoxKeys,
    KeyDerivation,
    SigningKeys,
    WrongKey,
    decrypt,
    derive,
    encrypt,
    from_base64,
    random_bytes,
    signature_holds,
    to_base64,
    wipe,
)

FOLDER = "users"


class DamagedIdentity(Exception):
    """A key file is missing, altered, or weaker than the floor."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A person's unlocked private keys."""

    user_id: str
    box: BoxKeys = field(repr=False)
    signing: SigningKeys = field(repr=False)

    @classmethod
    def generate(cls, user_id: str) -> Identity:
        return cls(user_id, BoxKeys.generate(), SigningKeys.generate())

    def wipe(self) -> None:
        """Overwrite the private keys; the identity is useless afterwards."""
        wipe(self.box.private)
        wipe(self.signing.seed)


def write_identity(folder: Path, identity: Identity, passphrase: bytearray, *, cost: KeyDerivation) -> None:
    """Wrap the private keys under the passphrase and replace the person's key file."""
    salt = bytes(random_bytes(SALT_BYTES))
    key = derive(passphrase, salt, cost)
    private = bytearray(identity.box.private + identity.signing.seed)
    body = json.dumps(
        {
            "format": 1,
            "user": identity.user_id,
            "salt": to_base64(salt),
            "operations": cost.operations,
            "memory": cost.memory,
            "wrapped": to_base64(encrypt(private, key)),
        },
        sort_keys=True,
    )
    wipe(key)
    wipe(private)
    signature = to_base64(identity.signing.sign(body.encode()))
    replace_file(
        folder / FOLDER / identity.user_id,
        json.dumps({"body": body, "signature": signature}).encode(),
    )


def open_identity(folder: Path, member: Member, passphrase: bytearray, *, floor: KeyDerivation) -> Identity:
    """Unwrap a person's private keys.

    Raises WrongKey for a wrong passphrase, DamagedIdentity when the file is not theirs or below the floor.
    """
    body = _read_verified(folder / FOLDER / member.user.id, member)
    cost = KeyDerivation(int(body["operations"]), int(body["memory"]))
    if cost.below(floor):
        raise DamagedIdentity("key derivation below the floor")
    key = derive(passphrase, from_base64(body["salt"]), cost)
    try:
        private = decrypt(from_base64(body["wrapped"]), key)
    finally:
        wipe(key)
    identity = Identity(
        member.user.id,
        BoxKeys.of_private(private[:KEY_BYTES]),
        SigningKeys.of_seed(private[KEY_BYTES:]),
    )
    wipe(private)
    if (identity.box.public, identity.signing.public) != (
        member.box_key,
        member.signing_key,
    ):
        raise DamagedIdentity("keys are not those of the keyring")
    return identity


def waste_a_derivation(passphrase: bytearray, *, cost: KeyDerivation) -> NoReturn:
    """Take as long as a real attempt, then fail: an unknown user must not answer faster."""
    wipe(derive(passphrase, bytes(SALT_BYTES), cost))
    raise WrongKey


def _read_verified(path: Path, member: Member) -> dict[str, Any]:
    try:
        signed = json.loads(path.read_bytes())
        body: dict[str, Any] = json.loads(signed["body"])
        holds = signature_holds(signed["body"].encode(), from_base64(signed["signature"]), member.signing_key)
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as problem:
        raise DamagedIdentity(str(problem)) from problem
    if not holds or body.get("user") != member.user.id:
        raise DamagedIdentity("not signed by its owner")
    return body
