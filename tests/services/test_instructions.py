"""What the house must do or not do for someone: written by who knows why, read by who need not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.clock import FixedClock
from desktop.domain.clients import ClientDetails, Name
from desktop.domain.family import InstructionDraft
from desktop.domain.roles import Compartment
from desktop.domain.shelter import Resident
from desktop.errors import InvalidField, NotAllowed
from desktop.i18n import set_language
from desktop.services import access, clients, history, instructions, shelter
from desktop.services.instructions import InstructionsStand
from desktop.services.session import Session
from tests.helpers.vaults import MOMENT
from tests.helpers.workers import Staff

TODAY = MOMENT.date()


def open_file(session: Session, **details: object) -> str:
    return clients.add_client(session, ClientDetails(names=(Name("Sara T."),), **details)).id  # type: ignore[arg-type]


def free_place(session: Session) -> str:
    house = shelter.add_house(session, "Lindenhof")
    shelter.add_room(session, house.id, "1")
    shelter.add_room(session, house.id, "2")
    return shelter.free_places(session, MOMENT, None)[0].place.id


def test_the_house_reads_what_to_do_and_nobody_reads_why(staff: Staff) -> None:
    file = open_file(staff.at("psy"))
    check = InstructionDraft("check", "Check every 2 h", TODAY)
    instructions.record(staff.at("psy"), file, check)
    instructions.record(staff.at("psy"), file, InstructionDraft("do_not_place", "her uncle Zoran", TODAY))
    night = staff.at("night")
    assert night.holds == {Compartment.HOUSE}
    standing = instructions.for_board(night)[file]
    assert [instructions.sentence(each) for each in standing] == [
        "Do not place here: call on-call",
        "Check every 2 h",
    ]
    logged = night.vault.connection.execute("SELECT group_concat(body) FROM house.operation").fetchone()
    assert logged is not None
    assert "Zoran" not in logged[0]
    set_language("nl")
    assert instructions.sentence(standing[0]) == "Hier niet plaatsen: bel de permanentie"


@pytest.mark.parametrize("login", ["eva", "psy", "co"])
def test_who_works_with_the_client_and_the_house_writes(staff: Staff, login: str) -> None:
    session = staff.at(login)
    file = open_file(session)
    written = instructions.record(session, file, InstructionDraft("care", "Medicine at 22:00"))
    instructions.remove(session, written.id)
    assert instructions.of_client(session, file) == ()
    instructions.restore(session, written.id)
    assert len(instructions.of_client(session, file)) == 1


def test_a_legal_counsellor_has_no_key_to_the_house_and_is_told_so(staff: Staff) -> None:
    file = open_file(staff.at("eva"))
    legal = staff.at("leg")
    assert not instructions.may_write(legal)
    with pytest.raises(NotAllowed, match="your role has no key to it"):
        instructions.record(legal, file, InstructionDraft("care", "Medicine"))
    night = staff.at("night")
    with pytest.raises(NotAllowed, match="reads the instructions"):
        instructions.record(night, file, InstructionDraft("care", "Medicine"))


def test_an_instruction_counts_through_the_night_it_ends_in(staff: Staff, clock: FixedClock) -> None:
    session = staff.at("eva")
    file = open_file(session)
    instructions.record(session, file, InstructionDraft("check", "Check", TODAY, TODAY + timedelta(days=1)))
    for days, stands in ((0, True), (1, True), (2, False)):
        night = TODAY + timedelta(days=days)
        assert bool(instructions.for_board(session, night=night)) is stands
    assert not instructions.for_board(session, night=date(2026, 10, 30))


def test_a_warning_wants_to_be_read_before_somebody_is_placed(staff: Staff) -> None:
    session = staff.at("eva")
    file, place = open_file(session), free_place(session)
    instructions.record(session, file, InstructionDraft("check", "Check every 2 h"))
    resident = shelter.resident_of(session, file)
    with pytest.raises(InstructionsStand, match="Check every 2 h") as warned:
        shelter.place(session, place, resident)
    assert not warned.value.forbids
    assert shelter.stays_of(session, file) == ()
    shelter.place(session, place, resident, acknowledged=True)
    assert len(shelter.stays_of(session, file)) == 1


def test_who_must_not_be_placed_is_refused_but_for_a_reason_that_is_logged(staff: Staff) -> None:
    session = staff.at("eva")
    file, place = open_file(session), free_place(session)
    instructions.record(session, file, InstructionDraft("do_not_place"))
    resident = shelter.resident_of(session, file)
    for options in ({}, {"acknowledged": True}, {"override": "  "}):
        with pytest.raises(InstructionsStand) as refused:
            shelter.reserve(session, place, resident, begins=MOMENT + timedelta(days=2), **options)  # type: ignore[arg-type]
        assert refused.value.forbids
    shelter.place(session, place, resident, override="On-call agreed: Sam, 23:10")
    logged = [
        row
        for row in history.of_client(session, file)
        if row.entity == "instruction" and row.kind == "access"
    ]
    assert [dict(row.fields) for row in logged] == [
        {"act": "override", "reason": "On-call agreed: Sam, 23:10"}
    ]


def test_the_night_shift_that_knows_a_call_name_only_is_warned_too(staff: Staff) -> None:
    session = staff.at("eva")
    file, place = open_file(session), free_place(session)
    stay = shelter.place(session, place, shelter.resident_of(session, file))
    shelter.end_stay(session, stay.id)
    instructions.record(session, file, InstructionDraft("do_not_place"))
    night = staff.at("night")
    with pytest.raises(InstructionsStand):
        shelter.place(night, place, Resident("  sara"))
    other = shelter.free_places(night, MOMENT, None)[0].place.id
    shelter.place(night, other, Resident("Mira"))


def test_the_house_reads_them_also_for_a_restricted_file(staff: Staff) -> None:
    session = staff.at("eva")
    file = open_file(session, caseworker=staff.ids["eva"])
    instructions.record(session, file, InstructionDraft("check", "Check"))
    access.restrict(session, file, [], reason="why")
    assert file in instructions.for_board(staff.at("night"))


@pytest.mark.parametrize(
    "draft",
    [
        InstructionDraft("care", " "),
        InstructionDraft("", "text"),
        InstructionDraft("care", "x" * 501),
        InstructionDraft("care", "text", TODAY, TODAY - timedelta(days=1)),
    ],
)
def test_what_cannot_be_an_instruction(staff: Staff, draft: InstructionDraft) -> None:
    session = staff.at("eva")
    with pytest.raises(InvalidField):
        instructions.record(session, open_file(session), draft)
