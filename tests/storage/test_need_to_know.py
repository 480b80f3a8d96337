"""Need to know, enforced by keys: whatever can be reached from a passphrase, tried by hand on every file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from desktop.domain.clients import ClientDetails, Name
from desktop.domain.roles import GRANTABLE_COUNSELLING, MATRIX, Compartment, Role
from desktop.domain.support import Domain, NoteDraft
from desktop.services import clients, notes, session as sessions, shelter, slips, users
from desktop.services.session import Session
from desktop.storage.identity import open_identity
from desktop.storage.keyring import read_keyring
from desktop.storage.secrets import BoxKeys, WrongKey, file_key
from tests.helpers.vaults import CHEAP, MOMENT, PASSPHRASE, MakeSession

EPOCHS = range(4)


@pytest.fixture
def filled(session: Session) -> Session:
    """A vault with something in every compartment, written to the files themselves."""
    client = clients.add_client(session, ClientDetails(names=(Name("Sara Tesfay"),)))
    for domain in Domain:
        notes.record(session, client.id, NoteDraft(domain, "A note", MOMENT))
    shelter.add_house(session, "Lindenhof")
    slips.write(session, text="A call in the night")
    for compartment in Compartment:
        session.vault.connection.execute(f"PRAGMA {compartment}.wal_checkpoint(TRUNCATE)").fetchall()
    return session


def secrets_of(folder: Path, login: str) -> Iterator[bytes]:
    """Every key that the passphrase leads to: private keys, what any seal opens to, and what derives from each."""
    member = read_keyring(folder).find(login)
    assert member is not None
    identity = open_identity(folder, member, bytearray(PASSPHRASE), floor=CHEAP)
    found = [bytes(identity.box.private), bytes(identity.signing.seed)]
    sealed = [*(folder / "seals").iterdir(), *(folder / "slips").glob("*")]
    for file in sealed:
        try:
            found.append(bytes(identity.box.unseal(file.read_bytes())))
        except WrongKey:
            continue
    for secret in found:
        yield secret
        if len(secret) == 32:
            for compartment in Compartment:
                for epoch in EPOCHS:
                    yield bytes(file_key(secret, f"baken file {compartment} {epoch}"))


def opens(file: Path, secret: bytes) -> bool:
    connection = driver.connect(file)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{secret.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.DatabaseError:
        return False
    else:
        return True
    finally:
        connection.close()


def opened_by_hand(folder: Path, login: str) -> frozenset[Compartment]:
    """The files that any reachable key opens, asked of SQLCipher itself."""
    keys = {secret for secret in secrets_of(folder, login) if len(secret) == 32}
    files = {compartment: folder / f"{compartment}.db" for compartment in Compartment}
    return frozenset(item for item, file in files.items() if any(opens(file, key) for key in keys))


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_exactly_the_matrix(filled: Session, make_session: MakeSession, role: Role) -> None:
    person = make_session(roles=[role], login="eva")
    assert person.holds == MATRIX[role]
    assert opened_by_hand(filled.folder, "eva") == MATRIX[role]


@pytest.mark.parametrize("role", Role)
def test_counselling_granted_by_name(filled: Session, make_session: MakeSession, role: Role) -> None:
    make_session(roles=[role], login="eva", counselling_granted=True)
    granted = {Compartment.COUNSELLING} if role in GRANTABLE_COUNSELLING else set()
    assert opened_by_hand(filled.folder, "eva") == MATRIX[role] | granted


def test_the_founder_opens_everything_until_others_do(filled: Session) -> None:
    assert opened_by_hand(filled.folder, "an") == frozenset(Compartment)


def test_an_administrator_without_content_gives_none_and_a_coordinator_does(
    filled: Session, make_session: MakeSession
) -> None:
    coordinator = make_session(roles=[Role.COORDINATOR], login="co")
    technician = make_session(roles=[Role.ADMINISTRATOR], login="tech")
    users.add_user(
        technician,
        name="Eva",
        login="eva",
        roles=[Role.CASEWORKER],
        passphrase=bytearray(PASSPHRASE),
        cost=CHEAP,
        accept_any_passphrase=True,
    )
    assert opened_by_hand(filled.folder, "eva") == frozenset()
    waiting = next(row for row in users.list_users(technician) if row.user.login == "eva")
    assert waiting.waiting == MATRIX[Role.CASEWORKER]
    fresh = sessions.unlock(filled.folder, "co", bytearray(PASSPHRASE), floor=CHEAP)
    assert users.give_waiting_access(fresh) == 1
    assert users.give_waiting_access(fresh) == 0
    fresh.close()
    assert opened_by_hand(filled.folder, "eva") == MATRIX[Role.CASEWORKER]
    assert opened_by_hand(filled.folder, "tech") == frozenset()
    assert coordinator.holds == MATRIX[Role.COORDINATOR]


@pytest.mark.parametrize("crashed", [False, True])
def test_who_is_suspended_loses_every_seal(
    filled: Session, make_session: MakeSession, monkeypatch: pytest.MonkeyPatch, crashed: bool
) -> None:
    eva = make_session(roles=[Role.COUNSELLOR], login="eva")
    if crashed:
        _crash_before_signing(monkeypatch, lambda: users.suspend(filled, eva.user.id))
    else:
        users.suspend(filled, eva.user.id)
    assert not list((filled.folder / "seals").glob(f"*{eva.user.id}"))


def test_who_is_narrowed_keeps_only_what_is_left(filled: Session, make_session: MakeSession) -> None:
    eva = make_session(roles=[Role.COUNSELLOR], login="eva")
    users.change_roles(filled, eva.user.id, roles=[Role.LEGAL_COUNSELLOR])
    assert opened_by_hand(filled.folder, "eva") == MATRIX[Role.LEGAL_COUNSELLOR]
    users.change_roles(filled, eva.user.id, roles=[Role.SHELTER_WORKER])
    assert opened_by_hand(filled.folder, "eva") == MATRIX[Role.SHELTER_WORKER]


def test_narrowing_interrupted_leaves_someone_waiting_never_holding(
    filled: Session, make_session: MakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    eva = make_session(roles=[Role.COUNSELLOR], login="eva")
    _crash_before_signing(
        monkeypatch, lambda: users.change_roles(filled, eva.user.id, roles=[Role.SHELTER_WORKER])
    )
    assert opened_by_hand(filled.folder, "eva") == MATRIX[Role.SHELTER_WORKER]


def test_who_comes_back_gets_back_what_the_role_opens(filled: Session, make_session: MakeSession) -> None:
    eva = make_session(roles=[Role.CASEWORKER], login="eva")
    users.suspend(filled, eva.user.id)
    users.reinstate(filled, eva.user.id)
    assert opened_by_hand(filled.folder, "eva") == MATRIX[Role.CASEWORKER]


def test_compartments_share_no_key(filled: Session) -> None:
    pairs: list[BoxKeys] = list(filled.vault.keys.values())
    assert len({bytes(pair.private) for pair in pairs}) == len({pair.public for pair in pairs}) == 4


def _crash_before_signing(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    class Crash(BaseException):
        pass

    def crash(*_arguments: object, **_options: object) -> None:
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr("desktop.storage.creation.write_keyring", crash)
        with pytest.raises(Crash):
            act()
