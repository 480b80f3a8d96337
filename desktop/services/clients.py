"""Clients: the list, opening a file, adding and changing an identity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop.clock import today
from desktop.domain.clients import GENDERS, Client, ClientDetails, ClientPage, Name
from desktop.domain.roles import Compartment, may_print_and_search
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.i18n import gettext as _
from desktop.services.session import Session
from desktop.storage import clients as rows
from desktop.storage.vault import log_access

LONGEST_NAME = 200


def list_clients(session: Session, *, search: str = "", limit: int = 200, offset: int = 0) -> ClientPage:
    """Clients matching what was typed, newest file first, and how many match in all."""
    session.vault.need(Compartment.REGISTRY)
    if not may_print_and_search(session.user.roles):
        raise NotAllowed(_("Your role does not search."), _("Ask the coordinator on call."))
    return rows.page(session.vault, search=search, limit=limit, offset=offset)


def open_client(session: Session, client_id: str) -> Client:
    """A client's identity; the reading is logged. Raises UserError when the file is gone."""
    client = _load(session, client_id)
    log_access(session.vault, Compartment.REGISTRY, "client", client_id, act="read")
    return client


def add_client(session: Session, details: ClientDetails) -> Client:
    """Open a new file; the name may be unknown."""
    session.vault.need(Compartment.REGISTRY)
    details = _checked(session, details)
    opened_on = today(session.clock)
    with session.vault.save(Compartment.REGISTRY) as save:
        client = Client(
            session.vault.new_id(), rows.next_number(session.vault, opened_on.year), opened_on, details
        )
        rows.save(save, client, None)
    return _load(session, client.id)


def change_client(session: Session, client_id: str, details: ClientDetails) -> Client:
    """Record what changed in an identity; what was there before stays in the history."""
    before = _load(session, client_id)
    after = replace(before, details=_checked(session, details))
    with session.vault.save(Compartment.REGISTRY) as save:
        rows.save(save, after, before.details)
    return _load(session, client_id)


def _load(session: Session, client_id: str) -> Client:
    session.vault.need(Compartment.REGISTRY)
    client = rows.load(session.vault, client_id)
    if client is None:
        raise UserError(_("There is no such file."), _("Choose one from the list of clients."))
    return client


def _checked(session: Session, details: ClientDetails) -> ClientDetails:
    """The details as they may be recorded; raises InvalidField."""
    if details.gender not in GENDERS:
        raise InvalidField("gender", _("Choose a gender, or unknown."))
    _check_birth(details, today(session.clock))
    named = tuple(name for name in map(_tidy, details.names) if name.latin or name.native)
    alerts = tuple(alert for alert in details.alerts if alert.text.strip())
    return replace(details, names=named, alerts=alerts)


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
