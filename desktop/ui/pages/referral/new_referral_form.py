"""One referral in the time of a phone call: who, from whom, what is alleged, how urgent, what was agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.clock import today
from desktop.domain import world
from desktop.domain.clients import GENDERS, BirthDate, ClientSummary
from desktop.domain.incidents import Newcomer, Reserved
from desktop.domain.support import ReferralDetails, Slip
from desktop.errors import InvalidField
from desktop.i18n import gettext as _, isolated, sort_key
from desktop.services import night_calls, referrals
from desktop.services.session import Session
from desktop.ui import wording
from desktop.ui.pages.referral.beside import Beside
from desktop.ui.pages.referral.birth_line import BirthLine, not_a_birth
from desktop.ui.pages.referral.call_fields import CallFields, beside
from desktop.ui.pages.referral.known_people import KnownPeople
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.choice_box import ChoiceBox, SearchBox
from desktop.ui.widgets.form import FieldRow
from desktop.ui.widgets.labels import Chip, text_label
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.widgets.script_line import ScriptLine
from desktop.ui.workplace import Workplace

_WIDTH = 80 * GRID
_NAME = "new_referral"


class NewReferralForm(RecordForm):
    """A referral of somebody new, or of a known client; `recorded` carries the client's id.

    The ids of the file and the referral are given when the form is begun and kept in its draft: recorded once more
    after a crash, nothing is there twice.
    """

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name=_NAME)
        self.setMaximumWidth(_WIDTH)
        self.slip_id = ""
        self._reserved: tuple[str, str] | None = None
        self._known: tuple[str, str] | None = None  # a client's id, and the line that says who it is
        self._name = named(ScriptLine(), f"{_NAME}_name_field")
        self._native = named(ScriptLine(), f"{_NAME}_native_field")
        self._people = KnownPeople(workplace, name=_NAME)
        self._language = SearchBox(_languages(), name=f"{_NAME}_language_choice")
        self._birth = BirthLine(name=f"{_NAME}_birth", today=self._day)
        self._gender = ChoiceBox(
            [(code, wording.gender_label(code)) for code in ("unknown", *GENDERS[:-1])],
            name=f"{_NAME}_gender_choice",
        )
        self._call = CallFields(workplace, name=_NAME)
        self._lay_out()
        self._listen()
        self.setFocusProxy(self._name)
        self.finish(_("Record referral"), leave=_("Discard"))

    def begin(self, slip: Slip | None, restored: Callable[[bool], None] = lambda _found: None) -> None:
        """An empty form received now, or what a call slip says; what was begun and never recorded comes back."""
        self.slip_id = slip.id if slip else ""
        self._reserved = self._known = None
        details = (
            night_calls.as_referral(slip) if slip else ReferralDetails(self.workplace.session.clock.now())
        )
        with self.filling():
            self._show_person("", "", language="", birth="", gender="unknown")
            self._call.show(details, folded=slip is None)
        self._show_known()
        self.start_clean()
        self.keeper.follow(draft_key(self.slip_id), restored=restored)
        self._reserve()

    def typed(self) -> Typed:
        return {
            "reserved": self._reserved,
            "known": self._known,
            "name": self._name.text(),
            "native": self._native.text(),
            "language": self._language.code(),
            "birth": self._birth.typed(),
            "gender": self._gender.code(),
            **self._call.typed(),
        }

    def set_typed(self, content: Typed) -> None:
        self._reserved = _pair(content["reserved"]) or self._reserved
        self._known = _pair(content["known"])
        self._show_person(
            content["name"],
            content["native"],
            language=content["language"],
            birth=content["birth"],
            gender=content["gender"],
        )
        self._call.set_typed(content)
        self._show_known()

    def prepare(self) -> Callable[[], object]:
        session, slip_id = self.workplace.session, self.slip_id
        newcomer, details = self._newcomer(), self._call.details()
        given, known = self._reserved, self._known[0] if self._known else ""

        def take_in() -> str:
            reserved = Reserved(*given) if given else referrals.reserve(session, 1)[0]
            return _take_in(session, newcomer, details, reserved=reserved, client_id=known, slip_id=slip_id)

        return take_in

    def _newcomer(self) -> Newcomer:
        return Newcomer(
            name=" ".join(self._name.text().split()),
            native=" ".join(self._native.text().split()),
            birth=self._read_birth(),
            gender=self._gender.code(),
            language=self._language.code(),
        )

    def _read_birth(self) -> BirthDate | None:
        try:
            return self._birth.value()
        except ValueError as problem:
            raise InvalidField("birth", not_a_birth()) from problem

    def _reserve(self) -> None:
        session = self.workplace.session
        self.workplace.jobs.start(
            lambda: referrals.reserve(session, 1)[0], parent=self, done=self._take_reserved
        )

    def _take_reserved(self, reserved: Reserved) -> None:
        """After a draft came back, which brings its own; what is reserved is nothing anybody typed."""
        if self._reserved is None:
            self._reserved = reserved.client_id, reserved.referral_id
            self._clean = {**self._clean, "reserved": self._reserved}

    def _take_known(self, client: ClientSummary) -> None:
        shown = self.workplace.privacy.shown(client.name or client.native_name)
        self._known = (
            client.id,
            " · ".join(filter(None, (isolated(shown) or _("No name yet"), client.number))),
        )
        self._show_known()
        self.touched()
        self._call.source.setFocus()

    def _take_new(self) -> None:
        self._known = None
        self._show_known()
        self.touched()
        self._name.setFocus()

    def _show_known(self) -> None:
        """A known client is named once; their file says the rest."""
        self._people.forget()
        self._known_card.setVisible(self._known is not None)
        self._known_label.setText(self._known[1] if self._known else "")
        for part in self._person:
            part.setVisible(self._known is None)

    def _show_person(self, name: str, native: str, *, language: str, birth: str, gender: str) -> None:
        self._name.setText(name)
        self._native.setText(native)
        self._language.set_code(language)
        self._birth.set_typed(birth)
        self._gender.set_code(gender)

    def _lay_out(self) -> None:
        self._make_known_card()
        names = beside(
            self, ("name", _("Name"), self._name), ("native", _("Name in their own script"), self._native)
        )
        self.rows["name"].field.setPlaceholderText(_("Empty when nobody knows it yet"))  # type: ignore[attr-defined]
        self.add_widget(self._people)
        rows = (
            FieldRow(_("Age or birth date"), self._birth),
            FieldRow(_("Gender"), self._gender),
            FieldRow(_("Language"), self._language),
        )
        self.rows.update(zip(("birth", "gender", "languages"), rows, strict=True))
        facts = Beside(*rows)
        self.add_widget(facts)
        self._person: tuple[QWidget, ...] = (names, facts)
        self._call.lay_out(self)

    def _make_known_card(self) -> None:
        self._known_label = text_label(name=f"{_NAME}_known_label")
        other = quiet_button(_("Somebody else"), name=f"{_NAME}_other_button", clicked=self._take_new)
        self._known_card = QWidget()
        row = QHBoxLayout(self._known_card)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(Chip(_("File we have")))
        row.addWidget(self._known_label, stretch=1)
        row.addWidget(other)
        self._known_card.hide()
        self.add_widget(self._known_card)

    def _listen(self) -> None:
        self._people.listen_to(self._name, self._native)
        self._people.chosen.connect(self._take_known)
        for line in (self._name, self._native):
            line.textChanged.connect(self.touched)
        for box in (self._language, self._gender):
            box.currentIndexChanged.connect(self.touched)
        self._birth.changed.connect(self.touched)
        self._birth.left.connect(self.check_on_leaving("birth", self._birth.wrong))
        self._call.listen(self)

    def _day(self) -> date:
        return today(self.workplace.session.clock)


def draft_key(slip_id: str) -> str:
    """Under which key a referral that is being typed is kept: one of a call, and one of each slip."""
    return f"new_referral:{slip_id}"


def _take_in(
    session: Session,
    newcomer: Newcomer,
    details: ReferralDetails,
    *,
    reserved: Reserved,
    client_id: str,
    slip_id: str,
) -> str:
    if slip_id:
        return night_calls.complete(
            session, slip_id, newcomer, details, reserved=reserved, client_id=client_id
        )
    if client_id:
        referrals.attach(session, client_id, details, referral_id=reserved.referral_id)
        return client_id
    return referrals.take_in(session, newcomer, details, reserved=reserved)


def _languages() -> list[tuple[str, str]]:
    named_languages = ((tag, wording.language_label(tag)) for tag in world.LANGUAGES)
    return [("", _("Not known yet")), *sorted(named_languages, key=lambda choice: sort_key(choice[1]))]


def _pair(stored: object) -> tuple[str, str] | None:
    if not isinstance(stored, list | tuple) or len(stored) != 2:
        return None
    return str(stored[0]), str(stored[1])
