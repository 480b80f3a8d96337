"""One story of three years, told through the window: from a call in the night to unlimited stay.

At each station it is asked what Today, the head of the file, the agenda and the Procedure tab say is next, and that no
deadline was lost or is left over. The days are worked out by hand from docs/deadlines.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.clock import FixedClock
from desktop.domain import law
from desktop.domain.roles import Role
from desktop.services import checking, session as sessions, users
from desktop.storage.connection import open_connection
from desktop.storage.replay import replay, replicated_rows
from desktop.storage.schema import attach_current
from desktop.storage.secrets import random_bytes
from tests.helpers.at_the_window import AtTheWindow, SitDown, phase_words
from tests.helpers.programs import Baken
from tests.helpers.vaults import CHEAP, PASSPHRASE

CALL = "A woman, no papers, ran from a house in Ixelles where she worked day and night. Bed needed."
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def colleagues(vault_folder: Path, clock: FixedClock) -> None:
    """Eva is a caseworker, Noor works nights in the shelter."""
    session = sessions.unlock(vault_folder, "an", bytearray(PASSPHRASE), clock=clock, floor=CHEAP)
    for name, role in (("Eva", Role.CASEWORKER), ("Noor", Role.SHELTER_WORKER)):
        users.add_user(
            session,
            name=name,
            login=name.lower(),
            roles=(role,),
            passphrase=bytearray(PASSPHRASE),
            cost=CHEAP,
            accept_any_passphrase=True,
        )
    session.close()


@pytest.mark.usefixtures("colleagues")
def test_from_a_call_in_the_night_to_unlimited_stay(
    sit_down: SitDown, clock: FixedClock, vault_folder: Path, baken: Baken, tmp_path: Path
) -> None:
    noor = sit_down("noor")
    noor.let_pass(hours=12, minutes=40)
    take_the_call(noor)
    eva = sit_down("eva")
    eva.let_pass(hours=9, minutes=50)
    client_id = make_it_a_referral(eva)
    take_in(eva)
    reflect(eva)
    ask_for_a_certificate(eva)
    for chapters in (
        (extend_it, bridge_to_the_a_card, go_to_court),
        (renew_and_be_adjourned_again, be_dismissed_and_taken_up_again),
        (ask_for_unlimited_stay, tells_it_all),
    ):
        eva = sit_down("eva")  # another year, another start of the program
        eva.open_file(client_id)
        for chapter in chapters:
            chapter(eva)
    eva.desk.put_away()
    leaves_the_vault_sound(vault_folder, clock, baken, tmp_path / "copy")


# What is next, wherever one looks


def says(
    person: AtTheWindow,
    phase: str,
    next_steps: Collection[str],
    deadlines: Mapping[str, date],
    *,
    today: Collection[str] = (),
    agenda: Collection[str] = (),
) -> None:
    """The phase, the steps and the deadlines of the file; which rules are on Today, and which in the agenda."""
    client_id = person.file.client_id
    assert phase_words("thb", phase) in person.chips("client_file_page")
    assert tuple(person.next_steps()) == tuple(next_steps)
    assert person.deadlines() == deadlines
    heads = [
        chip
        for chip in person.chips("client_file_page")
        if any(chip.startswith(f"{each}:") for each in RULES)
    ]
    first = min(deadlines, key=lambda rule: (deadlines[rule], rule), default="")
    assert [rule_in(head) for head in heads] == ([first] if first else [])
    person.show_page("today")
    assert sorted(on_today(person)) == sorted(today)
    person.show_page("agenda")
    assert sorted(in_agenda(person)) == sorted(agenda)
    person.open_file(client_id)


RULES = {law.rule_label(rule, "en"): rule for rule in law.rules()}


def on_today(person: AtTheWindow) -> Iterator[str]:
    """The rules of the deadlines on Today."""
    for row in person.shown(QWidget, "today_deadlines_section").findChildren(QAbstractButton):
        if row.isVisible() and row.objectName().startswith("today_deadline_"):
            yield rule_in(row.accessibleName())


def in_agenda(person: AtTheWindow) -> Iterator[str]:
    """The rules of the deadlines in the agenda; an empty one shows no list at all."""
    if person.find(QWidget, "agenda_list") is not None:
        for line in person.lines("agenda_list"):
            if "Deadline, " in line:
                yield rule_in(line.partition("Deadline, ")[2])


def rule_in(told: str) -> str:
    """The longest label of a rule with which the words begin."""
    return RULES[max((label for label in RULES if told.startswith(label)), key=len)]


def send(person: AtTheWindow, step: str) -> None:
    """Take up a request and send it."""
    person.take_up(step)
    person.end_form("procedure_request")
    person.press("procedure_request0_sent_button")


def collect(person: AtTheWindow, *, until: date | None = None) -> None:
    """The municipality hands the document over: it is recorded where that is said."""
    person.press("procedure_request0_collected_button")
    assert person.at == "procedure_document_kind_choice"
    if until is not None:
        person.fill("procedure_document_expires_on_field", f"{until:%d/%m/%Y}")
    person.end_form("procedure_document")


# 2026: the night, the morning, the first weeks


def take_the_call(noor: AtTheWindow) -> None:
    """She sees no file; what she was told leaves her desk sealed."""
    assert not {"clients", "agenda"} & set(noor.frame.pages())
    noor.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    noor.wait()
    noor.fill("slip_text_edit", CALL)
    noor.fill("slip_caller_edit", "Local police Ixelles, 02 515 00 00")
    noor.press("slip_urgency_now_button")
    noor.press("slip_act_button")
    assert any("sealed" in said.text for said in noor.said)
    noor.show_page("today")
    assert not any(CALL in text for text in noor.words())


def make_it_a_referral(eva: AtTheWindow) -> str:
    eva.show_page("today")
    assert "Call taken by Noor" in eva.words("today_slips_section")
    press_row(eva, "today_slip_")
    assert eva.shown(QPlainTextEdit, "read_slip_text_edit").toPlainText() == CALL
    eva.press("read_slip_act_button")
    assert eva.shown(QPlainTextEdit, "new_referral_alleged_field").toPlainText() == CALL
    eva.fill("new_referral_name_field", "Mariam Bah")
    eva.fill("new_referral_birth_field", "24")
    eva.record()
    client_id = eva.file.client_id
    assert "Not decided yet" in eva.chips("client_file_page")
    eva.show_page("today")
    assert "1 referral waits for a decision" in eva.words("today_referrals_section")
    assert eva.find(QWidget, "today_slips_section") is None
    eva.open_file(client_id, "intake")
    eva.decide("support_started")
    assert "Support started" in eva.chips("client_file_page")
    return client_id


def take_in(eva: AtTheWindow) -> None:
    """Some indicators by key, what she lived through, and the start of support; no track yet."""
    eva.key(Qt.Key.Key_3, ALT)
    for answer in "ynyy":
        eva.write(answer)
    eva.wait()
    assert eva.shown(QLabel, "indicators_asked_label").text() == "4 of 61 asked"
    eva.key(Qt.Key.Key_4, ALT)
    eva.choose("exploitation_form_choice", "economic")
    eva.fill("exploitation_facts_from_field", "3/2026")
    eva.fill("exploitation_facts_to_field", "1/11/2026")
    eva.record()
    assert eva.find(QLineEdit, "exploitation_facts_from_field") is None
    eva.show_tab("support")
    eva.press("support_start_button")
    eva.record()
    assert "In support" in eva.chips("support_status_section")
    eva.show_tab("procedure")
    assert eva.deadlines() == {}


def reflect(eva: AtTheWindow) -> None:
    eva.open_track("thb")
    says(eva, "detection", ("give_information", "sign_agreement", "request_annex15"), {})
    for step in ("give_information", "sign_agreement"):
        eva.take_up(step)
        eva.end_form("procedure_event")
    send(eva, "request_annex15")
    says(eva, "detection", ("await_annex15",), {})
    eva.go_to_day(date(2026, 11, 6))
    collect(eva)
    running = {"D1": date(2026, 12, 21)}
    says(eva, "reflection", ("make_statement",), running, today=("D1",), agenda=("D1",))


def ask_for_a_certificate(eva: AtTheWindow) -> None:
    eva.go_to_day(date(2026, 12, 10))
    eva.take_up("make_statement")
    eva.end_form("procedure_event")
    send(eva, "request_ai")
    both = ("D6", "D19")  # the statement was made, but the Annex 15 still ends
    silence = {"D6": date(2026, 12, 21), "D19": date(2026, 12, 14)}
    says(eva, "reflection", ("await_ai",), silence, today=both, agenda=both)
    eva.go_to_day(date(2026, 12, 15))
    assert "No reaction since 10 Dec 2026" in eva.chips()
    assert "No reaction to the request: 1 day late" in eva.chips("client_file_page")
    eva.press("procedure_request0_acknowledged_button")
    silence = {"D6": date(2026, 12, 21), "D19": date(2026, 12, 16)}
    says(eva, "reflection", ("await_ai",), silence, today=both, agenda=both)
    eva.go_to_day(date(2026, 12, 18))
    collect(eva)
    waiting = ("answer_questions", "prove_identity", "request_extension")
    says(eva, "provisional", waiting, {"D2": date(2027, 3, 18)}, agenda=("D2",))


# 2027: the prosecutor, the extension, a bridge, the first A card, the first adjournment


def extend_it(eva: AtTheWindow) -> None:
    eva.go_to_day(date(2027, 2, 1))
    eva.record_event("prosecutor_questions_sent")
    eva.take_up("prove_identity")
    eva.end_form("procedure_event")
    says(
        eva,
        "provisional",
        ("answer_questions", "request_extension"),
        {"D2": date(2027, 3, 18)},
        today=("D2",),
        agenda=("D2",),
    )
    eva.go_to_day(date(2027, 2, 20))
    be_answered(eva)
    send(eva, "request_extension")
    asked = {"D6": date(2027, 3, 18), "D19": date(2027, 3, 6)}
    says(eva, "provisional", ("await_extension",), asked, today=("D6",), agenda=("D6", "D19"))
    eva.go_to_day(date(2027, 3, 15))
    collect(eva)
    says(eva, "provisional", ("answer_questions", "request_a_card"), {"D3": date(2027, 6, 18)})


def be_answered(eva: AtTheWindow) -> None:
    """The prosecutor answers the questions, by the letters of the answers."""
    eva.take_up("answer_questions")
    eva.shown(QAbstractButton, "procedure_event_answers_q1_not_asked_button").setFocus()
    for letter in "yyyy":
        eva.write(letter)
        eva.key(Qt.Key.Key_Tab)
    eva.end_form("procedure_event")
    assert any("Q4: Yes" in line for line in eva.lines("procedure_events_list"))


def bridge_to_the_a_card(eva: AtTheWindow) -> None:
    eva.go_to_day(date(2027, 5, 20))
    be_answered(eva)
    send(eva, "request_a_card")
    asked = {"D6": date(2027, 6, 18), "D19": date(2027, 6, 3)}
    says(eva, "provisional", ("await_a_card",), asked, today=("D6",), agenda=("D6", "D19"))
    eva.go_to_day(date(2027, 6, 4))
    assert "No reaction since 20 May 2027" in eva.chips()
    eva.press("procedure_request0_instructed_button")
    says(
        eva,
        "provisional",
        ("await_a_card",),
        {"D6": date(2027, 6, 18), "D19": date(2027, 6, 11)},
        today=("D6", "D19"),
        agenda=("D6", "D19"),
    )
    eva.go_to_day(date(2027, 6, 17))
    eva.record_document("annex15", role="awaiting_card", until=date(2027, 8, 1))
    says(  # a second Annex 15, and no second 45 days
        eva,
        "provisional",
        ("await_a_card",),
        {"D6": date(2027, 8, 1), "D19": date(2027, 6, 18)},
        today=("D6", "D19"),
        agenda=("D6", "D19"),
    )
    eva.go_to_day(date(2027, 7, 20))
    collect(eva)
    card = {"D4": date(2028, 1, 20), "D5": date(2027, 12, 21)}
    says(eva, "temporary", ("request_renewal", "declare_civil_party"), card)


def go_to_court(eva: AtTheWindow) -> None:
    plan_hearing(eva, date(2027, 11, 15))
    eva.go_to_day(date(2027, 11, 15))
    eva.take_up("declare_civil_party")
    eva.end_form("procedure_event")
    adjourn(eva, until=date(2028, 2, 14))
    hearing = {"D20": date(2028, 2, 14)}
    card = {"D4": date(2028, 1, 20), "D5": date(2027, 12, 21), **hearing}
    says(eva, "temporary", ("request_renewal",), card, agenda=("D4", "D5"))
    eva.go_to_day(date(2027, 12, 8))
    says(eva, "temporary", ("request_renewal",), card, today=("D4", "D5"), agenda=("D4", "D5", "D20"))
    send(eva, "request_renewal")
    asked = {"D4": date(2028, 1, 20), "D19": date(2027, 12, 22), **hearing}
    says(eva, "temporary", ("await_renewal",), asked, today=("D4",), agenda=("D4", "D19", "D20"))


def plan_hearing(eva: AtTheWindow, day: date) -> None:
    """An appointment of the Support tab: what is to come is never in the procedure."""
    eva.show_tab("support")
    eva.press("support_appointment_button")
    eva.fill("appointment_what_field", "Hearing")
    eva.fill("appointment_at_date_field", f"{day:%d/%m/%Y}")
    eva.fill("appointment_at_time_field", "09:00")
    eva.choose("appointment_kind_choice", "hearing")
    eva.record()
    assert eva.find(QLineEdit, "appointment_what_field") is None
    eva.show_tab("procedure")


def adjourn(eva: AtTheWindow, *, until: date) -> None:
    """Today said that it was the day; the court put it off, and the next day is in the agenda."""
    client_id = eva.file.client_id
    eva.show_page("today")
    assert any("Hearing" in text for text in eva.words("today_appointments_section"))
    eva.open_file(client_id)
    eva.record_event("hearing_adjourned", court="Correctional court Brussels", until=f"{until:%d/%m/%Y}")
    plan_hearing(eva, until)


# 2028: adjourned twice more, renewed, dismissed, and taken up again


def renew_and_be_adjourned_again(eva: AtTheWindow) -> None:
    eva.go_to_day(date(2028, 1, 18))
    collect(eva)
    card = {"D4": date(2028, 7, 18), "D5": date(2028, 6, 18)}
    first, second, third = ({"D20": day} for day in (date(2028, 2, 14), date(2028, 5, 15), date(2028, 9, 11)))
    says(eva, "temporary", ("request_renewal",), card | first, today=("D20",), agenda=("D20",))
    eva.go_to_day(date(2028, 2, 14))
    adjourn(eva, until=date(2028, 5, 15))
    says(eva, "temporary", ("request_renewal",), card | second)
    eva.go_to_day(date(2028, 5, 15))
    adjourn(eva, until=date(2028, 9, 11))
    says(eva, "temporary", ("request_renewal",), card | third, agenda=("D4", "D5"))
    eva.go_to_day(date(2028, 6, 12))
    send(eva, "request_renewal")
    asked = {"D4": date(2028, 7, 18), "D19": date(2028, 6, 26), **third}
    says(eva, "temporary", ("await_renewal",), asked, today=("D4",), agenda=("D4", "D19"))
    eva.go_to_day(date(2028, 7, 10))
    collect(eva)
    card = {"D4": date(2029, 1, 10), "D5": date(2028, 12, 11), **third}
    says(eva, "temporary", ("request_renewal",), card, agenda=("D20",))


def be_dismissed_and_taken_up_again(eva: AtTheWindow) -> None:
    card = {"D4": date(2029, 1, 10), "D5": date(2028, 12, 11)}
    eva.go_to_day(date(2028, 10, 2))
    eva.record_event("dismissal")
    assert "Dismissed on 2 Oct 2028" in eva.chips()
    says(eva, "temporary", ("ask_reopening", "other_ways"), card, agenda=("D5",))
    eva.go_to_day(date(2028, 12, 20))
    assert "Ask to renew the A card: 9 days late" in eva.chips("client_file_page")
    eva.take_up("ask_reopening")
    eva.end_form("procedure_event")
    assert "Reopened 20 Dec 2028" in eva.chips()
    says(eva, "temporary", ("request_renewal",), card, today=("D4", "D5"), agenda=("D4", "D5"))
    send(eva, "request_renewal")
    asked = {"D4": date(2029, 1, 10), "D19": date(2029, 1, 3)}
    says(eva, "temporary", ("await_renewal",), asked, today=("D4",), agenda=("D4", "D19"))
    eva.go_to_day(date(2029, 1, 8))
    collect(eva)
    says(eva, "temporary", ("request_renewal",), {"D4": date(2029, 7, 8), "D5": date(2029, 6, 8)})


# 2029: the requisitions, and unlimited stay


def ask_for_unlimited_stay(eva: AtTheWindow) -> None:
    eva.go_to_day(date(2029, 6, 1))
    eva.record_event("requisitions_with_thb_charge")
    all_three = {"D4": date(2029, 7, 8), "D5": date(2029, 6, 8), "D11": date(2029, 6, 15)}
    says(
        eva,
        "temporary",
        ("request_unlimited", "request_renewal"),
        all_three,
        today=all_three,
        agenda=all_three,
    )
    send(eva, "request_unlimited")
    asked = {"D4": date(2029, 7, 8), "D19": date(2029, 6, 15)}
    says(eva, "temporary", ("await_unlimited",), asked, today=("D4",), agenda=("D4", "D19"))
    eva.go_to_day(date(2029, 7, 2))
    eva.press("procedure_request0_acknowledged_button")
    eva.record_document("annex15", role="bridge_renewal", until=date(2029, 11, 20))
    bridged = {"D6": date(2029, 11, 20), "D19": date(2029, 7, 16)}
    says(eva, "temporary", ("await_unlimited",), bridged, agenda=("D19",))
    eva.go_to_day(date(2029, 11, 5))
    collect(eva, until=date(2034, 11, 5))
    says(eva, "unlimited", ("renew_b_card",), {"D6": date(2034, 11, 5)})


# The end


def tells_it_all(eva: AtTheWindow) -> None:
    eva.show_tab("timeline")
    told = eva.lines("timeline_list")
    for words, times in (
        ("2 Nov, Referral, Referral received, 23:10", 1),
        ("Referral decided", 1),
        ("Annex 15 (45-day", 3),
        ("Hearing adjourned, until ", 3),
        ("Case reopened", 1),
        ("Dismissal", 1),
        ("Answer of the prosecutor", 2),
        ("Requisitions retaining", 1),
        ("B card", 1),
    ):
        assert sum(words in line for line in told) >= times, words
    assert sum("Residence document, A card" in line for line in told) == 4
    eva.show_tab("history")
    while eva.find(QAbstractButton, "history_more_button") is not None:
        eva.press("history_more_button")
    acts = " ".join(eva.words("history_entries_section"))
    assert "Kind: Hearing" in acts
    assert "Document linked to its request" in acts
    for act in ("Eva", "Referral", "Track", "Residence document", "Request to the Immigration Office"):
        assert act in acts, act


def leaves_the_vault_sound(folder: Path, clock: FixedClock, baken: Baken, copy: Path) -> None:
    """By the command line, and by telling the log again from the first day."""
    answer = baken("vault", "check", BAKEN_USER="an")
    assert (answer.code, answer.err) == (0, "")
    session = sessions.unlock(folder, "an", bytearray(PASSPHRASE), clock=clock, floor=CHEAP)
    assert checking.check(session).findings == ()
    copy.mkdir()
    for compartment in session.holds:
        told_again = open_connection()
        attach_current(told_again, compartment, copy / f"{compartment}.db", random_bytes())
        replay(session.vault.connection, told_again, compartment)
        assert replicated_rows(told_again, compartment) == replicated_rows(
            session.vault.connection, compartment
        )
        told_again.close()
    session.close()


def press_row(person: AtTheWindow, begins: str) -> None:
    """Press the only line of Today whose name begins so."""
    rows = person.shown(QWidget, "today_page").findChildren(QAbstractButton)
    (row,) = [
        each for each in rows if each.objectName().startswith(begins) and each.objectName().endswith("_row")
    ]
    row.setFocus()
    person.key(Qt.Key.Key_Return)
    person.wait()
