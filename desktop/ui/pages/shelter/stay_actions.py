"""What can be done with a place of the board: each act is one save, told in one line, with a way back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.clock import board_night, today
from desktop.domain.roles import Compartment
from desktop.domain.shelter import BoardPlace, Stay, StayState
from desktop.i18n import gettext as _, isolated
from desktop.services import shelter
from desktop.ui.dialogs.place_dialog import PlaceDialog, free_from
from desktop.ui.dialogs.stay_dialogs import EndStayDialog, ExpectedEndDialog
from desktop.ui.pages.shelter.place_card import PlaceCard
from desktop.ui.pages.shelter.words import room_name
from desktop.ui.workplace import Workplace


class StayActions:
    """Opens the act or the menu of acts of a card; `changed` reloads the board.

    `without_file` are the clients whose file is not this person's: nothing says that there is one.
    """

    def __init__(self, workplace: Workplace, page: QWidget, *, changed: Callable[[], None]) -> None:
        self._workplace = workplace
        self._page = page
        self._changed = changed
        self.without_file: Collection[str] = ()

    def open(self, card: PlaceCard, night: date) -> None:
        """A free place asks who sleeps there; any other shows what can be done."""
        item = card.item
        if item.free and item.next_stay is None:
            self.place(item, night)
            return
        menu = QMenu(card)
        menu.setObjectName("shelter_place_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        self._fill(menu, item, night)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(card.mapToGlobal(QPoint(16, card.height() // 2)))

    def _fill(self, menu: QMenu, item: BoardPlace, night: date) -> None:
        if item.stay is None:
            _add(menu, "place", _("Place someone…"), lambda: self.place(item, night))
        elif item.stay.state is StayState.RESERVED:
            self._fill_expected(menu, item, item.stay)
        else:
            self._fill_housed(menu, item, item.stay)
        if item.next_stay is not None:
            menu.addSeparator()
            self._fill_next(menu, item, item.next_stay)

    def _fill_expected(self, menu: QMenu, item: BoardPlace, stay: Stay) -> None:
        _add(menu, "arrive", _("Has arrived"), lambda: self.arrive(item, stay))
        _add(menu, "end_change", _("Change the expected end…"), lambda: self.change_end(stay))
        self._offer_file(menu, stay)
        menu.addSeparator()
        _add(menu, "cancel", _("Does not come"), lambda: self.cancel(item, stay))

    def _fill_housed(self, menu: QMenu, item: BoardPlace, stay: Stay) -> None:
        _add(menu, "end", _("End the stay…"), lambda: self.end(item, stay))
        _add(menu, "end_change", _("Change the expected end…"), lambda: self.change_end(stay))
        ready = _add(menu, "ready", _("Ready to leave, no housing yet"), lambda: self.turn_ready(stay))
        ready.setCheckable(True)
        ready.setChecked(stay.ready_to_leave)
        self._offer_file(menu, stay)
        menu.addSeparator()
        _add(menu, "reserve", _("Reserve for afterwards…"), lambda: self.reserve_after(item, stay))

    def _fill_next(self, menu: QMenu, item: BoardPlace, coming: Stay) -> None:
        name = self._workplace.privacy.shown(coming.resident.call_name)
        if item.free:
            label = _("{name} has arrived").format(name=isolated(name))
            _add(menu, "next_arrive", label, lambda: self.arrive(item, coming))
        label = _("{name} does not come").format(name=isolated(name))
        _add(menu, "next_cancel", label, lambda: self.cancel(item, coming))

    def _offer_file(self, menu: QMenu, stay: Stay) -> None:
        client_id = stay.resident.client_id
        if client_id in self.without_file:
            return
        if client_id and Compartment.REGISTRY in self._workplace.session.holds:
            _add(menu, "file", _("Open the file"), lambda: self._workplace.open_client(client_id))

    def place(self, item: BoardPlace, night: date) -> None:
        """Place somebody now, or from a later night reserve."""
        clock = self._workplace.session.clock
        later = night if night > board_night(clock.now()) else None
        self._ask_who(item, later)

    def reserve_after(self, item: BoardPlace, stay: Stay) -> None:
        """Reserve from the day the present stay is expected to end."""
        self._ask_who(item, free_from(stay, today(self._workplace.session.clock)))

    def _ask_who(self, item: BoardPlace, reserve_from: date | None) -> None:
        room = room_name(item)
        dialog = PlaceDialog(self._workplace, item, room=room, reserve_from=reserve_from, parent=self._page)
        dialog.acted.connect(lambda stay: self._placed(stay, room))
        dialog.open()

    def _placed(self, stay: Stay, room: str) -> None:
        reserved = stay.state is StayState.RESERVED
        told = _("Room {room} is reserved.") if reserved else _("Room {room} is taken.")
        session = self._workplace.session
        self._tell(told.format(room=room), lambda: shelter.cancel(session, stay.id))

    def arrive(self, item: BoardPlace, stay: Stay) -> None:
        """Somebody who was expected is there."""
        session = self._workplace.session
        told = _("Arrival in room {room} recorded.").format(room=room_name(item))
        self._do(lambda: shelter.arrive(session, stay.id), told, lambda: shelter.undo_end(session, stay))

    def cancel(self, item: BoardPlace, stay: Stay) -> None:
        """Somebody who was expected does not come."""
        session = self._workplace.session
        told = _("Reservation of room {room} cancelled.").format(room=room_name(item))
        self._do(lambda: shelter.cancel(session, stay.id), told, lambda: shelter.undo_end(session, stay))

    def turn_ready(self, stay: Stay) -> None:
        """Ready to leave without housing, or no longer so."""
        session, ready = self._workplace.session, not stay.ready_to_leave
        told = _("Marked as ready to leave.") if ready else _("No longer marked as ready to leave.")
        self._do(
            lambda: shelter.set_ready_to_leave(session, stay.id, ready),
            told,
            lambda: shelter.set_ready_to_leave(session, stay.id, not ready),
        )

    def end(self, item: BoardPlace, stay: Stay) -> None:
        """Ask when and where to somebody left."""
        room = room_name(item)
        dialog = EndStayDialog(self._workplace, stay, room=room, parent=self._page)
        dialog.acted.connect(
            lambda _ended: self._tell_changed(_("The stay in room {room} ended.").format(room=room), stay)
        )
        dialog.open()

    def change_end(self, stay: Stay) -> None:
        """Ask until when somebody stays."""
        dialog = ExpectedEndDialog(self._workplace, stay, parent=self._page)
        dialog.acted.connect(lambda _changed: self._tell_changed(_("The expected end is changed."), stay))
        dialog.open()

    def _tell_changed(self, told: str, before: Stay) -> None:
        session = self._workplace.session
        self._tell(told, lambda: shelter.undo_end(session, before))

    def _do(self, work: Callable[[], object], told: str, undo: Callable[[], object]) -> None:
        self._workplace.jobs.start(work, parent=self._page, done=lambda _result: self._tell(told, undo))

    def _tell(self, told: str, undo: Callable[[], object]) -> None:
        self._workplace.messages.say(told, undo=lambda: self._take_back(undo))
        self._changed()

    def _take_back(self, undo: Callable[[], object]) -> None:
        self._workplace.jobs.start(undo, parent=self._page, done=lambda _result: self._taken_back())

    def _taken_back(self) -> None:
        self._workplace.messages.say(_("Taken back."))
        self._changed()


def _add(menu: QMenu, name: str, text: str, act: Callable[[], object]) -> QAction:
    action = menu.addAction(text)
    action.setObjectName(f"shelter_{name}_action")
    action.triggered.connect(lambda _checked=False: act())
    return action
