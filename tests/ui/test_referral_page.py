"""A referral in the time of a phone call, by keyboard alone; a slip completed beside its words; a raid pasted in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import Desk
from desktop.domain.clients import BirthDate, ClientDetails, Name
from desktop.domain.roles import Role
from desktop.domain.support import Outcome, ReferralDetails
from desktop.services import clients, drafts, incidents, referrals, residence, slips
from desktop.ui.frame import Frame
from desktop.ui.jobs import Job
from desktop.ui.pages.referral.new_referral_form import draft_key
from desktop.ui.pages.referral_page import ReferralPage
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.workplace import Workplace
from tests.helpers.vaults import MOMENT

W = TypeVar("W", bound=QWidget)
InVault = Callable[..., Any]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Person:
    """Someone at the keyboard, who looks at the screen after each key; counts the keys."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self._qtbot, self.desk, self.keys = qtbot, desk, 0
        assert desk.workplace is not None
        self.workplace: Workplace = desk.workplace

    @property
    def frame(self) -> Frame:
        frame = self.desk.window.shown
        assert isinstance(frame, Frame)
        return frame

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, *, times: int = 1
    ) -> None:
        for _time in range(times):
            self.keys += 1
            QTest.keyClick(QApplication.focusWidget() or self.desk.window, key, modifiers)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        self.keys += len(text)
        for letter in text:  # the first letter in a table opens a line that takes the others
            QTest.keyClicks(QApplication.focusWidget() or self.desk.window, letter)
        QApplication.processEvents()

    def tab(self, times: int = 1) -> None:
        self.press(Qt.Key.Key_Tab, times=times)

    def look(self) -> None:
        QApplication.processEvents()
        self._qtbot.waitUntil(lambda: self.desk.jobs.idle, timeout=20_000)
        QApplication.processEvents()

    @property
    def at(self) -> str:
        focused = QApplication.focusWidget()
        return focused.objectName() if focused is not None else ""

    def find(self, kind: type[W], name: str) -> W:
        found = self.desk.window.findChild(kind, name)
        assert found is not None, f"no {name}"
        return found

    def new_referral(self) -> None:
        self.press(Qt.Key.Key_N, CTRL | SHIFT)
        self.look()

    def record(self) -> None:
        self.press(Qt.Key.Key_Return, CTRL)
        self.look()


@pytest.fixture
def person(qtbot: QtBot, unlocked: Desk) -> Person:
    someone = Person(qtbot, unlocked)
    unlocked.window.resize(1280, 900)
    someone.look()
    return someone


def only_client(person: Person, in_vault: InVault) -> tuple[Any, Any]:
    session = person.workplace.session

    def read() -> tuple[Any, Any]:
        (row,) = clients.list_clients(session).rows
        (referral,) = referrals.of_client(session, row.id)
        return clients.open_client(session, row.id), referral.details

    found: tuple[Any, Any] = in_vault(person.workplace, read)
    return found


def test_a_call_is_a_referral_by_keyboard_alone(person: Person, in_vault: InVault) -> None:
    person.new_referral()
    assert person.at == "new_referral_name_field"
    person.type("Amina Diallo")
    person.tab(2)  # past the name in their own script
    person.type("25")
    person.tab()
    person.press(Qt.Key.Key_W)  # Woman
    person.tab()
    person.type("fula")
    person.tab()
    assert person.at == "new_referral_source_choice"
    person.type("local pol")
    person.tab()
    person.type("Insp. Maes")
    person.tab()
    person.type("0470 12 34 56")
    person.tab()
    person.type("Cleans hotels at night, no pay, papers taken.")
    person.tab()
    person.press(Qt.Key.Key_E)  # Economic exploitation or whatever begins so
    person.tab()
    person.press(Qt.Key.Key_N)
    person.tab()
    person.type("We come at 14:00")
    person.record()
    client, details = only_client(person, in_vault)
    assert person.frame.current == "client_file"
    assert person.frame.client_id == client.id
    assert client.details.display_name == "Amina Diallo"
    assert client.details.birth == BirthDate(2001, about=True)
    assert client.details.gender == "f"
    assert [spoken.tag for spoken in client.details.languages] == ["ff"]
    assert details.source == "police_local"
    assert (details.referred_by, details.phone) == ("Insp. Maes", "0470 12 34 56")
    assert details.urgency == "now"
    assert (details.outcome, details.received) == (Outcome.PENDING, MOMENT)
    assert person.keys <= 160
    print(f"keys: {person.keys}")


