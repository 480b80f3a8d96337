"""Half of a common screen, or all of it at 200 %: nothing one needs is out of sight, in any language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import Desk
from desktop.domain.clients import Client, ClientDetails, Name
from desktop.services import clients
from desktop.ui.frame import Frame
from desktop.ui.pages.unlock_page import UnlockPage
from desktop.ui.pages.wizard_page import WizardPage

NARROW = (720, 450)  # 1440 by 900 at 200 %
LANGUAGES = ["nl", "fr", "de", "en"]


def narrowed(qtbot: QtBot, desk: Desk, language: str) -> Any:
    desk.window.setMinimumSize(1, 1)
    desk.window.resize(*NARROW)
    desk.settings.change(language=language)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: desk.jobs.idle, timeout=20_000)
    QApplication.processEvents()
    return desk.window.shown


def in_sight(widget: QWidget, window: QWidget) -> bool:
    """Whether all of it is inside the window and every scroll area around it."""
    corners = (widget.rect().topLeft(), widget.rect().bottomRight())
    around: QWidget | None = widget.parentWidget()
    while around is not None:
        if (isinstance(around.parentWidget(), QScrollArea) or around is window) and not all(
            around.rect().contains(widget.mapTo(around, corner)) for corner in corners
        ):
            return False
        around = around.parentWidget()
    return True


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tab_of_a_file_is_read_in_full(
    qtbot: QtBot, unlocked: Desk, in_vault: Callable[..., Any], language: str
) -> None:
    assert unlocked.workplace is not None
    session = unlocked.workplace.session
    client: Client = in_vault(
        unlocked.workplace, lambda: clients.add_client(session, ClientDetails(names=(Name("Amina"),)))
    )
    frame = narrowed(qtbot, unlocked, language)
    assert isinstance(frame, Frame)
    frame.open_client(client.id)
    qtbot.waitUntil(lambda: unlocked.jobs.idle, timeout=20_000)
    assert frame.findChild(QTabBar, "file_tab_bar").isHidden()  # on one line they do not fit any more
    parts = frame.findChild(QWidget, "file_parts")
    tabs = frame.findChild(QTabWidget, "file_tabs")
    buttons = parts.findChildren(QPushButton)
    assert len(buttons) == tabs.count()
    for number, button in enumerate(buttons):
        assert in_sight(button, unlocked.window)
        assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width()
        button.click()
        assert tabs.currentIndex() == number


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_filter_of_the_clients_shows_all_it_asks_for(qtbot: QtBot, unlocked: Desk, language: str) -> None:
    frame = narrowed(qtbot, unlocked, language)
    frame.show_page("clients")
    qtbot.waitUntil(lambda: unlocked.jobs.idle, timeout=20_000)
    field = frame.findChild(QLineEdit, "clients_search_field")
    count = frame.findChild(QLabel, "clients_count_label")
    assert field.fontMetrics().horizontalAdvance(field.placeholderText()) < field.width() - 40
    assert in_sight(field, unlocked.window)
    assert in_sight(count, unlocked.window)


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_languages_of_a_sheet_are_in_sight(qtbot: QtBot, unlocked: Desk, language: str) -> None:
    frame = narrowed(qtbot, unlocked, language)
    frame.show_page("sheets")
    qtbot.waitUntil(lambda: unlocked.jobs.idle, timeout=20_000)
    offered = frame.findChild(QListWidget, "sheets_language_list")
    assert offered.viewport().height() >= 3 * offered.sizeHintForRow(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_passphrase_is_in_sight_at_the_door(qtbot: QtBot, desk: Desk, language: str) -> None:
    page = narrowed(qtbot, desk, language)
    assert isinstance(page, UnlockPage)
    assert in_sight(page.passphrase, desk.window)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_of_the_first_run_begins_with_its_title(
    qtbot: QtBot, make_desk: Callable[..., Desk], tmp_path: Any, language: str
) -> None:
    desk = make_desk(tmp_path / "none")
    wizard = narrowed(qtbot, desk, language)
    assert isinstance(wizard, WizardPage)
    for number, step in enumerate(wizard.steps):
        wizard.show_step(number)
        area = wizard.findChild(QScrollArea)
        qtbot.waitUntil(lambda area=area: area.verticalScrollBar().value() == 0)
        title = step.column.itemAt(0).widget()
        assert title.mapTo(desk.window, QPoint()).y() > 0
        assert in_sight(title, desk.window)


def test_arrow_keys_go_from_part_to_part_where_they_stand_in_rows(
    qtbot: QtBot, unlocked: Desk, in_vault: Callable[..., Any]
) -> None:
    assert unlocked.workplace is not None
    session = unlocked.workplace.session
    client: Client = in_vault(
        unlocked.workplace, lambda: clients.add_client(session, ClientDetails(names=(Name("Amina"),)))
    )
    frame = narrowed(qtbot, unlocked, "de")
    assert isinstance(frame, Frame)
    frame.open_client(client.id)
    qtbot.waitUntil(lambda: unlocked.jobs.idle, timeout=20_000)
    tabs = frame.findChild(QTabWidget, "file_tabs")
    first, second = (frame.findChild(QPushButton, f"file_parts_{number}_button") for number in (0, 1))
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert tabs.currentIndex() == 1
    assert second.hasFocus()
    frame.open_client(client.id, tab="history")
    assert not second.hasFocus()  # the keyboard goes along with what is shown


def test_a_long_name_is_read_in_full(qtbot: QtBot, unlocked: Desk, in_vault: Callable[..., Any]) -> None:
    assert unlocked.workplace is not None
    session, long = unlocked.workplace.session, "Wilhelmina Adriana Maximiliana van der Straeten-Ponthoz"
    client: Client = in_vault(
        unlocked.workplace, lambda: clients.add_client(session, ClientDetails(names=(Name(long),)))
    )
    frame = narrowed(qtbot, unlocked, "de")
    assert isinstance(frame, Frame)
    frame.open_client(client.id)
    qtbot.waitUntil(lambda: unlocked.jobs.idle, timeout=20_000)
    name = frame.findChild(QLabel, "file_name_label")
    assert name.text() == long
    qtbot.waitUntil(lambda: name.heightForWidth(name.width()) <= name.height())
    assert in_sight(name, unlocked.window)


def test_undo_stands_inside_its_strip(qtbot: QtBot, unlocked: Desk) -> None:
    frame = narrowed(qtbot, unlocked, "de")
    assert unlocked.workplace is not None
    unlocked.workplace.messages.say("Erfasst.", lambda: None)
    undo = frame.findChild(QPushButton, "strip_undo_button")
    qtbot.waitUntil(undo.isVisible)
    assert in_sight(undo, unlocked.window)
