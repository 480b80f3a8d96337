"""What the house must have read before somebody gets a place: a deliberate act, or a reason to do otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.family import Instruction
from desktop.i18n import gettext as _
from desktop.services import instructions
from desktop.ui import theme
from desktop.ui.theme import GRID, Tone
from desktop.ui.widgets.form import FieldRow
from desktop.ui.widgets.labels import text_label
from desktop.ui.widgets.naming import named


class InstructionsBand(QFrame):
    """Hidden until there is something to read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place_instructions_band")
        self.setProperty("band", "true")
        self._told = text_label(name="place_instructions_label")
        self._read = named(QCheckBox(_("I have read this to the shift")), "place_instructions_check")
        self._reason = named(QLineEdit(), "place_override_edit")
        told = _("Who on call decided, and why; it is logged.")
        self._override = FieldRow(_("Place all the same because"), self._reason, told=told)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + GRID // 2, GRID, GRID + GRID // 2, GRID)
        column.setSpacing(GRID)
        for widget in (self._told, self._read, self._override):
            column.addWidget(widget)
        self.hide()

    @property
    def acknowledged(self) -> bool:
        """Whether somebody said they read it."""
        return self._read.isChecked()

    @property
    def override(self) -> str:
        """Why it is done all the same; empty for no reason."""
        return self._reason.text().strip()

    def tell(self, standing: Sequence[Instruction]) -> None:
        """Show these, with nothing confirmed yet; hide when there is none."""
        forbids = any(each.forbids for each in standing)
        self._read.setChecked(False)
        self._reason.clear()
        self._told.setText("\n".join(instructions.sentence(each) for each in standing))
        self._read.setVisible(not forbids)
        self._override.setVisible(forbids)
        self.setProperty("tone", str(Tone.LATE if forbids else Tone.SOON))
        theme.restyle(self)
        self.setVisible(bool(standing))

    def go_there(self) -> None:
        """Bring the keys to what has to be confirmed."""
        (self._reason if self._read.isHidden() else self._read).setFocus()