def test_no_name_is_needed_and_two_keys_are_enough(person: Person, in_vault: InVault) -> None:
    person.new_referral()
    person.record()
    client, details = only_client(person, in_vault)
    assert client.details.names == ()
    assert details.outcome is Outcome.PENDING
    assert person.keys == 2


def test_somebody_known_is_recognised_while_the_name_is_typed(person: Person, in_vault: InVault) -> None:
    session = person.workplace.session
    known = in_vault(
        person.workplace,
        lambda: clients.add_client(session, ClientDetails(names=(Name("Amina Diallo", "أمينة"),))),
    )
    person.new_referral()
    person.type("amina d")
    person.look()
    offers = person.find(QListWidget, "new_referral_known_list")
    assert offers.isVisible()
    assert known.number in offers.item(0).text()
    person.press(Qt.Key.Key_Return)  # nobody is marked: nothing is chosen by accident
    assert person.at == "new_referral_name_field"
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Return)
    assert not person.find(QLineEdit, "new_referral_name_field").isVisible()
    assert known.number in person.find(QLabel, "new_referral_known_label").text()
    person.record()
    client, _details = only_client(person, in_vault)
    assert client.id == known.id


def test_somebody_else_can_still_be_typed(person: Person, in_vault: InVault) -> None:
    session = person.workplace.session
    in_vault(person.workplace, lambda: clients.add_client(session, ClientDetails(names=(Name("Amina"),))))
    person.new_referral()
    person.type("amina")
    person.look()
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Return)
    person.find(QAbstractButton, "new_referral_other_button").click()
    assert person.at == "new_referral_name_field"
    person.record()
    assert in_vault(person.workplace, lambda: clients.list_clients(session).total) == 2


def test_what_is_typed_is_kept_and_comes_back(person: Person, in_vault: InVault) -> None:
    person.new_referral()
    person.type("Am")
    person.tab(2)
    person.type("half a birth")
    person.frame.flush_drafts()
    person.look()
    again = ReferralPage(person.workplace)
    person._qtbot.addWidget(again)
    again.show()
    again.begin()
    person.look()
    name = again.findChild(QLineEdit, "new_referral_name_field")
    birth = again.findChild(QLineEdit, "new_referral_birth_field")
    assert name is not None
    assert birth is not None
    assert (name.text(), birth.text()) == ("Am", "half a birth")


def test_a_birth_that_cannot_be_is_told_beside_it(person: Person, in_vault: InVault) -> None:
    person.new_referral()
    person.tab(2)
    person.type("199")
    person.record()
    assert person.frame.current == "referral"
    assert person.at == "new_referral_birth_field"
    assert any(
        "an age, a year in four digits" in label.text()
        for label in person.desk.window.findChildren(QLabel)
        if label.isVisible()
    )
    kept = in_vault(person.workplace, lambda: clients.list_clients(person.workplace.session).total)
    assert kept == 0


def test_a_slip_stands_beside_the_form_until_it_is_recorded(person: Person, in_vault: InVault) -> None:
    session = person.workplace.session
    slip = in_vault(
        person.workplace,
        lambda: slips.write(session, text="Two women, no bed", caller="Hospital", urgency="now"),
    )
    person.frame.new_referral(slip.id)
    person.look()
    assert person.find(QLabel, "new_referral_slip_label").text() == "Two women, no bed"
    assert person.find(QPlainTextEdit, "new_referral_alleged_field").toPlainText() == "Two women, no bed"
    assert person.find(QLineEdit, "new_referral_referred_by_field").text() == "Hospital"
    assert person.find(ChoiceBox, "new_referral_urgency_choice").code() == "now"
    assert len(in_vault(person.workplace, lambda: slips.waiting(session))) == 1
    person.type("Amina")
    person.record()
    client, details = only_client(person, in_vault)
    assert client.details.display_name == "Amina"
    assert details.alleged == "Two women, no bed"
    assert in_vault(person.workplace, lambda: slips.waiting(session)) == ()
    assert in_vault(person.workplace, lambda: drafts.recall(session, draft_key(slip.id))) == ""
    person.new_referral()
    assert not person.find(QLabel, "new_referral_slip_label").isVisible()
    assert person.find(QPlainTextEdit, "new_referral_alleged_field").toPlainText() == ""


def test_where_there_is_no_room_beside_the_form_the_slip_stands_above_it(
    person: Person, in_vault: InVault
) -> None:
    session = person.workplace.session
    slip = in_vault(person.workplace, lambda: slips.write(session, text="Two women, no bed"))
    person.desk.window.resize(700, 900)
    person.frame.new_referral(slip.id)
    person.look()
    said = person.find(QLabel, "new_referral_slip_label")
    name = person.find(QLineEdit, "new_referral_name_field")
    assert said.mapToGlobal(said.rect().bottomLeft()).y() < name.mapToGlobal(name.rect().topLeft()).y()


