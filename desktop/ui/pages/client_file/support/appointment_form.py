"""An appointment: for what, when, where, with whom; made or moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit

from desktop.clock import today
from desktop.domain.support import Appointment, AppointmentDraft
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import appointments
from desktop.services.session import Session
from desktop.ui import wording
from desktop.ui.pages.client_file.short_forms import not_a_moment
from desktop.ui.pages.client_file.support.support_form import Done
from desktop.ui.theme import GRID
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.moment_field import MomentField
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.widgets.suggest_line import Choice
from desktop.ui.workplace import Workplace

_MINUTES_IN_A_DAY = 24 * 60


class AppointmentForm(RecordForm):
    """When the client is expected where, with whom, and who goes along."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="appointment")
        self._client_id = ""
        self._appointment: Appointment | None = None
        self._colleagues: tuple[Choice, ...] = ()
        self._people: tuple[Choice, ...] = ()
        self._what = named(QLineEdit(), "appointment_what_field")
        self._at = MomentField(workplace.session.clock, name="appointment_at")
        self._kind = ChoiceBox(name="appointment_kind_choice")
        self._where = named(QLineEdit(), "appointment_where_field")
        self._contact = ChoiceBox(name="appointment_contact_choice")
        self._with = ChoiceBox(name="appointment_with_choice")
        self._minutes = named(QLineEdit(), "appointment_minutes_field")
        self._interpreter = named(QLineEdit(), "appointment_interpreter_field")
        self._lay_out()
        self._listen()
        self.finish(_("Add appointment"), leave=_("Cancel"))
        self.setFocusProxy(self._what)

    def watch(self, client_id: str, colleagues: Sequence[Choice], restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id, self._colleagues = client_id, tuple(colleagues)
        self.begin(None)
        self.keeper.follow(f"appointment:{client_id}", restored=restored)

    def use(self, people: Sequence[Choice]) -> None:
        """Whom it can be with."""
        self._people = tuple(people)
        with self.filling():
            self._offer_people(self._contact.code())
        if not self.isVisible():
            self.take_as_clean()

    def begin(self, appointment: Appointment | None, *, with_name: str = "") -> None:
        """An empty appointment, this person going along, or one to change."""
        self._appointment = appointment
        draft = appointment.draft if appointment else None
        mine = self.workplace.session.user.id
        goes_along = draft.with_user if draft else mine
        known = {code for code, _name in self._colleagues}
        kept = [] if not goes_along or goes_along in known else [(goes_along, with_name)]
        day = today(self.workplace.session.clock)
        with self.filling():
            self._with.set_choices([*self._colleagues, *kept, ("", _("Nobody"))])
            kinds = wording.choices("appointment_kinds", day=day, keep=draft.kind if draft else "")
            self._kind.set_choices([("", _("Not said")), *kinds])
            self._show(draft, goes_along)
            self.set_act(_("Record change") if appointment else _("Add appointment"))
        self.start_clean()

    def _show(self, draft: AppointmentDraft | None, goes_along: str) -> None:
        self._with.setCurrentIndex(max(self._with.findData(goes_along), 0))
        self._what.setText(draft.what if draft else "")
        self._where.setText(draft.where if draft else "")
        self._at.set_value(draft.at if draft else None)
        self._kind.set_code(draft.kind if draft else "")
        self._minutes.setText(str(draft.minutes or "") if draft else "")
        self._interpreter.setText(draft.interpreter if draft else "")
        self._offer_people(draft.contact_id if draft else "")

    def typed(self) -> Typed:
        return {
            "what": self._what.text(),
            "at": self._at.typed(),
            "where": self._where.text(),
            "with": self._with.code(),
            "kind": self._kind.code(),
            "contact": self._contact.code(),
            "minutes": self._minutes.text(),
            "interpreter": self._interpreter.text(),
        }

    def set_typed(self, content: Typed) -> None:
        """A change half typed comes back as an appointment of its own: what it was of may be over by now."""
        self._what.setText(content["what"])
        self._at.set_typed(content["at"])
        self._where.setText(content["where"])
        self._with.set_code(content["with"])
        self._kind.set_code(content["kind"])
        self._offer_people(content["contact"])
        self._minutes.setText(content["minutes"])
        self._interpreter.setText(content["interpreter"])

    def prepare(self) -> Callable[[], object]:
        at = self._at.value()
        if at is None:
            raise InvalidField("at", not_a_moment())
        draft = AppointmentDraft(
            at,
            self._what.text().strip(),
            self._where.text().strip(),
            self._with.code(),
            kind=self._kind.code(),
            minutes=int(self._minutes.text() or 0),
            contact_id=self._contact.code(),
            interpreter=self._interpreter.text().strip(),
        )
        session, client_id, before = self.workplace.session, self._client_id, self._appointment
        if before is not None:
            return lambda: _change(session, before, draft)
        return lambda: _add(session, client_id, draft)

    def _offer_people(self, chosen: str) -> None:
        known = {code for code, _name in self._people}
        kept = [] if not chosen or chosen in known else [(chosen, _("A contact no longer in the network"))]
        self._contact.set_choices([("", _("Nobody in particular")), *self._people, *kept])
        self._contact.set_code(chosen)

    def _lay_out(self) -> None:
        self._at.name_parts(_("When"))
        self._minutes.setValidator(QIntValidator(0, _MINUTES_IN_A_DAY, self._minutes))
        self._minutes.setMaximumWidth(12 * GRID)
        self.add_row("what", _("What for"), self._what)
        self.add_row("at", _("When"), self._at)
        self.add_row("kind", _("Kind"), self._kind)
        self.add_row("where", _("Where"), self._where)
        self.add_row("contact_id", _("With whom"), self._contact)
        self.add_row("with_user", _("Who goes along"), self._with)
        self.add_row("minutes", _("Minutes"), self._minutes)
        self.add_row("interpreter", _("Interpreter"), self._interpreter)

    def _listen(self) -> None:
        for line in (self._what, self._where, self._minutes, self._interpreter):
            line.textChanged.connect(self.touched)
        for box in (self._with, self._kind, self._contact):
            box.currentIndexChanged.connect(self.touched)
        self._at.changed.connect(self.touched)
        self._at.left.connect(self.check_on_leaving("at", self._at_wrong))

    def _at_wrong(self) -> str:
        typed = any(part.strip() for part in self._at.typed())
        return not_a_moment() if typed and self._at.value() is None else ""


def _add(session: Session, client_id: str, draft: AppointmentDraft) -> Done:
    made = appointments.add(session, client_id, draft)
    return Done(_("Appointment added."), lambda: appointments.cancel(session, made.id))


def _change(session: Session, before: Appointment, draft: AppointmentDraft) -> Done:
    appointments.change(session, before.id, draft)
    return Done(_("Appointment changed."), lambda: appointments.change(session, before.id, before.draft))
