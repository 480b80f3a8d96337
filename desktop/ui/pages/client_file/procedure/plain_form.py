"""A record form of plain fields: each is added in one line, and is kept in the draft under its own name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.clock import today
from desktop.errors import InvalidField
from desktop.ui.pages.client_file.short_forms import not_a_date
from desktop.ui.pages.client_file.text_field import TextField, text_field
from desktop.ui.widgets.choice_box import ChoiceBox, SearchBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.form import FIELD_WIDTH, FieldRow
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.widgets.suggest_line import Choice
from desktop.ui.workplace import Workplace

_AS_WIDE_AS_THERE_IS = 16777215  # Qt's own largest size


class PlainForm(RecordForm):
    """A subclass adds its fields with `choice`, `day`, `line`, `text` and `tick`; drafts then come by themselves."""

    def __init__(self, workplace: Workplace, *, name: str) -> None:
        super().__init__(workplace, name=name)
        self._read: dict[str, Callable[[], Any]] = {}
        self._write: dict[str, Callable[[Any], None]] = {}
        self._days: dict[str, DateField] = {}
        self.setMaximumWidth(_AS_WIDE_AS_THERE_IS)

    @property
    def today(self) -> date:
        """The day the fields begin with."""
        return today(self.workplace.session.clock)

    def typed(self) -> Typed:
        return {name: read() for name, read in self._read.items()}

    def set_typed(self, content: Typed) -> None:
        for name, write in self._write.items():
            write(content[name])

    def remember(self, name: str, read: Callable[[], Any], write: Callable[[Any], None]) -> None:
        """Keep one more value in the draft."""
        self._read[name], self._write[name] = read, write

    def add_row(self, field_name: str, label: str, field: QWidget, *, told: str = "") -> FieldRow:
        """The field is narrow, not the form: a layout asks for heights as if the form were as wide as its room."""
        if isinstance(field, QComboBox | QLineEdit | QPlainTextEdit):
            field.setMaximumWidth(min(field.maximumWidth(), FIELD_WIDTH))
        return super().add_row(field_name, label, field, told=told)

    def choice(
        self, name: str, label: str, choices: Sequence[Choice] = (), *, searched: bool = False
    ) -> ChoiceBox:
        """One of several; a long list is searched by typing."""
        kind = SearchBox if searched else ChoiceBox
        box = kind(choices, name=f"{self.objectName()}_{name}_choice")
        box.currentIndexChanged.connect(self.touched)
        self.remember(name, box.code, box.set_code)
        self.add_row(name, label, box)
        return box

    def day(self, name: str, label: str, *, told: str = "") -> DateField:
        """A day; what is no date is said when it is left."""
        line = named(DateField(today=self.today), f"{self.objectName()}_{name}_field")
        line.textChanged.connect(self.touched)
        self.remember(name, line.text, line.setText)
        self._days[name] = line
        self.add_row(name, label, line, told=told)
        line.editingFinished.connect(self.check_on_leaving(name, lambda: _wrong_day(line)))
        return line

    def line(self, name: str, label: str, *, told: str = "") -> QLineEdit:
        """One line of words."""
        line = named(QLineEdit(), f"{self.objectName()}_{name}_field")
        line.textChanged.connect(self.touched)
        self.remember(name, line.text, line.setText)
        self.add_row(name, label, line, told=told)
        return line

    def text(self, name: str, label: str, *, told: str = "", lines: int = 2) -> TextField:
        """A few lines of words."""
        field = text_field(f"{self.objectName()}_{name}_field", lines=lines)
        field.textChanged.connect(self.touched)
        self.remember(name, field.toPlainText, field.setPlainText)
        self.add_row(name, label, field, told=told)
        return field

    def tick(self, name: str, label: str) -> QCheckBox:
        """Yes or no, in one box."""
        box = named(QCheckBox(label), f"{self.objectName()}_{name}_check")
        box.toggled.connect(self.touched)
        self.remember(name, box.isChecked, box.setChecked)
        self.add_widget(box)
        return box

    def day_in(self, name: str) -> date | None:
        """The day in a field, None for an empty one; raises InvalidField for what is no date."""
        line = self._days[name]
        if not line.is_valid():
            raise InvalidField(name, not_a_date())
        return line.date()

    def needed_day(self, name: str) -> date:
        """The day in a field that must have one."""
        day = self.day_in(name)
        if day is None:
            raise InvalidField(name, not_a_date())
        return day

    def show_invalid(self, error: Exception) -> bool:
        """A row that was folded away shows itself when it is the one that is wrong."""
        row = self.rows.get(error.field) if isinstance(error, InvalidField) else None
        if row is not None:
            row.show()
        return super().show_invalid(error)

    def row(self, name: str) -> FieldRow:
        """A field with its label."""
        return self.rows[name]


def _wrong_day(line: DateField) -> str:
    return "" if line.is_valid() else not_a_date()
