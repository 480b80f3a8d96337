"""The passphrase field takes what people type, in every way they type it, and forgets it."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from hypothesis import given, strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.settings import Theme
from desktop.ui import theme
from desktop.ui.widgets.passphrase_field import PassphraseField
from desktop.ui.widgets.secret_text import ROOM, SecretText

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[PassphraseField]:
    theme.apply(Theme.LIGHT)
    around = QWidget()
    made = PassphraseField()
    made.setObjectName("test_passphrase_field")
    QVBoxLayout(around).addWidget(made)
    qtbot.addWidget(around)
    around.show()
    qtbot.waitExposed(around)
    made.setFocus()
    yield made  # noqa: PT022 - the frame keeps `around` alive


def compose(field: PassphraseField, *, preedit: str = "", commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def test_typing_gives_utf8_bytes_and_taking_empties_the_field(qtbot: QtBot, field: PassphraseField) -> None:
    qtbot.keyClicks(field, "vier woorden")
    assert field.peek() == b"vier woorden"
    assert field.take() == bytearray(b"vier woorden")
    assert field.is_empty()


def test_a_composed_letter_arrives_through_the_input_method(field: PassphraseField) -> None:
    compose(field, preedit="´")
    assert field.is_empty()
    compose(field, commit="é")
    assert field.take() == "é".encode()


def test_what_is_being_composed_shows_a_dot_but_is_not_kept(field: PassphraseField) -> None:
    empty = field.grab().toImage()
    compose(field, preedit="ê")
    assert field.grab().toImage() != empty
    compose(field)
    assert field.is_empty()


def test_letters_with_altgr_and_dead_keys_are_typed(qtbot: QtBot, field: PassphraseField) -> None:
    both = CONTROL | Qt.KeyboardModifier.AltModifier
    for text, modifiers in (
        ("€", both),
        ("@", Qt.KeyboardModifier.GroupSwitchModifier),
        ("ü", Qt.KeyboardModifier.NoModifier),
    ):
        QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, modifiers, text))
    assert field.take() == "€@ü".encode()


def test_commands_do_not_type(qtbot: QtBot, field: PassphraseField) -> None:
    qtbot.keyClick(field, "k", CONTROL)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.is_empty()


def test_backspace_takes_a_whole_character_with_its_marks(qtbot: QtBot, field: PassphraseField) -> None:
    field.type_text("ae\u0301")  # e with a combining accent
    assert field.character_count() == 2
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.peek() == b"a"


def test_control_backspace_takes_a_word(qtbot: QtBot, field: PassphraseField) -> None:
    qtbot.keyClicks(field, "een twee drie")
    qtbot.keyClick(field, Qt.Key.Key_Backspace, CONTROL)
    assert field.peek() == b"een twee "


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_select_all_and_delete(qtbot: QtBot, field: PassphraseField, key: Qt.Key) -> None:
    qtbot.keyClicks(field, "fout")
    qtbot.keyClick(field, "a", CONTROL)
    qtbot.keyClick(field, key)
    assert field.is_empty()


def test_typing_replaces_what_is_selected(qtbot: QtBot, field: PassphraseField) -> None:
    qtbot.keyClicks(field, "fout")
    qtbot.keyClick(field, "a", CONTROL)
    qtbot.keyClicks(field, "goed")
    assert field.take() == b"goed"


def test_paste_takes_the_first_line_and_copy_gives_nothing(qtbot: QtBot, field: PassphraseField) -> None:
    QGuiApplication.clipboard().setText("uit een kluis\nrest")
    qtbot.keyClick(field, "v", CONTROL)
    assert field.peek() == b"uit een kluis"
    qtbot.keyClick(field, "a", CONTROL)
    for letter in "cx":
        qtbot.keyClick(field, letter, CONTROL)
    assert QGuiApplication.clipboard().text() == "uit een kluis\nrest"
    QGuiApplication.clipboard().clear()


def test_enter_submits(qtbot: QtBot, field: PassphraseField) -> None:
    with qtbot.waitSignal(field.submitted):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_revealing_shows_the_characters_and_stops_when_empty(qtbot: QtBot, field: PassphraseField) -> None:
    qtbot.keyClicks(field, "zichtbaar")
    hidden = field.grab().toImage()
    eye = field.findChild(QWidget, "test_passphrase_field_reveal_button")
    assert eye is not None
    assert eye.isVisible()
    qtbot.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert field.revealed
    assert field.grab().toImage() != hidden
    field.clear()
    assert not field.revealed


def test_caps_lock_shows_by_the_letters_typed(qtbot: QtBot, field: PassphraseField) -> None:
    for text, shift, expected in (
        ("A", False, True),
        ("a", True, True),
        ("a", False, False),
        ("A", True, False),
    ):
        modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        with qtbot.waitSignal(field.caps_lock_noticed) as noticed:
            QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifiers, text))
        assert noticed.args == [expected]


def test_a_screen_reader_hears_a_password_field_and_never_its_value(
    qtbot: QtBot, field: PassphraseField
) -> None:
    qtbot.keyClicks(field, "geheim")
    heard = QAccessible.queryAccessibleInterface(field)
    assert heard.role() == QAccessible.Role.EditableText
    assert heard.text(QAccessible.Text.Name) == "Passphrase"
    assert heard.text(QAccessible.Text.Value) == ""
    assert heard.state().passwordEdit


def test_fields_that_were_heard_go_away_quietly(qtbot: QtBot) -> None:
    for _number in range(50):
        around = QWidget()
        QAccessible.queryAccessibleInterface(PassphraseField(around))
        around.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        del around
        gc.collect()


def test_two_fields_are_compared_without_a_copy(qtbot: QtBot, field: PassphraseField) -> None:
    other = PassphraseField()
    qtbot.addWidget(other)
    field.type_text("zelfde")
    other.type_text("zelfde")
    assert field.same_as(other)
    other.type_text("!")
    assert not field.same_as(other)


def test_too_long_a_text_is_refused_whole() -> None:
    text = SecretText()
    assert text.append("a" * ROOM)
    assert not text.append("b")
    assert text.copy() == b"a" * ROOM


def test_nothing_stays_in_the_room_after_wiping() -> None:
    text = SecretText()
    text.append("wachtwoord")
    text.rub_out_word()
    assert not any(text._room)
    text.append("nog een")
    text.take()
    assert not any(text._room)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_rubbing_out_ends_at_nothing_and_leaves_whole_characters(typed: str) -> None:
    text = SecretText()
    text.append(typed)
    characters = [text.character(span) for span in text.spans()]
    assert "".join(characters) == typed
    for gone in range(1, len(characters) + 1):
        text.rub_out_character()
        assert text.copy().decode() == "".join(characters[: len(characters) - gone])
    assert not text
