"""A birth date as well as it is known: fill in what is known, leave the rest empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.clients import BirthDate
from desktop.errors import InvalidField
from desktop.i18n import gettext as _, pgettext
from desktop.ui import wording
from desktop.ui.widgets.labels import hint

_EMPTY_FORM = ("", "", "", "")
_SEPARATORS = frozenset("/-. ")


class _Part(QLineEdit):
    """Day, month or year; whoever was moved on by the digits and presses Tab by habit stays where they are."""

    separated = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._moved_here = False

    def move_here(self) -> None:
        """Take the cursor because the part before is full."""
        self.setFocus()
        self._moved_here = True

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            moved_here, self._moved_here = self._moved_here, False
            separator = event.text() in _SEPARATORS
            if moved_here and (separator or event.key() == Qt.Key.Key_Tab):
                return True
            if separator and self.text():
                self.separated.emit()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._moved_here = False
        super().focusOutEvent(event)


class BirthDateField(QWidget):
    """Day, month and year to type; the precision follows from what is filled in.

    `value()` is None when nothing is known and raises ValueError for a date that does not exist.
    """

    changed = Signal()
    left = Signal()  # the focus went elsewhere: now is the time to say what is wrong

    def __init__(self, *, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._day = self._part(f"{name}_day_field", pgettext("date part", "Day"), digits=2)
        self._month = self._part(f"{name}_month_field", pgettext("date part", "Month"), digits=2)
        self._year = self._part(f"{name}_year_field", pgettext("date part", "Year"), digits=4)
        self._about = QCheckBox(_("Year is a guess"))
        self._about.setObjectName(f"{name}_about_check")
        self._about.toggled.connect(self._tell)
        self._echo = hint("")
        self._arrange()
        self.setFocusProxy(self._day)
        self._let_digits_move_on()

    def value(self) -> BirthDate | None:
        """The date as typed; None when every part is empty. Raises ValueError when it cannot be one."""
        day, month, year = (each.text().strip() for each in self._parts)
        if not (day or month or year):
            return None
        if len(year) != 4:
            raise ValueError("a birth date needs its year in four digits")
        born = self._date(day=day, month=month, year=year)
        if date(born.year, born.month or 1, born.day or 1) > self._today():
            raise ValueError("a birth date is not in the future")
        return born

    def set_value(self, birth: BirthDate | None) -> None:
        """Show a date; precision and all."""
        if birth is None:
            self.set_typed("")
            return
        parts = (birth.day, birth.month, birth.year)
        for field, part in zip(self._parts, parts, strict=True):
            field.setText("" if part is None else f"{part:02d}")
        self._about.setChecked(birth.about)

    def wrong(self) -> str:
        """What to say of a value that cannot be; empty when all is well."""
        try:
            self.value()
        except ValueError:
            return _not_a_birth_date()
        return ""

    def checked(self) -> BirthDate | None:
        """The value; raises InvalidField for the field `birth`."""
        try:
            return self.value()
        except ValueError as problem:
            raise InvalidField("birth", _("This is not a birth date."), _not_a_birth_date()) from problem

    def typed(self) -> str:
        """What stands in the field, be it a date or half of one: what a draft keeps."""
        text = "/".join(each.text() for each in self._parts)
        return f"{text}/{'~' if self._about.isChecked() else ''}"

    def set_typed(self, text: str) -> None:
        """Bring back what `typed` gave."""
        *parts, about = text.split("/") if text.count("/") == 3 else _EMPTY_FORM
        for field, part in zip(self._parts, parts, strict=True):
            field.setText(part)
        self._about.setChecked(about == "~")

    @property
    def _parts(self) -> tuple[_Part, _Part, _Part]:
        return self._day, self._month, self._year

    def _date(self, *, day: str, month: str, year: str) -> BirthDate:
        about = self._about.isChecked()
        if about:
            return BirthDate(int(year), about=True)
        return BirthDate(int(year), int(month) if month else None, int(day) if day else None)

    def _part(self, name: str, label: str, *, digits: int) -> _Part:
        field = _Part()
        field.setObjectName(name)
        field.setAccessibleName(_("Birth date: {part}").format(part=label))
        field.setPlaceholderText(label)
        field.setMaxLength(digits)
        field.setValidator(QIntValidator(0, 10**digits - 1, field))
        wide = max(
            field.fontMetrics().horizontalAdvance(label), field.fontMetrics().horizontalAdvance("0" * digits)
        )
        field.setFixedWidth(wide + 36)
        field.textChanged.connect(self._tell)
        field.editingFinished.connect(self._tell_left)
        return field

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for field in self._parts:
            row.addWidget(field)
        row.addWidget(self._about)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._echo)
        self._echo.hide()

    def _let_digits_move_on(self) -> None:
        """Two digits typed, or a stroke: on to the next part, so that 14031998 is all the typing there is."""
        for field, following in ((self._day, self._month), (self._month, self._year)):
            field.textEdited.connect(lambda text, to=following: to.move_here() if len(text) == 2 else None)
            field.separated.connect(following.setFocus)

    def _tell_left(self) -> None:
        if not any(each.hasFocus() for each in self._parts):
            self.left.emit()

    def _tell(self) -> None:
        guess = self._about.isChecked()
        self._day.setEnabled(not guess)
        self._month.setEnabled(not guess)
        self.setFocusProxy(self._year if guess else self._day)
        self._echo.setText(self._in_words())
        self._echo.setVisible(bool(self._echo.text()))
        self.changed.emit()

    def _in_words(self) -> str:
        try:
            birth = self.value()
        except ValueError:
            return ""
        return f"{wording.birth_label(birth)} · {wording.age_label(birth, self._today())}" if birth else ""


def _not_a_birth_date() -> str:
    return _("Give the year in four digits, a day and month that exist, and no date to come.")