def test_a_slip_can_be_put_aside_from_the_form(person: Person, in_vault: InVault) -> None:
    session = person.workplace.session
    slip = in_vault(person.workplace, lambda: slips.write(session, text="Wrong number"))
    person.frame.new_referral(slip.id)
    person.look()
    person.find(QAbstractButton, "new_referral_slip_aside_button").click()
    person.look()
    assert in_vault(person.workplace, lambda: slips.waiting(session)) == ()
    assert in_vault(person.workplace, lambda: clients.list_clients(session).total) == 0
    assert person.frame.current == "today"


def test_thrown_away_and_taken_back(person: Person) -> None:
    person.new_referral()
    person.type("Amina")
    person.find(QAbstractButton, "new_referral_discard_button").click()
    person.look()
    assert person.frame.current == "clients"
    person.find(QAbstractButton, "strip_undo_button").click()
    person.look()
    assert person.frame.current == "referral"
    assert person.find(QLineEdit, "new_referral_name_field").text() == "Amina"


def test_ctrl_n_opens_a_new_file_from_inside_a_file(person: Person, in_vault: InVault) -> None:
    session = person.workplace.session
    client = in_vault(person.workplace, lambda: clients.add_client(session, ClientDetails()))
    person.frame.open_client(client.id)
    person.look()
    person.press(Qt.Key.Key_N, CTRL)
    person.look()
    assert person.at == "new_client_name0_latin_field"


PASTED = "Name\tNationality\tSex\tAge\nBlessing Osagie\tNigeria\tF\t22\nJoy Eke\tnig\tvrouw\t1999\nLi Na\tCN\tf\t\n"


def several(person: Person) -> QTableView:
    person.new_referral()
    person.find(QAbstractButton, "referral_kind_many_button").click()
    person.look()
    assert person.at == "incident_label_field"
    person.type("Raid, nail studio")
    return person.find(QTableView, "incident_persons_table")


def test_a_raid_is_pasted_from_a_spreadsheet(person: Person, in_vault: InVault) -> None:
    table = several(person)
    QGuiApplication.clipboard().setText(PASTED)
    table.setFocus()
    person.press(Qt.Key.Key_V, CTRL)
    assert person.find(QLabel, "incident_count_label").text() == "3 persons"
    model = table.model()
    assert model is not None
    shown = [[model.index(row, column).data() for column in range(6)] for row in range(3)]
    assert shown[0] == ["Blessing Osagie", "", "~2004", "Woman", "Nigeria", ""]
    assert shown[1][4] == "⚠ nig"  # Niger or Nigeria: nobody guesses
    person.record()
    words = " ".join(label.text() for label in person.desk.window.findChildren(QLabel) if label.isVisible())
    assert "Row 2" in words
    model.setData(model.index(1, 4), "Nigeria")
    person.record()
    assert person.frame.current == "referral"
    assert person.find(QLabel, "incident_view_label").text() == "Raid, nail studio"
    session = person.workplace.session
    (incident,) = in_vault(person.workplace, lambda: incidents.latest(session))
    found = in_vault(person.workplace, lambda: incidents.load(session, incident.id))
    assert [(each.name, each.nationalities) for each in found.persons] == [
        ("Blessing Osagie", ("NG",)),
        ("Joy Eke", ("NG",)),
        ("Li Na", ("CN",)),
    ]


def test_persons_are_typed_with_enter_and_tab(person: Person) -> None:
    table = several(person)
    table.setFocus()
    person.type("Amina")
    person.press(Qt.Key.Key_Return)
    person.type("Blessing")
    person.press(Qt.Key.Key_Return)
    model = table.model()
    assert model is not None
    assert [model.index(row, 0).data() for row in range(3)] == ["Amina", "Blessing", None]
    assert table.currentIndex().row() == 2
    person.tab()
    assert person.at != "incident_persons_table"  # nobody is caught in the table


def test_the_cell_one_still_types_in_is_recorded_too(person: Person, in_vault: InVault) -> None:
    several(person).setFocus()
    person.type("Amina Diallo")
    person.record()
    client, _details = only_client(person, in_vault)
    assert client.details.display_name == "Amina Diallo"


