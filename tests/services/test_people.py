"""People: adding, narrowing, suspending, their passphrases; somebody can always open every part."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.clock import FixedClock
from desktop.domain.roles import Compartment, Role
from desktop.domain.users import User
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.services import checking, session as sessions, users
from desktop.services.session import Session
from desktop.storage.ids import Moment
from tests.helpers.vaults import CHEAP, MOMENT, PASSPHRASE, MakeSession

STRONG = b"kasseien vlinder accordeon"


def add(session: Session, name: str, *roles: Role, login: str = "") -> User:
    return users.add_user(
        session,
        name=name,
        login=login,
        roles=roles,
        passphrase=bytearray(PASSPHRASE),
        cost=CHEAP,
        accept_any_passphrase=True,
    )


def unlock(session: Session, login: str, passphrase: bytes = PASSPHRASE, **options: FixedClock) -> Session:
    return sessions.unlock(session.folder, login, bytearray(passphrase), floor=CHEAP, **options)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_change_who_works_here(make_session: MakeSession, role: Role) -> None:
    person = make_session(roles=[role])
    for act in (
        lambda: add(person, "X", Role.CASEWORKER),
        lambda: users.suspend(person, person.user.id),
        lambda: users.reinstate(person, person.user.id),
        lambda: users.change_roles(person, person.user.id, roles=[Role.COORDINATOR]),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_weak_first_passphrase_is_refused_and_wiped(session: Session) -> None:
    passphrase = bytearray(b"eva")
    with pytest.raises(InvalidField, match="weak"):
        users.add_user(session, name="Eva", roles=[Role.CASEWORKER], passphrase=passphrase, cost=CHEAP)
    assert set(passphrase) == {0}
    assert len(users.list_users(session)) == 1


@pytest.mark.parametrize("name", ["An", "an", "AN PEETERS", " an "])
def test_nobody_gets_the_name_of_another(session: Session, name: str) -> None:
    with pytest.raises(InvalidField, match="already"):
        add(session, name, Role.CASEWORKER)


def test_colleagues_whose_names_have_no_latin_letters_all_come_in(session: Session) -> None:
    added = [add(session, name, Role.SHELTER_WORKER) for name in ("نادية", "Амина", "አስቴር")]
    assert [user.login for user in added] == ["user", "user.2", "user.3"]
    for user in added:
        unlock(session, user.login).close()
    with pytest.raises(InvalidField, match="already"):
        add(session, "Амина", Role.CASEWORKER)


def test_a_name_of_someone_suspended_is_not_given_away(session: Session) -> None:
    eva = add(session, "Eva", Role.CASEWORKER)
    users.suspend(session, eva.id)
    with pytest.raises(InvalidField, match="already"):
        add(session, "Eva", Role.CASEWORKER)
    users.reinstate(session, eva.id)
    unlock(session, "eva").close()


def test_nameless_or_without_a_role_is_refused(session: Session) -> None:
    with pytest.raises(InvalidField):
        add(session, "  ", Role.CASEWORKER)
    with pytest.raises(InvalidField):
        add(session, "Eva")
    with pytest.raises(InvalidField):
        users.change_roles(session, session.user.id, roles=[])


def test_the_last_administrator_and_the_last_key_are_kept(session: Session) -> None:
    me = session.user.id
    with pytest.raises(UserError, match="last administrator"):
        users.suspend(session, me)
    with pytest.raises(UserError, match="last administrator"):
        users.change_roles(session, me, roles=[Role.COUNSELLOR])
    add(session, "Tech", Role.ADMINISTRATOR)
    tech = unlock(session, "tech")
    with pytest.raises(UserError, match="Nobody else"):
        users.change_roles(tech, me, roles=[Role.COORDINATOR])
    with pytest.raises(UserError, match="Nobody else"):
        users.suspend(tech, me)
    tech.close()


def test_nobody_signs_away_their_own_right_to_sign(session: Session) -> None:
    """The keyring would be signed by nobody who may, and never open again."""
    add(session, "Tech", Role.ADMINISTRATOR, Role.COUNSELLOR)
    with pytest.raises(UserError, match="your own"):
        users.suspend(session, session.user.id)
    with pytest.raises(UserError, match="your own"):
        users.change_roles(session, session.user.id, roles=[Role.COUNSELLOR])
    unlock(session, "an").close()


def test_the_founder_can_be_followed_by_others(session: Session) -> None:
    add(session, "Tech", Role.ADMINISTRATOR, Role.COUNSELLOR)
    tech = unlock(session, "tech")
    users.suspend(tech, session.user.id)
    add(tech, "Nele", Role.ADMINISTRATOR)
    tech.close()
    with pytest.raises(UserError, match="not right"):
        unlock(session, "an")
    again = unlock(session, "tech")
    assert again.holds == frozenset(Compartment)
    again.close()


def test_a_passphrase_is_changed_by_its_owner_only_with_the_old_one(session: Session) -> None:
    with pytest.raises(UserError, match="not right"):
        users.change_passphrase(session, bytearray(b"wrong"), bytearray(STRONG), cost=CHEAP)
    with pytest.raises(InvalidField, match="weak"):
        users.change_passphrase(session, bytearray(PASSPHRASE), bytearray(b"short"), cost=CHEAP)
    old, new = bytearray(PASSPHRASE), bytearray(STRONG)
    users.change_passphrase(session, old, new, cost=CHEAP)
    assert set(old) == set(new) == {0}
    with pytest.raises(UserError, match="not right"):
        unlock(session, "an")
    unlock(session, "an", STRONG).close()


def test_a_temporary_access_ends_and_a_clock_set_back_does_not_revive_it(
    session: Session, clock: FixedClock
) -> None:
    users.add_user(
        session,
        name="Temp",
        roles=[Role.TEMPORARY_SHELTER_WORKER],
        until=MOMENT + timedelta(hours=8),
        passphrase=bytearray(PASSPHRASE),
        cost=CHEAP,
        accept_any_passphrase=True,
    )
    unlock(session, "temp", clock=clock).close()
    clock.advance(timedelta(hours=8))
    with pytest.raises(NotAllowed, match="ended"):
        unlock(session, "temp", clock=clock)
    _work(session)
    clock.moment = MOMENT
    with pytest.raises(NotAllowed, match="ended"):
        unlock(session, "temp", clock=clock)


def _work(session: Session) -> None:
    from desktop.services import shelter

    shelter.add_house(session, "Lindenhof")
    assert session.vault.hybrid.last > Moment(0)


def test_every_role_is_named_and_explained() -> None:
    assert len({users.role_label(role) for role in Role}) == len(Role)
    assert all(users.role_explanation(role) for role in Role)
    assert all(users.compartment_label(item) for item in Compartment)


def test_a_temporary_access_has_an_end(session: Session) -> None:
    with pytest.raises(InvalidField, match="until when"):
        users.add_user(
            session,
            name="Temp",
            roles=[Role.TEMPORARY_SHELTER_WORKER],
            passphrase=bytearray(PASSPHRASE),
            cost=CHEAP,
            accept_any_passphrase=True,
        )
    assert len(users.list_users(session)) == 1


def test_who_was_suspended_waits_for_nothing(session: Session, make_session: MakeSession) -> None:
    make_session(roles=[Role.CASEWORKER], login="lotte")
    lotte = next(row.user for row in users.list_users(session) if row.user.login == "lotte")
    users.suspend(session, lotte.id)
    assert not next(row for row in users.list_users(session) if row.user.id == lotte.id).waiting


def test_whoever_holds_no_key_is_told_that_nothing_was_checked(make_session: MakeSession) -> None:
    technician = make_session(roles=[Role.ADMINISTRATOR], login="it")
    with pytest.raises(NotAllowed, match="nothing was checked"):
        checking.check(technician)
