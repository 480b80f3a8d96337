"""Who works here: adding people, changing what they may open, and their passphrases."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from itertools import chain, count

from desktop.domain.roles import Compartment, Role
from desktop.domain.users import User, UserAccess
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.i18n import gettext as _
from desktop.services.passphrases import insist
from desktop.services.session import Session
from desktop.services.setup import login_from
from desktop.storage.creation import add_member, put_member, seal_what_is_held
from desktop.storage.identity import Identity, open_identity, write_identity
from desktop.storage.keyring import Member
from desktop.storage.opening import wrong_passphrase
from desktop.storage.seals import remove_seal, sealed_for
from desktop.storage.secrets import FLOOR, KeyDerivation, WrongKey, wipe


def list_users(session: Session) -> tuple[UserAccess, ...]:
    """Everyone, active people first, with the keys sealed for them so far."""
    members = session.vault.keyring.members
    rows = (UserAccess(item.user, sealed_for(session.folder, item.user.id)) for item in members)
    return tuple(sorted(rows, key=lambda row: (not row.user.active, row.user.name.casefold())))


def names(session: Session) -> dict[str, str]:
    """Names of all members of staff by id, also of those who left."""
    return {member.user.id: member.user.name for member in session.vault.keyring.members}


def add_user(
    session: Session,
    *,
    name: str,
    roles: Collection[Role],
    passphrase: bytearray,
    login: str = "",
    counselling_granted: bool = False,
    until: datetime | None = None,
    cost: KeyDerivation = FLOOR,
    accept_any_passphrase: bool = False,
) -> User:
    """Add a person (administrators only); keys not held here are sealed later by a holder."""
    _need_administrator(session)
    try:
        if not name.strip():
            raise InvalidField("name", _("Type a name."))
        _check_access(roles, until)
        if _is_taken(session, login or name.strip(), name.strip()):
            raise InvalidField(
                "name",
                _("Someone here is already called {name}.").format(name=name.strip()),
                _("Add an initial."),
            )
        if not (accept_any_passphrase or session.fictitious):
            insist(passphrase, context=(name, login))
        user = User(
            session.vault.new_id(),
            login or _free_login(session, name),
            name.strip(),
            tuple(roles),
            counselling_granted=counselling_granted,
            until=until,
        )
        add_member(session.vault, user, passphrase, cost=cost)
    finally:
        wipe(passphrase)
    return user


def _check_access(roles: Collection[Role], until: datetime | None) -> None:
    if not roles:
        raise InvalidField("roles", _("Choose at least one role."))
    if Role.TEMPORARY_SHELTER_WORKER in roles and until is None:
        raise InvalidField("until", _("Say until when this temporary access lasts."))


def _free_login(session: Session, name: str) -> str:
    """A login nobody has: two names in another script, which have no Latin letters, both give `user`."""
    wanted = login_from(name)
    numbered = (f"{wanted}.{number}" for number in count(2))
    return next(login for login in chain([wanted], numbered) if not _is_taken(session, login))


def _is_taken(session: Session, *words: str) -> bool:
    """Whether anyone, also who was suspended and may come back, is known by one of these."""
    members = session.vault.keyring.members
    known = {word.casefold() for member in members for word in (member.user.login, member.user.name)}
    return any(word.casefold() in known for word in words)


def change_roles(
    session: Session,
    user_id: str,
    *,
    roles: Collection[Role],
    counselling_granted: bool = False,
    until: datetime | None = None,
) -> User:
    """Change what a person may open (administrators only); what they no longer may is unsealed."""
    _need_administrator(session)
    _check_access(roles, until)
    member = session.vault.keyring.member(user_id)
    user = replace(member.user, roles=tuple(roles), counselling_granted=counselling_granted, until=until)
    _put(session, member, user)
    return user


def suspend(session: Session, user_id: str) -> None:
    """Take a person's access away (administrators only)."""
    _need_administrator(session)
    member = session.vault.keyring.member(user_id)
    _put(session, member, replace(member.user, active=False))


def reinstate(session: Session, user_id: str) -> None:
    """Give a suspended person their roles back (administrators only)."""
    _need_administrator(session)
    member = session.vault.keyring.member(user_id)
    _put(session, member, replace(member.user, active=True))


def give_waiting_access(session: Session) -> int:
    """Seal the keys held here for everyone entitled who still waits; returns how many people."""
    given = 0
    for row in list_users(session):
        if row.user.active and row.waiting & session.holds:
            seal_what_is_held(session.vault, session.vault.keyring.member(row.user.id))
            given += 1
    return given