def test_a_waiting_referral_is_decided_from_its_file(person: Person, in_vault: InVault) -> None:
    person.new_referral()
    person.record()
    person.frame.open_client(person.frame.client_id, tab="intake")
    person.look()
    person.find(QAbstractButton, "referral0_decide_button").click()
    person.look()
    outcome = person.find(ChoiceBox, "referral_outcome_choice")
    assert outcome.hasFocus()
    assert not outcome.visibleRegion().isEmpty()
    outcome.set_code("not_victim")
    reason = person.find(ChoiceBox, "referral_reason_choice")
    offered = {reason.itemData(number) for number in range(reason.count())}
    assert "not_thb" in offered
    assert "refuses_support" not in offered  # counted under another outcome
    person.record()
    assert any("needs its reason" in each.text() for each in person.desk.window.findChildren(QLabel))
    reason.set_code("not_thb")
    person.record()
    _client, details = only_client(person, in_vault)
    assert (details.outcome, details.reason, details.decided_on) == (
        "not_victim",
        "not_thb",
        date(2026, 11, 2),
    )


def test_the_intake_is_walked_with_alt_and_a_digit(person: Person) -> None:
    person.new_referral()
    person.record()
    person.frame.open_client(person.frame.client_id, tab="intake")
    person.look()
    person.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert person.at == "identity_name0_latin_field"
    person.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert person.at == "intake_referral_button"
    person.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert person.at == "identity_name0_latin_field"  # the open form, as it was
    person.press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    person.look()
    assert not person.find(QWidget, "indicators_section").visibleRegion().isEmpty()


def test_numbers_of_others_are_checked_while_they_are_typed(person: Person, in_vault: InVault) -> None:
    person.new_referral()
    person.record()
    person.frame.open_client(person.frame.client_id, tab="intake")
    person.look()
    person.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    person.find(QAbstractButton, "identity_identifiers_add_button").click()
    person.look()
    assert person.at == "identity_identifier0_kind_choice"
    person.tab()
    person.type("812345")
    person.tab()
    words = [label.text() for label in person.desk.window.findChildren(QLabel) if label.isVisible()]
    assert "A number of the Immigration Office has 7 digits." in words
    value = person.find(QLineEdit, "identity_identifier0_value_field")
    value.setFocus()
    person.type("6")
    person.tab()
    assert value.text() == "8.123.456"
    person.find(ChoiceBox, "identity_age_status_choice").set_code("decided_minor")
    person.find(QLineEdit, "identity_age_decided_on_field").setText("20/10/2026")
    person.find(QLineEdit, "identity_age_note_field").setText("Guardianship Service")
    person.record()
    client, _details = only_client(person, in_vault)
    assert [(each.kind, each.value) for each in client.details.identifiers] == [("dvz", "8123456")]
    assert client.details.age.decided_on == date(2026, 10, 20)
    person.press(Qt.Key.Key_K, CTRL)
    person.look()
    person.type("8123456")
    person.look()
    assert person.find(QTableView, "clients_table").model().rowCount() == 1


def test_everyone_of_a_raid_is_given_one_date_and_one_outcome(person: Person, in_vault: InVault) -> None:
    table = several(person)
    QGuiApplication.clipboard().setText(PASTED.replace("nig\t", "NG\t"))
    table.setFocus()
    person.press(Qt.Key.Key_V, CTRL)
    person.record()
    persons = person.find(QTableView, "incident_view_table")
    persons.setFocus()
    person.press(Qt.Key.Key_Space)  # without the first
    assert person.find(QLabel, "incident_view_count_label").text() == "2 of 3 persons ticked"
    person.find(QAbstractButton, "incident_document_button").click()
    assert person.find(QLineEdit, "incident_document_expires_field").text() == "17/12/2026"  # offered by rule
    person.find(QLineEdit, "incident_document_issued_field").setText("01/11/2026")
    assert person.find(QLineEdit, "incident_document_expires_field").text() == "16/12/2026"
    person.find(QLineEdit, "incident_document_expires_field").setText("17/12/2026")  # what is printed rules
    person.find(QLineEdit, "incident_document_issued_field").setText("02/11/2026")
    assert person.find(QLineEdit, "incident_document_expires_field").text() == "17/12/2026"
    person.record()
    session = person.workplace.session
    (incident,) = in_vault(person.workplace, lambda: incidents.latest(session))
    found = in_vault(person.workplace, lambda: incidents.load(session, incident.id)).persons
    held = [
        in_vault(person.workplace, lambda each=each: residence.of_client(session, each.client_id))
        for each in found
    ]
    assert [len(documents) for documents in held] == [0, 1, 1]
    assert held[1][0].draft.expires_on == date(2026, 12, 17)
    person.find(QAbstractButton, "incident_outcome_button").click()
    person.find(ChoiceBox, "incident_outcome_choice").set_code("not_victim")
    person.find(ChoiceBox, "incident_outcome_reason_choice").set_code("not_thb")
    person.record()
    found = in_vault(person.workplace, lambda: incidents.load(session, incident.id)).persons
    assert [each.referral.details.outcome for each in found] == ["pending", "not_victim", "not_victim"]
    persons.setFocus()
    person.press(Qt.Key.Key_Return)
    person.look()
    assert person.frame.client_id == found[0].client_id


