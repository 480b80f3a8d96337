"""Several of many: a line that finds, and below it what was chosen, each to take away again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import gettext as _
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.suggest_line import Choice, SuggestLine
from desktop.ui.widgets.tab_order import follow


class ManyChoice(QWidget):
    """Codes in the order they were chosen; with `mark` each carries a check box (a language that is read)."""

    changed = Signal()

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        name: str,
        placeholder: str = "",
        mark: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._labels = dict(choices)
        self._name = name
        self._mark = mark
        self._chips: dict[str, _ChosenChip] = {}
        self._line = SuggestLine(choices, name=f"{name}_field")
        self._line.setPlaceholderText(placeholder)
        self._line.chosen.connect(self._add_by_hand)
        self._chosen = QWidget()
        self._flow = wrapping(self._chosen)
        self._arrange()
        self.setFocusProxy(self._line)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these from now on; what was chosen stays."""
        self._labels = dict(choices)
        self._line.set_choices(choices)

    def value(self) -> tuple[tuple[str, bool], ...]:
        """What was chosen, each with whether its box is ticked."""
        return tuple((code, chip.marked) for code, chip in self._chips.items())

    def set_value(self, chosen: Sequence[tuple[str, bool]]) -> None:
        """Show these and no others."""
        for code in tuple(self._chips):
            self._drop(code)
        for code, marked in chosen:
            self._add(code, marked=marked)
        self._show_chosen()

    def name_line(self, label: str) -> None:
        """Say aloud what the line is for."""
        self._line.setAccessibleName(label)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._line)
        column.addWidget(self._chosen)
        self._show_chosen()

    def _add_by_hand(self, code: str) -> None:
        self._add(code, marked=True)
        self._show_chosen()
        self.changed.emit()

    def _add(self, code: str, *, marked: bool) -> None:
        if code in self._chips:
            return
        chip = _ChosenChip(
            self._labels.get(code, code), name=f"{self._name}_{code}", mark=self._mark, marked=marked
        )
        chip.removed.connect(lambda: self._remove_by_hand(code))
        chip.changed.connect(self.changed)
        self._chips[code] = chip
        self._flow.addWidget(chip)
        follow(self._line, self._chips.values())

    def _remove_by_hand(self, code: str) -> None:
        self._drop(code)
        self._show_chosen()
        self._line.setFocus()
        self.changed.emit()

    def _drop(self, code: str) -> None:
        chip = self._chips.pop(code)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _show_chosen(self) -> None:
        self._chosen.setVisible(bool(self._chips))
        self._chosen.updateGeometry()


class _ChosenChip(QFrame):
    """One chosen thing: its name, its box if any, and a cross."""

    removed = Signal()
    changed = Signal()

    def __init__(self, label: str, *, name: str, mark: str, marked: bool) -> None:
        super().__init__()
        self.setProperty("tone", "neutral")
        self.setProperty("band", "true")
        self._box = QCheckBox(mark) if mark else None
        self._was_marked = marked
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 4, 2)
        row.setSpacing(8)
        row.addWidget(QLabel(label))
        if self._box is not None:
            self._box.setObjectName(f"{name}_check")
            self._box.setAccessibleName(f"{label}: {mark}")
            self._box.setChecked(marked)
            self._box.toggled.connect(self.changed)
            row.addWidget(self._box)
        row.addWidget(self._cross(label, name))

    @property
    def marked(self) -> bool:
        return self._box.isChecked() if self._box is not None else self._was_marked

    def _cross(self, label: str, name: str) -> QToolButton:
        cross = QToolButton()
        cross.setObjectName(f"{name}_remove_button")
        cross.setText("×")
        cross.setAutoRaise(True)
        cross.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        cross.setAccessibleName(_("Remove {what}").format(what=label))
        cross.setToolTip(cross.accessibleName())
        cross.clicked.connect(self.removed)
        return cross
