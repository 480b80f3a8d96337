"""The Shelter: tonight's board, readable from two metres, acted on in three clicks."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.clock import board_night
from desktop.domain.shelter import Board, House
from desktop.i18n import format_weekday_date, gettext as _, ngettext
from desktop.services import access, instructions, shelter
from desktop.services.session import Session
from desktop.ui.dialogs.rooms_dialog import RoomsDialog
from desktop.ui.dialogs.slip_dialogs import CallSlipDialog, flush_slips
from desktop.ui.pages.shelter.board_view import BoardView, Instructions
from desktop.ui.pages.shelter.night_switch import NightSwitch
from desktop.ui.pages.shelter.place_card import PlaceCard
from desktop.ui.pages.shelter.stay_actions import StayActions
from desktop.ui.pages.shelter.words import free_word
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import primary_button, quiet_button, secondary_button
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.labels import text_label
from desktop.ui.workplace import Workplace


class ShelterPage(QWidget):
    """The board of one night with its acts; `refresh` reads it again."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shelter_page")
        self._workplace = workplace
        self._night: date | None = None
        self._board: Board | None = None
        self._actions = StayActions(workplace, self, changed=self.refresh)
        self.board = BoardView(shown=workplace.privacy.shown)
        self.board.place_chosen.connect(self._open)
        self._summary = text_label(muted=True, name="shelter_summary_label")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.board)
        self._stack.addWidget(self._no_rooms())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID + GRID // 2)
        column.addWidget(self._bar())
        column.addWidget(self._summary)
        column.addWidget(self._stack, 1)

    def refresh(self) -> None:
        """Read the board of the chosen night; called each time the page is shown."""
        session, night = self._workplace.session, self._night
        self._workplace.jobs.start(
            lambda: _read_board(session, night), parent=self, done=lambda read: self._show_board(*read)
        )

    def flush_drafts(self) -> None:
        """Keep a half-written slip."""
        flush_slips(self)

    def _bar(self) -> QWidget:
        bar = QWidget()
        flow = wrapping(bar)
        switch = NightSwitch(board_night(self._workplace.session.clock.now()))
        switch.night_chosen.connect(self._choose_night)
        flow.addWidget(switch)
        flow.addWidget(
            secondary_button(
                _("Write a call slip"), name="shelter_slip_button", clicked=self._write_slip, icon="slip"
            )
        )
        flow.addWidget(
            quiet_button(_("Add rooms"), name="shelter_rooms_button", clicked=self._add_rooms, icon="add")
        )
        return bar

    def _no_rooms(self) -> EmptyState:
        button = primary_button(_("Add rooms"), name="shelter_first_rooms_button", clicked=self._add_rooms)
        told = _("Name the house as the team does and add its rooms; the board follows by itself.")
        return EmptyState("bed", _("No rooms yet"), told, action=button)

    def _choose_night(self, night: date | None) -> None:
        self._night = night
        self.refresh()

    def _show_board(self, board: Board, standing: Instructions, hidden: frozenset[str]) -> None:
        self._board = board
        self._actions.without_file = hidden
        self._stack.setCurrentIndex(0 if board.places else 1)
        self._summary.setText(_summary(board) if board.places else "")
        self._summary.setVisible(bool(board.places))
        self.board.show_board(board, standing)

    def _open(self, card: PlaceCard) -> None:
        if self._board is not None:
            self._actions.open(card, self._board.night)

    def _write_slip(self) -> None:
        dialog = CallSlipDialog(self._workplace, again=self._write_slip, parent=self)
        dialog.acted.connect(
            lambda _slip: self._workplace.messages.say(
                _("The slip is sealed. A caseworker finds it under Today.")
            )
        )
        dialog.open()

    def _add_rooms(self) -> None:
        session = self._workplace.session
        self._workplace.jobs.start(lambda: shelter.houses(session), parent=self, done=self._ask_rooms)

    def _ask_rooms(self, houses: tuple[House, ...]) -> None:
        dialog = RoomsDialog(self._workplace, houses, parent=self)
        dialog.acted.connect(self._rooms_added)
        dialog.open()

    def _rooms_added(self, rooms: tuple[object, ...]) -> None:
        told = ngettext("{count} room added.", "{count} rooms added.", len(rooms)).format(count=len(rooms))
        self._workplace.messages.say(told)
        self.refresh()


def _read_board(session: Session, night: date | None) -> tuple[Board, Instructions, frozenset[str]]:
    standing = instructions.for_board(session, night=night)
    return shelter.board(session, night=night), standing, access.hidden(session)


def _summary(board: Board) -> str:
    arrive, leave = len(board.arrivals), len(board.departures)
    parts = [
        format_weekday_date(board.night),
        free_word(board.free, len(board.places)),
        ngettext("{count} arrival", "{count} arrivals", arrive).format(count=arrive) if arrive else "",
        ngettext("{count} departure", "{count} departures", leave).format(count=leave) if leave else "",
    ]
    return "   ·   ".join(part for part in parts if part)
