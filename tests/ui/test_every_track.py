"""Every track from the referral to its last phase, and in each phase to each ground it can end on, and back again.

Worked in the window of the whole program by keys. What must be next and by when is written here by hand, from what the
law says (see docs/deadlines.md); which grounds there are is read from the data, so that a new one is walked too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

from desktop.domain import codelists, law
from desktop.domain.procedure import TrackKind
from desktop.domain.standing import StepState
from desktop.i18n import format_date
from desktop.ui.pages.client_file.procedure import words
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.legal_line import LegalLine
from tests.helpers.at_the_window import CTRL, SHIFT, AtTheWindow, phase_words, spoken

TODAY = date(2026, 11, 2)
WAY = ("sent", "acknowledged", "instructed", "summoned", "collected")
STAYS_OPEN = {"D7", "D10", "D12", "D13", "D15", "D16", "D17", "D18", "D20"}  # whatever becomes of the track


@dataclass(frozen=True, slots=True)
class Station:
    """How a phase is reached, and what must then be next and by when.

    `takes` are next steps taken up and answered there; a request is gone through until its document is in hand.
    """

    phase: str
    next_steps: tuple[str, ...]
    deadlines: Mapping[str, date] = field(default_factory=dict)
    after_days: int = 0
    takes: tuple[str, ...] = ()
    document: str = ""


STATIONS: dict[str, tuple[Station, ...]] = {
    "thb": (
        Station("detection", ("give_information", "sign_agreement", "request_annex15")),
        Station(
            "reflection",
            ("make_statement",),
            {"D1": date(2026, 12, 17)},
            takes=("give_information", "sign_agreement", "request_annex15"),
        ),
        Station(
            "provisional",
            ("answer_questions", "prove_identity", "request_extension"),
            {"D2": date(2027, 3, 2)},
            after_days=30,
            takes=("make_statement", "request_ai"),
        ),
        Station(
            "temporary",
            ("request_renewal", "declare_civil_party"),
            {"D4": date(2027, 8, 20), "D5": date(2027, 7, 21)},
            after_days=80,
            takes=("answer_questions", "prove_identity", "request_extension", "request_a_card"),
        ),
        Station(
            "unlimited",
            ("renew_b_card",),
            after_days=30,
            takes=("+requisitions_with_thb_charge", "request_unlimited"),
        ),
    ),
    "minor": (
        Station("detection", ("ask_guardian", "apply_uam", "prepare_majority"), {"D7": date(2028, 3, 12)}),
        Station(
            "minor_document",
            ("file_evidence", "prepare_majority"),
            {"D6": date(2027, 5, 2), "D7": date(2028, 3, 12), "D8": date(2027, 4, 2)},
            takes=("ask_guardian", "apply_uam"),
        ),
        Station(
            "minor_permit",
            ("file_evidence", "request_unlimited_uam", "prepare_majority"),
            {
                "D6": date(2028, 4, 11),
                "D7": date(2028, 3, 12),
                "D8": date(2028, 3, 11),
                "D9": date(2030, 4, 11),
            },
            after_days=150,
            takes=("file_evidence", "~10"),
            document="uam_permit",
        ),
        Station(
            "unlimited",
            ("renew_b_card", "prepare_majority"),
            {"D7": date(2028, 3, 12)},
            after_days=1095,
            takes=("request_unlimited_uam",),
        ),
    ),
    "eu": (Station("followed", ("sign_agreement", "check_own_right", "declare_civil_party")),),
    "belgian": (Station("followed", ("sign_agreement", "declare_civil_party")),),
    "asylum": (Station("followed", ("sign_agreement", "follow_asylum", "declare_civil_party")),),
    "none": (Station("followed", ("sign_agreement", "review_track", "declare_civil_party")),),
}
BORN = {"minor": "12/03/2010"}


def grounds_of(kind: str, phase: str) -> list[str]:
    """Every ground a track can end on there, as the data has them."""
    reasons = codelists.entries("track_end_reasons", TODAY)
    return [*law.grounds(TrackKind(kind), phase), *(entry.code for entry in reasons)]


def test_every_phase_of_the_data_is_walked() -> None:
    assert {kind: tuple(station.phase for station in way) for kind, way in STATIONS.items()} == {
        kind.value: tuple(phase.code.value for phase in law.track(kind).phases) for kind in TrackKind
    }
    ends = sum(len(grounds_of(kind, station.phase)) for kind, way in STATIONS.items() for station in way)
    assert ends >= 60


@pytest.mark.parametrize("kind", STATIONS)
def test_from_the_referral_to_the_last_phase_and_to_every_end(at_the_window: AtTheWindow, kind: str) -> None:
    person = at_the_window
    person.take_referral("Yodit Haile", birth=BORN.get(kind, "12/03/1998"))
    person.decide("support_started")
    person.show_tab("procedure")
    person.open_track(kind)
    for number, station in enumerate(STATIONS[kind]):
        reach(person, station)
        stands_at(person, kind, number, station)
        for ground in grounds_of(kind, station.phase):
            end_and_reopen(person, kind, ground, station)
        stands_at(person, kind, number, station)


def reach(person: AtTheWindow, station: Station) -> None:
    person.let_pass(days=station.after_days)
    for step in station.takes:
        answer(person, step)
    if station.document:
        person.record_document(station.document)


def answer(person: AtTheWindow, step: str) -> None:
    """Do what a next step asks, where the tab says it is done; `+` before an event nobody waits for, `~` days."""
    if step.startswith("~"):
        person.let_pass(days=int(step[1:]))
        return
    if step.startswith("+"):
        person.record_event(step[1:])
        return
    person.take_up(step)
    if person.at.startswith("procedure_event"):
        person.end_form("procedure_event")
        return
    person.end_form("procedure_request")
    for done in WAY:
        person.press(f"procedure_request0_{done}_button")
    assert person.at == "procedure_document_kind_choice"  # what came of it stands ready
    person.end_form("procedure_document")


def stands_at(person: AtTheWindow, kind: str, number: int, station: Station) -> None:
    """The phase in the picture, in words and in the head; the steps and deadlines, each with what it rests on."""
    phases = person.picture().phases
    states = [phase.state for phase in phases]
    assert states[number] is StepState.CURRENT
    assert set(states[:number]) <= {StepState.DONE}
    assert set(states[number + 1 :]) <= {StepState.AHEAD}
    assert phase_words(kind, station.phase) in person.chips("client_file_page")
    ground = person.shown(LegalLine, "procedure_track0_legal_line")
    assert ground.statement.id == law.track(TrackKind(kind)).phases[number].statement
    assert "checked" in spoken(ground)
    told = person.next_steps()
    assert tuple(told) == station.next_steps
    assert all("checked" in line for line in told.values())
    assert person.deadlines() == station.deadlines
    for rule in station.deadlines:
        assert any(law.rule_label(rule, "en") in text for text in person.words("procedure_deadlines_section"))
    if station.deadlines:
        first = min(station.deadlines, key=lambda rule: (station.deadlines[rule], rule))
        assert any(law.rule_label(first, "en") in chip for chip in person.chips("client_file_page"))


def end_and_reopen(person: AtTheWindow, kind: str, ground: str, station: Station) -> None:
    person.press("procedure_track0_end_button")
    box = person.shown(ChoiceBox, "procedure_end_ground_choice")
    assert [box.itemData(at) for at in range(box.count())] == ["", *grounds_of(kind, station.phase)]
    person.choose("procedure_end_ground_choice", ground)
    rests_on = law.statement_of_ground(ground)
    if rests_on is not None:
        assert rests_on.cited("en") in spoken(
            person.shown(LegalLine, "procedure_end_ground_choice_legal_line")
        )
    if ground == "recontact":
        answer_three_facts(person)
    person.end_form("procedure_end")
    assert f"Ended {format_date(person.today)}: {words.ground_label(ground)}" in person.chips()
    assert "Ended" in person.chips("client_file_page")
    if rests_on is not None:
        assert person.shown(LegalLine, "procedure_track0_end_legal_line").statement == rests_on
    assert person.next_steps() == {}
    left_over = {rule: due for rule, due in station.deadlines.items() if rule in STAYS_OPEN}
    assert person.deadlines() == left_over
    person.press("procedure_track0_reopen_button")
    assert phase_words(kind, station.phase) in person.chips("client_file_page")
    assert person.deadlines() == station.deadlines


def answer_three_facts(person: AtTheWindow) -> None:
    """Not yet, while one of the three is open; then all yes."""
    for fact, letters in (("active", "y"), ("voluntary", "y"), ("own_initiative", "ny")):
        person.record()
        assert any("all three facts are yes" in text for text in person.words("procedure_end")), fact
        row = f"procedure_end_link_{fact}_not_asked_button"
        person.shown(QAbstractButton, row).setFocus()
        for letter in letters:
            person.write(letter)


@pytest.fixture
def reflecting(at_the_window: AtTheWindow) -> AtTheWindow:
    """On the Procedure tab of someone in the reflection period since today."""
    person = at_the_window
    person.take_referral("Yodit Haile", birth="12/03/1998")
    person.show_tab("procedure")
    person.open_track("thb")
    person.record_document("annex15")
    return person


def test_a_link_that_is_not_all_three_takes_a_reason(reflecting: AtTheWindow) -> None:
    person = reflecting
    person.press("procedure_track0_end_button")
    person.choose("procedure_end_ground_choice", "recontact")
    for fact, letter in (("active", "n"), ("voluntary", "y"), ("own_initiative", "u")):
        person.shown(QAbstractButton, f"procedure_end_link_{fact}_not_asked_button").setFocus()
        person.write(letter)
    person.record()
    assert person.find(ChoiceBox, "procedure_end_ground_choice") is not None
    assert person.deadlines() == {"D1": date(2026, 12, 17)}
    person.fill("procedure_end_note_field", "The Immigration Office decided so all the same")
    person.end_form("procedure_end")
    assert person.deadlines() == {}
    assert any(chip.startswith("Ended 2 Nov 2026: Actively") for chip in person.chips())


def test_a_second_extension_warns_and_takes_a_reason(reflecting: AtTheWindow) -> None:
    person = reflecting
    person.record_event("statement_or_complaint")
    person.record_document("ai")
    for months, due in ((3, date(2027, 5, 2)), (6, date(2027, 8, 2))):
        person.let_pass(days=80)
        person.begin_document("ai")
        box = person.shown(ChoiceBox, "procedure_document_extends_choice")
        person.choose("procedure_document_extends_choice", box.itemData(1))  # the latest
        if months == 6:
            reason = person.shown(QPlainTextEdit, "procedure_document_override_reason_field")
            person.record()
            assert reason.hasFocus()
            assert any("extended once already" in text for text in person.words("procedure_document"))
            person.write("Granted by the Immigration Office on the phone")
        person.end_form("procedure_document")
        assert person.deadlines() == {"D3": due}
    assert any("Granted by the Immigration Office" in text for text in person.words())
    assert tuple(person.next_steps()) == ("answer_questions", "prove_identity", "request_a_card")


def test_another_printed_day_counts_everywhere(reflecting: AtTheWindow) -> None:
    person = reflecting
    person.press("procedure_document0_change_button")
    person.fill("procedure_document_expires_on_field", "20/12/2026")
    assert any("The rule gives 17 Dec 2026" in text for text in person.words("procedure_document"))
    person.end_form("procedure_document")
    assert person.deadlines() == {"D1": date(2026, 12, 20)}
    assert {"Due 20 Dec 2026, as printed", "The rule gives 17 Dec 2026."} <= set(
        person.words("procedure_deadlines_section")
    )
    assert "End of the reflection period: in 48 days" in person.chips("client_file_page")
    person.show_page("agenda")
    person.press("agenda_whose_everyone_button")
    assert next(line for line in person.lines("agenda_list") if "reflection" in line).endswith("in 48 days")


@pytest.mark.parametrize("role", ["bridge_renewal", "awaiting_card"])
def test_an_annex_15_that_bridges_starts_no_45_days(at_the_window: AtTheWindow, role: str) -> None:
    person = at_the_window
    person.take_referral("Yodit Haile")
    person.show_tab("procedure")
    person.open_track("thb")
    person.begin_document("annex15", role=role)
    assert person.shown(QLineEdit, "procedure_document_expires_on_field").text() == ""
    person.record()
    assert any("Write the end that is printed" in text for text in person.words("procedure_document"))
    assert person.at == "procedure_document_expires_on_field"
    person.write("2/1/2027")
    person.end_form("procedure_document")
    assert person.deadlines() == {"D6": date(2027, 1, 2)}
    assert person.picture().phases[0].state is StepState.CURRENT
    assert "Annex 15" in person.picture().phases[0].papers[0].title


def test_the_end_printed_on_one_document_is_not_that_of_the_next(reflecting: AtTheWindow) -> None:
    person = reflecting
    person.record_document("ai")
    person.record_document("annex15", role="bridge_renewal", until=date(2027, 3, 20))
    person.key(Qt.Key.Key_D, CTRL | SHIFT)
    assert person.shown(ChoiceBox, "procedure_document_kind_choice").code() == "a_card"  # what was bridged to
    assert person.shown(QLineEdit, "procedure_document_expires_on_field").text() == "02/05/2027"
    person.choose("procedure_document_kind_choice", "b_card")
    assert person.shown(QLineEdit, "procedure_document_expires_on_field").text() == ""


@pytest.mark.parametrize(("kind", "document"), [("eu", "eu_doc"), ("belgian", "none_be")])
def test_who_may_stay_has_no_residence_steps(at_the_window: AtTheWindow, kind: str, document: str) -> None:
    person = at_the_window
    person.take_referral("Yodit Haile")
    person.show_tab("procedure")
    person.open_track(kind)
    person.record_document(document)
    person.record_event("final_judgment")
    assert not [step for step in person.next_steps() if step.startswith(("request_", "await_"))]
    assert "ask_compensation" in person.next_steps()
    assert person.deadlines() == {"D15": date(2029, 11, 2)}


def test_a_minor_comes_of_age_on_the_way(at_the_window: AtTheWindow) -> None:
    person = at_the_window
    person.take_referral("Yodit Haile", birth="12/03/2009")
    person.show_tab("procedure")
    person.open_track("thb")
    assert "Comes of age 12 Mar 2027" in person.chips()
    asked = ("give_information", "sign_agreement", "ask_guardian", "request_ai_for_minor", "prepare_majority")
    assert tuple(person.next_steps()) == asked
    person.go_to_day(date(2027, 3, 11))
    assert tuple(person.next_steps()) == asked
    assert "Turns 18: tomorrow" in person.chips("client_file_page")
    person.go_to_day(date(2027, 3, 13))
    adult = ("give_information", "sign_agreement", "request_annex15", "prepare_majority")
    assert tuple(person.next_steps()) == adult
    assert "Turns 18: 1 day late" in person.chips("client_file_page")
    person.record_event("turned_18")
    assert tuple(person.next_steps()) == adult[:-1]
    assert person.deadlines() == {}
    assert not [chip for chip in person.chips() if "age" in chip or "18" in chip]


def test_a_dismissal_ends_a_step_and_neither_track_nor_support(reflecting: AtTheWindow) -> None:
    person = reflecting
    start_support(person)
    person.record_event("statement_or_complaint")
    person.record_document("a_card")
    before = person.next_steps()
    person.let_pass(days=10)
    person.record_event("dismissal")
    assert "Dismissed on 12 Nov 2026" in person.chips()
    assert person.picture().phases[3].state is StepState.CURRENT
    assert tuple(person.next_steps()) == ("ask_reopening", "other_ways")
    assert person.deadlines() == {"D4": date(2027, 5, 2), "D5": date(2027, 4, 2)}
    person.record_event("stay_ended_by_dvz")
    assert tuple(person.next_steps()) == ("ask_reopening", "other_ways", "appeal_decision", "check_entry_ban")
    assert person.deadlines()["D10"] == date(2026, 12, 12)
    person.show_tab("support")
    assert "In support" in person.chips("support_status_section")
    person.show_tab("procedure")
    answer(person, "ask_reopening")
    assert "Reopened 12 Nov 2026" in person.chips()
    assert set(before) <= set(person.next_steps())
    answer(person, "appeal_decision")
    assert "D10" not in person.deadlines()


def test_several_tracks_at_once_and_one_leads(reflecting: AtTheWindow) -> None:
    person = reflecting
    person.open_track("asylum")
    person.open_track("none")
    followed = "Supported during the asylum procedure"
    assert [person.picture(number).leading for number in range(3)] == [True, False, False]
    assert phase_words("thb", "reflection") in person.chips("client_file_page")
    assert "make_statement" in person.next_steps()
    tracks = {law.track(kind).label("en"): kind for kind in TrackKind}
    asylum = next(at for at in (1, 2) if tracks[person.picture(at).title] is TrackKind.ASYLUM)
    assert "follow_asylum" in person.next_steps(asylum)
    person.press(f"procedure_track{asylum}_lead_button")
    assert followed in person.chips("client_file_page")
    assert person.deadlines() == {"D1": date(2026, 12, 17)}  # who leads changes no deadline
    person.undo()
    assert phase_words("thb", "reflection") in person.chips("client_file_page")
    person.press("procedure_track0_end_button")
    person.choose("procedure_end_ground_choice", "switched_track")
    person.end_form("procedure_end")
    assert person.deadlines() == {}
    assert phase_words("thb", "reflection") not in person.chips("client_file_page")
    assert person.picture(2).ended_on == TODAY  # those that go on come first


def start_support(person: AtTheWindow) -> None:
    person.show_tab("support")
    person.press("support_start_button")
    person.record()
    assert "In support" in person.chips("support_status_section")
    person.show_tab("procedure")


def test_support_depends_on_no_track(at_the_window: AtTheWindow) -> None:
    person = at_the_window
    person.take_referral("Yodit Haile")
    person.show_tab("procedure")
    start_support(person)
    assert any("support does not depend on it" in text for text in person.words("procedure_tracks_section"))
    person.open_track("belgian")
    person.press("procedure_track0_end_button")
    person.choose("procedure_end_ground_choice", "closed_by_centre")
    person.end_form("procedure_end")
    person.show_tab("support")
    assert "In support" in person.chips("support_status_section")
    person.press("support_end_button")
    person.key(Qt.Key.Key_Down)
    person.record()
    assert "Ended" in person.chips("support_status_section")
    person.show_tab("procedure")
    person.press("procedure_track0_reopen_button")
    assert phase_words("belgian", "followed") in person.chips("client_file_page")
