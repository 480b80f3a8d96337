"""The first run: language, centre, name, passphrase; then the vault is made. One question a step, and back works."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _
from desktop.paths import APPLICATION_NAME
from desktop.ui.pages.unlock_page import CARD_WIDTH
from desktop.ui.pages.wizard_steps import (
    Answers,
    CentreChoice,
    CentreStep,
    Judge,
    LanguageStep,
    NameStep,
    PassphraseStep,
    Step,
)
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import primary_button, quiet_button
from desktop.ui.widgets.error_band import ErrorBand
from desktop.ui.widgets.labels import Card, hint, lead
from desktop.ui.widgets.middle_of_page import MiddleOfPage
from desktop.ui.widgets.one_at_a_time import OneAtATime


class WizardPage(QWidget):
    """`finished(Answers)` when everything is answered; the passphrase is then taken with `take_passphrase()`."""

    finished = Signal(object)
    language_chosen = Signal(str)

    def __init__(
        self,
        centres: Sequence[CentreChoice],
        *,
        judge: Judge,
        answers: Answers | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.answers = answers or Answers()
        self._language = LanguageStep()
        self._name = NameStep(self.answers)
        self._passphrase = PassphraseStep(self.answers, judge)
        self.steps: tuple[Step, ...] = (
            self._language,
            CentreStep(centres, self.answers),
            self._name,
            self._passphrase,
        )
        self._stack = OneAtATime()
        self._place = hint("", name="wizard_step_label")
        self._error = ErrorBand(name="wizard")
        self._back = quiet_button(_("Back"), name="wizard_back_button", clicked=self.go_back)
        self._next = primary_button(_("Next"), name="wizard_next_button", clicked=self.go_on)
        self._bar = QProgressBar()
        self._bar.setObjectName("wizard_progress_bar")
        self._bar.setAccessibleName(_("Setting up Baken"))
        self._bar.setRange(0, 0)
        self._lay_out()
        self._language.language_chosen.connect(self.language_chosen)
        self._passphrase.second.submitted.connect(self.go_on)
        self.show_step(0)

    @property
    def current(self) -> int:
        """The number of the step on screen, from 0."""
        return self._stack.current

    def show_step(self, number: int) -> None:
        self._stack.show_part(number)
        last = number == len(self.steps) - 1
        self._back.setVisible(number > 0)
        self._next.setText(_("Set up Baken") if last else _("Next"))
        self._place.setText(_("Step {number} of {count}").format(number=number + 1, count=len(self.steps)))
        self.steps[number].enter()
        QTimer.singleShot(0, self, self._scroll_to_question)

    def go_on(self) -> None:
        """To the next question, or after the last one to the work."""
        if not self._next.isEnabled() or self.steps[self.current].missing():
            return
        if self.current < len(self.steps) - 1:
            self.show_step(self.current + 1)
        else:
            self.finished.emit(self.answers)

    def go_back(self) -> None:
        if self.current > 0 and self._back.isEnabled():
            self.show_step(self.current - 1)

    def adopt(self, other: WizardPage) -> None:
        """Go on where another one was before the language changed; nothing typed is lost."""
        self._passphrase.adopt(other._passphrase)

    def take_passphrase(self) -> bytearray:
        """The passphrase, to be wiped by whoever takes it; both fields are empty afterwards."""
        self._passphrase.second.clear()
        return self._passphrase.first.take()

    def set_busy(self, *, on: bool) -> None:
        """While the vault is made nothing can be changed."""
        self._stack.setEnabled(not on)
        self._next.setEnabled(not on)
        self._back.setEnabled(not on)
        self._bar.setVisible(on)
        self._error.setVisible(False)

    def show_failure(self, error: UserError) -> None:
        """Back to the question it is about, or above all questions."""
        self.set_busy(on=False)
        row, step = self._name.row, 2
        if isinstance(error, InvalidField) and error.field == "passphrase":
            row, step = self._passphrase.row, 3
        elif not isinstance(error, InvalidField):
            self._error.show_error(error)
            return
        self.show_step(step)
        row.set_wrong(str(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from any field, Escape goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _scroll_to_question(self) -> None:
        """Leaving the last step scrolled to the buttons; the next begins with its title, and shows its field."""
        self._area.verticalScrollBar().setValue(0)
        self._area.follow_focus()

    def _lay_out(self) -> None:
        card = Card()
        card.setMaximumWidth(CARD_WIDTH + 8 * GRID)
        inside = QVBoxLayout(card)
        inside.setSpacing(2 * GRID)
        wordmark = QLabel(APPLICATION_NAME)
        wordmark.setObjectName("unlock_wordmark_label")
        lead(wordmark)
        for step in self.steps:
            step.column.addStretch(1)
            self._stack.add(step)
        buttons = QHBoxLayout()
        buttons.addWidget(self._place)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self._next)
        for widget in (wordmark, self._error, self._stack, self._bar):
            inside.addWidget(widget)
        inside.addLayout(buttons)
        self._bar.hide()
        self._area = MiddleOfPage(self, card)
        self._area.shortened.connect(lambda short: self._stack.keep_height(on=not short))
