"""Incidents: one event, e.g. a raid, that brings several persons, and what is done for all of them at once.

Each person is a save of its own. Work that stops halfway leaves a valid state, and taken up again it goes on where it
stopped: what is recorded already is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from desktop.clock import today
from desktop.domain.incidents import (
    Done,
    Incident,
    IncidentDetails,
    IncidentFile,
    Newcomer,
    PersonOfIncident,
    Reserved,
)
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.roles import Compartment
from desktop.domain.support import Outcome, ReferralDetails
from desktop.errors import Cancelled, InvalidField, UserError
from desktop.i18n import gettext as _
from desktop.progress import Progress
from desktop.services import access, procedure, referrals, residence
from desktop.services.session import Session
from desktop.storage import incidents as rows

T = TypeVar("T")
OFFERED = 20


def new_id(session: Session) -> str:
    """The id an incident will have, given before it is recorded."""
    return session.vault.new_id()


def record(session: Session, details: IncidentDetails, *, incident_id: str = "") -> Incident:
    """Record an incident, new or changed; with an id given before, once however often it is tried."""
    session.vault.need(Compartment.CASEWORK)
    details = _checked(session, details)
    before = rows.incident(session.vault, incident_id, hidden=()) if incident_id else None
    fields = rows.incident_fields(details)
    if before is not None:
        was = rows.incident_fields(before.details)
        fields = {name: value for name, value in fields.items() if was[name] != value}
    incident_id = incident_id or session.vault.new_id()
    if fields:
        with session.vault.save(Compartment.CASEWORK) as save:
            save.write("incident", incident_id, **fields)
    return _incident(session, incident_id)


def latest(session: Session) -> tuple[Incident, ...]:
    """The latest incidents, newest first."""
    session.vault.need(Compartment.CASEWORK)
    return rows.incidents(session.vault, limit=OFFERED, hidden=access.hidden(session))


def of_client(session: Session, client_id: str) -> dict[str, Incident]:
    """The incidents a client's referrals belong to, by id."""
    session.vault.need(Compartment.CASEWORK)
    access.check(session, client_id)
    found = rows.incidents_of(session.vault, client_id, hidden=access.hidden(session))
    return {incident.id: incident for incident in found}


def load(session: Session, incident_id: str) -> IncidentFile:
    """An incident with its persons; raises UserError when it is gone."""
    session.vault.need(Compartment.REGISTRY, Compartment.CASEWORK)
    persons = rows.persons_of(session.vault, incident_id, hidden=access.hidden(session))
    shared = max((person.referral for person in persons), key=lambda referral: referral.id, default=None)
    return IncidentFile(_incident(session, incident_id), persons, shared.details if shared else None)


def take_in(
    session: Session,
    incident_id: str,
    persons: Sequence[tuple[Newcomer, Reserved]],
    shared: ReferralDetails,
    *,
    progress: Progress | None = None,
) -> Done:
    """Open a file for each person, with a referral of the shared facts; cancelled, it tells how far it came."""
    session.vault.need(Compartment.REGISTRY, Compartment.CASEWORK)
    _incident(session, incident_id)
    details = replace(shared, incident_id=incident_id)

    def take(person: tuple[Newcomer, Reserved]) -> None:
        newcomer, reserved = person
        referrals.take_in(session, newcomer, details, reserved=reserved)

    return _each(persons, take, progress)


def give_document(
    session: Session,
    persons: Sequence[PersonOfIncident],
    draft: ResidenceDocumentDraft,
    *,
    progress: Progress | None = None,
) -> Done:
    """Record the same residence document for each of these persons; who has it already is passed over."""
    session.vault.need(Compartment.CASEWORK)
    if draft.issued_on is None:
        raise InvalidField("issued_on", _("Say on which day it was issued."))

    def give(person: PersonOfIncident) -> None:
        held = {_same(document.draft) for document in residence.of_client(session, person.client_id)}
        if _same(draft) not in held:
            _record_document(session, person, draft)

    return _each(persons, give, progress)


def give_outcome(
    session: Session,
    persons: Sequence[PersonOfIncident],
    *,
    outcome: Outcome,
    reason: str = "",
    decided_on: date | None = None,
    progress: Progress | None = None,
) -> Done:
    """Decide the referral of each of these persons alike."""
    session.vault.need(Compartment.CASEWORK)
    decided_on = decided_on or (None if outcome is Outcome.PENDING else today(session.clock))

    def decide(person: PersonOfIncident) -> None:
        referral = person.referral
        details = replace(referral.details, outcome=outcome, reason=reason, decided_on=decided_on)
        referrals.record(session, person.client_id, details, referral_id=referral.id)

    return _each(persons, decide, progress)


def _each(persons: Sequence[T], act: Callable[[T], None], progress: Progress | None) -> Done:
    """One after the other; who cancels keeps what is done."""
    progress = progress or Progress()
    for done, person in enumerate(persons):
        try:
            progress.step(done, len(persons))
        except Cancelled:
            return Done(done, len(persons))
        act(person)
    return Done(len(persons), len(persons))


def _same(draft: ResidenceDocumentDraft) -> tuple[object, ...]:
    return draft.kind, draft.role, draft.issued_on, draft.holder


def _record_document(session: Session, person: PersonOfIncident, draft: ResidenceDocumentDraft) -> None:
    """Record it, or say for whom it cannot be; those before them have theirs."""
    try:
        procedure.record_document(session, person.client_id, draft)
    except InvalidField as refused:
        raise UserError(
            _("File {number}: {problem}").format(number=person.number, problem=refused.message),
            _("Take the tick away from this person, and record again for the others."),
        ) from refused


def _incident(session: Session, incident_id: str) -> Incident:
    found = rows.incident(session.vault, incident_id, hidden=access.hidden(session))
    if found is None:
        raise UserError(_("There is no such incident."), _("Choose one from the list."))
    return found


def _checked(session: Session, details: IncidentDetails) -> IncidentDetails:
    label = " ".join(details.label.split())
    if not label:
        raise InvalidField("label", _("Give it a few words, for example: raid, nail studio, Antwerp."))
    if details.happened is not None and details.happened > today(session.clock):
        raise InvalidField("happened", _("This day has not come yet."), _("Check the date."))
    return replace(details, label=label)
