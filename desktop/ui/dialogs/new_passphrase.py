"""Asking for a new passphrase twice, with honest feedback while it is typed."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import setup
from desktop.services.setup import Strength
from desktop.ui.widgets.form import Form
from desktop.ui.widgets.passphrase_field import PassphraseField
from desktop.ui.widgets.strength_meter import StrengthMeter
from desktop.ui.workplace import Workplace

JUDGE_AFTER_MS = 300  # a pause in typing; never while a key is going down


class NewPassphrase:
    """The rows of a new passphrase in a form; `take` hands it over once."""

    def __init__(self, workplace: Workplace, form: Form, *, name: str, parent: QWidget) -> None:
        self._workplace = workplace
        self._parent = parent
        self.first = passphrase_field(f"{name}_new_passphrase_field")
        self.second = passphrase_field(f"{name}_repeat_passphrase_field")
        self.meter = StrengthMeter(name=name)
        told = _("Four or five words that do not belong together are easy to remember and hard to guess.")
        form.add_row("passphrase", _("New passphrase"), self.first, told=told)
        form.add_widget(self.meter)
        form.add_row("repeat", _("The same passphrase again"), self.second)
        self._pause = QTimer(parent)
        self._pause.setSingleShot(True)
        self._pause.setInterval(JUDGE_AFTER_MS)
        self._pause.timeout.connect(self._judge)
        self.first.edited.connect(self._pause.start)
        self.first.submitted.connect(self.second.setFocus)

    def take(self) -> bytearray:
        """The passphrase, for the service to wipe; raises InvalidField when the two differ or are empty."""
        if self.first.is_empty():
            raise InvalidField("passphrase", _("Type a passphrase."))
        if not self.first.same_as(self.second):
            raise InvalidField("repeat", _("The two are not the same. Type it again."))
        self.second.clear()
        return self.first.take()

    def _judge(self) -> None:
        if self.first.is_empty():
            self.meter.show_nothing()
            return
        passphrase = self.first.peek()
        self._workplace.jobs.start(
            lambda: _strength(passphrase), parent=self._parent, done=self.meter.show_strength, vault=False
        )


def passphrase_field(name: str) -> PassphraseField:
    """A passphrase field with its object name."""
    field = PassphraseField()
    field.setObjectName(name)
    return field


def _strength(passphrase: bytearray) -> Strength:
    """Judge a copy and overwrite it."""
    try:
        return setup.strength(passphrase)
    finally:
        passphrase[:] = bytes(len(passphrase))
