"""The timeline of a file is read, filtered, found in and opened from by keyboard, and stays quick when it is long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.clients import Client, ClientDetails, Name
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.support import AppointmentDraft, Domain, NoteDraft, TaskDraft
from desktop.services import appointments, clients, notes, procedure, tasks
from desktop.ui.models.dated_rows import DatedRows, Heading, Role
from desktop.ui.pages.client_file.contents import load
from desktop.ui.pages.client_file.timeline_tab import TimelineTab
from desktop.ui.widgets.dated_list import DatedList
from desktop.ui.workplace import Workplace
from tests.helpers.vaults import MOMENT
from tests.helpers.windows import Seen

InVault = Callable[[Workplace, Callable[[], Any]], Any]
Settle = Callable[..., None]
ANNEX = "Annex 15 (45-day temporary residence document)"


@pytest.fixture
def client(workplace: Workplace, in_vault: InVault) -> Client:
    """A file with a past and something to come."""
    session = workplace.session

    def fill() -> Client:
        client = clients.add_client(session, ClientDetails(names=(Name("Yodit Haile"),)))
        for days, domain, text in (
            (2, Domain.LEGAL, "Spoke with the lawyer about Annex 15"),
            (40, Domain.PSYCHOSOCIAL, "Sleeps badly, asked for a doctor"),
        ):
            moment = MOMENT - timedelta(days=days)
            notes.record(session, client.id, NoteDraft(domain, text, moment, kind="visit"))
        today = MOMENT.date()
        overdue = TaskDraft("Order a card", session.user.id, due=today - timedelta(days=3))
        tasks.add(session, overdue, client_id=client.id)
        lawyer = AppointmentDraft(MOMENT + timedelta(days=6), "Lawyer", where="Brussels")
        appointments.add(session, client.id, lawyer)
        annex = ResidenceDocumentDraft("annex15", today - timedelta(days=20), today + timedelta(days=25))
        procedure.record_document(session, client.id, annex)
        return client

    made: Client = in_vault(workplace, fill)
    return made


@pytest.fixture
def tab(workplace: Workplace, client: Client, in_vault: InVault, settle: Settle, qtbot: QtBot) -> TimelineTab:
    tab = TimelineTab(workplace)
    qtbot.addWidget(tab)
    tab.resize(1100, 800)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.show_contents(in_vault(workplace, lambda: load(workplace.session, client.id)))
    settle(workplace.jobs)
    return tab


def rows(tab: TimelineTab) -> DatedRows[Any]:
    model = lines(tab).model()
    assert isinstance(model, DatedRows)
    return model


def lines(tab: TimelineTab) -> DatedList:
    found = tab.findChild(DatedList, "timeline_list")
    assert found is not None
    return found


def told(tab: TimelineTab) -> list[str]:
    """Everything the list says, line by line, as it is read aloud."""
    model = rows(tab)
    return [
        str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())
    ]


def press(tab: TimelineTab, name: str) -> None:
    button = tab.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_what_comes_stands_above_the_months(tab: TimelineTab) -> None:
    assert told(tab) == [
        "Still to come",
        "30 Oct, Task, Order a card, Task · Administrative · An Peeters, 3 days late",
        "8 Nov, Appointment, Lawyer, 10:30 · Appointment · Brussels, in 6 days",
        "27 Nov, Deadline, End of the reflection period, Deadline · Legal, in 25 days",
        "October 2026",
        "31 Oct, Contact or note, Spoke with the lawyer about Annex 15, 10:30 · Visit · Legal · An Peeters",
        f"13 Oct, Residence document, {ANNEX}, valid until 27 Nov 2026 · Legal",
        "September 2026",
        "23 Sept, Contact or note, Sleeps badly, asked for a doctor, 11:30 · Visit · Psychosocial · An Peeters",
    ]


def test_the_model_keeps_qt_s_rules(tab: TimelineTab) -> None:
    tester = QAbstractItemModelTester(rows(tab), QAbstractItemModelTester.FailureReportingMode.Fatal)
    press(tab, "timeline_domain_legal_button")
    press(tab, "timeline_domain_all_button")
    del tester


def test_a_domain_and_a_kind_alone(tab: TimelineTab) -> None:
    press(tab, "timeline_domain_psychosocial_button")
    assert [line[:6] for line in told(tab)] == ["Septem", "23 Sep"]
    press(tab, "timeline_domain_all_button")
    press(tab, "timeline_kind_planned_button")
    assert len(told(tab)) == 3
    assert tab.findChild(QLabel, "timeline_count_label").text() == "2 of 6"  # type: ignore[union-attr]


def test_a_few_letters_find_and_enter_goes_where_it_lives(
    tab: TimelineTab, client: Client, qtbot: QtBot, seen: Seen
) -> None:
    line = tab.findChild(QLineEdit, "timeline_filter_field")
    assert line is not None
    qtbot.keyClicks(line, "ANNEX valid")
    assert len(told(tab)) == 2
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert seen.tabs == [(client.id, "procedure")]
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert (line.text(), len(told(tab))) == ("", 9)


def test_arrows_step_over_headings(tab: TimelineTab, qtbot: QtBot) -> None:
    lines(tab).setFocus()
    been = [lines(tab).currentIndex().row()]
    for key in (Qt.Key.Key_Down,) * 3 + (Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(lines(tab), key)
        been.append(lines(tab).currentIndex().row())
    assert been == [1, 2, 3, 5, 8, 1]


def test_what_is_not_there_is_said(tab: TimelineTab, qtbot: QtBot) -> None:
    line = tab.findChild(QLineEdit, "timeline_filter_field")
    assert line is not None
    qtbot.keyClicks(line, "zzz")
    assert not lines(tab).isVisible()
    assert "Nothing found" in [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]


def test_a_thousand_entries_are_shown_at_once(
    tab: TimelineTab, workplace: Workplace, client: Client, in_vault: InVault, settle: Settle
) -> None:
    session = workplace.session

    def fill() -> None:
        with session.vault.in_bulk():
            for number in range(1000):
                draft = NoteDraft(Domain.LEGAL, f"Note {number}", MOMENT - timedelta(hours=number))
                notes.record(session, client.id, draft)

    in_vault(workplace, fill)
    contents = in_vault(workplace, lambda: load(session, client.id))
    tab.show_contents(contents)
    settle(workplace.jobs)
    assert rows(tab).rowCount() > 1000
    begun = perf_counter()
    tab._refill()
    lines(tab).grab()
    assert perf_counter() - begun < 0.5  # some 30 ms; a row as a widget would take ten seconds
    worded = [row for row in range(rows(tab).rowCount()) if row in rows(tab)._worded]
    assert len(worded) < 60


def test_a_heading_is_no_line(tab: TimelineTab) -> None:
    index = rows(tab).index(0, 0)
    assert isinstance(index.data(Role.HEADING), Heading)
    assert rows(tab).flags(index) == Qt.ItemFlag.NoItemFlags
