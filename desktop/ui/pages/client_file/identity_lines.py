"""The rows of the identity form: a name in every script, a number of others, an alert in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QToolButton

from desktop.domain import identifiers as numbers
from desktop.domain.clients import ALERT_KINDS, NameKind
from desktop.i18n import gettext as _, pgettext
from desktop.services import identifiers
from desktop.ui import wording
from desktop.ui.theme import Size
from desktop.ui.widgets.buttons import icon_button
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.labels import hint, text_label
from desktop.ui.widgets.rows_field import FieldLine
from desktop.ui.widgets.script_line import ScriptLine

_ROOM_FOR_NUMBER = 280  # a number in its groups, a word beside it, and the cross


class NameLine(FieldLine):
    """What kind of name, its Latin spelling and the person's own."""

    def __init__(self, number: int, *, prefix: str) -> None:
        super().__init__()
        name = f"{prefix}_name{number}"
        self._id = ""
        self._kind = ChoiceBox(
            [(kind.value, wording.name_kind_label(kind)) for kind in NameKind], name=f"{name}_kind_choice"
        )
        self._kind.setAccessibleName(_("Kind of name"))
        self._kind.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)  # no kind is ever cut
        self._latin = _line(ScriptLine(), f"{name}_latin_field", _("Name in Latin letters"))
        self._native = _line(ScriptLine(), f"{name}_native_field", _("Name in their own script"))
        self._arrange(_cross(self, f"{name}_remove_button", _("Remove this name")))
        self.setFocusProxy(self._latin)
        self._kind.currentIndexChanged.connect(self.changed)
        for line in (self._latin, self._native):
            line.textChanged.connect(self.changed)

    def content(self) -> dict[str, Any]:
        return {
            "id": self._id,
            "kind": self._kind.code(),
            "latin": self._latin.text(),
            "native": self._native.text(),
        }

    def set_content(self, content: dict[str, Any]) -> None:
        self._id = content["id"]
        self._kind.set_code(content["kind"])
        self._latin.setText(content["latin"])
        self._native.setText(content["native"])

    def _arrange(self, cross: QToolButton) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        parts = ((_("Latin letters"), self._latin), (_("Own script"), self._native), (_("Kind"), self._kind))
        for column, (told, field) in enumerate(parts):
            label = hint(told)
            label.setBuddy(field)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 0 if field is self._kind else 1)
        grid.addWidget(cross, 1, 3)
        self.setTabOrder(self._latin, self._native)
        self.setTabOrder(self._native, self._kind)


class IdentifierLine(FieldLine):
    """By whose number a client is known, the number, and what is said beside it.

    A number with a mistake in it says so when one leaves it; a sound one is shown in groups.
    """

    def __init__(self, number: int, *, prefix: str, day: date) -> None:
        super().__init__()
        name = f"{prefix}_identifier{number}"
        self._id = ""
        self._day = day
        self._kind = ChoiceBox(_kinds(day), name=f"{name}_kind_choice")
        self._kind.setAccessibleName(_("Whose number it is"))
        self._kind.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)  # no kind is ever cut
        self._value = _line(QLineEdit(), f"{name}_value_field", _("Number or reference"))
        self._value.setPlaceholderText(_("Number or reference"))
        self._note = _line(QLineEdit(), f"{name}_note_field", pgettext("number", "Remark"))
        self._note.setPlaceholderText(pgettext("number", "Remark"))
        self._wrong = text_label(size=Size.SMALL)
        self._wrong.setProperty("wrong", "true")
        self._wrong.hide()
        self._arrange(_cross(self, f"{name}_remove_button", _("Remove this number")))
        self.setFocusProxy(self._kind)
        self._kind.currentIndexChanged.connect(self._check)
        self._kind.currentIndexChanged.connect(self.changed)
        self._value.editingFinished.connect(self._check)
        for line in (self._value, self._note):
            line.textChanged.connect(self.changed)

    def content(self) -> dict[str, Any]:
        return {
            "id": self._id,
            "kind": self._kind.code(),
            "value": self._value.text(),
            "note": self._note.text(),
        }

    def set_content(self, content: dict[str, Any]) -> None:
        self._id = content["id"]
        self._kind.set_choices(_kinds(self._day, keep=content["kind"]))
        self._kind.set_code(content["kind"])
        self._value.setText(content["value"])
        self._note.setText(content["note"])

    def _check(self) -> None:
        kind, typed = self._kind.code(), self._value.text()
        sentence = identifiers.wrong(kind, typed)
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        self._value.setAccessibleDescription(sentence)
        if typed.strip() and not sentence:
            self._value.setText(numbers.shown(kind, numbers.tidy(kind, typed)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(one_row=event.size().width() >= self._kind.sizeHint().width() + _ROOM_FOR_NUMBER)

    def _arrange(self, cross: QToolButton) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        for column, share in enumerate((0, 4, 3)):
            self._grid.setColumnStretch(column, share)
        self._place(one_row=True)
        self._grid.addWidget(cross, 0, 3)
        self._grid.addWidget(self._wrong, 2, 0, 1, 4)

    def _place(self, *, one_row: bool) -> None:
        """Where there is no room beside the kind, the number stands below it."""
        if one_row:
            for column, part in enumerate((self._kind, self._value, self._note)):
                self._grid.addWidget(part, 0, column)
        else:
            self._grid.addWidget(self._kind, 0, 0, 1, 3)
            self._grid.addWidget(self._value, 1, 0, 1, 2)
            self._grid.addWidget(self._note, 1, 2)


class AlertLine(FieldLine):
    """What the alert is about, and the alert in words."""

    def __init__(self, number: int, *, prefix: str) -> None:
        super().__init__()
        name = f"{prefix}_alert{number}"
        self._id = ""
        self._kind = ChoiceBox(
            [(kind, wording.alert_kind_label(kind)) for kind in ALERT_KINDS], name=f"{name}_kind_choice"
        )
        self._kind.setAccessibleName(_("What the alert is about"))
        self._text = _line(QLineEdit(), f"{name}_text_field", _("Alert in words"))
        self._text.setPlaceholderText(_("For example: never call before noon"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._kind, stretch=2)
        row.addWidget(self._text, stretch=5)
        row.addWidget(_cross(self, f"{name}_remove_button", _("Remove this alert")))
        self.setFocusProxy(self._text)
        self._kind.currentIndexChanged.connect(self.changed)
        self._text.textChanged.connect(self.changed)

    def content(self) -> dict[str, Any]:
        return {"id": self._id, "kind": self._kind.code(), "text": self._text.text()}

    def set_content(self, content: dict[str, Any]) -> None:
        self._id = content["id"]
        self._kind.set_code(content["kind"])
        self._text.setText(content["text"])


def _kinds(day: date, *, keep: str = "") -> list[tuple[str, str]]:
    """What each kind is called, without what its label explains in brackets."""
    kinds = wording.choices("identifier_kinds", day=day, keep=keep)
    return [(code, label.split(" (")[0]) for code, label in kinds]


def _line(line: QLineEdit, name: str, told: str) -> QLineEdit:
    line.setObjectName(name)
    line.setAccessibleName(told)
    return line


def _cross(row: FieldLine, name: str, told: str) -> QToolButton:
    return icon_button("close", told, name=name, clicked=row.removed.emit)
