"""Who may open which file: what a person need not know is absent everywhere, and a minor's file is so from the start.

This is enforced here and logged, not by keys: a compartment's key opens all of it. See docs/decisions/0006.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from desktop.clock import today
from desktop.domain.access import Group, Restriction, adult_on, is_minor, may_change
from desktop.domain.roles import Compartment
from desktop.domain.users import User
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.i18n import gettext as _
from desktop.services.session import Session
from desktop.storage import access as rows, clients

_HOUSE_ONLY = frozenset({Compartment.HOUSE})


class NoSuchFile(UserError):
    """A file that is not there, or is not this person's: one cannot be told from the other."""


@dataclass(frozen=True, slots=True)
class FileAccess:
    """Who opens a file: as decided, and what this person may do about it.

    `grew_up` says that the default for minors still stands although the client is 18 by now.
    """

    restriction: Restriction | None
    may_change: bool
    minor: bool
    grew_up: bool
    people: tuple[User, ...]

    @property
    def restricted(self) -> bool:
        return self.restriction is not None and self.restriction.restricted


def check(session: Session, client_id: str) -> None:
    """Refuse a file this person may not open, in the words for one that does not exist.

    Without any key to client files there is nothing to refuse: the house knows people by its own board.
    """
    if not client_id or session.holds <= _HOUSE_ONLY:
        return
    session.vault.need(Compartment.REGISTRY)
    if rows.is_hidden_from(session.vault, session.user, client_id):
        raise no_such_file()


def check_record(session: Session, entity_name: str, record_id: str) -> None:
    """Refuse a record of such a file, also one that was removed."""
    check(session, rows.file_of(session.vault, entity_name, record_id))


def hidden(session: Session) -> frozenset[str]:
    """The clients whose file this person may not open: to be left out of every list and count."""
    if session.holds <= _HOUSE_ONLY:
        return frozenset()
    session.vault.need(Compartment.REGISTRY)
    return rows.hidden_from(session.vault, session.user)


def no_such_file() -> NoSuchFile:
    """What is said of a file that is not there, and of one that is not this person's."""
    return NoSuchFile(_("There is no such file."), _("Choose one from the list of clients."))


def of_client(session: Session, client_id: str) -> FileAccess:
    """Who may open a file, for whoever opened it."""
    check(session, client_id)
    client = clients.load(session.vault, client_id)
    if client is None:
        raise no_such_file()
    restriction = rows.restriction_of(session.vault, client_id)
    details, day = client.details, today(session.clock)
    minor = is_minor(details.birth, details.age.code, day)
    default = restriction is not None and restriction.is_default
    return FileAccess(
        restriction=restriction,
        may_change=may_change(session.user, caseworker=details.caseworker),
        minor=minor,
        grew_up=default and details.birth is not None and day >= adult_on(details.birth),
        people=_who_open_files(session),
    )


def restrict(session: Session, client_id: str, readers: Collection[str], *, reason: str) -> Restriction:
    """Keep a file to named people and groups; whoever decides it stays among them. Raises InvalidField."""
    before = _decide_about(session, client_id)
    if not reason.strip():
        raise InvalidField("reason", _("Write why: it stays in the history of the file."))
    known = {person.id for person in _who_open_files(session)} | set(Group)
    named = tuple(dict.fromkeys((*(each for each in readers if each in known), session.user.id)))
    after = Restriction(before.id, client_id, True, named, reason.strip())
    return _write(session, after)


def lift(session: Session, client_id: str, *, reason: str) -> Restriction:
    """Open a file again to everyone whose role opens client files. Raises InvalidField."""
    before = _decide_about(session, client_id)
    if not reason.strip():
        raise InvalidField("reason", _("Write why: it stays in the history of the file."))
    return _write(session, Restriction(before.id, client_id, False, (), reason.strip()))


def put_back(session: Session, client_id: str, before: Restriction | None) -> None:
    """Undo a decision; what stood before counts again."""
    now = _decide_about(session, client_id)
    before = before or Restriction("", client_id, False)
    _write(session, Restriction(now.id, client_id, before.restricted, before.readers, before.reason))


def _decide_about(session: Session, client_id: str) -> Restriction:
    """What stands now, for whoever may change it; raises NotAllowed."""
    check(session, client_id)
    client = clients.load(session.vault, client_id)
    if client is None:
        raise no_such_file()
    if not may_change(session.user, caseworker=client.details.caseworker):
        raise NotAllowed(
            _("Only a coordinator, or whoever accompanies this client, decides who opens the file."),
            _("Ask one of them."),
        )
    return rows.restriction_of(session.vault, client_id) or Restriction("", client_id, False)


def _write(session: Session, restriction: Restriction) -> Restriction:
    with session.vault.save(Compartment.REGISTRY) as save:
        return replace(restriction, id=rows.write_restriction(save, restriction))


def _who_open_files(session: Session) -> tuple[User, ...]:
    """Active people whose role opens client files."""
    people = (member.user for member in session.vault.keyring.members)
    return tuple(person for person in people if person.active and Compartment.REGISTRY in person.opens)
