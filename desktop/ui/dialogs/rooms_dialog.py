"""Adding rooms: a house by the team's own name, and its rooms, several in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.domain.shelter import House, Room
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import shelter
from desktop.services.session import Session
from desktop.ui.dialogs.act_dialog import ActDialog
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.workplace import Workplace

MOST_AT_ONCE = 60
MOST_PLACES = 12
_SPAN = re.compile(r"(\d+)\s*[-\u2013]\s*(\d+)")


class RoomsDialog(ActDialog):
    """`acted` carries the tuple of added `Room`s."""

    def __init__(self, workplace: Workplace, houses: tuple[House, ...], *, parent: QWidget) -> None:
        super().__init__(workplace, name="rooms", title=_("Add rooms"), verb=_("Add"), parent=parent)
        self._houses = {house.name: house.id for house in houses}
        self._house = QComboBox()
        self._house.setObjectName("rooms_house_combo")
        self._house.setEditable(True)
        self._house.addItems(list(self._houses))
        told = _("The name the team uses; not its address.")
        self.form.add_row("house", _("House"), self._house, told=told)
        self._names = QLineEdit()
        self._names.setObjectName("rooms_names_edit")
        self.form.add_row("names", _("Rooms"), self._names, told=_("One or several: 1-6, 8, Attic"))
        counts = [(str(count), str(count)) for count in range(1, MOST_PLACES + 1)]
        self._places = ChoiceBox(counts, name="rooms_places_choice")
        self.form.add_row("places", _("Places in each"), self._places)
        (self._names if houses else self._house).setFocus()

    def act(self) -> None:
        session, house, places = (
            self.workplace.session,
            self._house.currentText().strip(),
            int(self._places.code()),
        )
        try:
            if not house:
                raise InvalidField("house", _("Give the house a name."))
            names = tuple(room_names(self._names.text()))
        except InvalidField as problem:
            self.refuse(problem)
            return
        house_id = self._houses.get(house, "")
        self.run(lambda: _add(session, house, house_id, names, places))


def room_names(text: str) -> Iterator[str]:
    """The rooms meant by `1-6, 8, Attic`; raises InvalidField for none or absurdly many."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        raise InvalidField("names", _("Give the room a number or name."))
    for part in parts:
        span = _SPAN.fullmatch(part)
        first, last = (int(span[1]), int(span[2])) if span else (0, 0)
        if last - first >= MOST_AT_ONCE:
            raise InvalidField("names", _("That is a lot of rooms at once."), _("Check the numbers."))
        yield from (map(str, range(first, last + 1)) if span else (part,))


def _add(
    session: Session, house: str, house_id: str, names: tuple[str, ...], places: int
) -> tuple[Room, ...]:
    house_id = house_id or shelter.add_house(session, house).id
    kind = "single" if places == 1 else "shared"
    return tuple(shelter.add_room(session, house_id, name, kind=kind, places=places) for name in names)
