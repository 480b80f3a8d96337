"""The agenda shows what comes week by week, is opened by keyboard, and leaves only as times and numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.clients import Client, ClientDetails, Name
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.roles import Compartment, Role
from desktop.domain.support import AppointmentDraft, TaskDraft
from desktop.services import appointments, clients, deadlines, procedure, tasks
from desktop.ui import files
from desktop.ui.models.dated_rows import DatedRows
from desktop.ui.pages.agenda_page import AgendaPage
from desktop.ui.widgets.dated_list import DatedList
from desktop.ui.workplace import Workplace
from tests.helpers.vaults import MOMENT, MakeSession
from tests.helpers.windows import Seen

InVault = Callable[[Workplace, Callable[[], Any]], Any]
Settle = Callable[..., None]
DAY = date(2026, 11, 2)


@pytest.fixture
def mine(workplace: Workplace, in_vault: InVault) -> Client:
    """A file I accompany and one of a colleague, with something of everything."""
    session = workplace.session

    def fill() -> Client:
        me = session.user.id
        made = clients.add_client(session, ClientDetails(names=(Name("Amina Diallo"),), caseworker=me))
        draft = AppointmentDraft(MOMENT + timedelta(days=1, hours=4), "Lawyer", "Brussels", with_user=me)
        appointments.add(session, made.id, draft)
        tasks.add(session, TaskDraft("Order a card", me, DAY - timedelta(days=3)), client_id=made.id)
        annex = ResidenceDocumentDraft("annex15", DAY - timedelta(days=34), DAY + timedelta(days=11))
        procedure.record_document(session, made.id, annex)
        other = clients.add_client(session, ClientDetails(names=(Name("Linh Tran"),)))
        appointments.add(session, other.id, AppointmentDraft(MOMENT + timedelta(days=22), "Doctor"))
        return made

    made: Client = in_vault(workplace, fill)
    return made


@pytest.fixture
def page(workplace: Workplace, mine: Client, qtbot: QtBot, settle: Settle) -> AgendaPage:
    return shown(workplace, qtbot, settle)


def shown(workplace: Workplace, qtbot: QtBot, settle: Settle) -> AgendaPage:
    page = AgendaPage(workplace)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    settle(workplace.jobs)
    return page


def part(page: AgendaPage, kind: type[Any], name: str) -> Any:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def told(page: AgendaPage) -> list[str]:
    model = part(page, DatedList, "agenda_list").model()
    return [
        str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())
    ]


def test_week_by_week_and_overdue_on_top(page: AgendaPage) -> None:
    assert told(page) == [
        "Overdue",
        "30 Oct, Task, Order a card, Amina Diallo · 2026-0001 · An Peeters, 3 days late",
        "This week",
        "Tue, 3 Nov 2026, tomorrow",
        "14:30, Appointment, Lawyer, Amina Diallo · 2026-0001 · Brussels · An Peeters",
        "Next week",
        "Fri, 13 Nov 2026",
        "Deadline, End of the reflection period, Amina Diallo · 2026-0001, in 11 days",
    ]
    assert part(page, QLabel, "agenda_count_label").text() == "1 appointment · 1 deadline · 1 task"
    model = part(page, DatedList, "agenda_list").model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_everyone_s_and_a_kind_alone(page: AgendaPage) -> None:
    part(page, QPushButton, "agenda_whose_everyone_button").click()
    part(page, QPushButton, "agenda_kind_appointment_button").click()
    assert [line for line in told(page) if "Appointment" in line] == [
        "14:30, Appointment, Lawyer, Amina Diallo · 2026-0001 · Brussels · An Peeters",
        "10:30, Appointment, Doctor, Linh Tran · 2026-0002",
    ]


def test_letters_find_and_enter_opens_where_it_lives(
    page: AgendaPage, mine: Client, qtbot: QtBot, seen: Seen
) -> None:
    line = part(page, QLineEdit, "agenda_filter_field")
    qtbot.keyClicks(line, "reflection")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert seen.tabs == [(mine.id, "procedure"), (mine.id, "support")]


def test_private_mode_shows_initials_and_still_finds_names(
    workplace: Workplace, mine: Client, qtbot: QtBot, settle: Settle
) -> None:
    workplace.privacy.switch(on=True)
    page = shown(workplace, qtbot, settle)
    assert "Amina" not in " ".join(told(page))
    qtbot.keyClicks(part(page, QLineEdit, "agenda_filter_field"), "amina")
    assert "A. D." in " ".join(told(page))


def test_the_calendar_leaves_as_times_and_numbers(
    page: AgendaPage,
    workplace: Workplace,
    settle: Settle,
    *,
    seen: Seen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, asked = tmp_path / "out.ics", []

    def choose(_parent: object, **how: str) -> Path:
        asked.append(how["suggested"])
        return path

    monkeypatch.setattr(files, "choose_where_to_save", choose)
    part(page, QPushButton, "agenda_export_button").click()
    dialog = part(page, QDialog, "calendar_export_dialog")
    explained = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "days, times and file numbers" in explained
    part(page, QPushButton, "calendar_export_act_button").click()
    settle(workplace.jobs)
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert {str(event["SUMMARY"]) for event in events} == {"2026-0001"}
    assert (len(events), asked) == (3, ["baken.ics"])
    assert "Amina" not in path.read_text("utf-8")
    assert seen.said[-1].text == "Calendar saved: 3 entries."


def test_the_coordinator_sets_the_reminder_days(
    page: AgendaPage, workplace: Workplace, settle: Settle, in_vault: InVault
) -> None:
    assert part(page, QLabel, "agenda_reminders_label").text().endswith("45, 30, 14, 7")
    part(page, QPushButton, "agenda_reminders_button").click()
    field = part(page, QLineEdit, "reminder_days_field")
    assert part(page, QDialog, "reminder_days_dialog").focusWidget() is field
    field.setText("sixty")
    part(page, QPushButton, "reminder_days_act_button").click()
    assert field.isVisible()
    field.setText("60, 20 5")
    part(page, QPushButton, "reminder_days_act_button").click()
    settle(workplace.jobs)
    assert in_vault(workplace, lambda: deadlines.reminder_days(workplace.session)) == (60, 20, 5)
    settle(workplace.jobs)
    assert part(page, QLabel, "agenda_reminders_label").text().endswith("60, 20, 5")


@pytest.mark.usefixtures("mine")
def test_others_read_the_reminder_days(
    make_session: MakeSession, make_workplace: Callable[..., Workplace], qtbot: QtBot, settle: Settle
) -> None:
    make_session(roles=[Role.CASEWORKER], login="bo").close()
    page = shown(make_workplace("bo"), qtbot, settle)
    assert not part(page, QPushButton, "agenda_reminders_button").isVisible()
    assert told(page) == []
    assert "Nothing found" in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_a_thousand_lines_are_shown_at_once(
    page: AgendaPage, workplace: Workplace, mine: Client, in_vault: InVault, settle: Settle
) -> None:
    session = workplace.session

    def fill() -> None:
        with session.vault.in_bulk():
            for number in range(1000):
                due = DAY + timedelta(days=number % 80)
                tasks.add(session, TaskDraft(f"Task {number}", session.user.id, due), client_id=mine.id)

    in_vault(workplace, fill)
    page.refresh()
    settle(workplace.jobs)
    model = part(page, DatedList, "agenda_list").model()
    assert isinstance(model, DatedRows)
    assert model.rowCount() > 1000
    begun = perf_counter()
    page._refill()
    part(page, DatedList, "agenda_list").grab()
    assert perf_counter() - begun < 0.5
    assert len(model._worded) < 60


def test_only_who_holds_casework_has_an_agenda() -> None:
    from desktop.ui import places

    def has_agenda(*held: Compartment) -> bool:
        return "agenda" in [place.name for place in places.for_person(held, [Role.CASEWORKER])]

    assert has_agenda(Compartment.REGISTRY, Compartment.CASEWORK)
    assert not has_agenda(Compartment.REGISTRY, Compartment.HOUSE)
