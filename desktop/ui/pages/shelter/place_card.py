"""One place of tonight's board: a card to read from two metres and to act on with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.family import Instruction
from desktop.domain.shelter import BoardPlace
from desktop.i18n import gettext as _
from desktop.ui import theme
from desktop.ui.pages.shelter.state_mark import TONES, StateMark
from desktop.ui.pages.shelter.words import (
    PlaceState,
    about,
    expected_end,
    instruction_line,
    room_name,
    state_of,
    state_word,
)
from desktop.ui.theme import Tone
from desktop.ui.widgets.composed_button import ComposedButton
from desktop.ui.widgets.labels import Chip, text_label

RADIUS = 8.0
_SIDE = 14
_GAP = 6
_TAKEN = {PlaceState.OCCUPIED, PlaceState.ARRIVING, PlaceState.LEAVING, PlaceState.OVERDUE}


class PlaceCard(ComposedButton):
    """Room number, state by word and shape, call-name and what the shift needs to know."""

    def __init__(
        self,
        item: BoardPlace,
        *,
        shown: Callable[[str], str],
        instructions: Sequence[Instruction] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(QVBoxLayout(), name=f"shelter_{item.place.id}_card", parent=parent)
        self.item = item
        self.state = state_of(item)
        name = shown(item.stay.resident.call_name) if item.stay else ""
        details = about(item.stay.resident) if item.stay else ()
        self._lay_out(name, details, instructions)
        self.setAccessibleName(". ".join(part for part in (room_name(item), state_word(item), name) if part))
        told = (instruction_line(each) for each in instructions)
        self.setAccessibleDescription(", ".join((*told, *details, expected_end(item))))

    @property
    def least_width(self) -> int:
        """How narrow it may be with its state below its room."""
        words = (label.minimumSizeHint().width() for label in self.findChildren(QLabel))
        return 2 * _SIDE + max(self._state.minimumSize().width(), *words)

    def fit(self, width: int) -> None:
        """Set the state beside the room, or below it where the two do not fit in one line."""
        beside = self._room.minimumSizeHint().width() + _GAP + self._state.minimumSize().width()
        below = beside > width - 2 * _SIDE
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.TopToBottom if below else ways.LeftToRight)
        leading = Qt.AlignmentFlag.AlignLeading
        self._head.setAlignment(self._state, leading if below else Qt.AlignmentFlag(0))

    def _lay_out(self, name: str, details: tuple[str, ...], instructions: Sequence[Instruction]) -> None:
        layout = self.words
        layout.setContentsMargins(_SIDE, 10, _SIDE, 12)
        layout.setSpacing(3)
        layout.addLayout(self._headline())
        layout.addWidget(_text(name or "\u2002", size=1.35, weight=600))
        for each in instructions:
            layout.addWidget(_instruction(each))
        for line in _lines(details, expected_end(self.item), self.item):
            layout.addWidget(_text(line, quiet=True))
        layout.addStretch(1)

    def _headline(self) -> QBoxLayout:
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(_GAP)
        self._room = _text(room_name(self.item), size=1.9, weight=700)
        self._state = QHBoxLayout()
        self._state.setSpacing(_GAP)
        self._state.addWidget(StateMark(self.state, parent=self))
        if self.state is PlaceState.OCCUPIED:
            word = _text(state_word(self.item), quiet=True)
            word.setWordWrap(False)
        else:
            word = Chip(state_word(self.item), TONES[self.state])
        self._state.addWidget(word)
        self._head.addWidget(self._room, 1)
        self._head.addLayout(self._state)
        return self._head

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.hasFocus() else 1.0
        edge = theme.colour("accent_text" if self.hasFocus() or self.underMouse() else "line")
        style = Qt.PenStyle.SolidLine if self.state in _TAKEN or self.hasFocus() else Qt.PenStyle.DashLine
        painter.setPen(QPen(edge, width, style))
        painter.setBrush(theme.colour("surface" if self.state in _TAKEN else "window"))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        painter.end()


def _lines(details: tuple[str, ...], until: str, item: BoardPlace) -> tuple[str, ...]:
    person, *rest = details or ("",)
    ready = _("Ready to leave, no housing yet") if item.stay and item.stay.ready_to_leave else ""
    return tuple(line for line in (person, "  ·  ".join(rest), until, ready) if line)


def _instruction(instruction: Instruction) -> Chip:
    """The words wrap: an instruction is read whole or not at all."""
    chip = Chip(instruction_line(instruction), Tone.LATE if instruction.forbids else Tone.SOON)
    chip.setWordWrap(True)
    chip.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return chip


def _text(text: str, *, size: float = 1.0, weight: int = 400, quiet: bool = False) -> QLabel:
    label = text_label(text, muted=quiet)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * size)
    font.setWeight(QFont.Weight(weight))
    label.setFont(font)
    return label
