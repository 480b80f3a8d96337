"""The referral: who called, what is alleged, what was agreed, and the outcome nobody may forget."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from desktop.clock import today
from desktop.domain.support import CHANNELS, URGENCIES, Outcome, Referral, ReferralDetails
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import referrals
from desktop.ui import wording
from desktop.ui.pages.client_file.short_forms import not_a_date, not_a_moment
from desktop.ui.pages.client_file.text_field import text_field
from desktop.ui.widgets.choice_box import ChoiceBox, SearchBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.moment_field import MomentField
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.workplace import Workplace


class ReferralForm(RecordForm):
    """A new referral of a client or a change to one; `recorded` carries the `Referral`.

    It stays "not decided yet" until an outcome is chosen; an outcome without support asks its reason.
    """

    def __init__(self, workplace: Workplace, *, name: str = "referral") -> None:
        super().__init__(workplace, name=name)
        self._client_id = self._referral_id = ""
        day = today(workplace.session.clock)
        self._received = MomentField(workplace.session.clock, name="referral_received")
        self._source = SearchBox(name="referral_source_choice")
        self._channel = ChoiceBox(
            [(code, wording.channel_label(code)) for code in CHANNELS], name="referral_channel_choice"
        )
        self._referred_by = named(QLineEdit(), "referral_referred_by_field")
        self._alleged = text_field("referral_alleged_field", lines=4)
        self._urgency = ChoiceBox(
            [(code, wording.urgency_label(code)) for code in URGENCIES], name="referral_urgency_choice"
        )
        self._exploitation = ChoiceBox(name="referral_exploitation_choice")
        self._agreed = text_field("referral_agreed_field", lines=2)
        self._outcome = ChoiceBox(
            [(outcome.value, wording.outcome_label(outcome)) for outcome in Outcome],
            name="referral_outcome_choice",
        )
        self._reason = ChoiceBox(name="referral_reason_choice")
        self._decided_on = DateField(today=day)
        self._decided_on.setObjectName("referral_decided_on_field")
        self._lay_out()
        self._listen()
        self.setFocusProxy(self._received)
        self.finish(_("Record referral"), leave=_("Cancel"))

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        self.begin(None)
        self.keeper.follow(f"referral:{client_id}", restored=restored)

    def begin(self, referral: Referral | None) -> None:
        """A new referral, received now, or one to change."""
        self._referral_id = referral.id if referral else ""
        details = referral.details if referral else self._usual()
        with self.filling():
            self._offer(details)
            self._show(details)
        self.start_clean()

    def typed(self) -> Typed:
        return {
            "referral": self._referral_id,
            "received": self._received.typed(),
            "source": self._source.code(),
            "channel": self._channel.code(),
            "referred_by": self._referred_by.text(),
            "alleged": self._alleged.toPlainText(),
            "urgency": self._urgency.code(),
            "exploitation": self._exploitation.code(),
            "agreed": self._agreed.toPlainText(),
            "outcome": self._outcome.code(),
            "reason": self._reason.code(),
            "decided_on": self._decided_on.text(),
        }

    def set_typed(self, content: Typed) -> None:
        self._referral_id = content["referral"]
        self._received.set_typed(content["received"])
        for box, field in self._boxes():
            box.set_code(content[field])
        self._referred_by.setText(content["referred_by"])
        self._alleged.setPlainText(content["alleged"])
        self._agreed.setPlainText(content["agreed"])
        self._decided_on.setText(content["decided_on"])

    def prepare(self) -> Callable[[], object]:
        details, session = self._details(), self.workplace.session
        client_id, referral_id = self._client_id, self._referral_id
        return lambda: referrals.record(session, client_id, details, referral_id=referral_id)

    def _details(self) -> ReferralDetails:
        received = self._received.value()
        if received is None:
            raise InvalidField("received", self._received_wrong())
        if not self._decided_on.is_valid():
            raise InvalidField("decided_on", self._decided_wrong())
        return ReferralDetails(
            received=received,
            source=self._source.code(),
            channel=self._channel.code(),
            referred_by=self._referred_by.text().strip(),
            alleged=self._alleged.toPlainText().strip(),
            agreed=self._agreed.toPlainText().strip(),
            urgency=self._urgency.code(),
            exploitation=self._exploitation.code(),
            outcome=Outcome(self._outcome.code()),
            reason=self._reason.code(),
            decided_on=self._decided_on.date(),
        )

    def _usual(self) -> ReferralDetails:
        return ReferralDetails(received=self.workplace.session.clock.now())

    def _offer(self, details: ReferralDetails) -> None:
        """The entries of the dated lists that hold on the day of the referral, and what it already has."""
        day = today(self.workplace.session.clock)
        self._source.set_choices(wording.choices("referral_sources", day=day, keep=details.source))
        self._exploitation.set_choices(
            wording.choices("exploitation_forms", day=day, keep=details.exploitation)
        )
        reasons = wording.choices("intake_no_support_reasons", day=day, keep=details.reason)
        self._reason.set_choices([("", _("Choose a reason")), *reasons])

    def _show(self, details: ReferralDetails) -> None:
        self._received.set_value(details.received)
        self._referred_by.setText(details.referred_by)
        self._alleged.setPlainText(details.alleged)
        self._agreed.setPlainText(details.agreed)
        self._decided_on.set_date(details.decided_on)
        for box, field in self._boxes():
            box.set_code(str(getattr(details, field)))
        self._ask_what_the_outcome_needs()

    def _boxes(self) -> tuple[tuple[ChoiceBox, str], ...]:
        return (
            (self._source, "source"),
            (self._channel, "channel"),
            (self._urgency, "urgency"),
            (self._exploitation, "exploitation"),
            (self._outcome, "outcome"),
            (self._reason, "reason"),
        )

    def _lay_out(self) -> None:
        self._received.name_parts(_("Received"))
        self.add_row("received", _("Received"), self._received)
        self.add_row("source", _("Referred by (service)"), self._source, told=_("Type to search."))
        self.add_row("referred_by", _("Name and phone of the caller"), self._referred_by)
        self.add_row("channel", _("How it came"), self._channel)
        self.add_row("alleged", _("What is alleged"), self._alleged)
        self.add_row("exploitation", _("Form of exploitation"), self._exploitation)
        self.add_row("urgency", _("Urgency"), self._urgency)
        self.add_row("agreed", _("What was agreed"), self._agreed)
        self.add_row(
            "outcome", _("Outcome"), self._outcome, told=_("The referral stays open until this is decided.")
        )
        self.add_row("reason", _("Why no support was started"), self._reason)
        self.add_row("decided_on", _("Decided on"), self._decided_on, told=_("Empty means today."))

    def _listen(self) -> None:
        self._received.changed.connect(self.touched)
        for box, _field in self._boxes():
            box.currentIndexChanged.connect(self.touched)
        for line in (self._referred_by, self._decided_on):
            line.textChanged.connect(self.touched)
        for text in (self._alleged, self._agreed):
            text.textChanged.connect(self.touched)
        self._outcome.currentIndexChanged.connect(self._ask_what_the_outcome_needs)
        self._received.left.connect(self.check_on_leaving("received", self._received_wrong))
        self._decided_on.editingFinished.connect(self.check_on_leaving("decided_on", self._decided_wrong))

    def _ask_what_the_outcome_needs(self) -> None:
        outcome = Outcome(self._outcome.code() or Outcome.PENDING)
        self.rows["reason"].setVisible(outcome not in referrals.WITHOUT_REASON)
        self.rows["decided_on"].setVisible(outcome is not Outcome.PENDING)

    def _received_wrong(self) -> str:
        return "" if self._received.value() else not_a_moment()

    def _decided_wrong(self) -> str:
        return "" if self._decided_on.is_valid() else not_a_date()
