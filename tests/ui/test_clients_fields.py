"""The fields of the client forms: forgiving to type in, exact in what they give."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.clock import FixedClock
from desktop.domain import world
from desktop.domain.clients import BirthDate
from desktop.ui import wording
from desktop.ui.widgets.birth_date_field import BirthDateField
from desktop.ui.widgets.choice_box import SearchBox
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.moment_field import MomentField, read_time
from desktop.ui.widgets.script_line import ScriptLine
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.suggest_line import SuggestLine, matching

TODAY = date(2026, 11, 22)
COUNTRIES = [("US", "États-Unis"), ("ER", "Érythrée"), ("NE", "Niger"), ("NG", "Nigeria"), ("DZ", "Algérie")]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("eta", ["US"]),
        ("unis", ["US"]),
        ("niger", ["NE", "NG"]),
        ("ery", ["ER"]),
        ("geri", ["DZ", "NG"]),
        ("zzz", []),
    ],
)
def test_a_few_letters_find_the_choice_whatever_its_accents(typed: str, codes: list[str]) -> None:
    assert [code for code, _label in matching(COUNTRIES, typed)] == codes


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_enter_and_tab_take_the_best_match(qtbot: QtBot, key: Qt.Key) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    line = SuggestLine(COUNTRIES, name="country")
    column.addWidget(line)
    column.addWidget(QLineEdit())
    with qtbot.waitExposed(window):
        window.show()
    line.setFocus()
    qtbot.keyClicks(line, "erythr")
    with qtbot.waitSignal(line.chosen) as chosen:
        qtbot.keyClick(line, key)
    assert chosen.args == ["ER"]
    assert line.text() == ""


def test_arrows_choose_another_match(qtbot: QtBot) -> None:
    line = SuggestLine(COUNTRIES, name="country")
    qtbot.addWidget(line)
    with qtbot.waitExposed(line):
        line.show()
    qtbot.keyClicks(line, "niger")
    popup = line.findChild(QListView) or next(
        view for view in QApplication.topLevelWidgets() if view.objectName() == "country_matches"
    )
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    with qtbot.waitSignal(line.chosen) as chosen:
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert chosen.args == ["NG"]


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("14:30", time(14, 30)),
        ("1430", time(14, 30)),
        ("14h30", time(14, 30)),
        ("9u", time(9)),
        ("9", time(9)),
        ("9.05", time(9, 5)),
        ("25:00", None),
        ("12:60", None),
        ("soon", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, at: time | None) -> None:
    assert read_time(typed) == at


def test_a_moment_is_the_wall_clock_of_brussels(qtbot: QtBot, clock: FixedClock) -> None:
    field = MomentField(clock, name="when")
    qtbot.addWidget(field)
    field.set_typed(["22/7/2026", "2310"])
    moment = field.value()
    assert moment is not None
    assert moment.isoformat() == "2026-07-22T21:10:00+00:00"
    field.set_typed(["22/7/2026", "later"])
    assert field.value() is None


@pytest.mark.parametrize(
    "typed", ["14031998", "14\t03\t1998", "14\t3\t1998", "14/03/1998", "14/3/1998", "14-3-1998", "14.03.1998"]
)
def test_a_birth_date_is_typed_as_the_hand_is_used_to(qtbot: QtBot, typed: str) -> None:
    field = BirthDateField(name="birth", today=lambda: TODAY)
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.setFocus()
    for letter in typed:
        QTest.keyClicks(QApplication.focusWidget(), letter)
    assert field.value() == BirthDate(1998, 3, 14)


@pytest.mark.parametrize(
    ("parts", "birth"),
    [
        (("14", "3", "1998"), BirthDate(1998, 3, 14)),
        (("", "3", "1998"), BirthDate(1998, 3)),
        (("", "", "1998"), BirthDate(1998)),
        (("", "", ""), None),
    ],
)
def test_a_birth_date_is_as_precise_as_what_is_filled_in(
    qtbot: QtBot, parts: tuple[str, str, str], birth: BirthDate | None
) -> None:
    field = BirthDateField(name="birth", today=lambda: TODAY)
    qtbot.addWidget(field)
    field.set_typed("/".join((*parts, "")))
    assert field.value() == birth
    field.set_value(birth)
    assert field.value() == birth


@pytest.mark.parametrize("typed", ["31/2/1998/", "//98/", "14/3//", "14//1998/", "1/1/2027/"])
def test_half_a_birth_date_or_one_to_come_is_none(qtbot: QtBot, typed: str) -> None:
    field = BirthDateField(name="birth", today=lambda: TODAY)
    qtbot.addWidget(field)
    field.set_typed(typed)
    with pytest.raises(ValueError, match=r"birth date|day"):
        field.value()
    assert field.typed() == typed


def test_a_guessed_year_says_so_in_words(qtbot: QtBot) -> None:
    field = BirthDateField(name="birth", today=lambda: TODAY)
    qtbot.addWidget(field)
    field.set_value(BirthDate(1998, about=True))
    assert field.value() == BirthDate(1998, about=True)
    assert "about 1998 · about 28 years" in [label.text() for label in field.findChildren(QLabel)]


def test_a_long_list_takes_the_best_match_or_keeps_what_it_had(qtbot: QtBot) -> None:
    box = SearchBox(COUNTRIES, name="source")
    qtbot.addWidget(box)
    box.setEditText("nigeri")
    assert box.code() == "NG"
    box.setEditText("zzz")
    assert box.code() == "NG"
    assert box.currentText() == "Nigeria"


def test_arrows_move_between_segments(qtbot: QtBot) -> None:
    segments = Segments([("a", "First"), ("b", "Second")], name="some")
    qtbot.addWidget(segments)
    segments.resize(600, 60)
    with qtbot.waitExposed(segments):
        segments.show()
    segments.set_code("a")
    segments.setFocus()
    qtbot.keyClick(segments.focusProxy(), Qt.Key.Key_Right)
    assert segments.code() == "b"


def test_a_name_stands_in_its_own_direction(qtbot: QtBot) -> None:
    line = ScriptLine()
    qtbot.addWidget(line)
    line.setText("كريم")
    assert line.layoutDirection() is Qt.LayoutDirection.RightToLeft
    line.setText("Karim")
    assert line.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_columns_stand_below_each_other_where_it_is_narrow(qtbot: QtBot) -> None:
    columns = Columns()
    qtbot.addWidget(columns)
    first, second = QLabel("first"), QLabel("second")
    columns.main.addWidget(first)
    columns.side.addWidget(second)
    columns.show()

    def place(label: QLabel) -> tuple[int, int]:
        at = label.mapTo(columns, label.rect().topLeft())
        return at.x(), at.y()

    columns.resize(1600, 600)
    qtbot.waitUntil(lambda: place(first)[1] == place(second)[1])
    columns.resize(300, 600)
    qtbot.waitUntil(lambda: place(first)[1] < place(second)[1])


def test_every_country_and_language_has_a_name() -> None:
    assert [code for code in world.COUNTRIES if wording.nationality_label(code) == code] == []
    assert [tag for tag in world.LANGUAGES if wording.language_label(tag) == tag] == []
    assert wording.nationality_label(world.STATELESS) == "Stateless"


def test_the_caret_comes_to_the_year_where_only_the_year_counts() -> None:
    field = BirthDateField(name="birth", today=lambda: TODAY)
    field.set_value(BirthDate(1998, about=True))
    assert field.focusProxy().objectName() == "birth_year_field"
    field.set_value(BirthDate(1998, 3, 14))
    assert field.focusProxy().objectName() == "birth_day_field"
