"""The referral: who called, what is alleged, what was agreed, and the outcome nobody may forget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop.clock import today
from desktop.domain.support import Outcome, Referral, ReferralDetails
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import referrals
from desktop.ui import wording
from desktop.ui.pages.client_file.short_forms import not_a_date
from desktop.ui.pages.referral.call_fields import CallFields
from desktop.ui.pages.referral.for_all_forms import reason_choices
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.workplace import Workplace


class ReferralForm(RecordForm):
    """A new referral of a client or a change to one; `recorded` carries the `Referral`.

    It stays "not decided yet" until an outcome is chosen; an outcome without support asks its reason.
    """

    def __init__(self, workplace: Workplace, *, name: str = "referral") -> None:
        super().__init__(workplace, name=name)
        self._client_id = ""
        self._before: tuple[str, str] = "", ""  # the referral that is changed, and its incident
        self._kept_reason = ""
        self._day = today(workplace.session.clock)
        self._call = CallFields(workplace, name=name)
        self._outcome = ChoiceBox(
            [(outcome.value, wording.outcome_label(outcome)) for outcome in Outcome],
            name="referral_outcome_choice",
        )
        self._reason = ChoiceBox(name="referral_reason_choice")
        self._decided_on = DateField(today=self._day)
        self._decided_on.setObjectName("referral_decided_on_field")
        self._lay_out()
        self._listen()
        self.setFocusProxy(self._call.source)
        self.finish(_("Record referral"), leave=_("Cancel"))

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        self.begin(None)
        self.keeper.follow(f"referral:{client_id}", restored=restored)

    def begin(self, referral: Referral | None, *, decide: bool = False) -> None:
        """A new referral, received now, or one to change; to decide it begins with its outcome."""
        details = referral.details if referral else ReferralDetails(self.workplace.session.clock.now())
        self._before = (referral.id, details.incident_id) if referral else ("", "")
        self.setFocusProxy(self._outcome if decide else self._call.source)
        with self.filling():
            self._call.show(details, folded=referral is None)
            self._outcome.set_code(details.outcome)
            self._decided_on.set_date(details.decided_on)
            self._kept_reason = details.reason
            self._offer_reasons()
            self._reason.set_code(details.reason)
        self.start_clean()

    def typed(self) -> Typed:
        return {
            "referral": self._before[0],
            "incident": self._before[1],
            **self._call.typed(),
            "outcome": self._outcome.code(),
            "kept_reason": self._kept_reason,
            "reason": self._reason.code(),
            "decided_on": self._decided_on.text(),
        }

    def set_typed(self, content: Typed) -> None:
        self._before = content["referral"], content["incident"]
        self._kept_reason = content["kept_reason"]
        self._call.set_typed(content)
        self._outcome.set_code(content["outcome"])
        self._offer_reasons()
        self._reason.set_code(content["reason"])
        self._decided_on.setText(content["decided_on"])

    def prepare(self) -> Callable[[], object]:
        details, session = self._details(), self.workplace.session
        client_id, referral_id = self._client_id, self._before[0]
        return lambda: referrals.record(session, client_id, details, referral_id=referral_id)

    def _details(self) -> ReferralDetails:
        if not self._decided_on.is_valid():
            raise InvalidField("decided_on", not_a_date())
        return replace(
            self._call.details(),
            outcome=Outcome(self._outcome.code()),
            reason=self._reason.code(),
            decided_on=self._decided_on.date(),
            incident_id=self._before[1],
        )

    def _lay_out(self) -> None:
        self._call.lay_out(self)
        self.add_row(
            "outcome", _("Outcome"), self._outcome, told=_("The referral stays open until this is decided.")
        )
        self.add_row("reason", _("Why no support was started"), self._reason)
        self.add_row("decided_on", _("Decided on"), self._decided_on, told=_("Empty means today."))

    def _listen(self) -> None:
        self._call.listen(self)
        for box in (self._outcome, self._reason):
            box.currentIndexChanged.connect(self.touched)
        self._decided_on.textChanged.connect(self.touched)
        self._outcome.currentIndexChanged.connect(self._offer_reasons)
        self._decided_on.editingFinished.connect(self._offer_reasons)
        self._decided_on.editingFinished.connect(self.check_on_leaving("decided_on", self._decided_wrong))

    def _offer_reasons(self) -> None:
        """Those that fit the outcome and held on the day of the decision, and the one it already has."""
        outcome = Outcome(self._outcome.code() or Outcome.PENDING)
        day = self._decided_on.date() or self._day
        self._reason.set_choices(reason_choices(outcome, on=day, keep=self._kept_reason))
        self.rows["reason"].setVisible(outcome not in referrals.WITHOUT_REASON)
        self.rows["decided_on"].setVisible(outcome is not Outcome.PENDING)

    def _decided_wrong(self) -> str:
        return "" if self._decided_on.is_valid() else not_a_date()
