"""The agenda holds what comes over all files, and nothing of a file one may not read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from desktop.domain.agenda import AgendaItem, AgendaKind as Kind
from desktop.domain.clients import ClientDetails, Name
from desktop.domain.deadlines import Urgency
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.roles import Compartment, Role
from desktop.domain.support import AppointmentDraft, TaskDraft
from desktop.errors import NotAllowed
from desktop.services import access, agenda, appointments, clients, procedure, tasks
from desktop.services.session import Session
from tests.helpers.vaults import MOMENT, MakeSession

DAY = date(2026, 11, 2)


def add_file(session: Session, name: str, *, caseworker: str = "") -> str:
    return clients.add_client(session, ClientDetails(names=(Name(name),), caseworker=caseworker)).id


def fill(session: Session, client_id: str) -> None:
    """Something of every kind."""
    appointments.add(session, client_id, AppointmentDraft(MOMENT + timedelta(days=3), "Lawyer", minutes=45))
    tasks.add(
        session, TaskDraft("Order a card", session.user.id, DAY - timedelta(days=2)), client_id=client_id
    )
    annex = ResidenceDocumentDraft("annex15", DAY - timedelta(days=40), DAY + timedelta(days=5))
    procedure.record_document(session, client_id, annex)
    fields: dict[str, Any] = {"domain": "legal", "words": "A home", "review_on": "2026-12-01"}
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("goal", session.vault.new_id(), client_id=client_id, **fields)


def lines(items: tuple[AgendaItem, ...]) -> list[tuple[str, str, str]]:
    return [(item.kind.value, item.day.isoformat(), item.text or item.code) for item in items]


@pytest.fixture
def client_id(session: Session) -> str:
    made = add_file(session, "Amina Diallo", caseworker=session.user.id)
    fill(session, made)
    return made


@pytest.mark.usefixtures("client_id")
def test_overdue_first_then_by_day(session: Session) -> None:
    found = agenda.upcoming(session)
    assert lines(found.overdue) == [("task", "2026-10-31", "Order a card")]
    assert lines(found.coming) == [
        ("appointment", "2026-11-05", "Lawyer"),
        ("deadline", "2026-11-07", "D1"),
        ("review", "2026-12-01", "A home"),
    ]
    deadline = found.coming[1]
    assert (deadline.urgency, deadline.client_name) == (Urgency.SOON, "Amina Diallo")
    assert deadline.client_number.startswith("2026-")


@pytest.mark.usefixtures("client_id")
def test_only_so_many_days_ahead(session: Session) -> None:
    assert [item.kind for item in agenda.upcoming(session, days=5).coming] == [
        Kind.APPOINTMENT,
        Kind.DEADLINE,
    ]


@pytest.mark.usefixtures("client_id")
def test_mine_is_what_i_do_or_accompany(session: Session, make_session: MakeSession) -> None:
    assert all(item.is_mine for item in agenda.upcoming(session).items)
    colleague = make_session(roles=[Role.CASEWORKER])
    assert not any(item.is_mine for item in agenda.upcoming(colleague).items)
    theirs = add_file(session, "Linh", caseworker=colleague.user.id)
    draft = AppointmentDraft(MOMENT + timedelta(days=1), "Doctor", with_user=session.user.id)
    appointments.add(session, theirs, draft)
    assert [item.is_mine for item in agenda.upcoming(session).items if item.text == "Doctor"] == [True]
    assert [item.is_mine for item in agenda.upcoming(colleague).items if item.text == "Doctor"] == [True]


@pytest.mark.usefixtures("client_id")
def test_a_legal_counsellor_follows_the_deadlines_of_every_file(make_session: MakeSession) -> None:
    legal = make_session(roles=[Role.LEGAL_COUNSELLOR], login="helene")
    found = agenda.upcoming(legal).items
    assert {item.kind for item in found if item.is_mine} == {Kind.DEADLINE}


def test_nothing_of_a_file_one_may_not_read(
    session: Session, client_id: str, make_session: MakeSession
) -> None:
    access.restrict(session, client_id, [session.user.id], reason="Threatened")
    assert agenda.upcoming(make_session(roles=[Role.CASEWORKER])).items == ()
    assert len(agenda.upcoming(session).items) == 4


def test_without_the_key_there_is_no_agenda(make_session: MakeSession) -> None:
    with pytest.raises(NotAllowed):
        agenda.upcoming(make_session(roles=[Role.SHELTER_WORKER]))