def test_a_file_tells_its_incident_and_leads_there(person: Person, in_vault: InVault) -> None:
    table = several(person)
    QGuiApplication.clipboard().setText("Amina\nBlessing")
    table.setFocus()
    person.press(Qt.Key.Key_V, CTRL)
    person.record()
    session = person.workplace.session
    row = in_vault(person.workplace, lambda: clients.list_clients(session)).rows[0]
    person.frame.open_client(row.id, tab="intake")
    person.look()
    link = person.find(QAbstractButton, "referral0_incident_button")
    assert link.text() == "Raid, nail studio: 2 persons"
    link.click()
    person.look()
    assert person.find(QLabel, "incident_view_label").isVisible()


def test_who_waits_for_a_decision_is_a_click_away(person: Person, in_vault: InVault) -> None:
    session = person.workplace.session

    def fill() -> None:
        referral = ReferralDetails(received=MOMENT)
        waiting = clients.add_client(session, ClientDetails(names=(Name("Waits"),)))
        decided = clients.add_client(session, ClientDetails(names=(Name("Decided"),)))
        referrals.record(session, waiting.id, referral)
        done = ReferralDetails(received=MOMENT, outcome=Outcome.SUPPORT_STARTED)
        referrals.record(session, decided.id, done)

    in_vault(person.workplace, fill)
    person.frame.show_page("today")
    person.look()
    person.find(QAbstractButton, "today_pending_row").click()
    person.look()
    table = person.find(QTableView, "clients_table").model()
    assert table is not None
    assert [table.index(row, 0).data() for row in range(table.rowCount())] == ["Waits"]
    button = person.find(QAbstractButton, "clients_undecided_button")
    assert (button.text(), button.isChecked()) == ("Referrals not decided yet: 1", True)
    assert person.find(QLabel, "clients_count_label").text() == "1 of 2"
    button.click()
    person.look()
    assert table.rowCount() == 2


def test_whoever_takes_no_referrals_writes_a_slip(
    qtbot: QtBot, make_workplace: Callable[..., Workplace], in_vault: InVault
) -> None:
    from desktop.services import users
    from desktop.ui.dialogs.slip_dialogs import CallSlipDialog
    from tests.helpers.vaults import CHEAP, PASSPHRASE

    founder = make_workplace()
    in_vault(
        founder,
        lambda: users.add_user(
            founder.session,
            name="Night",
            login="night",
            roles=(Role.SHELTER_WORKER,),
            passphrase=bytearray(PASSPHRASE),
            cost=CHEAP,
            accept_any_passphrase=True,
        ),
    )
    frame = Frame(make_workplace("night"))
    qtbot.addWidget(frame)
    frame.show()
    frame.new_referral()
    (dialog,) = frame.findChildren(CallSlipDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_a_raid_cancelled_halfway_is_taken_up_again(person: Person, in_vault: InVault) -> None:
    table = several(person)
    QGuiApplication.clipboard().setText("\n".join(f"Person {number}" for number in range(40)))
    table.setFocus()
    person.press(Qt.Key.Key_V, CTRL)
    jobs, session = person.workplace.jobs, person.workplace.session

    def cancel(job: Job, done: int, _total: int) -> None:
        if job.title and done >= 5:
            job.cancel()

    jobs.job_progressed.connect(cancel)
    person.record()
    jobs.job_progressed.disconnect(cancel)
    recorded = in_vault(person.workplace, lambda: clients.list_clients(session).total)
    assert 5 <= recorded < 40  # what is done stays
    model = table.model()
    assert model is not None
    ticks = [model.headerData(row, Qt.Orientation.Vertical) for row in range(40)]
    assert ticks.count("✓") == recorded
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    person.record()
    assert person.find(QLabel, "incident_view_count_label").text() == "40 of 40 persons ticked"
    assert in_vault(person.workplace, lambda: clients.list_clients(session).total) == 40
