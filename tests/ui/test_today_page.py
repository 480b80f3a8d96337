"""Today tells what is to be done, lets it be done, and shows a role only what is its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.clock import FixedClock, at_brussels
from desktop.domain.clients import Client, ClientDetails, Name
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.roles import Role
from desktop.domain.shelter import Resident
from desktop.domain.support import AppointmentDraft, Outcome, ReferralDetails, TaskDraft
from desktop.services import appointments, clients, procedure, referrals, shelter, slips, tasks
from desktop.ui.pages.today_page import TodayPage
from desktop.ui.workplace import Workplace
from tests.helpers.vaults import MOMENT, MakeSession
from tests.helpers.windows import Seen

InVault = Callable[[Workplace, Callable[[], Any]], Any]
DAY = date(2026, 11, 2)


@pytest.fixture
def amina(workplace: Workplace, in_vault: InVault) -> Client:
    """A client with something of everything, and a shelter of two rooms."""
    session = workplace.session

    def fill() -> Client:
        client = clients.add_client(session, ClientDetails(names=(Name("Amina Diallo"),)))
        me = session.user.id
        tasks.add(session, TaskDraft("Call the doctor", me, due=DAY - timedelta(days=3)), client_id=client.id)
        tasks.add(session, TaskDraft("Order a card", me, due=DAY + timedelta(days=30)), client_id=client.id)
        late, early = (AppointmentDraft(MOMENT.replace(hour=hour), f"At {hour}") for hour in (14, 8))
        appointments.add(session, client.id, late)
        appointments.add(session, client.id, early)
        document = ResidenceDocumentDraft("annex15", DAY - timedelta(days=39), DAY + timedelta(days=6))
        procedure.record_document(session, client.id, document)
        referrals.record(session, client.id, ReferralDetails(received=MOMENT, outcome=Outcome.PENDING))
        house = shelter.add_house(session, "North")
        for room in ("1", "2"):
            shelter.add_room(session, house.id, room)
        first, second = (item.place.id for item in shelter.board(session).places)
        shelter.place(session, first, Resident("Linh"), arrived=MOMENT - timedelta(days=9), until=_noon(0))
        shelter.reserve(session, second, Resident("Tigist"), begins=_noon(0))
        return client

    return in_vault(workplace, fill)


def _noon(days: int) -> Any:
    from desktop.clock import NOON

    return at_brussels(DAY + timedelta(days=days), NOON)


@pytest.fixture
def page(workplace: Workplace, amina: Client, qtbot: QtBot, settle: Callable[..., None]) -> TodayPage:
    return _shown(workplace, qtbot, settle)


def _shown(workplace: Workplace, qtbot: QtBot, settle: Callable[..., None]) -> TodayPage:
    page = TodayPage(workplace)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    page.refresh()
    settle(workplace.jobs)
    return page


def _section(page: TodayPage, name: str) -> Any:
    section = page.findChild(QWidget, f"today_{name}_section")
    assert section is not None
    return section


def _words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text() and label.isVisible()]


def _button(page: QWidget, start: str, end: str) -> QAbstractButton:
    found = page.findChildren(QAbstractButton)
    return next(
        each for each in found if each.objectName().startswith(start) and each.objectName().endswith(end)
    )


def test_the_day_in_order(page: TodayPage) -> None:
    times = [row.accessibleName()[:5] for row in _section(page, "appointments").rows]
    assert times == ["09:30", "15:30"]
    assert {"Call the doctor", "3 days late"} <= set(_words(_section(page, "tasks")))
    assert "Order a card" not in _words(_section(page, "tasks"))
    assert {"End of the reflection period", "in 6 days"} <= set(_words(_section(page, "deadlines")))
    assert "1 referral waits for a decision" in _words(_section(page, "referrals"))
    tonight = _words(_section(page, "tonight"))
    assert {"Full", "Tigist, room 2", "Arriving", "Linh, room 1", "Leaves today"} <= set(tonight)


def test_a_line_opens_the_file(page: TodayPage, amina: Client, qtbot: QtBot, seen: Seen) -> None:
    row = _button(page, "today_appointment_", "_row")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert seen.clients == [amina.id, amina.id]
    _button(page, "today_free_places", "_row").click()
    assert seen.pages == ["shelter"]


def test_a_deadline_opens_the_file_on_its_procedure(
    page: TodayPage, amina: Client, qtbot: QtBot, seen: Seen
) -> None:
    row = _button(page, "today_deadline_0", "_row")
    assert row.accessibleName() == (
        "End of the reflection period, Amina Diallo · 2026-0001 · 8 Nov 2026, in 6 days"
    )
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert seen.tabs == [(amina.id, "procedure")]


def test_a_task_is_done_and_undone(
    page: TodayPage, workplace: Workplace, settle: Callable[..., None], seen: Seen
) -> None:
    tick = _button(page, "today_task_", "_check")
    assert isinstance(tick, QCheckBox)
    tick.click()
    settle(workplace.jobs)
    assert _section(page, "tasks").rows == ()
    assert "Nothing is due. Well done." in _words(_section(page, "tasks"))
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    settle(workplace.jobs)
    assert "Call the doctor" in _words(_section(page, "tasks"))


def test_a_slip_leads_to_the_form_for_a_referral(
    page: TodayPage,
    workplace: Workplace,
    settle: Callable[..., None],
    in_vault: InVault,
    seen: Seen,
) -> None:
    session = workplace.session
    in_vault(workplace, lambda: slips.write(session, text="A bed is needed", caller="Police", urgency="now"))
    page.refresh()
    settle(workplace.jobs)
    assert "A bed is needed" not in _words(page)  # only who opens it reads it
    _button(page, "today_slip_0", "_row").click()
    _button(page, "read_slip_act", "_button").click()
    settle(workplace.jobs)
    (slip,) = in_vault(workplace, lambda: slips.waiting(session))  # taken only with its referral
    assert seen.referrals == [slip.id]


def test_a_slip_that_asks_for_nothing_is_put_aside(
    page: TodayPage, workplace: Workplace, settle: Callable[..., None], in_vault: InVault
) -> None:
    session = workplace.session
    in_vault(workplace, lambda: slips.write(session, text="Wrong number"))
    page.refresh()
    settle(workplace.jobs)
    _button(page, "today_slip_0", "_row").click()
    _button(page, "read_slip_aside", "_button").click()
    settle(workplace.jobs)
    assert in_vault(workplace, lambda: slips.waiting(session)) == ()
    assert in_vault(workplace, lambda: clients.list_clients(session)).total == 1
    assert not _section(page, "slips").isVisible()


@pytest.mark.usefixtures("amina")
def test_a_shelter_worker_sees_the_house_only(
    make_session: MakeSession,
    make_workplace: Callable[..., Workplace],
    qtbot: QtBot,
    settle: Callable[..., None],
) -> None:
    make_session(roles=[Role.SHELTER_WORKER], login="bo")
    desk = make_workplace("bo")
    page = _shown(desk, qtbot, settle)
    shown = {
        name
        for name in ("appointments", "tasks", "deadlines", "referrals", "slips", "tonight")
        if _section(page, name).isVisible()
    }
    assert shown == {"tonight"}
    assert page.findChild(QPushButton, "today_slip_button") is not None


@pytest.mark.usefixtures("amina")
def test_private_mode_shows_initials(workplace: Workplace, qtbot: QtBot, settle: Callable[..., None]) -> None:
    workplace.privacy.switch(on=True)
    words = " ".join(_words(_shown(workplace, qtbot, settle)))
    assert "A. D." in words
    assert not [name for name in ("Amina", "Linh", "Tigist") if name in words]


def test_the_count_beside_the_referrals_is_of_referrals(
    workplace: Workplace, amina: Client, in_vault: InVault, qtbot: QtBot, settle: Callable[..., None]
) -> None:
    waiting = ReferralDetails(received=MOMENT, outcome=Outcome.PENDING)
    in_vault(workplace, lambda: referrals.record(workplace.session, amina.id, waiting))
    section = _section(_shown(workplace, qtbot, settle), "referrals")
    assert len(section.rows) == 1
    assert {"2", "2 referrals wait for a decision"} <= set(_words(section))


def test_a_clock_before_the_last_entry_is_told_until_it_is_right(
    page: TodayPage, workplace: Workplace, clock: FixedClock, settle: Callable[..., None]
) -> None:
    band = page.findChild(QWidget, "today_clock_error_band")
    assert band is not None
    assert not band.isVisible()
    clock.advance(timedelta(days=-2))
    page.refresh()
    settle(workplace.jobs)
    told = " ".join(_words(band))
    assert "31 Oct 2026" in told
    assert "the last entry was recorded on 2 Nov 2026" in told
    assert "Set the clock of this PC right." in told
    clock.advance(timedelta(days=2))
    page.refresh()
    settle(workplace.jobs)
    assert not band.isVisible()
