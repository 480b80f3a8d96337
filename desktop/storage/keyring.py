"""The signed keyring: who may open what, and which public keys the vault trusts."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.domain.roles import Compartment, Role
from desktop.domain.users import User
from desktop.storage.files import replace_file
from desktop.storage.secrets import SigningKeys, from_base64, signature_holds, to_base64

FORMAT = 1
FILE_NAME = "keyring"


class DamagedKeyring(Exception):
    """The keyring is unreadable, altered, or signed by nobody it trusts."""


class NewerKeyring(Exception):
    """The keyring was written by a newer Baken."""


@dataclass(frozen=True, slots=True)
class Member:
    """A user with the public keys by which the vault knows them.

    `endorsed_by` and `endorsement` chain an administrator's signing key back to the first one's.
    """

    user: User
    box_key: bytes
    signing_key: bytes
    endorsed_by: str = ""
    endorsement: bytes = b""


@dataclass(frozen=True, slots=True)
class CompartmentKey:
    """A compartment's public key and how often it has been re-keyed."""

    public: bytes
    epoch: int = 1


@dataclass(frozen=True, slots=True)
class Keyring:
    """Everything administrators sign. `root` is the first administrator's signing key, pinned in every file."""

    vault: str
    centre: str
    root: bytes
    compartments: dict[Compartment, CompartmentKey]
    members: tuple[Member, ...]
    fictitious: bool = False
    revision: int = 1

    def member(self, user_id: str) -> Member:
        """The member with this id; raises KeyError."""
        for member in self.members:
            if member.user.id == user_id:
                return member
        raise KeyError(user_id)

    def find(self, login_or_name: str) -> Member | None:
        """The active member of this login or name, case ignored."""
        wanted = login_or_name.casefold()
        for member in self.members:
            if member.user.active and wanted in (
                member.user.login.casefold(),
                member.user.name.casefold(),
            ):
                return member
        return None

    def with_member(self, member: Member) -> Keyring:
        """The next revision, with this member added or replaced."""
        others = tuple(item for item in self.members if item.user.id != member.user.id)
        return replace(self, members=(*others, member), revision=self.revision + 1)


def endorsement_text(vault: str, user_id: str, signing_key: bytes) -> bytes:
    """What one administrator signs to trust another's key."""
    return b"baken administrator\0" + vault.encode() + b"\0" + user_id.encode() + b"\0" + signing_key


def write_keyring(folder: Path, keyring: Keyring, *, signer: str, keys: SigningKeys) -> None:
    """Sign and replace the keyring file."""
    body = json.dumps(_to_json(keyring), ensure_ascii=False, sort_keys=True)
    signed = {
        "body": body,
        "signer": signer,
        "signature": to_base64(keys.sign(body.encode())),
    }
    replace_file(folder / FILE_NAME, json.dumps(signed, ensure_ascii=False, indent=1).encode())


def read_keyring(folder: Path) -> Keyring:
    """Read and verify the keyring.

    Raises FileNotFoundError when there is none, DamagedKeyring or NewerKeyring otherwise.
    """
    content = (folder / FILE_NAME).read_bytes()
    try:
        signed = json.loads(content)
        body = json.loads(signed["body"])
        if body["format"] > FORMAT:
            raise NewerKeyring
        keyring = _from_json(body)
        _verify(keyring, signed)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as problem:
        raise DamagedKeyring(str(problem)) from problem
    return keyring


def _verify(keyring: Keyring, signed: dict[str, str]) -> None:
    signer = keyring.member(signed["signer"])
    if not (signer.user.active and signer.user.is_administrator and _is_trusted(keyring, signer)):
        raise ValueError("signed by nobody trusted")
    if not signature_holds(signed["body"].encode(), from_base64(signed["signature"]), signer.signing_key):
        raise ValueError("the signature does not hold")


def _is_trusted(keyring: Keyring, member: Member, depth: int = 0) -> bool:
    """Whether the chain of endorsements leads from this member to the pinned first administrator."""
    if member.signing_key == keyring.root:
        return True
    if depth > len(keyring.members) or not member.endorsed_by:
        return False
    endorser = keyring.member(member.endorsed_by)
    text = endorsement_text(keyring.vault, member.user.id, member.signing_key)
    return signature_holds(text, member.endorsement, endorser.signing_key) and _is_trusted(
        keyring, endorser, depth + 1
    )


def _to_json(keyring: Keyring) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "vault": keyring.vault,
        "centre": keyring.centre,
        "fictitious": keyring.fictitious,
        "revision": keyring.revision,
        "root": to_base64(keyring.root),
        "compartments": {
            name: {"public": to_base64(key.public), "epoch": key.epoch}
            for name, key in keyring.compartments.items()
        },
        "users": [_member_to_json(member) for member in keyring.members],
    }


def _from_json(body: dict[str, Any]) -> Keyring:
    return Keyring(
        vault=body["vault"],
        centre=body["centre"],
        root=from_base64(body["root"]),
        compartments={
            Compartment(name): CompartmentKey(from_base64(key["public"]), key["epoch"])
            for name, key in body["compartments"].items()
        },
        members=tuple(_member_from_json(item) for item in body["users"]),
        fictitious=bool(body["fictitious"]),
        revision=int(body["revision"]),
    )


def _member_to_json(member: Member) -> dict[str, Any]:
    user = member.user
    return {
        "id": user.id,
        "login": user.login,
        "name": user.name,
        "roles": list(user.roles),
        "counselling": user.counselling_granted,
        "until": user.until.astimezone(UTC).isoformat() if user.until else None,
        "active": user.active,
        "box_key": to_base64(member.box_key),
        "signing_key": to_base64(member.signing_key),
        "endorsed_by": member.endorsed_by,
        "endorsement": to_base64(member.endorsement),
    }


def _member_from_json(item: dict[str, Any]) -> Member:
    user = User(
        id=item["id"],
        login=item["login"],
        name=item["name"],
        roles=tuple(Role(role) for role in item["roles"]),
        counselling_granted=bool(item["counselling"]),
        until=datetime.fromisoformat(item["until"]) if item["until"] else None,
        active=bool(item["active"]),
    )
    return Member(
        user,
        from_base64(item["box_key"]),
        from_base64(item["signing_key"]),
        item["endorsed_by"],
        from_base64(item["endorsement"]),
    )
