"""What the law says, never without where it says so: a line with source, date and certainty, its text one key away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import current_language, format_date, gettext as _, isolated
from desktop.ui import theme
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.composed_button import ComposedButton
from desktop.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from desktop.domain.law import Statement

_FOLDED, _UNFOLDED = "▸", "▾"
_FOLDED_FROM_RIGHT = "◂"


class LegalLine(ComposedButton):
    """One statement of the dated data. Space, Enter or a click unfolds its text; a screen reader hears it at once."""

    def __init__(self, statement: Statement, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(QVBoxLayout(), name=name, parent=parent)
        self.statement = statement
        self.setAccessibleName(_("Legal ground: {source}").format(source=statement.cited(current_language())))
        self.setAccessibleDescription(f"{statement_text(statement)} {provenance(statement)}")
        self.words.setContentsMargins(GRID // 2, 2, GRID // 2, 2)
        self.words.setSpacing(2)
        self._line = text_label(size=Size.SMALL, muted=True)
        self._text = text_label(size=Size.SMALL)
        self._text.hide()
        self.words.addWidget(self._line)
        self.words.addWidget(self._text)
        self._say()
        self.clicked.connect(self._fold)

    @property
    def is_unfolded(self) -> bool:
        """Whether the text of the statement shows."""
        return not self._text.isHidden()

    def _fold(self) -> None:
        self._text.setText(statement_text(self.statement))  # laid out only when someone wants to read it
        self._text.setVisible(self._text.isHidden())
        self._say()
        self.updateGeometry()

    def _say(self) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        folded = _FOLDED_FROM_RIGHT if mirrored else _FOLDED
        mark = _UNFOLDED if self.is_unfolded else folded
        self._line.setText(f"{mark} {provenance(self.statement)}")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self.underMouse() or self.hasFocus()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("raised"))
        painter.setPen(QPen(theme.colour("accent_text"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()


def statement_text(statement: Statement) -> str:
    """What it says in the interface language."""
    return statement.label(current_language())


def provenance(statement: Statement) -> str:
    """Where it stands, when that was last checked, and how sure it is."""
    return _("{source} · checked {day} · {certainty}").format(
        source=isolated(statement.cited(current_language())),
        day=isolated(format_date(statement.checked)),
        certainty=certainty_label(statement.certainty),
    )


def certainty_label(certainty: str) -> str:
    """How sure a statement is."""
    labels = {
        "law": _("read in the law"),
        "general knowledge": _("general knowledge, to be checked"),
        "design": _("our own proposal"),
    }
    return labels.get(certainty, certainty)
