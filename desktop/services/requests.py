"""Requests to the Immigration Office: the package and what it still lacks, then every step with its day."""

from __future__ import annotations

from datetime import date

from desktop.clock import today
from desktop.domain import codelists
from desktop.domain.procedure import Request, RequestDraft, RequestStep
from desktop.domain.roles import Compartment
from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _
from desktop.services import access
from desktop.services.deadlines import saving
from desktop.services.procedure_checks import check_day, check_track
from desktop.services.session import Session
from desktop.storage import procedure as rows

_MAY_LIE_AHEAD = RequestStep.SUMMONED  # a summons names the day to come


def of_client(session: Session, client_id: str) -> tuple[Request, ...]:
    """A file's requests, cancelled ones left out, the newest first."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    return tuple(item for item in rows.requests_of(session.vault, client_id) if not item.cancelled)


def start(session: Session, client_id: str, draft: RequestDraft) -> Request:
    """Begin to prepare a request; nothing is sent yet."""
    access.check(session, client_id)
    _check(session, client_id, draft)
    request_id = session.vault.new_id()
    with saving(session.vault, client_id) as save:
        save.write("request", request_id, client_id=client_id, **rows.request_fields(draft))
    return _request(session, request_id)


def change(session: Session, request_id: str, draft: RequestDraft) -> Request:
    """Change what is asked, or which items are in hand."""
    before = _request(session, request_id)
    _check(session, before.client_id, draft)
    with saving(session.vault, before.client_id) as save:
        save.write("request", request_id, **rows.request_fields(draft))
    return _request(session, request_id)


def step(session: Session, request_id: str, which: RequestStep, on: date | None) -> Request:
    """Record the day of a step; None takes it back. Raises InvalidField `on`."""
    before = _request(session, request_id)
    if on is None:
        _check_taking_back(before, which)
    else:
        _check_step(session, before, which, on)
    with saving(session.vault, before.client_id) as save:
        save.write("request", request_id, **{f"{which}_on": on.isoformat() if on else None})
    return _request(session, request_id)


def link_document(session: Session, request_id: str, document_id: str) -> Request:
    """Say which document came of it."""
    before = _request(session, request_id)
    with saving(session.vault, before.client_id) as save:
        save.write("request", request_id, document_id=document_id)
    return _request(session, request_id)


def cancel(session: Session, request_id: str) -> Request:
    """Drop a request; it stays in the history."""
    return _set_cancelled(session, request_id, cancelled=1)


def restore(session: Session, request_id: str) -> Request:
    """Take the cancelling back."""
    return _set_cancelled(session, request_id, cancelled=0)


def package(kind: str, on: date | None = None) -> tuple[str, ...]:
    """The codes of the items that a request of this kind needs."""
    return tuple(
        entry.code
        for entry in codelists.entries("request_items", on)
        if not entry.facts.get("kinds") or kind in entry.facts["kinds"]
    )


def missing(request: Request, on: date) -> tuple[str, ...]:
    """The items of its package that are not in hand; what the list no longer asks on the day is not missed."""
    return tuple(code for code in package(request.draft.kind, on) if code not in request.draft.package)


def _check(session: Session, client_id: str, draft: RequestDraft) -> None:
    session.vault.need(Compartment.CASEWORK, Compartment.REGISTRY)
    if all(entry.code != draft.kind for entry in codelists.entries("request_kinds")):
        raise InvalidField("kind", _("Choose what is asked."))
    check_track(session, client_id, draft.track_id)


def _check_step(session: Session, request: Request, which: RequestStep, on: date) -> None:
    check_day("on", on)
    if on > today(session.clock) and which is not _MAY_LIE_AHEAD:
        raise InvalidField("on", _("This day has not come yet."), _("Check the date."))
    sent = request.steps.get(RequestStep.SENT)
    if which is RequestStep.SENT:
        first = min((day for step_, day in request.steps.items() if step_ is not which), default=on)
        if first < on:
            raise InvalidField(
                "on", _("A later step has an earlier day."), _("Check the dates of the steps.")
            )
    elif sent is None:
        raise InvalidField("on", _("This request has not been sent."), _("Record first when it was sent."))
    elif on < sent:
        raise InvalidField("on", _("It was sent only later."), _("Check the date."))


def _check_taking_back(request: Request, which: RequestStep) -> None:
    if which is RequestStep.SENT and len(request.steps) > 1:
        raise InvalidField("on", _("Later steps are recorded."), _("Take those back first."))


def _set_cancelled(session: Session, request_id: str, *, cancelled: int) -> Request:
    before = _request(session, request_id)
    with saving(session.vault, before.client_id) as save:
        save.write("request", request_id, cancelled=cancelled)
    return _request(session, request_id)


def _request(session: Session, request_id: str) -> Request:
    session.vault.need(Compartment.CASEWORK, Compartment.REGISTRY)
    if (request := rows.request(session.vault, request_id)) is None:
        raise UserError(_("There is no such request."), _("Look at the file again."))
    access.check(session, request.client_id)
    return request
