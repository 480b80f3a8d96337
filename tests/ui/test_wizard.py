"""The first run, by keyboard only, on a folder that does not exist yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import Desk
from desktop.services import session as sessions
from desktop.ui.frame import Frame
from desktop.ui.pages.wizard_page import WizardPage
from desktop.ui.widgets.passphrase_field import PassphraseField

STRONG = "lepel wolk fiets lantaarn kiezel"


@pytest.fixture
def fresh(make_desk: Callable[..., Desk], tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "new vault")


def wizard(desk: Desk) -> WizardPage:
    page = desk.window.shown
    assert isinstance(page, WizardPage)
    return page


def focused(desk: Desk) -> QWidget:
    widget = desk.window.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, desk: Desk, key: Qt.Key) -> None:
    qtbot.keyClick(focused(desk), key)


def field(desk: Desk, name: str) -> PassphraseField:
    found = wizard(desk).findChild(PassphraseField, name)
    assert found is not None
    return found


def to_the_passphrase(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, Qt.Key.Key_Return)
    press(qtbot, desk, Qt.Key.Key_Space)
    press(qtbot, desk, Qt.Key.Key_Return)
    qtbot.keyClicks(focused(desk), "An Peeters")
    press(qtbot, desk, Qt.Key.Key_Return)
    assert wizard(desk).current == 3


def judged(desk: Desk) -> bool:
    bar = wizard(desk).findChild(QProgressBar, "wizard_strength_bar")
    assert bar is not None
    return bar.value() > 0


def test_a_vault_is_made_by_keyboard_alone(qtbot: QtBot, fresh: Desk, tmp_path: Path) -> None:
    to_the_passphrase(qtbot, fresh)
    assert isinstance(focused(fresh), PassphraseField)
    qtbot.keyClicks(focused(fresh), STRONG)
    qtbot.waitUntil(lambda: judged(fresh), timeout=20_000)
    press(qtbot, fresh, Qt.Key.Key_Return)
    assert focused(fresh).objectName() == "wizard_repeat_field"
    qtbot.keyClicks(focused(fresh), STRONG)
    press(qtbot, fresh, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(fresh.window.shown, Frame), timeout=30_000)
    folder = tmp_path / "new vault"
    assert [person.name for person in sessions.people(folder)] == ["An Peeters"]
    assert fresh.workplace is not None
    assert fresh.workplace.session.centre == "PAG-ASA"
    assert (folder / "settings.json").is_file()


def test_each_question_wants_an_answer(qtbot: QtBot, fresh: Desk) -> None:
    page = wizard(fresh)
    page.go_on()
    page.go_on()
    assert page.current == 1
    assert any(
        label.text() == "Choose one of the centres." and label.isVisible()
        for label in page.findChildren(QLabel)
    )


def test_going_back_loses_nothing(qtbot: QtBot, fresh: Desk) -> None:
    to_the_passphrase(qtbot, fresh)
    qtbot.keyClicks(focused(fresh), "half")
    for _step in range(3):
        press(qtbot, fresh, Qt.Key.Key_Escape)
    page = wizard(fresh)
    assert page.current == 0
    for _step in range(3):
        page.go_on()
    assert page.current == 3
    assert field(fresh, "wizard_passphrase_field").peek() == b"half"
    assert page.answers.name == "An Peeters"


def test_changing_the_language_late_loses_nothing(qtbot: QtBot, fresh: Desk) -> None:
    to_the_passphrase(qtbot, fresh)
    qtbot.keyClicks(focused(fresh), "half")
    wizard(fresh).show_step(0)
    button = wizard(fresh).findChild(QRadioButton, "wizard_language_fr_radio")
    assert button is not None
    button.click()
    assert fresh.settings.current.language == "fr"
    page = wizard(fresh)
    assert page.current == 0
    for _step in range(3):
        page.go_on()
    assert page.current == 3
    assert field(fresh, "wizard_passphrase_field").peek() == b"half"
    line = page.findChild(QLineEdit, "wizard_name_line")
    assert line is not None
    assert line.text() == "An Peeters"


def test_a_weak_passphrase_is_judged_honestly_and_refused(qtbot: QtBot, fresh: Desk) -> None:
    to_the_passphrase(qtbot, fresh)
    qtbot.keyClicks(field(fresh, "wizard_passphrase_field"), "password12345")
    qtbot.waitUntil(lambda: judged(fresh), timeout=20_000)
    wizard(fresh).go_on()
    assert wizard(fresh).current == 3
    assert isinstance(fresh.window.shown, WizardPage)
    assert any(
        "too weak" in label.text() for label in wizard(fresh).findChildren(QLabel) if label.isVisible()
    )


def test_two_different_passphrases_are_refused(qtbot: QtBot, fresh: Desk) -> None:
    to_the_passphrase(qtbot, fresh)
    qtbot.keyClicks(field(fresh, "wizard_passphrase_field"), STRONG)
    qtbot.waitUntil(lambda: judged(fresh), timeout=20_000)
    qtbot.keyClicks(field(fresh, "wizard_repeat_field"), STRONG + "!")
    wizard(fresh).go_on()
    assert field(fresh, "wizard_repeat_field").accessibleDescription() != ""


def test_a_folder_that_cannot_be_written_says_so(qtbot: QtBot, fresh: Desk, tmp_path: Path) -> None:
    (tmp_path / "new vault").write_text("a file where the folder should be")
    to_the_passphrase(qtbot, fresh)
    qtbot.keyClicks(field(fresh, "wizard_passphrase_field"), STRONG)
    qtbot.waitUntil(lambda: judged(fresh), timeout=20_000)
    qtbot.keyClicks(field(fresh, "wizard_repeat_field"), STRONG)
    wizard(fresh).go_on()
    qtbot.waitUntil(lambda: fresh.jobs.idle, timeout=30_000)
    assert isinstance(fresh.window.shown, WizardPage)
    band = wizard(fresh).findChild(QWidget, "wizard_error_band")
    assert band is not None
    assert band.isVisible()


def test_every_widget_has_its_own_name(qtbot: QtBot, fresh: Desk) -> None:
    named = [
        widget.objectName()
        for kind in (QPushButton, QRadioButton, QLineEdit, PassphraseField)
        for widget in wizard(fresh).findChildren(kind)
    ]
    assert all(named)
    assert len(named) == len(set(named))
    QApplication.processEvents()
