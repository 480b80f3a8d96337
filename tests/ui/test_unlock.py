"""Coming in: the unlock page over a real vault, its refusals, and the window that stays alive meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from desktop.app import Desk
from desktop.domain.roles import Role
from desktop.services import session as sessions
from desktop.ui.frame import Frame
from desktop.ui.pages.refusal_page import RefusalPage
from desktop.ui.pages.unlock_page import UnlockPage
from tests.helpers.vaults import PASSPHRASE, MakeSession


def unlock_page(desk: Desk) -> UnlockPage:
    page = desk.window.shown
    assert isinstance(page, UnlockPage)
    return page


def unlock_button(page: UnlockPage) -> QPushButton:
    button = page.findChild(QPushButton, "unlock_unlock_button")
    assert button is not None
    return button


def shown_texts(page: UnlockPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_the_window_says_baken_and_nothing_else(desk: Desk) -> None:
    assert desk.window.windowTitle() == "Baken"


def test_a_lone_person_types_and_is_in(qtbot: QtBot, desk: Desk) -> None:
    page = unlock_page(desk)
    assert page.passphrase.hasFocus() or page.focusProxy() is None
    qtbot.keyClicks(page.passphrase, PASSPHRASE.decode())
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(desk.window.shown, Frame), timeout=8_000)
    assert desk.workplace is not None
    assert desk.workplace.session.user.login == "an"
    assert desk.window.windowTitle() == "Baken"


def test_a_wrong_passphrase_is_told_beside_the_field(qtbot: QtBot, desk: Desk) -> None:
    page = unlock_page(desk)
    qtbot.keyClicks(page.passphrase, "not this one")
    qtbot.mouseClick(unlock_button(page), Qt.MouseButton.LeftButton)
    assert not unlock_button(page).isEnabled()
    assert page.passphrase.is_empty()
    qtbot.waitUntil(lambda: page.passphrase.accessibleDescription() != "", timeout=8_000)
    assert unlock_button(page).isEnabled()
    assert page.passphrase.property("wrong") == "true"
    qtbot.keyClicks(page.passphrase, PASSPHRASE.decode())
    assert page.passphrase.accessibleDescription() == ""
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(desk.window.shown, Frame), timeout=8_000)


def test_nothing_typed_is_asked_for(qtbot: QtBot, desk: Desk) -> None:
    page = unlock_page(desk)
    qtbot.mouseClick(unlock_button(page), Qt.MouseButton.LeftButton)
    assert "Type your passphrase." in shown_texts(page)


def test_several_people_choose_their_name_by_typing_it(
    qtbot: QtBot, make_desk: Callable[..., Desk], make_session: MakeSession, vault_folder: Path
) -> None:
    make_session(roles=[Role.SHELTER_WORKER], login="bram")
    desk = make_desk(vault_folder)
    page = unlock_page(desk)
    people = page.findChild(QListWidget, "unlock_people_list")
    assert people is not None
    assert [people.item(row).text() for row in range(people.count())] == ["An Peeters", "Bram"]
    qtbot.mouseClick(unlock_button(page), Qt.MouseButton.LeftButton)
    assert "Choose your name." in shown_texts(page)
    qtbot.keyClicks(people, "br")
    qtbot.keyClick(people, Qt.Key.Key_Return)
    qtbot.keyClicks(page.passphrase, PASSPHRASE.decode())
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.workplace is not None, timeout=8_000)
    assert desk.workplace is not None
    assert desk.workplace.session.user.login == "bram"


def test_the_language_changes_and_what_was_typed_stays(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(unlock_page(desk).passphrase, "half way")
    box = unlock_page(desk).findChild(QComboBox, "unlock_language_combo")
    assert box is not None
    box.setCurrentIndex(box.findData("fr"))
    box.activated.emit(box.currentIndex())
    assert desk.settings.current.language == "fr"
    assert unlock_page(desk).passphrase.peek() == b"half way"
    desk.settings.change(language="en")


def test_caps_lock_is_told(qtbot: QtBot, desk: Desk) -> None:
    page = unlock_page(desk)
    qtbot.keyClick(page.passphrase, Qt.Key.Key_A)
    page.passphrase.caps_lock_noticed.emit(True)
    assert "Caps Lock is on." in shown_texts(page)


def test_a_second_program_on_the_same_files_is_refused_kindly(
    qtbot: QtBot, make_desk: Callable[..., Desk], vault_folder: Path
) -> None:
    held = sessions.lock_folder(vault_folder)
    try:
        desk = make_desk(vault_folder)
        page = desk.window.shown
        assert isinstance(page, RefusalPage)
        assert any("already open" in label.text() for label in page.findChildren(QLabel))
        button = page.findChild(QPushButton, "refusal_close_button")
        assert button is not None
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert not desk.window.isVisible()
    finally:
        held.release()


def test_a_damaged_keyring_is_refused_with_a_sentence(
    make_desk: Callable[..., Desk], vault_folder: Path
) -> None:
    keyring = vault_folder / "keyring"
    keyring.write_bytes(keyring.read_bytes()[:100])
    page = make_desk(vault_folder).window.shown
    assert isinstance(page, RefusalPage)


@pytest.mark.parametrize("demo", [True, False])
def test_only_the_fictitious_centre_tells_its_passphrase(
    make_desk: Callable[..., Desk], vault_folder: Path, demo: bool
) -> None:
    page = unlock_page(make_desk(vault_folder, demo=demo))
    assert any("nobody here exists" in text for text in shown_texts(page)) is demo


def test_every_widget_of_the_page_has_a_name(desk: Desk) -> None:
    page = unlock_page(desk)
    assert page.passphrase.accessibleName()
    for kind in (QListWidget, QComboBox):
        for widget in page.findChildren(kind):
            assert widget.objectName()
            assert widget.accessibleName()
