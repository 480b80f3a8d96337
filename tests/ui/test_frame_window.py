"""The unlocked window: places by role, keys, messages, private mode, language, and the lock that never asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop import i18n
from desktop.app import Desk
from desktop.domain.roles import Role, opened_by
from desktop.errors import UserError
from desktop.services import session as sessions
from desktop.settings import Theme
from desktop.ui import places
from desktop.ui.frame import Frame
from desktop.ui.pages.unlock_page import UnlockPage
from tests.helpers.vaults import PASSPHRASE, MakeSession
from tests.helpers.windows import Departures

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def frame_of(desk: Desk) -> Frame:
    frame = desk.window.shown
    assert isinstance(frame, Frame)
    return frame


def child(desk: Desk, kind: type[QWidget], name: str) -> QWidget:
    found = desk.window.findChild(kind, name)
    assert found is not None, name
    return found


@pytest.mark.parametrize(
    ("roles", "entered"),
    [
        ([Role.SHELTER_WORKER], ["today", "shelter", "sheets"]),
        ([Role.TEMPORARY_SHELTER_WORKER], ["today", "shelter"]),
        ([Role.CASEWORKER], ["today", "agenda", "clients", "shelter", "sheets", "centre"]),
        ([Role.LEGAL_COUNSELLOR], ["today", "agenda", "clients", "sheets", "centre"]),
        ([Role.ADMINISTRATOR], ["centre"]),
        ([Role.DATA_PROTECTION_OFFICER], ["centre"]),
        ([Role.ADMINISTRATOR, Role.SHELTER_WORKER], ["today", "shelter", "sheets", "centre"]),
    ],
)
def test_the_rail_holds_what_a_role_may_enter(roles: list[Role], entered: list[str]) -> None:
    assert [place.name for place in places.for_person(opened_by(roles), roles)] == entered


def test_a_shelter_worker_sees_no_clients_and_no_search(
    qtbot: QtBot, make_desk: Callable[..., Desk], make_session: MakeSession, vault_folder: Path
) -> None:
    make_session(roles=[Role.SHELTER_WORKER], login="bram")
    desk = make_desk(vault_folder)
    page = desk.window.shown
    assert isinstance(page, UnlockPage)
    page.passphrase.type_text(PASSPHRASE.decode())
    page.show_people(page.people, last="bram")
    page.ask()
    qtbot.waitUntil(lambda: desk.workplace is not None and desk.jobs.idle, timeout=8_000)
    frame = frame_of(desk)
    assert frame.rail.names == ("today", "shelter", "sheets")
    assert frame.findChild(QPushButton, "frame_search_button") is None
    frame.open_client("anyone")
    frame.show_page("clients")
    assert frame.current == "today"


def test_places_are_reached_by_number_and_marked(qtbot: QtBot, unlocked: Desk) -> None:
    frame = frame_of(unlocked)
    assert frame.current == "today"
    for number, name in enumerate(frame.pages(), start=1):
        qtbot.keyClick(unlocked.window, str(number), CONTROL)
        assert frame.current == name
        assert child(unlocked, QPushButton, f"rail_{name}_button").isChecked()
        assert not any(
            child(unlocked, QPushButton, f"rail_{other}_button").hasFocus()
            for other in frame.pages()
            if other != name
        )
        qtbot.waitUntil(lambda: unlocked.jobs.idle, timeout=8_000)


class _Windows(QObject):
    """Notices every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_no_page_flashes_a_window_of_its_own(qtbot: QtBot, qapp: QApplication, unlocked: Desk) -> None:
    windows = _Windows()
    qapp.installEventFilter(windows)
    try:
        for name in frame_of(unlocked).pages():
            frame_of(unlocked).show_page(name)
            qtbot.waitUntil(lambda: unlocked.jobs.idle, timeout=20_000)
        unlocked.settings.change(language="nl")
    finally:
        qapp.removeEventFilter(windows)
    assert windows.shown == []


def test_pages_are_made_when_first_shown(unlocked: Desk) -> None:
    assert [page.objectName() for page in frame_of(unlocked)._pages.values()] != []
    assert "sheets" not in frame_of(unlocked)._pages


def test_the_rail_folds_by_hand_and_by_itself(qtbot: QtBot, unlocked: Desk) -> None:
    frame = frame_of(unlocked)
    unlocked.window.resize(QSize(1280, 800))
    qtbot.waitUntil(lambda: not frame.rail.narrow)
    qtbot.mouseClick(child(unlocked, QToolButton, "rail_fold_button"), Qt.MouseButton.LeftButton)
    assert frame.rail.narrow
    assert child(unlocked, QPushButton, "rail_today_button").accessibleName() == "Today"
    qtbot.mouseClick(child(unlocked, QToolButton, "rail_fold_button"), Qt.MouseButton.LeftButton)
    unlocked.window.resize(QSize(720, 500))
    qtbot.waitUntil(lambda: frame.rail.narrow)


