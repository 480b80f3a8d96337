"""Giving a place: who, from when, until when; three clicks from the board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QWidget

from desktop.clock import BRUSSELS, NOON, at_brussels, today
from desktop.domain.family import Instruction
from desktop.domain.roles import Compartment
from desktop.domain.shelter import BoardPlace, Resident, Stay
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import instructions, shelter
from desktop.services.instructions import InstructionsStand
from desktop.services.session import Session
from desktop.ui.dialogs.act_dialog import ActDialog, day_in
from desktop.ui.dialogs.client_picker import ClientPicker
from desktop.ui.dialogs.instructions_band import InstructionsBand
from desktop.ui.dialogs.resident_form import ResidentForm
from desktop.ui.pages.shelter.words import room_name
from desktop.ui.theme import GRID
from desktop.ui.widgets.date_field import DateField
from desktop.ui.workplace import Workplace


class PlaceDialog(ActDialog):
    """Place somebody now, or reserve; `acted` carries the `Stay`."""

    def __init__(
        self,
        workplace: Workplace,
        item: BoardPlace,
        *,
        room: str,
        reserve_from: date | None = None,
        parent: QWidget,
    ) -> None:
        title = _("Who sleeps in room {room}?").format(room=room)
        super().__init__(workplace, name="place", title=title, verb=_("Place"), parent=parent)
        self._place_id = item.place.id
        self._asked_about = ""
        self._picker = self._add_picker() if Compartment.REGISTRY in workplace.session.holds else None
        if self._picker is None:
            self._resident = ResidentForm(self.form, from_file=False)
            self._resident.call_name.textEdited.connect(lambda _name: self._tell_instructions(()))
        self._band = InstructionsBand()
        self.form.add_widget(self._band)
        self._add_dates(reserve_from, today(workplace.session.clock))
        if self._picker is not None:
            self._resident = ResidentForm(self.form, from_file=True)
        (self._picker or self._resident.call_name).setFocus()

    def _add_picker(self) -> ClientPicker:
        picker = ClientPicker(self.workplace, page="place", name_only=True)
        self.form.add_row("person", _("Person"), picker)
        session = self.workplace.session
        self.workplace.jobs.start(lambda: _rooms_tonight(session), parent=self, done=picker.remark)
        picker.changed.connect(self._ask_instructions)
        return picker

    def _ask_instructions(self) -> None:
        """As soon as somebody is chosen, not only when the place is given."""
        client_id = self._picker.client_id if self._picker else ""
        if client_id == self._asked_about:
            return
        self._asked_about = client_id
        self._tell_instructions(())
        session = self.workplace.session
        if client_id:
            self.workplace.jobs.start(
                lambda: instructions.for_newcomer(session, client_id),
                parent=self,
                done=lambda found: self._tell_instructions(found) if client_id == self._asked_about else None,
            )

    def _tell_instructions(self, standing: Sequence[Instruction]) -> None:
        self._band.tell(standing)
        if self.isVisible():
            self.fit()
        if standing:
            QTimer.singleShot(0, self._show_band)  # where the screen is low, once the form has its new height

    def _show_band(self) -> None:
        self._area.ensureWidgetVisible(self._band, 0)

    def refuse(self, problem: Exception) -> None:
        """An instruction the house has not read yet is shown with what makes it count as read."""
        if isinstance(problem, InstructionsStand) and self._band.isHidden():
            self._tell_instructions(problem.instructions)
        super().refuse(problem)
        if isinstance(problem, InstructionsStand):
            self._band.go_there()
            QTimer.singleShot(0, self._show_band)

    def _add_dates(self, reserve_from: date | None, day: date) -> None:
        self._now = QRadioButton(_("Is here now"))
        self._now.setObjectName("place_now_radio")
        self._later = QRadioButton(_("Is expected on a later day"))
        self._later.setObjectName("place_later_radio")
        self._begins = DateField(reserve_from or day + timedelta(days=1), today=day)
        self._begins.setObjectName("place_begins_edit")
        self._ends = DateField(today=day)
        self._ends.setObjectName("place_ends_edit")
        self.form.add_widget(_row(self._now, self._later))
        self._begins_row = self.form.add_row("begins", _("Expected on"), self._begins)
        told = _("Leave empty when not known yet.")
        self.form.add_row("ends", _("Expected to leave on"), self._ends, told=told)
        (self._now if reserve_from is None else self._later).setChecked(True)
        self._later.toggled.connect(self._show_when)
        self._show_when()

    def _show_when(self) -> None:
        later = self._later.isChecked()
        self._begins_row.setVisible(later)
        self.verb_button.setText(_("Reserve") if later else _("Place"))
        if self.isVisible():
            self.fit()

    def act(self) -> None:
        try:
            who, begins, ends = self._who(), self._begin(), self._end()
        except InvalidField as problem:
            self.refuse(problem)
            return
        session, place_id = self.workplace.session, self._place_id
        read, why = self._band.acknowledged, self._band.override
        if begins is None:
            self.run(
                lambda: shelter.place(session, place_id, who(), until=ends, acknowledged=read, override=why)
            )
        else:
            self.run(
                lambda: shelter.reserve(
                    session, place_id, who(), begins=begins, ends=ends, acknowledged=read, override=why
                )
            )

    def _begin(self) -> datetime | None:
        """The day somebody is expected; None for now."""
        if not self._later.isChecked():
            return None
        return at_brussels(day_in(self._begins, called="begins"), NOON)

    def _end(self) -> datetime | None:
        if not self._ends.text().strip():
            return None
        return at_brussels(day_in(self._ends, called="ends"), NOON)

    def _who(self) -> Callable[[], Resident]:
        """How to find the resident, on the vault's thread; raises InvalidField when nobody is chosen."""
        typed, session = self._resident.value(), self.workplace.session
        if self._picker is None:
            return lambda: typed
        if client_id := self._picker.client_id:
            return lambda: _from_file(session, client_id, typed)
        if name := self._picker.typed_name:
            return lambda: replace(typed, call_name=name)
        raise InvalidField("person", _("Choose a person from the list, or type a name."))


def _rooms_tonight(session: Session) -> dict[str, str]:
    """In which room each client has a place already, by the client's id."""
    taken = ((item.stay.resident.client_id, item) for item in shelter.board(session).places if item.stay)
    return {
        client_id: _("Already has room {room}").format(room=room_name(item))
        for client_id, item in taken
        if client_id
    }


def _from_file(session: Session, client_id: str, typed: Resident) -> Resident:
    known = shelter.resident_of(session, client_id)
    return replace(known, children=typed.children, diet=typed.diet)


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(3 * GRID)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder


def free_from(stay: Stay | None, day: date) -> date:
    """The first day a place can be reserved after a stay."""
    if stay is None or stay.ends is None:
        return day + timedelta(days=1)
    return max(stay.ends.astimezone(BRUSSELS).date(), day)
