"""Honest feedback beside a new passphrase: a word, a bar and one sentence of advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.i18n import gettext as _
from desktop.ui.theme import GRID, Tone
from desktop.ui.widgets.labels import Chip, hint

if TYPE_CHECKING:
    from desktop.services.setup import Strength


class StrengthMeter(QWidget):
    """Shows what `services.setup.strength` found."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}_strength_bar")
        self._bar.setAccessibleName(_("Strength of the passphrase"))
        self._bar.setRange(0, 4)
        self._bar.setTextVisible(False)
        self._word = Chip("")
        self._advice = hint("", name=f"{name}_advice_label")
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._bar, stretch=1)
        line.addWidget(self._word)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(line)
        column.addWidget(self._advice)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing was typed yet."""
        self._bar.setValue(0)
        self._word.hide()
        self._advice.setText(_("At least 12 characters."))

    def show_strength(self, judged: Strength) -> None:
        """Show how long a passphrase would stand, and what would make it better."""
        self._bar.setValue(max(judged.score, 1))
        self._word.setText(_("strong enough") if judged.acceptable else _("too weak"))
        self._word.set_tone(Tone.FINE if judged.acceptable else Tone.SOON)
        self._word.show()
        self._advice.setText(judged.advice)
