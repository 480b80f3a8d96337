"""Whoever cannot see or point works with Baken too: every widget one can act on is named, told and reached in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import Desk
from desktop.domain.clients import Client, ClientDetails, Name
from desktop.domain.incidents import IncidentDetails
from desktop.domain.support import Outcome, ReferralDetails, TaskDraft
from desktop.services import clients, incidents, referrals, shelter, slips, tasks
from desktop.ui.dialogs.place_dialog import PlaceDialog
from desktop.ui.dialogs.slip_dialogs import CallSlipDialog, SlipDialog
from desktop.ui.dialogs.stay_dialogs import EndStayDialog, ExpectedEndDialog
from desktop.ui.frame import Frame
from desktop.ui.pages.client_file_page import ClientFilePage
from desktop.ui.pages.clients_page import ClientsPage
from desktop.ui.pages.shelter_page import ShelterPage
from desktop.ui.widgets.passphrase_field import PassphraseField
from tests.helpers.vaults import MOMENT

InVault = Callable[..., Any]
ONE_LINE = 12  # a box beside a field stands a little higher or lower
INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    PassphraseField,
)


@pytest.fixture
def client(unlocked: Desk, in_vault: InVault) -> Client:
    """A client with a referral, who has a bed; a second bed is free, and a call slip waits."""
    session = workplace_of(unlocked).session

    def fill() -> Client:
        client = clients.add_client(session, ClientDetails(names=(Name("Amina Diallo", "أمينة ديالو"),)))
        referrals.record(session, client.id, ReferralDetails(received=MOMENT, outcome=Outcome.PENDING))
        house = shelter.add_house(session, "North")
        for room in ("1", "2"):
            shelter.add_room(session, house.id, room)
        first = shelter.board(session).places[0].place.id
        shelter.place(session, first, shelter.resident_of(session, client.id))
        slips.write(session, text="Called at night", urgency="now", caller="Hospital")
        return client

    added: Client = in_vault(workplace_of(unlocked), fill)
    return added


def workplace_of(desk: Desk) -> Any:
    assert desk.workplace is not None
    return desk.workplace


def frame_of(desk: Desk) -> Frame:
    frame = desk.window.shown
    assert isinstance(frame, Frame)
    return frame


def settled(qtbot: QtBot, desk: Desk) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: desk.jobs.idle, timeout=20_000)
    QApplication.processEvents()


def acted_on(root: QWidget) -> list[QWidget]:
    """What a person can reach in it now, apart from the insides of Qt's own compound widgets."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, INTERACTIVE) and widget.isVisibleTo(root) and not _belongs_to_qt(widget)
    ]


