"""Form parts: labels speak for their fields, errors stand beside them, dates are read as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import InvalidField, UserError
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import icon_button, primary_button
from desktop.ui.widgets.date_field import DateField, read_date
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.error_band import ErrorBand
from desktop.ui.widgets.form import FieldRow, Form, scrolling
from desktop.ui.widgets.labels import Chip, text_label

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("22/11/2026", date(2026, 11, 22)),
        ("22-11-26", date(2026, 11, 22)),
        ("1.2.98", date(1998, 2, 1)),
        ("3/4", date(2026, 4, 3)),
        ("2026-11-22", date(2026, 11, 22)),
        ("22112026", date(2026, 11, 22)),
        ("221126", date(2026, 11, 22)),
        (" 5 / 6 / 2027 ", date(2027, 6, 5)),
        ("31/02/2026", None),
        ("1/1/0202", None),
        ("1/1/202", None),
        ("1/1/20226", None),
        ("", None),
        ("morgen", None),
        ("1/2/3/4", None),
        ("0/0/0", None),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, read: date | None) -> None:
    assert read_date(typed, today=TODAY) == read


def test_a_date_field_tells_changes_tidies_and_moves(qtbot: QtBot) -> None:
    field = DateField(today=TODAY)
    field.setObjectName("test_day_date")
    qtbot.addWidget(field)
    told: list[object] = []
    field.date_changed.connect(told.append)
    qtbot.keyClicks(field, "3/4")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "03/04/2026"
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.date() == date(2026, 4, 4)
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert field.date() == date(2026, 3, 4)
    field.clear()
    assert told[-1] is None
    assert field.is_valid()
    field.setText("never")
    assert not field.is_valid()


def test_a_row_names_its_field_and_shows_what_is_wrong(qtbot: QtBot) -> None:
    line = QLineEdit()
    row = FieldRow("Legal name", line, told="As on the passport")
    qtbot.addWidget(row)
    assert line.accessibleName() == "Legal name"
    row.set_wrong("Type a name.")
    assert row.wrong == "Type a name."
    assert line.accessibleDescription() == "Type a name."
    row.set_wrong("")
    assert line.accessibleDescription() == ""


def test_an_invalid_field_is_shown_beside_it(qtbot: QtBot) -> None:
    form = Form()
    line = QLineEdit()
    form.add_row("name", "Name", line)
    qtbot.addWidget(form)
    assert form.show_invalid(InvalidField("name", "Type a name."))
    assert form.rows["name"].wrong == "Type a name."
    assert not form.show_invalid(InvalidField("other", "No."))
    assert not form.show_invalid(UserError("No."))
    form.clear_wrong()
    assert form.rows["name"].wrong == ""


def test_words_from_a_file_are_never_markup(qtbot: QtBot) -> None:
    for label in (text_label("<b>x</b>"), Chip("<b>x</b>", Tone.LATE)):
        qtbot.addWidget(label)
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_buttons_say_what_they_are(qtbot: QtBot) -> None:
    pressed: list[int] = []
    button = primary_button("Record contact", name="test_record_button", clicked=lambda: pressed.append(1))
    bare = icon_button("lock", "Lock", name="test_lock_button", clicked=lambda: pressed.append(2))
    for widget in (button, bare):
        qtbot.addWidget(widget)
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    assert pressed == [1, 2]
    assert bare.accessibleName() == "Lock"


def test_an_error_band_says_it_and_can_be_closed(qtbot: QtBot) -> None:
    band = ErrorBand(name="test")
    qtbot.addWidget(band)
    band.show_error(UserError("The disk is full.", "Free some space."))
    assert band.isVisible()
    close = band.findChild(QPushButton) or band.findChildren(type(icon_button("close", "x", name="y")))[0]
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not band.isVisible()


def test_an_empty_state_says_what_to_do(qtbot: QtBot) -> None:
    state = EmptyState("clients", "No clients yet", "Add the first one.")
    qtbot.addWidget(state)
    state.set_text("Nobody found")
    assert "Nobody found" in [label.text() for label in state.findChildren(type(text_label()))]


@pytest.mark.parametrize("words", ["An Peeters", "نادية", "רות כהן"])
def test_words_begin_on_the_left_also_when_they_are_read_from_the_right(qtbot: QtBot, words: str) -> None:
    label = text_label(words)
    qtbot.addWidget(label)
    label.resize(400, 40)
    picture = label.grab().toImage()
    ground = picture.pixel(picture.width() - 1, 0)
    written = [
        x for x in range(picture.width()) for y in range(picture.height()) if picture.pixel(x, y) != ground
    ]
    assert written
    assert max(written) < picture.width() / 2


def test_a_page_scrolls_to_where_the_cursor_is_put(qtbot: QtBot) -> None:
    body = QWidget()
    column = QVBoxLayout(body)
    lines = [QLineEdit() for _number in range(40)]
    for each in lines:
        column.addWidget(each)
    area = scrolling(body)
    qtbot.addWidget(area)
    area.resize(400, 300)
    with qtbot.waitActive(area):
        area.show()
        area.activateWindow()
    for line in (lines[-1], lines[0], lines[20]):
        line.setFocus()
        # The style may widen the border of the line that has the cursor by a pixel, after the page has scrolled.
        qtbot.waitUntil(lambda line=line: line.visibleRegion().boundingRect().height() >= line.height() - 2)


def test_what_is_wrong_below_a_long_field_is_brought_in_sight(qtbot: QtBot) -> None:
    form, table = Form(), QLineEdit()
    table.setFixedHeight(500)
    row = form.add_row("persons", "Persons", table)
    area = scrolling(form)
    qtbot.addWidget(area)
    area.resize(400, 300)
    with qtbot.waitActive(area):
        area.show()
        area.activateWindow()
    table.setFocus()
    form.show_invalid(InvalidField("persons", "Type at least one person."))
    sentence = next(label for label in row.findChildren(QLabel) if label.text() == row.wrong)
    qtbot.waitUntil(lambda: not sentence.visibleRegion().isEmpty())
