"""The questions of the first run, one widget each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop import i18n
from desktop.i18n import gettext as _
from desktop.ui.pages.unlock_page import OWN_NAMES
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.form import FieldRow
from desktop.ui.widgets.labels import hint, text_label
from desktop.ui.widgets.passphrase_field import PassphraseField
from desktop.ui.widgets.strength_meter import StrengthMeter

if TYPE_CHECKING:
    from desktop.services.setup import Strength

JUDGE_AFTER_MS = 300  # a pause in typing; never while a key is going down


Judge = Callable[[QWidget, bytearray, str, Callable[["Strength"], None]], None]


@dataclass(slots=True)
class Answers:
    """What was answered so far, apart from the passphrase, which stays in its field."""

    centre: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class CentreChoice:
    """A centre as it is offered."""

    code: str
    name: str
    city: str


class Step(QWidget):
    """One question; `changed` when its answer did."""

    changed = Signal()

    def __init__(self, title: str, told: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2 * GRID)
        self.column.addWidget(text_label(title, size=Size.TITLE))
        self.column.addWidget(text_label(told, muted=True))

    def enter(self) -> None:
        """Put the keyboard where the answer goes."""

    def missing(self) -> bool:
        """Whether the answer is not there yet; then says so beside the field."""
        return False


class LanguageStep(Step):
    """The language comes first, so that the rest can be read."""

    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            _("Choose your language"),
            _("You can change it at any time, also later, without losing anything."),
        )
        self._group = _radio_column(
            self, "wizard_language", [(code, OWN_NAMES[code], "") for code in i18n.LANGUAGES]
        )
        self._choose(i18n.current_language())
        self._group.buttonClicked.connect(lambda button: self.language_chosen.emit(button.property("value")))

    def enter(self) -> None:
        (self._group.checkedButton() or self._group.buttons()[0]).setFocus()

    def _choose(self, code: str) -> None:
        for button in self._group.buttons():
            button.setChecked(button.property("value") == code)


class CentreStep(Step):
    """Which centre this PC belongs to."""

    def __init__(self, centres: Sequence[CentreChoice], answers: Answers) -> None:
        super().__init__(
            _("Choose your centre"),
            _("Its name and address stand on the sheets and letters you print. The files stay on this PC."),
        )
        self._answers = answers
        self._group = _radio_column(self, "wizard_centre", [(c.code, c.name, c.city) for c in centres])
        for button in self._group.buttons():
            button.setChecked(button.property("value") == answers.centre)
        self._wrong = text_label(size=Size.SMALL, name="wizard_centre_wrong_label")
        self._wrong.setProperty("wrong", "true")
        self._wrong.hide()
        self.column.addWidget(self._wrong)
        self._group.buttonClicked.connect(self._take)

    def enter(self) -> None:
        (self._group.checkedButton() or self._group.buttons()[0]).setFocus()

    def missing(self) -> bool:
        self._wrong.setText("" if self._answers.centre else _("Choose one of the centres."))
        self._wrong.setVisible(not self._answers.centre)
        return not self._answers.centre

    def _take(self) -> None:
        chosen = self._group.checkedButton()
        self._answers.centre = str(chosen.property("value")) if chosen is not None else ""
        self._wrong.hide()
        self.changed.emit()


class NameStep(Step):
    """The first person, who can let the others in."""

    def __init__(self, answers: Answers) -> None:
        super().__init__(
            _("What is your name?"),
            _(
                "You are the first person in this centre's Baken: you can add the others and give them their roles."
            ),
        )
        self._answers = answers
        self._name = QLineEdit(answers.name)
        self._name.setObjectName("wizard_name_line")
        self._name.setMaxLength(100)
        self.row = FieldRow(_("First name and family name"), self._name)
        self.column.addWidget(self.row)
        self._name.textChanged.connect(self._take)

    def enter(self) -> None:
        self._name.setFocus()

    def missing(self) -> bool:
        self.row.set_wrong("" if self._answers.name.strip() else _("Type your name."))
        return not self._answers.name.strip()

    def _take(self, text: str) -> None:
        self._answers.name = text
        self.row.set_wrong("")
        self.changed.emit()


class PassphraseStep(Step):
    """Twice the same, and honest about how long it would stand.

    `judge(asking, passphrase, name, tell)` works away from the window and calls `tell` with the strength; it wipes
    the passphrase it is given.
    """

    def __init__(self, answers: Answers, judge: Judge) -> None:
        super().__init__(
            _("Choose a passphrase"),
            _("Four or five words that do not belong together are easy to remember and hard to guess."),
        )
        self._answers = answers
        self._judge = judge
        self._acceptable: bool | None = None  # None: not judged yet; whoever makes the vault judges again
        self.first = _passphrase_field("wizard_passphrase_field")
        self.second = _passphrase_field("wizard_repeat_field")
        self.second.setAccessibleName(_("The same passphrase again"))
        self.row = FieldRow(_("Passphrase"), self.first)
        self.repeat_row = FieldRow(_("The same passphrase again"), self.second)
        self._meter = StrengthMeter(name="wizard")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(JUDGE_AFTER_MS)
        self._pause.timeout.connect(self._ask_judge)
        for widget in (self.row, self._meter, self.repeat_row):
            self.column.addWidget(widget)
        self.column.addWidget(
            hint(
                _(
                    "Nobody can read the files without it, and nobody can bring it back. "
                    "Do not leave it on paper near this PC."
                )
            )
        )
        self.first.edited.connect(self._edited)
        self.second.edited.connect(lambda: self.repeat_row.set_wrong(""))
        self.first.submitted.connect(self.second.setFocus)

    def enter(self) -> None:
        self.first.setFocus()

    def adopt(self, other: PassphraseStep) -> None:
        """Take over what was typed before the language changed."""
        self.first.adopt(other.first)
        self.second.adopt(other.second)
        self._ask_judge()

    def missing(self) -> bool:
        if self._acceptable is False or self.first.is_empty():
            self.row.set_wrong(_("Choose a longer passphrase, as the advice says."))
            self.first.setFocus()
            return True
        if not self.first.same_as(self.second):
            self.repeat_row.set_wrong(_("The two are not the same. Type it again."))
            self.second.setFocus()
            return True
        return False

    def _edited(self) -> None:
        self.row.set_wrong("")
        self.changed.emit()
        self._acceptable = None
        self._pause.start()

    def _ask_judge(self) -> None:
        if self.first.is_empty():
            self._meter.show_nothing()
        else:
            self._judge(self, self.first.peek(), self._answers.name, self._show)

    def _show(self, judged: Strength) -> None:
        self._acceptable = judged.acceptable and not self.first.is_empty()
        self._meter.show_strength(judged)


def _passphrase_field(name: str) -> PassphraseField:
    field = PassphraseField()
    field.setObjectName(name)
    return field


def _radio_column(step: Step, name: str, choices: Sequence[tuple[str, str, str]]) -> QButtonGroup:
    """Radio buttons under each other: value, label and a second word."""
    group = QButtonGroup(step)
    for value, label, second in choices:
        button = QRadioButton(f"{label} · {second}" if second else label)
        button.setObjectName(f"{name}_{value.lower().replace('-', '_')}_radio")
        button.setAccessibleName(button.text())
        button.setProperty("value", value)
        group.addButton(button)
        step.column.addWidget(button)
    return group