def _belongs_to_qt(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return (
        widget.objectName().startswith("qt_")
        or isinstance(widget, QHeaderView)
        or isinstance(parent, QLineEdit | QComboBox | QAbstractSpinBox | QTabBar | QAbstractItemView)
        or type(parent).__name__ == "QComboBoxPrivateContainer"
    )


def told(widget: QWidget) -> str:
    """What a screen reader says: the name, the words on it, or the label that points to it."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text()
    window = widget.window()
    return next((label.text() for label in window.findChildren(QLabel) if label.buddy() is widget), "")


def complaints(root: QWidget) -> list[str]:
    """What is unnamed, untold, or called as something else is."""
    widgets = acted_on(root)
    assert widgets
    unnamed = [
        f"no object name: {type(each).__name__} {told(each)!r}" for each in widgets if not each.objectName()
    ]
    untold = [f"says nothing: {each.objectName()}" for each in widgets if not told(each)]
    often = Counter(each.objectName() for each in widgets if each.objectName())
    return unnamed + untold + [f"{count} times: {name}" for name, count in often.items() if count > 1]


@pytest.mark.parametrize("place", ["today", "clients", "shelter", "sheets", "centre"])
def test_on_every_page(qtbot: QtBot, unlocked: Desk, client: Client, place: str) -> None:
    frame_of(unlocked).show_page(place)
    settled(qtbot, unlocked)
    assert frame_of(unlocked).current == place
    assert complaints(unlocked.window) == []


def test_on_every_tab_of_a_file(qtbot: QtBot, unlocked: Desk, client: Client) -> None:
    for tab in ("overview", "intake", "procedure", "support", "stay", "sheets", "history"):
        frame_of(unlocked).open_client(client.id, tab=tab)
        settled(qtbot, unlocked)
        assert complaints(unlocked.window) == [], tab


def test_in_every_form_of_a_file(qtbot: QtBot, unlocked: Desk, client: Client) -> None:
    forms = {
        "intake": ("intake_identity_button", "intake_referral_button"),
        "procedure": (
            *("procedure_track_button", "procedure_request_button", "procedure_event_button"),
            "procedure_document_button",
        ),
        "support": ("support_task_button", "support_appointment_button"),
        "people": (
            *("people_relative_button", "people_helper_button", "people_instruction_button"),
            *("people_suspect_button", "people_access_button"),
        ),
    }
    for tab, buttons in forms.items():
        for name in buttons:
            frame_of(unlocked).open_client(client.id, tab=tab)
            settled(qtbot, unlocked)
            button = unlocked.window.findChild(QAbstractButton, name)
            assert button is not None, name
            if button.isVisible():
                button.click()
                settled(qtbot, unlocked)
            assert complaints(unlocked.window) == [], name


def test_in_the_form_for_a_new_client(qtbot: QtBot, unlocked: Desk) -> None:
    frame_of(unlocked).show_page("clients")
    page = frame_of(unlocked).page("clients")
    assert isinstance(page, ClientsPage)
    page.new_client()
    settled(qtbot, unlocked)
    assert complaints(unlocked.window) == []


def test_on_the_referral_page(qtbot: QtBot, unlocked: Desk, client: Client, in_vault: InVault) -> None:
    workplace = workplace_of(unlocked)
    slip = in_vault(workplace, lambda: slips.waiting(workplace.session))[0]
    incident = in_vault(workplace, lambda: incidents.record(workplace.session, IncidentDetails("Raid")))
    for act in (
        lambda: frame_of(unlocked).new_referral(slip.id),
        lambda: unlocked.window.findChild(QAbstractButton, "new_referral_unfold_button").click(),
        lambda: unlocked.window.findChild(QAbstractButton, "referral_kind_many_button").click(),
        lambda: frame_of(unlocked).open_incident(incident.id),
        lambda: unlocked.window.findChild(QAbstractButton, "incident_document_button").click(),
        lambda: unlocked.window.findChild(QAbstractButton, "incident_outcome_button").click(),
    ):
        act()
        settled(qtbot, unlocked)
        assert complaints(unlocked.window) == []


def test_in_every_dialog(qtbot: QtBot, unlocked: Desk, client: Client, in_vault: InVault) -> None:
    frame = frame_of(unlocked)
    frame.show_page("shelter")
    settled(qtbot, unlocked)
    page, workplace = frame.page("shelter"), workplace_of(unlocked)
    assert isinstance(page, ShelterPage)
    taken, free = (card.item for card in page.board.cards)
    assert taken.stay is not None
    slip = in_vault(workplace, lambda: slips.waiting(workplace.session))[0]
    dialogs: tuple[QDialog, ...] = (
        PlaceDialog(workplace, free, room="2", parent=page),
        EndStayDialog(workplace, taken.stay, room="1", parent=page),
        ExpectedEndDialog(workplace, taken.stay, parent=page),
        CallSlipDialog(workplace, again=page.refresh, parent=page),
        SlipDialog(workplace, slip, writer="An", parent=page),
    )
    for dialog in dialogs:
        dialog.open()
        settled(qtbot, unlocked)
        assert dialog.accessibleName()
        assert complaints(dialog) == [], dialog.objectName()
        dialog.reject()


@pytest.mark.parametrize(
    ("place", "button"),
    [
        ("shelter", "shelter_rooms_button"),
        ("centre", "centre_passphrase_button"),
        ("centre", "centre_add_user_button"),
    ],
)
def test_in_the_dialogs_a_button_opens(
    qtbot: QtBot, unlocked: Desk, client: Client, place: str, button: str
) -> None:
    frame_of(unlocked).show_page(place)
    settled(qtbot, unlocked)
    found = unlocked.window.findChild(QAbstractButton, button)
    assert found is not None
    found.click()
    settled(qtbot, unlocked)
    dialog = next(each for each in unlocked.window.findChildren(QDialog) if each.isVisible())
    assert complaints(dialog) == []
    dialog.reject()


def test_tab_goes_through_a_form_as_one_reads(unlocked: Desk, qtbot: QtBot) -> None:
    """Down a new client's form, never up again, though the rows of names are made last."""
    frame_of(unlocked).show_page("clients")
    page = frame_of(unlocked).page("clients")
    assert isinstance(page, ClientsPage)
    page.new_client()
    settled(qtbot, unlocked)
    add = page.findChild(QAbstractButton, "new_client_alerts_add_button")
    start = page.findChild(QLineEdit, "new_client_name0_latin_field")
    assert add is not None
    assert start is not None
    add.click()
    reached: list[QWidget] = []
    start.setFocus()
    while (focused := QApplication.focusWidget()) is not None and focused not in reached:
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if not page.isAncestorOf(QApplication.focusWidget() or unlocked.window):
            break
    form = {
        each for each in acted_on(page) if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    assert {each.objectName() for each in reached} == {each.objectName() for each in form}
    tops = [each.mapTo(unlocked.window, each.rect().topLeft()).y() for each in reached]
    assert all(below >= above - ONE_LINE for above, below in pairwise(tops)), [
        each.objectName() for each in reached
    ]


def test_tab_goes_through_today_as_one_reads(unlocked: Desk, client: Client, qtbot: QtBot) -> None:
    workplace = workplace_of(unlocked)
    session = workplace.session

    def add() -> None:
        for number in range(3):
            tasks.add(
                session, TaskDraft(f"Task {number}", session.user.id, due=MOMENT.date()), client_id=client.id
            )

    workplace.jobs.start(add, parent=workplace.jobs)
    frame_of(unlocked).show_page("today")
    settled(qtbot, unlocked)
    page = frame_of(unlocked).page("today")
    rows = [each.objectName() for each in _chain(page) if each.objectName().startswith("today_task")]
    assert len(rows) == 2 * 3 + 1
    assert [name.rsplit("_", 1)[1] for name in rows] == ["check", "row"] * 3 + ["button"]


def _chain(page: QWidget) -> list[QWidget]:
    """What Tab can stop at in a page, in the order of Tab."""
    found: list[QWidget] = []
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        if page.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def test_the_file_that_is_open_stays_on_its_tab_when_the_language_changes(
    qtbot: QtBot, unlocked: Desk, client: Client
) -> None:
    frame_of(unlocked).open_client(client.id, tab="history")
    settled(qtbot, unlocked)
    unlocked.settings.change(language="fr")
    settled(qtbot, unlocked)
    page = frame_of(unlocked).page("client_file")
    assert isinstance(page, ClientFilePage)
    assert page.tab == "history"
