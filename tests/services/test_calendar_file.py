"""What leaves for another calendar: times and file numbers, in lines every calendar reads, and no word more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from desktop.clock import BRUSSELS
from desktop.domain.agenda import AgendaItem, AgendaKind as Kind
from desktop.domain.clients import ClientDetails, Name
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.roles import Compartment, Role
from desktop.domain.support import AppointmentDraft, TaskDraft
from desktop.errors import NotAllowed, UserError
from desktop.services import agenda, appointments, calendar_file, clients, procedure, tasks
from desktop.services.session import Session
from desktop.storage.operations import read_log
from tests.helpers.vaults import MOMENT, MakeSession

CANARIES = ("Zyxamina", "Qwertov", "Z. Q.", "Courtroomxyz", "Placexyz", "Taskxyz", "Lawyerxyz", "An Peeters")
TELLING = ("hearing", "deadline", "task", "appointment", "annex", "goal", "PAG-ASA", "caseworker")
ALLOWED = {"UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "SUMMARY", "CLASS", "TRANSP"}


@pytest.fixture
def number(session: Session) -> str:
    """A file with canaries wherever words can stand."""
    me = session.user.id
    details = ClientDetails(names=(Name("Zyxamina Qwertov"),), caseworker=me)
    client = clients.add_client(session, details)
    hearing = AppointmentDraft(
        *(MOMENT + timedelta(days=3), "Courtroomxyz", "Placexyz", me),
        kind="hearing",
        minutes=45,
        interpreter="Lawyerxyz",
    )
    appointments.add(session, client.id, hearing)
    tasks.add(session, TaskDraft("Taskxyz", me, due=MOMENT.date()), client_id=client.id)
    tasks.add(session, TaskDraft("Taskxyz of nobody", me, due=MOMENT.date()))
    annex = ResidenceDocumentDraft("annex15", MOMENT.date() - timedelta(days=40))
    procedure.record_document(session, client.id, annex)
    return client.number


def events(content: bytes) -> list[dict[str, object]]:
    """The events of a calendar, read back."""
    found = Calendar.from_ical(content).walk("VEVENT")
    return [{name: event.decoded(name) for name in event} for event in found]


def test_read_back_it_holds_the_times_and_the_number(session: Session, number: str, tmp_path: Path) -> None:
    path = tmp_path / "baken.ics"
    assert calendar_file.save(session, agenda.upcoming(session).items, path) == 3
    found = events(path.read_bytes())
    assert {event["SUMMARY"] for event in found} == {number}
    assert [(event["DTSTART"], event.get("DTEND") or event["DURATION"]) for event in found] == [
        (date(2026, 11, 2), date(2026, 11, 3)),
        (datetime(2026, 11, 5, 10, 30, tzinfo=BRUSSELS), timedelta(minutes=45)),
        (date(2026, 11, 7), date(2026, 11, 8)),
    ]


@pytest.mark.usefixtures("number")
def test_no_name_place_court_or_kind_leaves(session: Session) -> None:
    items = agenda.upcoming(session).items
    content = calendar_file.calendar_of(session, items)
    unfolded = content.replace(b"\r\n ", b"").decode().casefold()
    assert not [word for word in (*CANARIES, *TELLING) if word.casefold() in unfolded]
    ids = [*(item.id for item in items), *(item.client_id for item in items)]
    assert not [part for part in ids if part and part.casefold() in unfolded]
    assert {name for event in events(content) for name in event} <= ALLOWED


@pytest.mark.usefixtures("number")
def test_a_second_export_is_of_the_same_entries(session: Session, make_session: MakeSession) -> None:
    items = agenda.upcoming(session).items
    first, second = (events(calendar_file.calendar_of(session, items)) for _ in range(2))
    assert [event["UID"] for event in first] == [event["UID"] for event in second]
    assert len({event["UID"] for event in first}) == len(first)


@pytest.mark.parametrize(
    ("at", "hours"),
    [
        (datetime(2026, 7, 1, 8, tzinfo=UTC), 2),
        (datetime(2026, 12, 1, 8, tzinfo=UTC), 1),
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), 1),  # an hour and a half before summer time begins
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 2),  # the first of the two half past two
    ],
)
def test_the_zone_is_brussels_in_summer_and_winter(session: Session, at: datetime, hours: int) -> None:
    item = AgendaItem(Kind.APPOINTMENT, "x", at.date(), at, minutes=60, client_number="2026-0001")
    content = calendar_file.calendar_of(session, [item])
    assert b"TZID:Europe/Brussels" in content
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    begins = event.decoded("DTSTART")
    assert event["DTSTART"].params["TZID"] == "Europe/Brussels"
    assert (begins.utcoffset(), begins.astimezone(UTC)) == (timedelta(hours=hours), at)


def test_the_hour_that_comes_twice_is_told_apart(session: Session) -> None:
    """At the end of summer time it is half past two in Brussels twice."""
    for hour in (0, 1):
        at = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        item = AgendaItem(Kind.APPOINTMENT, "x", at.date(), at, client_number="2026-0001")
        (event,) = events(calendar_file.calendar_of(session, [item]))
        assert event["DTSTART"].astimezone(UTC) == at  # type: ignore[attr-defined]
        assert event["DURATION"] == timedelta(hours=1)


def test_lines_are_folded_at_75_octets(session: Session) -> None:
    item = AgendaItem(Kind.TASK, "x", date(2026, 11, 2), client_number="2026-" + "é1" * 60)
    content = calendar_file.calendar_of(session, [item])
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert events(content)[0]["SUMMARY"] == item.client_number


def test_the_export_is_logged(session: Session, number: str, tmp_path: Path) -> None:
    calendar_file.save(session, agenda.upcoming(session).items, tmp_path / "baken.ics")
    log = read_log(session.vault.connection, Compartment.CASEWORK)
    (access,) = (each for each in log if each.kind == "access" and each.entity == "calendar")
    assert access.fields == {"act": "export"}
    assert access.user == session.user.id


@pytest.mark.usefixtures("number")
def test_where_it_cannot_be_written_is_said(session: Session, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        calendar_file.save(session, agenda.upcoming(session).items, tmp_path / "no" / "baken.ics")


def test_only_with_the_key(make_session: MakeSession) -> None:
    with pytest.raises(NotAllowed):
        calendar_file.calendar_of(make_session(roles=[Role.SHELTER_WORKER]), [])
