"""Clients: the list, opening a file, adding and changing an identity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop.clock import today
from desktop.domain import codelists
from desktop.domain.clients import (
    AGE_DECIDED,
    AGE_UNKNOWN,
    GENDERS,
    AgeStatus,
    Client,
    ClientDetails,
    ClientPage,
    Name,
)
from desktop.domain.roles import Compartment, may_print_and_search
from desktop.errors import InvalidField, NotAllowed
from desktop.i18n import gettext as _
from desktop.services import access, deadlines, identifiers
from desktop.services.session import Session
from desktop.storage import clients as rows
from desktop.storage.vault import log_access

LONGEST_NAME = 200


def list_clients(
    session: Session, *, search: str = "", limit: int = 200, offset: int = 0, undecided: bool = False
) -> ClientPage:
    """Clients matching what was typed, newest file first, and how many match in all.

    `undecided` keeps those with a referral that waits for its outcome.
    """
    session.vault.need(Compartment.REGISTRY, *([Compartment.CASEWORK] if undecided else []))
    if not may_print_and_search(session.user.roles):
        raise NotAllowed(_("Your role does not search."), _("Ask the coordinator on call."))
    return rows.page(
        session.vault,
        search=search,
        limit=limit,
        offset=offset,
        undecided=undecided,
        hidden=access.hidden(session),
    )


def open_client(session: Session, client_id: str) -> Client:
    """A client's identity; the reading is logged. Raises UserError when the file is gone."""
    access.check(session, client_id)
    client = _load(session, client_id)
    log_access(session.vault, Compartment.REGISTRY, "client", client_id, act="read")
    return client


def add_client(session: Session, details: ClientDetails, *, client_id: str = "") -> Client:
    """Open a new file; the name may be unknown. With an id given before, a file of that id is left as it is."""
    session.vault.need(Compartment.REGISTRY)
    access.check(session, client_id)
    if client_id and (known := rows.load(session.vault, client_id)) is not None:
        return known
    details = _checked(session, details)
    opened_on = today(session.clock)
    with session.vault.save(Compartment.REGISTRY) as save:
        number = rows.next_number(session.vault, opened_on.year)
        client = Client(client_id or session.vault.new_id(), number, opened_on, details)
        rows.save(save, client, None)
    _work_out_deadlines(session, client.id, changed=details.birth is not None)
    return _load(session, client.id)


def change_client(session: Session, client_id: str, details: ClientDetails) -> Client:
    """Record what changed in an identity; what was there before stays in the history."""
    access.check(session, client_id)
    before = _load(session, client_id)
    after = replace(before, details=_checked(session, details))
    with session.vault.save(Compartment.REGISTRY) as save:
        rows.save(save, after, before.details)
    was, now = before.details, after.details
    _work_out_deadlines(session, client_id, changed=(was.birth, was.age) != (now.birth, now.age))
    return _load(session, client_id)


def _work_out_deadlines(session: Session, client_id: str, *, changed: bool) -> None:
    """An 18th birthday follows from the birth and from what was decided about the age."""
    if changed and Compartment.CASEWORK in session.holds:
        with session.vault.save(Compartment.CASEWORK):
            deadlines.refresh(session.vault, client_id)


def _load(session: Session, client_id: str) -> Client:
    session.vault.need(Compartment.REGISTRY)
    client = rows.load(session.vault, client_id)
    if client is None:
        raise access.no_such_file()
    return client


def _checked(session: Session, details: ClientDetails) -> ClientDetails:
    """The details as they may be recorded; raises InvalidField."""
    if details.gender not in GENDERS:
        raise InvalidField("gender", _("Choose a gender, or unknown."))
    _check_birth(details, today(session.clock))
    named = tuple(name for name in map(_tidy, details.names) if name.latin or name.native)
    alerts = tuple(alert for alert in details.alerts if alert.text.strip())
    return replace(
        details,
        names=named,
        alerts=alerts,
        age=_checked_age(details.age, today(session.clock)),
        identifiers=identifiers.checked(details.identifiers),
    )


def _checked_age(age: AgeStatus, day: date) -> AgeStatus:
    """Only a decision has a day, and it has been taken."""
    if age.code != AGE_UNKNOWN and age.code not in {
        entry.code for entry in codelists.entries("age_statuses")
    }:
        raise InvalidField("age_status", _("Choose how sure the age is."))
    if age.code not in AGE_DECIDED:
        return replace(age, note=age.note.strip(), decided_on=None)
    if age.decided_on is not None and age.decided_on > day:
        raise InvalidField("age_decided_on", _("This day has not come yet."), _("Check the date."))
    return replace(age, note=age.note.strip())


def _check_birth(details: ClientDetails, day: date) -> None:
    if details.birth is None:
        return
    if details.birth.earliest > day:
        raise InvalidField("birth", _("This birth date lies in the future."), _("Check the year."))
    if details.birth.age_on(day) > 120:
        raise InvalidField("birth", _("Nobody is that old."), _("Check the year."))


def _tidy(name: Name) -> Name:
    tidied = replace(name, latin=" ".join(name.latin.split()), native=" ".join(name.native.split()))
    if max(len(tidied.latin), len(tidied.native)) > LONGEST_NAME:
        raise InvalidField(
            "names",
            _("A name has at most {count} characters.").format(count=LONGEST_NAME),
            _("Put the rest in a note."),
        )
    return tidied
