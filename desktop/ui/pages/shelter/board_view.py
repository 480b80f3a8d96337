"""The board: the cards of each house side by side, walked through with the arrows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.family import Instruction
from desktop.domain.shelter import Board, BoardPlace
from desktop.ui.pages.shelter.place_card import PlaceCard
from desktop.ui.pages.shelter.words import free_word
from desktop.ui.widgets.labels import SectionHeading, text_label

Instructions = Mapping[str, tuple[Instruction, ...]]

GAP = 12
_LEAST_LETTERS = 23


class BoardView(QScrollArea):
    """Shows a board; `place_chosen` carries the `PlaceCard` a person opened."""

    place_chosen = Signal(object)

    def __init__(self, *, shown: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._sections: list[_HouseSection] = []
        self._instructions: Instructions = {}
        self._content = QWidget()
        self.setObjectName("shelter_board_scroll")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def cards(self) -> tuple[PlaceCard, ...]:
        """Every card in reading order."""
        return tuple(card for section in self._sections for card in section.cards)

    def show_board(self, board: Board, instructions: Instructions | None = None) -> None:
        """Show this night with what counts for whom, by client; the focus stays on the place it was on."""
        self._instructions = instructions or {}
        focused = next((card.item.place.id for card in self.cards if card.hasFocus()), "")
        content = self._content = QWidget()
        content.setObjectName("scroll_body")
        column = QVBoxLayout(content)
        mirrored = self.isRightToLeft()
        column.setContentsMargins(GAP if mirrored else 0, 0, 0 if mirrored else GAP, GAP)
        column.setSpacing(GAP)
        self._sections = [self._section(tuple(items)) for _house, items in _by_house(board.places)]
        for section in self._sections:
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(content)
        self._spread()
        self._focus(focused)

    def _section(self, items: tuple[BoardPlace, ...]) -> _HouseSection:
        section = _HouseSection(items, shown=self._shown, instructions=self._instructions)
        for card in section.cards:
            card.clicked.connect(lambda _checked=False, card=card: self.place_chosen.emit(card))
        return section

    def _focus(self, place_id: str) -> None:
        for card in self.cards:
            if place_id and card.item.place.id == place_id:
                card.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        for section in self._sections:
            section.spread(self.viewport().width() - GAP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move over the cards as the eye does; a mirrored window mirrors left and right."""
        aim = _DIRECTIONS.get(Qt.Key(event.key()))
        here = next((card for card in self.cards if card.hasFocus()), None)
        if aim is None or here is None:
            super().keyPressEvent(event)
            return
        there = _nearest(self._where(here), ((card, self._where(card)) for card in self.cards), aim)
        if there is not None:
            there.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(there)

    def _where(self, card: PlaceCard) -> QRect:
        return QRect(card.mapTo(self._content, card.rect().topLeft()), card.size())


class _HouseSection(QWidget):
    """One house: its name, how many places are free, its cards in as many columns as fit."""

    def __init__(
        self, items: tuple[BoardPlace, ...], *, shown: Callable[[str], str], instructions: Instructions
    ) -> None:
        super().__init__()
        self._columns = 0
        self.cards = tuple(
            PlaceCard(item, shown=shown, instructions=_for_whom(item, instructions), parent=self)
            for item in items
        )
        heading = SectionHeading(items[0].house.name)
        free = text_label(free_word(sum(item.free for item in items), len(items)), muted=True)
        free.setWordWrap(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QGridLayout()
        head.addWidget(heading, 0, 0)
        head.addWidget(free, 0, 1, Qt.AlignmentFlag.AlignBottom)
        head.setColumnStretch(2, 1)
        head.setHorizontalSpacing(GAP)
        column.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP)
        column.addLayout(self._grid)

    def spread(self, width: int) -> None:
        """Lay the cards in columns as wide as the widest card needs, and at least 23 letters."""
        least = max(
            self.fontMetrics().averageCharWidth() * _LEAST_LETTERS,
            *(card.least_width for card in self.cards),
        )
        columns = max(1, (width + GAP) // (least + GAP))
        for card in self.cards:
            card.fit((width + GAP) // columns - GAP)
        if columns == self._columns:
            return
        for number in range(self._columns):
            self._grid.setColumnStretch(number, 0)
        self._columns = columns
        for number, card in enumerate(self.cards):
            self._grid.addWidget(card, number // columns, number % columns)
        for number in range(columns):
            self._grid.setColumnStretch(number, 1)


_DIRECTIONS: dict[Qt.Key, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def _for_whom(item: BoardPlace, instructions: Instructions) -> tuple[Instruction, ...]:
    """What counts for who sleeps there, else for who is expected next."""
    stay = item.stay or item.next_stay
    client_id = stay.resident.client_id if stay else ""
    return instructions.get(client_id, ()) if client_id else ()


def _by_house(places: Iterable[BoardPlace]) -> Iterable[tuple[str, Iterable[BoardPlace]]]:
    return groupby(places, key=lambda item: item.house.id)


def _nearest(here: QRect, cards: Iterable[tuple[PlaceCard, QRect]], aim: tuple[int, int]) -> PlaceCard | None:
    """The next card that way: sideways in the same row, up and down the one that lies straightest."""
    along, across = aim
    ahead: list[tuple[int, PlaceCard]] = []
    for card, there in cards:
        dx, dy = there.center().x() - here.center().x(), there.center().y() - here.center().y()
        if along and dx * along > 0 and there.top() < here.bottom() and here.top() < there.bottom():
            ahead.append((abs(dx), card))
        elif across and dy * across > 0 and not (there.top() < here.bottom() and here.top() < there.bottom()):
            ahead.append((abs(dy) * 3 + abs(dx), card))
    return min(ahead, key=lambda pair: pair[0])[1] if ahead else None
