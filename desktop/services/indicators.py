"""The 61 indicators: what was asked, what was answered, by whom and when."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.clock import today
from desktop.domain.indicators import IndicatorAnswer
from desktop.domain.procedure import Answer
from desktop.domain.roles import Compartment
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import indicators as rows
from desktop.storage.columns import iso


@dataclass(frozen=True, slots=True)
class IndicatorFile:
    """A client's answers by code, and the forms of exploitation known so far."""

    answers: dict[str, IndicatorAnswer]
    forms: frozenset[str]


def read(session: Session, client_id: str) -> IndicatorFile:
    """What was answered; an indicator that is not there was never asked."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    answers = rows.answers_of(session.vault, client_id)
    return IndicatorFile({each.code: each for each in answers}, rows.forms_of(session.vault, client_id))


def answer(session: Session, client_id: str, code: str, given: Answer) -> IndicatorAnswer:
    """Record an answer today; the note stays as it is."""
    access.check(session, client_id)
    return _write(session, client_id, code, answer=given.value, answered_on=iso(today(session.clock)))


def note(session: Session, client_id: str, code: str, text: str) -> IndicatorAnswer:
    """Record what goes with an answer; the answer stays as it is."""
    access.check(session, client_id)
    return _write(session, client_id, code, note=text.strip(), answered_on=iso(today(session.clock)))


def put_back(session: Session, client_id: str, before: IndicatorAnswer) -> IndicatorAnswer:
    """Undo: let an indicator say again what it said; both stay in the history."""
    access.check(session, client_id)
    return _write(
        session,
        client_id,
        before.code,
        answer=before.answer.value,
        note=before.note,
        answered_on=iso(before.answered_on),
    )


def _write(session: Session, client_id: str, code: str, **fields: str | None) -> IndicatorAnswer:
    vault = session.vault
    vault.need(Compartment.CASEWORK)
    known = rows.indicator_id(vault, client_id, code)
    new = {} if known else {"client_id": client_id}
    with vault.save(
        Compartment.CASEWORK
    ) as save:  # each time with its code: the history says what was answered
        save.write("indicator", known or vault.new_id(), **new, code=code, **fields)
    return next(each for each in rows.answers_of(vault, client_id) if each.code == code)
