"""The signed keyring, key files and seals: only endorsed administrators decide; any altered byte is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from desktop.domain.roles import Compartment, Role
from desktop.domain.users import User
from desktop.errors import UserError
from desktop.services import session as sessions, users
from desktop.services.session import Session
from desktop.storage import opening
from desktop.storage.identity import DamagedIdentity, Identity, open_identity, write_identity
from desktop.storage.keyring import (
    CompartmentKey,
    DamagedKeyring,
    Keyring,
    Member,
    NewerKeyring,
    endorsement_text,
    read_keyring,
    write_keyring,
)
from desktop.storage.secrets import BoxKeys, KeyDerivation, SigningKeys, WrongKey
from tests.helpers.vaults import CHEAP, PASSPHRASE, MakeSession

NAMES = st.text(max_size=30)
PEOPLE = st.lists(
    st.builds(
        User,
        id=st.uuids().map(str),
        login=NAMES,
        name=NAMES,
        roles=st.lists(st.sampled_from(Role), max_size=3).map(tuple),
        counselling_granted=st.booleans(),
        until=st.none() | st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        active=st.booleans(),
    ),
    max_size=4,
)


def member(user: User, signing: SigningKeys) -> Member:
    return Member(user, BoxKeys.generate().public, signing.public)


@given(PEOPLE, st.booleans(), st.integers(1, 9))
def test_a_keyring_reads_back_what_was_signed(
    tmp_path_factory: pytest.TempPathFactory, people: list[User], fictitious: bool, epoch: int
) -> None:
    folder, root = tmp_path_factory.mktemp("keyring"), SigningKeys.generate()
    founder = member(User("root", "an", "An", (Role.ADMINISTRATOR,)), root)
    keyring = Keyring(
        vault="v",
        centre="PAG-ASA",
        root=root.public,
        compartments={item: CompartmentKey(BoxKeys.generate().public, epoch) for item in Compartment},
        members=(founder, *(member(user, SigningKeys.generate()) for user in people)),
        fictitious=fictitious,
    )
    write_keyring(folder, keyring, signer="root", keys=root)
    assert read_keyring(folder) == keyring


def altered(content: bytes) -> list[bytes]:
    """Every byte with one bit turned (each of the eight in turn), and cut short at many lengths."""
    flips = [
        content[:at] + bytes([content[at] ^ (1 << at % 8)]) + content[at + 1 :] for at in range(len(content))
    ]
    return flips + [content[:length] for length in range(0, len(content), 7)]


def test_any_byte_of_the_keyring_altered_is_refused(vault_folder: Path) -> None:
    file = vault_folder / "keyring"
    for content in altered(file.read_bytes()):
        file.write_bytes(content)
        with pytest.raises(UserError):
            sessions.people(vault_folder)


def test_any_byte_of_a_key_file_altered_is_refused(vault_folder: Path) -> None:
    founder = read_keyring(vault_folder).members[0]
    file = vault_folder / "users" / founder.user.id
    for content in altered(file.read_bytes()):
        file.write_bytes(content)
        with pytest.raises((DamagedIdentity, WrongKey)):
            open_identity(vault_folder, founder, bytearray(PASSPHRASE), floor=CHEAP)


@pytest.mark.parametrize("compartment", Compartment)
def test_any_byte_of_a_seal_altered_is_refused(vault_folder: Path, compartment: Compartment) -> None:
    keyring = read_keyring(vault_folder)
    file = vault_folder / "seals" / f"{compartment}-{keyring.members[0].user.id}"
    for content in altered(file.read_bytes()):
        file.write_bytes(content)
        with pytest.raises(UserError):
            opening.open_vault(vault_folder, "an", bytearray(PASSPHRASE), floor=CHEAP)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"null", b"1e999", b"\xff" * 90, b'{"body": 5}', b'{"body": "{}"}', b"[" * 100_000,
        b'{"body": "{\\"format\\": 1e999}"}', b'{"body": "{\\"format\\": \\"1\\"}"}', b'{"body": "[1]"}',
    ],
)  # fmt: skip
def test_rubbish_for_a_keyring_is_one_sentence(vault_folder: Path, content: bytes) -> None:
    (vault_folder / "keyring").write_bytes(content)
    with pytest.raises(UserError):
        sessions.people(vault_folder)


def test_a_newer_keyring_says_so_before_anything_else(vault_folder: Path) -> None:
    rewrite_body(vault_folder, lambda body: body.update(format=2, members="unheard of"))
    with pytest.raises(NewerKeyring):
        read_keyring(vault_folder)
    with pytest.raises(UserError, match="newer Baken"):
        sessions.unlock(vault_folder, "an", bytearray(PASSPHRASE), floor=CHEAP)


def rewrite_body(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    signed = json.loads((folder / "keyring").read_bytes())
    body = json.loads(signed["body"])
    change(body)
    signed["body"] = json.dumps(body)
    (folder / "keyring").write_text(json.dumps(signed))


def test_a_key_file_below_the_floor_is_refused(session: Session) -> None:
    founder = session.vault.keyring.members[0]
    floor = KeyDerivation(CHEAP.operations, CHEAP.memory * 2)
    with pytest.raises(DamagedIdentity, match="floor"):
        open_identity(session.folder, founder, bytearray(PASSPHRASE), floor=floor)


def test_a_key_file_of_someone_else_is_refused(session: Session, make_session: MakeSession) -> None:
    other = make_session(roles=[Role.CASEWORKER])
    folder, founder = session.folder / "users", session.user
    (folder / founder.id).write_bytes((folder / other.user.id).read_bytes())
    with pytest.raises(DamagedIdentity):
        open_identity(
            session.folder, session.vault.keyring.member(founder.id), bytearray(PASSPHRASE), floor=CHEAP
        )


def test_fresh_keys_under_a_known_passphrase_do_not_make_one_somebody(session: Session) -> None:
    """Whoever can write the folder can put their own key file there; the keyring does not know its keys."""
    founder = session.vault.keyring.members[0]
    write_identity(session.folder, Identity.generate(founder.user.id), bytearray(b"mine"), cost=CHEAP)
    with pytest.raises(UserError, match="damaged"):
        opening.open_vault(session.folder, "an", bytearray(b"mine"), floor=CHEAP)


def test_a_seal_of_another_key_is_refused(session: Session) -> None:
    """A seal needs no signature because what it opens to must be the key in the keyring."""
    from desktop.storage.seals import write_seal

    founder = session.vault.keyring.members[0]
    write_seal(session.folder, Compartment.HOUSE, BoxKeys.generate(), founder)
    with pytest.raises(UserError, match="seal house"):
        opening.open_vault(session.folder, "an", bytearray(PASSPHRASE), floor=CHEAP)


# Who may sign


@pytest.fixture
def usurper(make_session: MakeSession) -> Session:
    """A caseworker who would like to be an administrator, and can write the folder."""
    return make_session(roles=[Role.CASEWORKER], login="eva")


def promoted(session: Session, **endorsement: Any) -> Keyring:
    mine = session.vault.keyring.member(session.user.id)
    crowned = replace(mine.user, roles=(*mine.user.roles, Role.ADMINISTRATOR, Role.COUNSELLOR))
    return session.vault.keyring.with_member(replace(mine, user=crowned, **endorsement))


def sign(session: Session, keyring: Keyring) -> None:
    write_keyring(session.folder, keyring, signer=session.user.id, keys=session.vault.identity.signing)


def own_endorsement(session: Session) -> bytes:
    text = endorsement_text(
        session.vault.keyring.vault, session.user.id, session.vault.identity.signing.public
    )
    return session.vault.identity.signing.sign(text)


def test_a_self_made_administrator_is_refused(usurper: Session, session: Session) -> None:
    mine = own_endorsement(usurper)
    for endorsement in (
        {},
        {"endorsed_by": usurper.user.id, "endorsement": mine},
        {"endorsed_by": session.user.id, "endorsement": mine},
        {"endorsed_by": session.user.id, "endorsement": bytes(64)},
        {"endorsed_by": "nobody", "endorsement": mine},
    ):
        sign(usurper, promoted(usurper, **endorsement))
        with pytest.raises(DamagedKeyring):
            read_keyring(usurper.folder)


def test_two_who_endorse_each_other_are_refused(usurper: Session, make_session: MakeSession) -> None:
    friend = make_session(roles=[Role.CASEWORKER], login="bo")
    usurper.vault.keyring = read_keyring(usurper.folder)
    text = endorsement_text(
        usurper.vault.keyring.vault, usurper.user.id, usurper.vault.identity.signing.public
    )
    keyring = promoted(
        usurper, endorsed_by=friend.user.id, endorsement=friend.vault.identity.signing.sign(text)
    )
    theirs = keyring.member(friend.user.id)
    text = endorsement_text(keyring.vault, friend.user.id, theirs.signing_key)
    keyring = keyring.with_member(
        replace(theirs, endorsed_by=usurper.user.id, endorsement=usurper.vault.identity.signing.sign(text))
    )
    sign(usurper, keyring)
    with pytest.raises(DamagedKeyring):
        read_keyring(usurper.folder)


def test_an_endorsement_holds_for_one_person_only(
    usurper: Session, session: Session, make_session: MakeSession
) -> None:
    second = make_session(roles=[Role.ADMINISTRATOR], login="tech")
    theirs = session.vault.keyring.member(second.user.id)
    usurper.vault.keyring = session.vault.keyring
    sign(usurper, promoted(usurper, endorsed_by=theirs.endorsed_by, endorsement=theirs.endorsement))
    with pytest.raises(DamagedKeyring):
        read_keyring(usurper.folder)


def test_another_first_administrator_is_refused_by_the_files_themselves(
    usurper: Session, session: Session
) -> None:
    keyring = replace(promoted(usurper), root=usurper.vault.identity.signing.public)
    sign(usurper, keyring)
    with pytest.raises(UserError, match="damaged"):
        opening.open_vault(usurper.folder, "eva", bytearray(PASSPHRASE), floor=CHEAP)
    with pytest.raises(UserError, match="damaged"):
        opening.open_vault(usurper.folder, "an", bytearray(PASSPHRASE), floor=CHEAP)


def test_nobody_signs_for_a_suspended_administrator(session: Session, make_session: MakeSession) -> None:
    second = make_session(roles=[Role.ADMINISTRATOR], login="tech")
    users.suspend(session, second.user.id)
    sign(second, session.vault.keyring)
    with pytest.raises(DamagedKeyring):
        read_keyring(session.folder)


def test_an_endorsed_administrator_signs_and_endorses_in_turn(make_session: MakeSession) -> None:
    second = make_session(roles=[Role.ADMINISTRATOR], login="tech")
    third = users.add_user(
        second,
        name="Third",
        login="third",
        roles=[Role.ADMINISTRATOR],
        passphrase=bytearray(PASSPHRASE),
        cost=CHEAP,
        accept_any_passphrase=True,
    )
    opened = sessions.unlock(second.folder, third.login, bytearray(PASSPHRASE), floor=CHEAP)
    users.add_user(
        opened,
        name="Fourth",
        roles=[Role.SHELTER_WORKER],
        passphrase=bytearray(PASSPHRASE),
        cost=CHEAP,
        accept_any_passphrase=True,
    )
    opened.close()
    assert {item.name for item in sessions.people(second.folder)} == {"An Peeters", "Tech", "Third", "Fourth"}


def test_a_person_is_found_by_login_or_name_whatever_the_case(session: Session) -> None:
    keyring = session.vault.keyring
    assert keyring.find("AN") == keyring.find("an peeters") == keyring.members[0]
    assert keyring.find("") is None
    assert keyring.find("nobody") is None
    with pytest.raises(KeyError):
        keyring.member("nobody")