def test_what_was_done_is_said_with_a_way_back(qtbot: QtBot, unlocked: Desk) -> None:
    undone: list[int] = []
    unlocked.messages.say("Saved the note.", undo=lambda: undone.append(1))
    said = child(unlocked, QLabel, "strip_said_label")
    assert isinstance(said, QLabel)
    assert said.text() == "Saved the note."
    qtbot.mouseClick(child(unlocked, QPushButton, "strip_undo_button"), Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert said.text() == ""


def test_what_went_wrong_stands_above_the_page_until_something_works(unlocked: Desk) -> None:
    unlocked.messages.fail(UserError("The disk is full.", "Free some space."))
    band = child(unlocked, QWidget, "frame_error_band")
    assert band.isVisible()
    unlocked.messages.say("Saved.")
    assert not band.isVisible()


def test_private_mode_is_one_key_and_is_remembered(qtbot: QtBot, unlocked: Desk) -> None:
    assert unlocked.privacy.shown("Amina Diallo") == "Amina Diallo"
    qtbot.keyClick(unlocked.window, "p", CONTROL | SHIFT)
    assert unlocked.privacy.shown("Amina Diallo") == "A. D."
    assert unlocked.settings.current.private_mode
    qtbot.keyClick(unlocked.window, "p", CONTROL | SHIFT)
    assert not unlocked.privacy.on


def test_the_language_changes_while_running_and_the_page_stays(qtbot: QtBot, unlocked: Desk) -> None:
    frame_of(unlocked).show_page("shelter")
    unlocked.settings.change(language=i18n.PSEUDO)
    assert frame_of(unlocked).current == "shelter"
    assert child(unlocked, QPushButton, "rail_today_button").accessibleName().startswith("[")
    assert unlocked.window.windowTitle() == "Baken"
    qtbot.waitUntil(lambda: unlocked.jobs.idle, timeout=8_000)
    unlocked.settings.change(language="en")
    qtbot.waitUntil(lambda: unlocked.jobs.idle, timeout=8_000)


def test_the_frame_mirrors_for_a_right_to_left_language(qtbot: QtBot, unlocked: Desk) -> None:
    unlocked.settings.change(language=i18n.PSEUDO_RIGHT_TO_LEFT)
    frame = frame_of(unlocked)
    qtbot.waitUntil(
        lambda: (
            frame.rail.mapTo(unlocked.window, frame.rail.rect().center()).x() > unlocked.window.width() // 2
        )
    )
    unlocked.settings.change(language="en")
    assert QApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight
    qtbot.waitUntil(lambda: unlocked.jobs.idle, timeout=8_000)


def test_the_colours_change_while_running(unlocked: Desk) -> None:
    before = unlocked.window.grab().toImage()
    unlocked.settings.change(theme=Theme.DARK)
    assert unlocked.window.grab().toImage() != before
    unlocked.settings.change(theme=Theme.LIGHT)


@pytest.mark.parametrize(
    ("key", "modifiers", "minimised"),
    [
        (Qt.Key.Key_L, CONTROL, False),
        (Qt.Key.Key_F12, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_Space, CONTROL | SHIFT, True),
    ],
)
def test_locking_is_one_key_and_never_asks(  # noqa: PLR0917 - one fixture each
    qtbot: QtBot,
    unlocked: Desk,
    departures: Departures,
    vault_folder: Path,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    minimised: bool,
) -> None:
    QGuiApplication.clipboard().setText("copied from a file")
    qtbot.keyClick(unlocked.window, key, modifiers)
    assert departures.times == [minimised]
    assert not unlocked.window.isVisible()
    assert unlocked.workplace is None
    assert QGuiApplication.clipboard().text() == ""
    sessions.lock_folder(vault_folder).release()  # the next process can take it
    assert not list(vault_folder.glob("*-wal"))


@pytest.mark.parametrize(
    ("key", "modifiers", "minimised"),
    [
        (Qt.Key.Key_L, CONTROL, False),
        (Qt.Key.Key_F12, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_Space, CONTROL | SHIFT, True),
    ],
)
def test_locking_is_one_key_while_a_dialog_is_open(  # noqa: PLR0917 - one fixture each
    qtbot: QtBot,
    unlocked: Desk,
    departures: Departures,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    minimised: bool,
) -> None:
    with qtbot.waitActive(unlocked.window):
        unlocked.window.activateWindow()
    frame = unlocked.window.shown
    assert isinstance(frame, Frame)
    frame.findChild(QAbstractButton, "today_slip_button").click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)
    assert departures.times == [minimised]
    assert not dialog.isVisible()
    assert not unlocked.window.isVisible()


def test_an_absent_person_is_locked_out(
    unlocked: Desk, departures: Departures, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.ui import idle_lock

    watch = unlocked._idle
    assert watch is not None
    watch.look()
    assert departures.times == []
    later = idle_lock.seconds_awake_or_asleep() + 5 * 60 + 1
    monkeypatch.setattr(idle_lock, "seconds_awake_or_asleep", lambda: later)
    watch.look()
    assert departures.times == [False]


def test_typing_puts_the_lock_off(
    qtbot: QtBot, unlocked: Desk, departures: Departures, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.ui import idle_lock

    watch = unlocked._idle
    handle = unlocked.window.windowHandle()
    assert watch is not None
    assert handle is not None
    moment = idle_lock.seconds_awake_or_asleep()
    monkeypatch.setattr(idle_lock, "seconds_awake_or_asleep", lambda: moment + 299)
    from PySide6.QtTest import QTest

    QTest.keyClick(handle, Qt.Key.Key_Shift)
    monkeypatch.setattr(idle_lock, "seconds_awake_or_asleep", lambda: moment + 301)
    watch.look()
    assert departures.times == []


def test_the_lock_time_follows_the_settings(unlocked: Desk) -> None:
    unlocked.settings.change(lock_minutes=1)
    assert unlocked._idle is not None
    assert unlocked._idle._minutes == 1


def test_closing_the_window_closes_the_vault(
    unlocked: Desk, vault_folder: Path, departures: Departures
) -> None:
    unlocked.window.close()
    assert unlocked.workplace is None
    assert departures.times == []
    sessions.lock_folder(vault_folder).release()


def test_names_in_the_frame_are_unique_and_told(unlocked: Desk) -> None:
    frame = frame_of(unlocked)
    widgets = [w for kind in (QPushButton, QToolButton) for w in frame.rail.findChildren(kind)]
    names = [widget.objectName() for widget in widgets]
    assert all(names)
    assert len(names) == len(set(names))
    assert all(widget.accessibleName() or widget.text() for widget in widgets)
