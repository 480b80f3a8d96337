"""The two questions about a stay that is under way: has this person left, and until when do they stay?"""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from desktop.clock import BRUSSELS, NOON, at_brussels, today
from desktop.domain.shelter import Stay
from desktop.errors import InvalidField
from desktop.i18n import gettext as _, isolated
from desktop.services import shelter
from desktop.ui.dialogs.act_dialog import ActDialog, day_in
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.moment_field import MomentField
from desktop.ui.workplace import Workplace


class EndStayDialog(ActDialog):
    """When somebody left, and where to; `acted` carries the ended `Stay`."""

    def __init__(self, workplace: Workplace, stay: Stay, *, room: str, parent: QWidget) -> None:
        name = workplace.privacy.shown(stay.resident.call_name)
        title = _("{name} leaves room {room}").format(name=isolated(name), room=room)
        super().__init__(workplace, name="end_stay", title=title, verb=_("End the stay"), parent=parent)
        self._stay = stay
        self._at = MomentField(workplace.session.clock, name="end_stay_at")
        self._at.set_value(workplace.session.clock.now())
        self._at.name_parts(_("Left at"))
        self.form.add_row("at", _("Left at"), self._at)
        self._destination = QComboBox()
        self._destination.setObjectName("end_stay_destination_combo")
        self._destination.setEditable(True)
        self._destination.addItems(["", *_usual_destinations()])
        told = _("In general words, without an address.")
        self.form.add_row("destination", _("Went to"), self._destination, told=told)
        self._destination.setFocus()

    def act(self) -> None:
        session, stay_id, destination = self.workplace.session, self._stay.id, self._destination.currentText()
        at = self._at.value()
        if at is None:
            self.refuse(InvalidField("at", _("Type a day and a time, for example 3/12/2026 and 14:30.")))
            return
        self.run(lambda: shelter.end_stay(session, stay_id, at=at, destination=destination.strip()))


class ExpectedEndDialog(ActDialog):
    """Until when somebody stays; `acted` carries the changed `Stay`."""

    def __init__(self, workplace: Workplace, stay: Stay, *, parent: QWidget) -> None:
        name = workplace.privacy.shown(stay.resident.call_name)
        title = _("Until when does {name} stay?").format(name=name)
        super().__init__(workplace, name="expected_end", title=title, verb=_("Change the end"), parent=parent)
        self._stay = stay
        known = stay.ends.astimezone(BRUSSELS).date() if stay.ends else None
        self._day = DateField(known, today=today(workplace.session.clock))
        self._day.setObjectName("expected_end_day_edit")
        self.form.add_row("ends", _("Expected to leave on"), self._day)
        self._open = QCheckBox(_("Not known yet"))
        self._open.setObjectName("expected_end_open_check")
        self._open.toggled.connect(self._day.setDisabled)
        self.form.add_widget(self._open)
        self._day.setFocus()

    def act(self) -> None:
        session, stay_id = self.workplace.session, self._stay.id
        try:
            ends = None if self._open.isChecked() else at_brussels(day_in(self._day, called="ends"), NOON)
        except InvalidField as problem:
            self.refuse(problem)
            return
        self.run(lambda: shelter.change_expected_end(session, stay_id, ends))


def _usual_destinations() -> tuple[str, ...]:
    return (
        _("Own home"),
        _("Family or friends"),
        _("Another centre"),
        _("Hospital"),
        _("Back to the country of origin"),
        _("Left without notice"),
    )
