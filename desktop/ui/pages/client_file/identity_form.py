"""Who someone is, as far as it is known: a file can be opened without even a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from desktop.clock import today
from desktop.domain import world
from desktop.domain.clients import (
    AGE_DECIDED,
    AGE_UNKNOWN,
    GENDERS,
    AgeStatus,
    Alert,
    Client,
    ClientDetails,
    Name,
    NameKind,
    SpokenLanguage,
)
from desktop.domain.identifiers import Identifier, shown
from desktop.errors import InvalidField
from desktop.i18n import gettext as _, sort_key
from desktop.services import clients
from desktop.ui import wording
from desktop.ui.pages.client_file.identity_lines import AlertLine, IdentifierLine, NameLine
from desktop.ui.pages.client_file.short_forms import not_a_date
from desktop.ui.theme import GRID
from desktop.ui.widgets.birth_date_field import BirthDateField
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.many_choice import ManyChoice
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.widgets.rows_field import RowsField
from desktop.ui.widgets.suggest_line import Choice
from desktop.ui.workplace import Workplace

NEW_CLIENT_KEY = "client:new"
_WIDTH = 80 * GRID  # a name in two scripts, side by side
_EMPTY_NAME = {"id": "", "kind": NameKind.LEGAL.value, "latin": "", "native": ""}


class IdentityForm(RecordForm):
    """The identity of a new client, or a change to one; `recorded` carries the `Client`."""

    def __init__(self, workplace: Workplace, *, name: str) -> None:
        super().__init__(workplace, name=name)
        self.setMaximumWidth(_WIDTH)
        self._client: Client | None = None
        self._client_id = ""
        self._names = RowsField(
            partial(NameLine, prefix=name), name=f"{name}_names", add=_("Add another name")
        )
        self._birth = BirthDateField(name=f"{name}_birth", today=self._day)
        self._age_status = ChoiceBox(name=f"{name}_age_status_choice")
        self._age_decided_on = named(DateField(today=self._day()), f"{name}_age_decided_on_field")
        self._age_note = named(QLineEdit(), f"{name}_age_note_field")
        self._gender = ChoiceBox(
            [(code, wording.gender_label(code)) for code in GENDERS], name=f"{name}_gender_choice"
        )
        self._nationalities = _many(
            [*world.COUNTRIES, world.STATELESS, world.UNKNOWN_NATIONALITY],
            wording.nationality_label,
            name=f"{name}_nationality",
            placeholder=_("Type a country"),
        )
        self._languages = _many(
            world.LANGUAGES,
            wording.language_label,
            name=f"{name}_language",
            placeholder=_("Type a language"),
            mark=_("reads it too"),
        )
        self._identifiers = RowsField(
            partial(IdentifierLine, prefix=name, day=self._day()),
            name=f"{name}_identifiers",
            add=_("Add a number"),
        )
        self._alerts = RowsField(
            partial(AlertLine, prefix=name), name=f"{name}_alerts", add=_("Add an alert")
        )
        self._caseworker = ChoiceBox(name=f"{name}_caseworker_choice")
        self._lay_out()
        self._listen()
        self.setFocusProxy(self._names)
        self.finish(_("Record identity"), leave=_("Cancel"))

    def watch_new(self, colleagues: Sequence[Choice], restored: Callable[[bool], None]) -> None:
        """An empty form for a new client; `restored` is told whether one was begun and never recorded."""
        self.set_act(_("Open file"))
        self._offer(colleagues)
        self.begin(None)
        self.keeper.follow(NEW_CLIENT_KEY, restored=restored)

    def watch(self, client: Client, colleagues: Sequence[Choice], restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether a change was typed and never recorded."""
        self._offer(colleagues)
        self._client, self._client_id = client, client.id
        self.keeper.follow(f"identity:{client.id}", restored=restored)

    def restore(self, draft: str) -> None:
        """What was typed goes over what is recorded, which is filled in only when it is needed."""
        if self._client is not None:
            self.begin(self._client)
        super().restore(draft)

    def begin(self, client: Client | None) -> None:
        """What is recorded of a client; for a new one nothing but who opens the file."""
        self._client, self._client_id = client, client.id if client else ""
        with self.filling():
            self._show(client.details if client else ClientDetails(caseworker=self.workplace.session.user.id))
        self.start_clean()

    def typed(self) -> Typed:
        return {
            "names": self._names.content(),
            "birth": self._birth.typed(),
            "age_status": self._age_status.code(),
            "age_decided_on": self._age_decided_on.text(),
            "age_note": self._age_note.text(),
            "gender": self._gender.code(),
            "identifiers": self._identifiers.content(),
            "nationalities": [list(pair) for pair in self._nationalities.value()],
            "languages": [list(pair) for pair in self._languages.value()],
            "alerts": self._alerts.content(),
            "caseworker": self._caseworker.code(),
        }

    def set_typed(self, content: Typed) -> None:
        self._names.set_content(content["names"])
        self._birth.set_typed(content["birth"])
        self._age_status.set_code(content["age_status"])
        self._age_decided_on.setText(content["age_decided_on"])
        self._age_note.setText(content["age_note"])
        self._identifiers.set_content(content["identifiers"])
        self._gender.set_code(content["gender"])
        self._nationalities.set_value([(code, bool(marked)) for code, marked in content["nationalities"]])
        self._languages.set_value([(code, bool(marked)) for code, marked in content["languages"]])
        self._alerts.set_content(content["alerts"])
        self._caseworker.set_code(content["caseworker"])

    def prepare(self) -> Callable[[], object]:
        details, session, client_id = self._details(), self.workplace.session, self._client_id
        if client_id:
            return lambda: clients.change_client(session, client_id, details)
        return lambda: clients.add_client(session, details)

    def _details(self) -> ClientDetails:
        return ClientDetails(
            names=tuple(_name(row) for row in self._names.content()),
            birth=self._birth.checked(),
            gender=self._gender.code(),
            nationalities=tuple(code for code, _marked in self._nationalities.value()),
            languages=tuple(SpokenLanguage(tag, reads) for tag, reads in self._languages.value()),
            alerts=tuple(
                Alert(row["text"].strip(), row["kind"], row["id"]) for row in self._alerts.content()
            ),
            caseworker=self._caseworker.code(),
            age=self._read_age(),
            identifiers=tuple(Identifier(**row) for row in self._identifiers.content()),
        )

    def _read_age(self) -> AgeStatus:
        if not self._age_decided_on.is_valid():
            raise InvalidField("age_decided_on", not_a_date())
        return AgeStatus(
            self._age_status.code() or AGE_UNKNOWN,
            self._age_note.text().strip(),
            self._age_decided_on.date(),
        )

    def _age_day_wrong(self) -> str:
        return "" if self._age_decided_on.is_valid() else not_a_date()

    def _show(self, details: ClientDetails) -> None:
        names = [
            {"id": name.id, "kind": name.kind.value, "latin": name.latin, "native": name.native}
            for name in details.names
        ]
        self._names.set_content(names or [_EMPTY_NAME])
        self._birth.set_value(details.birth)
        self._show_age(details.age)
        self._identifiers.set_content(
            [
                {"id": each.id, "kind": each.kind, "value": shown(each.kind, each.value), "note": each.note}
                for each in details.identifiers
            ]
        )
        self._gender.set_code(details.gender)
        self._nationalities.set_value([(code, True) for code in details.nationalities])
        self._languages.set_value([(language.tag, language.reads) for language in details.languages])
        self._alerts.set_content(
            [{"id": alert.id, "kind": alert.kind, "text": alert.text} for alert in details.alerts]
        )
        self._caseworker.set_code(details.caseworker)

    def _show_age(self, age: AgeStatus) -> None:
        self._age_status.set_choices(wording.choices("age_statuses", day=self._day(), keep=age.code))
        self._age_status.set_code(age.code)
        self._age_decided_on.set_date(age.decided_on)
        self._age_note.setText(age.note)
        self._ask_what_the_status_needs()

    def _ask_what_the_status_needs(self) -> None:
        """A decision has its day; beside a doubt or a decision stands who doubts or decided."""
        status = self._age_status.code()
        self.rows["age_decided_on"].setVisible(status in AGE_DECIDED)
        self.rows["age_note"].setVisible(status not in {"", AGE_UNKNOWN, "declared"})

    def _offer(self, colleagues: Sequence[Choice]) -> None:
        with self.filling():
            self._caseworker.set_choices([*colleagues, ("", _("Nobody yet"))])

    def _lay_out(self) -> None:
        self.add_row("names", _("Names"), self._names, told=_("Leave empty when no name is known yet."))
        self.add_row(
            "birth", _("Birth date"), self._birth, told=_("Fill in what is known; a year is enough.")
        )
        self.add_row("age_status", _("How sure the age is"), self._age_status)
        self.add_row("age_decided_on", _("Decided on"), self._age_decided_on)
        self.add_row("age_note", _("Who doubts or decided, and on what ground"), self._age_note)
        self.add_row("gender", _("Gender"), self._gender)
        self._add_many("nationalities", _("Nationalities"), self._nationalities)
        self._add_many("languages", _("Languages"), self._languages)
        self.add_row("identifiers", _("Numbers of others"), self._identifiers)
        self.add_row(
            "alerts",
            _("Safety alerts"),
            self._alerts,
            told=_("What everyone must know before they call, write or open the door."),
        )
        self.add_row("caseworker", _("Accompanied by"), self._caseworker)

    def _add_many(self, field_name: str, label: str, field: ManyChoice) -> None:
        field.name_line(label)
        self.add_row(field_name, label, field)

    def _listen(self) -> None:
        many = (self._nationalities, self._languages)
        for field in (self._names, self._birth, *many, self._identifiers, self._alerts):
            field.changed.connect(self.touched)
        for box in (self._gender, self._caseworker, self._age_status):
            box.currentIndexChanged.connect(self.touched)
        for line in (self._age_decided_on, self._age_note):
            line.textChanged.connect(self.touched)
        self._age_status.currentIndexChanged.connect(self._ask_what_the_status_needs)
        self._age_decided_on.editingFinished.connect(
            self.check_on_leaving("age_decided_on", self._age_day_wrong)
        )
        self._birth.left.connect(self.check_on_leaving("birth", self._birth.wrong))

    def _day(self) -> date:
        return today(self.workplace.session.clock)


def _many(
    codes: Sequence[str],
    label: Callable[[str], str],
    *,
    name: str,
    placeholder: str,
    mark: str = "",
) -> ManyChoice:
    choices = sorted(((code, label(code)) for code in codes), key=lambda choice: sort_key(choice[1]))
    return ManyChoice(choices, name=name, placeholder=placeholder, mark=mark)


def _name(row: dict[str, Any]) -> Name:
    return Name(row["latin"], row["native"], NameKind(row["kind"]), row["id"])
