"""What is given to everyone ticked in an incident at once: a residence document, an outcome."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from desktop.clock import today
from desktop.domain import codelists
from desktop.domain.incidents import Done, PersonOfIncident
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.support import Outcome
from desktop.errors import InvalidField
from desktop.i18n import current_language, gettext as _
from desktop.progress import Progress
from desktop.services import incidents, referrals
from desktop.ui import wording
from desktop.ui.pages.client_file.procedure.computed_end import computed_end
from desktop.ui.pages.client_file.procedure.words import role_choices
from desktop.ui.pages.client_file.short_forms import not_a_date
from desktop.ui.pages.referral.many_form import ManyForm
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import Typed
from desktop.ui.workplace import Workplace

Chosen = Callable[[], tuple[PersonOfIncident, ...]]
DOCUMENT_KEY, OUTCOME_KEY = "incident_document", "incident_outcome"


class ForAllForm(ManyForm):
    """`chosen` tells for whom."""

    def __init__(self, workplace: Workplace, chosen: Chosen, *, name: str) -> None:
        super().__init__(workplace, name=name)
        self._chosen = chosen
        self._day = today(workplace.session.clock)

    def watch(self, incident_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to an incident; `restored` is told whether something was typed and never recorded."""
        self.begin()
        self.keeper.follow(f"{self.objectName()}:{incident_id}", restored=restored)

    @abstractmethod
    def begin(self) -> None:
        """Begin anew."""

    def _persons(self) -> tuple[PersonOfIncident, ...]:
        persons = self._chosen()
        if not persons:
            raise InvalidField("who", _("Tick at least one person in the list."))
        return persons

    def _read(self, field: DateField, called: str) -> date | None:
        if not field.is_valid():
            raise InvalidField(called, not_a_date())
        return field.date()


class DocumentForAll(ForAllForm):
    """One kind, one role and one pair of dates for all; who has that document already is passed over."""

    def __init__(self, workplace: Workplace, chosen: Chosen) -> None:
        super().__init__(workplace, chosen, name=DOCUMENT_KEY)
        self._offered: date | None = None
        self._kind = ChoiceBox(name=f"{DOCUMENT_KEY}_kind_choice")
        self._role = ChoiceBox(role_choices(), name=f"{DOCUMENT_KEY}_role_choice")
        self._issued = named(DateField(today=self._day), f"{DOCUMENT_KEY}_issued_field")
        self._expires = named(DateField(today=self._day), f"{DOCUMENT_KEY}_expires_field")
        self.add_row("kind", _("Document"), self._kind)
        self.add_row("role", _("What it is for"), self._role)
        self.add_row("issued_on", _("Issued on"), self._issued)
        self.add_row("expires_on", _("Valid until"), self._expires, told=_("As printed on the document."))
        for box in (self._kind, self._role):
            box.currentIndexChanged.connect(self.touched)
        for line in (self._issued, self._expires):
            line.textChanged.connect(self.touched)
        self._kind.currentIndexChanged.connect(self._ask_what_the_kind_needs)
        for told in (
            self._kind.currentIndexChanged,
            self._role.currentIndexChanged,
            self._issued.textChanged,
        ):
            told.connect(self._offer_end)
        self.finish(_("Record for everyone ticked"), leave=_("Cancel"))
        self.setFocusProxy(self._kind)

    def begin(self) -> None:
        with self.filling():
            self._kind.set_choices(wording.choices("residence_documents", day=self._day))
            self._role.set_code("")
            self._expires.set_date(None)
            self._issued.set_date(self._day)
            self._ask_what_the_kind_needs()
            self._offer_end()
        self.start_clean()

    def typed(self) -> Typed:
        return {
            "kind": self._kind.code(),
            "role": self._role.code(),
            "issued": self._issued.text(),
            "expires": self._expires.text(),
        }

    def set_typed(self, content: Typed) -> None:
        self._kind.set_code(content["kind"])
        self._role.set_code(content["role"])
        self._issued.setText(content["issued"])
        self._expires.setText(content["expires"])

    def title(self) -> str:
        return _("Recording the documents")

    def prepare_many(self) -> Callable[[Progress], Done]:
        session, persons = self.workplace.session, self._persons()
        issued, expires = self._read(self._issued, "issued_on"), self._read(self._expires, "expires_on")
        draft = replace(self._draft(issued), expires_on=expires)
        if draft.issued_on is None:
            raise InvalidField("issued_on", _("Say on which day it was issued."))
        return lambda progress: incidents.give_document(session, persons, draft, progress=progress)

    def _draft(self, issued: date | None) -> ResidenceDocumentDraft:
        role = self._role.code() if self._has_roles() else ""
        return ResidenceDocumentDraft(self._kind.code(), issued_on=issued, role=role)

    def _offer_end(self) -> None:
        """The end the rules give, until another one is typed: what is printed rules."""
        if self._expires.text().strip() and self._expires.date() != self._offered:
            return
        self._offered = computed_end(self._draft(self._issued.date()), ())
        self._expires.set_date(self._offered)

    def _has_roles(self) -> bool:
        entry = codelists.find("residence_documents", self._kind.code())
        return entry is not None and bool(entry.facts.get("roles"))

    def _ask_what_the_kind_needs(self) -> None:
        self.rows["role"].setVisible(self._has_roles())


