"""What is said on the phone, the same in every form that takes it down."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.clock import today
from desktop.domain.support import CHANNELS, URGENCIES, ReferralDetails
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.ui import wording
from desktop.ui.pages.client_file.section import line
from desktop.ui.pages.client_file.short_forms import not_a_moment
from desktop.ui.pages.client_file.text_field import text_field
from desktop.ui.pages.referral.beside import Beside
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.choice_box import ChoiceBox, SearchBox
from desktop.ui.widgets.form import FieldRow
from desktop.ui.widgets.moment_field import MomentField
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.workplace import Workplace


class CallFields:
    """The rows of a referral but for who it is about and what was decided.

    When and how it came is folded away: nearly always it is now, by phone.
    """

    def __init__(self, workplace: Workplace, *, name: str) -> None:
        self._clock = workplace.session.clock
        self._name = name
        self.source = SearchBox(name=f"{name}_source_choice")
        self._referred_by = named(QLineEdit(), f"{name}_referred_by_field")
        self._phone = named(QLineEdit(), f"{name}_phone_field")
        self.alleged = text_field(f"{name}_alleged_field", lines=3)
        self.source.setToolTip(_("Type to search."))
        self._exploitation = ChoiceBox(name=f"{name}_exploitation_choice")
        self._urgency = ChoiceBox(
            [(code, wording.urgency_label(code)) for code in URGENCIES], name=f"{name}_urgency_choice"
        )
        self._agreed = text_field(f"{name}_agreed_field", lines=2)
        self._channel = ChoiceBox(
            [(code, wording.channel_label(code)) for code in CHANNELS], name=f"{name}_channel_choice"
        )
        self._received = MomentField(self._clock, name=f"{name}_received")
        told = _("Received now, by phone: change")
        unfold = quiet_button(told, name=f"{name}_unfold_button", clicked=self.unfold, icon="clock")
        self._unfold_row = line(unfold)
        self._folded: tuple[QWidget, ...] = ()

    def lay_out(self, form: RecordForm, *, wide: bool = False) -> None:
        """Add the rows to a form; in a wide one the two texts share a line."""
        beside(
            form,
            ("source", _("Referred by"), self.source),
            ("referred_by", _("Caller"), self._referred_by),
            ("phone", _("Phone"), self._phone),
        )
        alleged = "alleged", _("What is alleged"), self.alleged
        agreed = "agreed", _("What was agreed"), self._agreed
        if wide:
            beside(form, alleged, agreed)
        else:
            form.add_row(*alleged)
        beside(
            form,
            ("exploitation", _("Form of exploitation"), self._exploitation),
            ("urgency", _("Urgency"), self._urgency),
        )
        if not wide:
            form.add_row(*agreed)
        form.add_widget(self._unfold_row)
        self._received.name_parts(_("Received"))
        self._folded = (
            form.add_row("channel", _("How it came"), self._channel),
            form.add_row("received", _("Received"), self._received),
        )

    def listen(self, form: RecordForm) -> None:
        """Have the form notice every change."""
        for box in self._boxes():
            box.currentIndexChanged.connect(form.touched)
        for each in (self._referred_by, self._phone):
            each.textChanged.connect(form.touched)
        for text in (self.alleged, self._agreed):
            text.textChanged.connect(form.touched)
        self._received.changed.connect(form.touched)
        self._received.left.connect(form.check_on_leaving("received", self._received_wrong))

    def show(self, details: ReferralDetails, *, folded: bool) -> None:
        """Show a referral; the lists offer what holds today, and what it already has."""
        day = today(self._clock)
        self.source.set_choices(wording.choices("referral_sources", day=day, keep=details.source))
        _widen_list(self.source)
        forms = wording.choices("exploitation_forms", day=day, keep=details.exploitation)
        self._exploitation.set_choices(forms)
        for box, code in zip(self._boxes(), _codes(details), strict=True):
            box.set_code(code)
        self._referred_by.setText(details.referred_by)
        self._referred_by.setCursorPosition(0)
        self._phone.setText(details.phone)
        self.alleged.setPlainText(details.alleged)
        self._agreed.setPlainText(details.agreed)
        self._received.set_value(details.received)
        self._fold(on=folded)

    def typed(self) -> Typed:
        """What stands in the fields."""
        source, channel, urgency, exploitation = (box.code() for box in self._boxes())
        return {
            "source": source,
            "channel": channel,
            "urgency": urgency,
            "exploitation": exploitation,
            "referred_by": self._referred_by.text(),
            "phone": self._phone.text(),
            "alleged": self.alleged.toPlainText(),
            "agreed": self._agreed.toPlainText(),
            "received": self._received.typed(),
        }

    def set_typed(self, content: Typed) -> None:
        """Bring back what `typed` gave."""
        fields = ("source", "channel", "urgency", "exploitation")
        for box, field in zip(self._boxes(), fields, strict=True):
            box.set_code(content[field])
        self._referred_by.setText(content["referred_by"])
        self._phone.setText(content["phone"])
        self.alleged.setPlainText(content["alleged"])
        self._agreed.setPlainText(content["agreed"])
        self._received.set_typed(content["received"])

    def details(self, before: ReferralDetails | None = None) -> ReferralDetails:
        """What is typed, over what a referral held before; raises InvalidField."""
        received = self._received.value()
        if received is None:
            self.unfold()
            raise InvalidField("received", self._received_wrong())
        return replace(
            before or ReferralDetails(received),
            received=received,
            source=self.source.code(),
            channel=self._channel.code(),
            urgency=self._urgency.code(),
            exploitation=self._exploitation.code(),
            referred_by=self._referred_by.text().strip(),
            phone=self._phone.text().strip(),
            alleged=self.alleged.toPlainText().strip(),
            agreed=self._agreed.toPlainText().strip(),
        )

    def unfold(self) -> None:
        """Show when and how it came."""
        self._fold(on=False)
        self._channel.setFocus()

    def _fold(self, *, on: bool) -> None:
        self._unfold_row.setVisible(on)
        for row in self._folded:
            row.setVisible(not on)

    def _boxes(self) -> tuple[ChoiceBox, ...]:
        return self.source, self._channel, self._urgency, self._exploitation

    def _received_wrong(self) -> str:
        return "" if self._received.value() else not_a_moment()


def beside(form: RecordForm, *fields: tuple[str, str, QWidget]) -> Beside:
    """Add short fields to a form, side by side: each its name, its label and the field."""
    rows = {name: FieldRow(label, field) for name, label, field in fields}
    form.rows.update(rows)
    together = Beside(*rows.values())
    form.add_widget(together)
    return together


def _widen_list(box: SearchBox) -> None:
    """The lists of a narrow box are as wide as their longest entry: none is ever cut."""
    metrics = box.fontMetrics()
    widest = max(metrics.horizontalAdvance(box.itemText(number)) for number in range(box.count()))
    completer = box.completer()
    for found in (box.view(), completer.popup() if completer is not None else None):
        if found is not None:
            found.setMinimumWidth(widest + 6 * GRID)


def _codes(details: ReferralDetails) -> tuple[str, ...]:
    return details.source, details.channel, details.urgency, details.exploitation
