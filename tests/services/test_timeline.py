"""The timeline holds everything of a file once, in order, and only what the keys open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from desktop.clock import FixedClock
from desktop.domain.clients import ClientDetails, Name
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.roles import Compartment, Role
from desktop.domain.shelter import Resident
from desktop.domain.support import (
    AppointmentDraft,
    Domain,
    NoteDraft,
    Outcome,
    ReferralDetails,
    TaskDraft,
)
from desktop.domain.timeline import EntryKind as Kind, EntryState as State, TimelineEntry
from desktop.errors import NotAllowed, UserError
from desktop.services import (
    access,
    appointments,
    clients,
    deadlines,
    notes,
    procedure,
    referrals,
    shelter,
    tasks,
    timeline,
)
from desktop.services.session import Session
from tests.helpers.vaults import MOMENT, MakeSession

DAY = date(2026, 11, 2)


@pytest.fixture
def client_id(session: Session) -> str:
    return clients.add_client(session, ClientDetails(names=(Name("Amina Diallo"),))).id


def note(session: Session, client_id: str, text: str, *, days: int = 0, **more: object) -> str:
    moment = MOMENT - timedelta(days=days)
    draft = NoteDraft(text=text, happened=moment, **{"domain": Domain.LEGAL, **more})  # type: ignore[arg-type]
    return notes.record(session, client_id, draft).id


def write(session: Session, entity: str, client_id: str, **fields: object) -> str:
    """A record of a part of the file, as its own service writes it."""
    record_id = session.vault.new_id()
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write(entity, record_id, client_id=client_id, **fields)  # type: ignore[arg-type]
    return record_id


def lines(entries: tuple[TimelineEntry, ...]) -> Iterator[tuple[Kind, str]]:
    yield from ((entry.kind, entry.moment) for entry in entries)


def test_everything_stands_there_once(session: Session, client_id: str) -> None:
    me = session.user.id
    details = ReferralDetails(MOMENT - timedelta(days=40), outcome=Outcome.SUPPORT_STARTED, decided_on=DAY)
    referrals.record(session, client_id, details)
    note(session, client_id, "Spoke about the procedure", days=3)
    done = tasks.add(session, TaskDraft("Fetch the papers", me, due=DAY), client_id=client_id)
    tasks.complete(session, done.id)
    tasks.add(session, TaskDraft("Call the doctor", me), client_id=client_id)
    appointments.add(session, client_id, AppointmentDraft(MOMENT + timedelta(days=4), "Lawyer"))
    appointments.add(session, client_id, AppointmentDraft(MOMENT - timedelta(days=4), "Police"))
    procedure.record_document(session, client_id, ResidenceDocumentDraft("annex15", DAY - timedelta(days=20)))
    write(session, "procedure_event", client_id, kind="turned_18", happened="2026-09-01")
    write(session, "request", client_id, kind="ai", sent_on="2026-10-01", collected_on="2026-10-20")
    write(session, "track", client_id, kind="thb", begins="2026-08-01", ends="2026-10-30")
    write(session, "goal", client_id, domain="legal", words="A home", agreed_on=None, review_on="2026-12-01")
    write(session, "support", client_id, begins="2026-07-01", reopenings=["2026-09-09"])
    house = shelter.add_house(session, "North")
    shelter.add_room(session, house.id, "1")
    place = shelter.board(session).places[0].place.id
    shelter.place(session, place, Resident("Amina", client_id=client_id), arrived=MOMENT - timedelta(days=9))
    found = timeline.of_client(session, client_id)
    assert Counter(lines(found.ahead)) == {
        (Kind.APPOINTMENT, ""): 1,
        (Kind.TASK, "due"): 1,
        (Kind.GOAL, "review"): 1,
        (Kind.DEADLINE, ""): 2,
    }
    assert Counter(lines(found.past)) == {
        (Kind.REFERRAL, "received"): 1,
        (Kind.REFERRAL, "decided"): 1,
        (Kind.NOTE, ""): 1,
        (Kind.TASK, "done"): 1,
        (Kind.APPOINTMENT, ""): 1,
        (Kind.DOCUMENT, "issued"): 1,
        (Kind.EVENT, ""): 1,
        (Kind.REQUEST, "sent"): 1,
        (Kind.REQUEST, "collected"): 1,
        (Kind.TRACK, "begun"): 1,
        (Kind.TRACK, "ended"): 1,
        (Kind.SUPPORT, "begun"): 1,
        (Kind.SUPPORT, "reopened"): 1,
        (Kind.STAY, "begun"): 1,
    }


def test_newest_first_and_what_comes_soonest_first(session: Session, client_id: str) -> None:
    for days in (5, 1, 9):
        note(session, client_id, f"{days} ago", days=days)
    for days in (30, 2):
        draft = AppointmentDraft(MOMENT + timedelta(days=days), f"in {days}")
        appointments.add(session, client_id, draft)
    tasks.add(session, TaskDraft("some day", session.user.id), client_id=client_id)
    late = TaskDraft("late", session.user.id, due=DAY - timedelta(days=3))
    tasks.add(session, late, client_id=client_id)
    found = timeline.of_client(session, client_id)
    assert [entry.text for entry in found.past] == ["1 ago", "5 ago", "9 ago"]
    assert [entry.text for entry in found.ahead] == ["late", "in 2", "in 30", "some day"]


def test_an_appointment_of_this_morning_is_over(session: Session, client_id: str, clock: FixedClock) -> None:
    appointments.add(session, client_id, AppointmentDraft(MOMENT + timedelta(minutes=30), "Doctor"))
    assert [entry.text for entry in timeline.of_client(session, client_id).ahead] == ["Doctor"]
    clock.advance(timedelta(hours=1))
    found = timeline.of_client(session, client_id)
    assert ([entry.text for entry in found.past], found.ahead) == (["Doctor"], ())


def test_a_deadline_lies_ahead_until_it_is_met_or_silenced(session: Session, client_id: str) -> None:
    annex = ResidenceDocumentDraft("annex15", DAY - timedelta(days=50), DAY - timedelta(days=5))
    procedure.record_document(session, client_id, annex)
    (entry,) = timeline.of_client(session, client_id).ahead
    assert (entry.kind, entry.code, entry.day) == (Kind.DEADLINE, "D1", DAY - timedelta(days=5))
    deadlines.silence(session, client_id, entry.id, reason="Went home")
    assert timeline.of_client(session, client_id).ahead == ()


def test_a_corrected_note_is_there_once_as_it_stands(session: Session, client_id: str) -> None:
    first = note(session, client_id, "On the 12th", days=2)
    note(session, client_id, "On the 13th", days=2, corrects=first)
    (entry,) = timeline.of_client(session, client_id).past
    assert (entry.text, entry.state) == ("On the 13th", State.CORRECTED)


def test_of_a_withdrawn_note_only_that_and_why(session: Session, client_id: str) -> None:
    gone = note(session, client_id, "Of someone else", days=2)
    write(
        *(session, "withdrawn_note", client_id),
        note_id=gone,
        domain="legal",
        happened="2026-10-31T09:30Z",
        author=session.user.id,
        reason="Wrong file",
    )
    (entry,) = timeline.of_client(session, client_id).past
    assert (entry.text, entry.state, entry.day) == ("Wrong file", State.WITHDRAWN, date(2026, 10, 31))


def test_what_was_cancelled_lies_ahead_of_nobody(session: Session, client_id: str) -> None:
    draft = AppointmentDraft(MOMENT + timedelta(days=4), "Lawyer")
    appointments.cancel(session, appointments.add(session, client_id, draft).id)
    found = timeline.of_client(session, client_id)
    assert found.entries == ()


def test_one_domain_at_a_time(session: Session, client_id: str) -> None:
    for domain in (Domain.LEGAL, Domain.PSYCHOSOCIAL, Domain.COUNSELLING):
        note(session, client_id, domain.value, domain=domain)
    write(session, "procedure_event", client_id, kind="access_request_received", happened="2026-09-01")
    texts = {
        domain: [
            entry.text or entry.code for entry in timeline.of_client(session, client_id, domain=domain).past
        ]
        for domain in Domain
    }
    assert texts == {
        Domain.LEGAL: ["legal"],
        Domain.PSYCHOSOCIAL: ["psychosocial"],
        Domain.ADMINISTRATIVE: ["access_request_received"],
        Domain.COUNSELLING: ["counselling"],
    }


def test_what_a_key_does_not_open_is_absent(
    session: Session, client_id: str, make_session: MakeSession
) -> None:
    note(session, client_id, "Therapy", domain=Domain.COUNSELLING)
    note(session, client_id, "Lawyer called")
    house = shelter.add_house(session, "North")
    shelter.add_room(session, house.id, "1")
    place = shelter.board(session).places[0].place.id
    shelter.place(session, place, Resident("Amina", client_id=client_id))
    legal = make_session(roles=[Role.LEGAL_COUNSELLOR])
    found = timeline.of_client(legal, client_id)
    assert [(entry.kind, entry.text) for entry in found.entries] == [(Kind.NOTE, "Lawyer called")]
    with pytest.raises(NotAllowed):
        timeline.of_client(make_session(roles=[Role.SHELTER_WORKER]), client_id)


def test_a_restricted_file_is_not_there(session: Session, client_id: str, make_session: MakeSession) -> None:
    note(session, client_id, "Spoke")
    access.restrict(session, client_id, [session.user.id], reason="Threatened")
    with pytest.raises(UserError):
        timeline.of_client(make_session(roles=[Role.CASEWORKER]), client_id)