class OutcomeForAll(ForAllForm):
    """One outcome, one reason and one day for all."""

    def __init__(self, workplace: Workplace, chosen: Chosen) -> None:
        super().__init__(workplace, chosen, name=OUTCOME_KEY)
        outcomes = [
            (each.value, wording.outcome_label(each)) for each in Outcome if each is not Outcome.PENDING
        ]
        self._outcome = ChoiceBox(outcomes, name=f"{OUTCOME_KEY}_choice")
        self._reason = ChoiceBox(name=f"{OUTCOME_KEY}_reason_choice")
        self._decided_on = named(DateField(today=self._day), f"{OUTCOME_KEY}_decided_on_field")
        self.add_row("outcome", _("Outcome"), self._outcome)
        self.add_row("reason", _("Why no support was started"), self._reason)
        self.add_row("decided_on", _("Decided on"), self._decided_on)
        for box in (self._outcome, self._reason):
            box.currentIndexChanged.connect(self.touched)
        self._decided_on.textChanged.connect(self.touched)
        self._outcome.currentIndexChanged.connect(self._offer_reasons)
        self.finish(_("Record for everyone ticked"), leave=_("Cancel"))
        self.setFocusProxy(self._outcome)

    def begin(self) -> None:
        with self.filling():
            self._outcome.set_code(Outcome.SUPPORT_STARTED)
            self._decided_on.set_date(self._day)
            self._offer_reasons()
        self.start_clean()

    def typed(self) -> Typed:
        return {
            "outcome": self._outcome.code(),
            "reason": self._reason.code(),
            "decided_on": self._decided_on.text(),
        }

    def set_typed(self, content: Typed) -> None:
        self._outcome.set_code(content["outcome"])
        self._offer_reasons()
        self._reason.set_code(content["reason"])
        self._decided_on.setText(content["decided_on"])

    def title(self) -> str:
        return _("Recording the outcome")

    def prepare_many(self) -> Callable[[Progress], Done]:
        session, persons = self.workplace.session, self._persons()
        outcome, reason = Outcome(self._outcome.code()), self._reason.code()
        decided_on = self._read(self._decided_on, "decided_on")
        if outcome not in referrals.WITHOUT_REASON and not reason:
            raise InvalidField("reason", _("This outcome needs its reason."), _("Choose one from the list."))
        return lambda progress: incidents.give_outcome(
            session, persons, outcome=outcome, reason=reason, decided_on=decided_on, progress=progress
        )

    def _offer_reasons(self) -> None:
        outcome = Outcome(self._outcome.code())
        self._reason.set_choices(reason_choices(outcome, on=self._day))
        self.rows["reason"].setVisible(outcome not in referrals.WITHOUT_REASON)


def reason_choices(outcome: Outcome, *, on: date, keep: str = "") -> list[tuple[str, str]]:
    """The reasons that fit an outcome, after the invitation to choose one."""
    language = current_language()
    fitting = referrals.reasons(outcome, on=on, keep=keep)
    return [("", _("Choose a reason")), *((entry.code, entry.label(language)) for entry in fitting)]
