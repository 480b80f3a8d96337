"""Several persons at once: what they share on top, a row each below, one file and one referral for each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.clock import today
from desktop.domain.incidents import Done, IncidentDetails, IncidentFile, Newcomer, Reserved
from desktop.domain.support import ReferralDetails
from desktop.errors import InvalidField
from desktop.i18n import gettext as _, ngettext
from desktop.progress import Progress
from desktop.services import incidents, referrals
from desktop.services.session import Session
from desktop.ui.pages.client_file.short_forms import not_a_date
from desktop.ui.pages.referral.call_fields import CallFields, beside
from desktop.ui.pages.referral.many_form import ManyForm
from desktop.ui.pages.referral.person_words import newcomer
from desktop.ui.pages.referral.persons_model import PersonsModel
from desktop.ui.pages.referral.persons_table import PersonsTable
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.labels import hint
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import Typed
from desktop.ui.workplace import Workplace

INCIDENT_KEY = "incident:"
_WIDTH = 130 * GRID
_NAME = "incident"


@dataclass(frozen=True, slots=True)
class _Ids:
    """What is given before anything is recorded, and kept in the draft: the incident's id, and two for each row."""

    incident_id: str
    persons: tuple[Reserved, ...]


class IncidentForm(ManyForm):
    """`recorded` carries the incident's id. Rows that are recorded stay, ticked, until all of them are."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name=_NAME)
        self.setMaximumWidth(_WIDTH)
        self._day = today(workplace.session.clock)
        self._incident_id = ""
        self._ids: list[tuple[str, str]] = []
        self._begun = False
        self._label = named(QLineEdit(), f"{_NAME}_label_field")
        self._happened = named(DateField(today=self._day), f"{_NAME}_happened_field")
        self._place = named(QLineEdit(), f"{_NAME}_place_field")
        self._call = CallFields(workplace, name=_NAME)
        self._model = PersonsModel(today=self._day, parent=self)
        self._table = PersonsTable(self._model, name=f"{_NAME}_persons_table")
        self._count = hint("", name=f"{_NAME}_count_label")
        self._lay_out()
        self._listen()
        self.setFocusProxy(self._label)
        self.finish(_("Record all referrals"), leave=_("Discard"))

    def go_on(self) -> None:
        """What was begun is still there; else an empty form, or a draft that was kept."""
        if not self._begun:
            self.begin("")

    def begin(self, incident_id: str) -> None:
        """A new incident, or more persons of one that is known; what was begun and never recorded comes back."""
        self._begun = True
        self._incident_id = incident_id
        self._ids = []
        self._fill(IncidentDetails("", self._day), ReferralDetails(self.workplace.session.clock.now()))
        self.keeper.follow(f"{INCIDENT_KEY}{incident_id}")
        if incident_id:
            session = self.workplace.session
            self.workplace.jobs.start(
                lambda: incidents.load(session, incident_id), parent=self, done=self._take_incident
            )

    def typed(self) -> Typed:
        return {
            "incident": self._incident_id,
            "label": self._label.text(),
            "happened": self._happened.text(),
            "place": self._place.text(),
            **self._call.typed(),
            "persons": [list(row) for row in self._model.persons],
            "ids": [list(pair) for pair in self._ids],
            "recorded": self._model.recorded,
        }

    def set_typed(self, content: Typed) -> None:
        self._incident_id = content["incident"]
        self._label.setText(content["label"])
        self._happened.setText(content["happened"])
        self._place.setText(content["place"])
        self._call.set_typed(content)
        self._ids = [(pair[0], pair[1]) for pair in content["ids"]]
        self._model.replace([tuple(row) for row in content["persons"]], recorded=content["recorded"])
        self._show_count()

    def title(self) -> str:
        return _("Opening the files")

    def record(self) -> None:
        """First the ids are given and kept with the draft, then everyone is recorded under them."""
        if self._busy:
            return
        self._table.take_typed()
        self.clear_wrong()
        try:
            self.prepare_many()
        except InvalidField as wrong:
            self.refuse(wrong)
            return
        self._set_busy(True)
        session, missing = self.workplace.session, len(self._model.persons) - len(self._ids)
        self.workplace.jobs.start(
            lambda: _give_ids(session, missing), parent=self, done=self._go_on_with, failed=self.refuse
        )

    def prepare_many(self) -> Callable[[Progress], Done]:
        session, incident_id = self.workplace.session, self._incident_id
        details, shared, people = self._details(), self._call.details(), self._people()
        persons = tuple(zip(people, (Reserved(*pair) for pair in self._ids), strict=False))

        def take_in(progress: Progress) -> Done:
            incidents.record(session, details, incident_id=incident_id)
            return incidents.take_in(session, incident_id, persons, shared, progress=progress)

        return take_in

    def stopped(self, done: Done) -> None:
        """Those who have their file are ticked, and passed over the next time."""
        self._model.set_recorded(done.done)
        self.keep_soon()
        super().stopped(done)

    def _go_on_with(self, ids: _Ids) -> None:
        self._incident_id = self._incident_id or ids.incident_id
        self._ids += [(each.client_id, each.referral_id) for each in ids.persons]
        self.keep_soon()
        self.keeper.flush()  # kept before the first file is opened: a crash in between doubles nobody
        self.start_work(self.prepare_many())

    def _acknowledge(self, result: object) -> None:
        incident_id, count = self._incident_id, len(self._model.persons)
        self._set_busy(False)
        self.keeper.discard()
        self._begun = False
        self.workplace.messages.say(
            ngettext("{count} referral recorded.", "{count} referrals recorded.", count).format(count=count)
        )
        self.recorded.emit(incident_id)

    def leave(self) -> None:
        self._begun = False
        super().leave()

    def _details(self) -> IncidentDetails:
        if not self._happened.is_valid():
            raise InvalidField("happened", not_a_date())
        if not self._label.text().strip():
            raise InvalidField("label", _("Give it a few words, for example: raid, nail studio, Antwerp."))
        call = self._call.details()
        return IncidentDetails(
            label=self._label.text(),
            happened=self._happened.date(),
            place=self._place.text().strip(),
            source=call.source,
            referred_by=call.referred_by,
        )

    def _people(self) -> list[Newcomer]:
        rows = self._model.persons
        if not rows:
            raise InvalidField("persons", _("Type at least one person; a number is enough for a name."))
        return [newcomer(row, number=number, today=self._day) for number, row in enumerate(rows, start=1)]

    def _take_incident(self, found: IncidentFile) -> None:
        """What the persons before them shared holds for those who are added, unless one typed already."""
        if found.incident.id == self._incident_id and self.is_clean:
            shared = found.shared or ReferralDetails(self.workplace.session.clock.now())
            self._fill(found.incident.details, shared)
            self._table.setFocus()

    def _fill(self, details: IncidentDetails, shared: ReferralDetails) -> None:
        with self.filling():
            self._label.setText(details.label)
            self._happened.set_date(details.happened)
            self._place.setText(details.place)
            self._call.show(shared, folded=not details.label)
            self._model.replace([])
        self._show_count()
        self.start_clean()

    def _paste(self) -> None:
        if not self._table.paste():
            self.rows["persons"].set_wrong(_("Nothing was copied: mark the rows in the spreadsheet first."))

    def _take_away(self) -> None:
        row = self._table.currentIndex().row()
        before = self.typed()
        if self._model.take_away(row) is not None:
            if row < len(self._ids):
                del self._ids[row]
            self.workplace.messages.say(_("Row taken away."), lambda: self._put_back(before))

    def _put_back(self, before: dict[str, Any]) -> None:
        with self.filling():
            self.set_typed(before)
        self.keep_soon()

    def _show_count(self) -> None:
        count = len(self._model.persons)
        self._count.setText(ngettext("{count} person", "{count} persons", count).format(count=count))

    def _persons_changed(self) -> None:
        self._show_count()
        self.rows["persons"].set_wrong("")
        self.touched()

    def _lay_out(self) -> None:
        beside(
            self,
            ("label", _("What happened, in a few words"), self._label),
            ("place", _("Where"), self._place),
            ("happened", _("On which day"), self._happened),
        )
        self._call.lay_out(self, wide=True)
        told = _(
            "Enter goes to the next person, Tab to the next cell. Rows copied from a spreadsheet can be pasted."
        )
        self.add_row("persons", _("Persons"), self._table, told=told)
        self.add_widget(self._buttons())

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        paste = quiet_button(_("Paste rows"), name=f"{_NAME}_paste_button", clicked=self._paste, icon="add")
        remove = quiet_button(
            _("Take this row away"), name=f"{_NAME}_remove_button", clicked=self._take_away, icon="close"
        )
        for part in (paste, remove, self._count):
            row.addWidget(part)
        row.addStretch(1)
        return holder

    def _listen(self) -> None:
        for line in (self._label, self._happened, self._place):
            line.textChanged.connect(self.touched)
        self._happened.editingFinished.connect(self.check_on_leaving("happened", self._day_wrong))
        self._call.listen(self)
        self._model.changed.connect(self._persons_changed)

    def _day_wrong(self) -> str:
        return "" if self._happened.is_valid() else not_a_date()


def _give_ids(session: Session, count: int) -> _Ids:
    return _Ids(incidents.new_id(session), referrals.reserve(session, max(count, 0)))