def change_passphrase(
    session: Session,
    old: bytearray,
    new: bytearray,
    *,
    cost: KeyDerivation = FLOOR,
    accept_any_passphrase: bool = False,
) -> None:
    """Change one's own passphrase; both are wiped. Raises UserError when the old one is wrong."""
    member = session.vault.keyring.member(session.user.id)
    try:
        if not (accept_any_passphrase or session.fictitious):
            insist(new, context=(session.user.name, session.user.login))
        identity = _reopen(session, member, old, floor=cost)
        write_identity(session.folder, identity, new, cost=cost)
        identity.wipe()
    finally:
        wipe(old)
        wipe(new)


def _reopen(session: Session, member: Member, old: bytearray, *, floor: KeyDerivation) -> Identity:
    try:
        return open_identity(session.folder, member, old, floor=floor)
    except WrongKey as problem:
        raise wrong_passphrase() from problem


def _put(session: Session, member: Member, user: User) -> None:
    """Seals go before the keyring changes: after a crash in between someone waits for access, never keeps it."""
    _keep_the_last(session, user)
    lost = frozenset(Compartment) - (user.opens if user.active else frozenset())
    for compartment in lost:
        remove_seal(session.folder, compartment, user.id)
    put_member(session.vault, replace(member, user=user))


def _keep_the_last(session: Session, changed: User) -> None:
    """Somebody must always administer, and somebody must hold each compartment's key."""
    others = [row for row in list_users(session) if row.user.active and row.user.id != changed.id]
    administrator = changed.active and changed.is_administrator
    if (
        not administrator
        and changed.id == session.user.id
        and any(row.user.is_administrator for row in others)
    ):
        raise UserError(  # a keyring signed by nobody who may sign would never open again
            _("You cannot take your own rights as administrator away; nothing was changed."),
            _("Ask another administrator to do it."),
        )
    if not administrator and not any(row.user.is_administrator for row in others):
        raise UserError(
            _("This is the last administrator; nothing was changed."), _("Name another administrator first.")
        )
    kept = changed.opens if changed.active else frozenset()
    for compartment in Compartment:
        if compartment not in kept and not any(compartment in row.sealed & row.user.opens for row in others):
            raise UserError(
                _("Nobody else could open this part of the files: {part}.").format(
                    part=compartment_label(compartment)
                ),
                _("Give a colleague a role that opens it first."),
            )


def _need_administrator(session: Session) -> None:
    if not session.user.is_administrator:
        raise NotAllowed(_("Only an administrator can do this."), _("Ask an administrator."))


def role_label(role: Role) -> str:
    """What a role is called."""
    return {
        Role.SHELTER_WORKER: _("Shelter worker"),
        Role.TEMPORARY_SHELTER_WORKER: _("Temporary shelter worker"),
        Role.CASEWORKER: _("Caseworker"),
        Role.LEGAL_COUNSELLOR: _("Legal counsellor"),
        Role.COUNSELLOR: _("Counsellor (psychologist, nurse)"),
        Role.COORDINATOR: _("Coordinator"),
        Role.ADMINISTRATOR: _("Administrator"),
        Role.DATA_PROTECTION_OFFICER: _("Data protection officer"),
    }[role]


def role_explanation(role: Role) -> str:
    """What a role opens, in plain words."""
    return {
        Role.SHELTER_WORKER: _("Sees who sleeps where, by call-name. No client files."),
        Role.TEMPORARY_SHELTER_WORKER: _("The same until a set hour; no search, export or print."),
        Role.CASEWORKER: _("Shelter, identity and support. Counselling only if granted by name."),
        Role.LEGAL_COUNSELLOR: _("Identity, procedure and support. Not the shelter."),
        Role.COUNSELLOR: _("Everything, counselling notes included."),
        Role.COORDINATOR: _("Shelter, identity and support. Counselling only if granted by name."),
        Role.ADMINISTRATOR: _("Adds and removes people. Opens no client file by itself."),
        Role.DATA_PROTECTION_OFFICER: _("Will audit who did what. Opens no client file."),
    }[role]


def compartment_label(compartment: Compartment) -> str:
    """What a part of the files is called."""
    return {
        Compartment.HOUSE: _("Shelter"),
        Compartment.REGISTRY: _("Identity"),
        Compartment.CASEWORK: _("Referral and support"),
        Compartment.COUNSELLING: _("Counselling"),
    }[compartment]
