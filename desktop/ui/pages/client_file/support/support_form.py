"""Starting a support or putting its start right, and ending it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit

from desktop.clock import BRUSSELS, today
from desktop.domain.plans import UNKNOWN_FORM, Support, SupportDraft, SupportEnd, to_reopen
from desktop.domain.support import Outcome, Referral
from desktop.errors import InvalidField
from desktop.i18n import format_date, gettext as _
from desktop.services import supports
from desktop.services.session import Session
from desktop.ui import wording
from desktop.ui.pages.client_file.short_forms import not_a_date
from desktop.ui.pages.client_file.support.reading import SupportFile
from desktop.ui.pages.client_file.text_field import text_field
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.labels import hint
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Done:
    """What was recorded, in a sentence, and how to take it back."""

    said: str
    take_back: Callable[[], object]


class SupportForm(RecordForm):
    """Since when and on what basis; a start within twelve months of the last end goes on with that support."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="support_start")
        self._client_id = self._support_id = ""
        self._file = SupportFile()
        self._begins = named(DateField(today=today(workplace.session.clock)), "support_start_begins_field")
        self._basis = ChoiceBox(name="support_start_basis_choice")
        self._form = ChoiceBox(name="support_start_form_choice")
        self._why = named(QLineEdit(), "support_start_form_reason_field")
        self._again = hint("", name="support_start_again_label")
        self._referral = named(QCheckBox(), "support_start_referral_check")
        self.add_row("begins", _("Support started on"), self._begins)
        self.add_widget(self._again)
        self.add_row("basis", _("On the basis of"), self._basis)
        told = _("Fixed at the start; another one later takes a reason.")
        self.add_row("main_form", _("Main form for reporting"), self._form, told=told)
        self.add_row("form_reason", _("Why the main form changes"), self._why)
        self.add_widget(self._referral)
        self._listen()
        self.finish(_("Start support"), leave=_("Cancel"))
        self.setFocusProxy(self._begins)

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        self.begin(SupportFile(), None)
        self.keeper.follow(f"support:{client_id}", restored=restored)

    def use(self, file: SupportFile) -> None:
        """What stands in the file by now: it says whether a start is a reopening, and which referral waits."""
        self._file = file
        self._show_what_fits()

    def begin(self, file: SupportFile, support: Support | None) -> None:
        """A new start, or the start of one to put right."""
        self._file, self._support_id = file, support.id if support else ""
        day = today(self.workplace.session.clock)
        draft = support.draft if support else SupportDraft(day, main_form=_alleged(file))
        with self.filling():
            self._basis.set_choices(wording.choices("support_bases", day=day, keep=draft.basis))
            self._form.set_choices(wording.choices("exploitation_forms", day=day, keep=draft.main_form))
            self._begins.set_date(draft.begins)
            self._basis.set_code(draft.basis)
            self._form.set_code(draft.main_form)
            self._why.clear()
            self._referral.setChecked(True)
            self._show_what_fits()
        self.start_clean()

    def typed(self) -> Typed:
        return {
            "support": self._support_id,
            "begins": self._begins.text(),
            "basis": self._basis.code(),
            "form": self._form.code(),
            "why": self._why.text(),
            "referral": self._referral.isChecked(),
        }

    def set_typed(self, content: Typed) -> None:
        self._support_id = content["support"]
        self._begins.setText(content["begins"])
        self._basis.set_code(content["basis"])
        self._form.set_code(content["form"])
        self._why.setText(content["why"])
        self._referral.setChecked(content["referral"])
        self._show_what_fits()

    def prepare(self) -> Callable[[], object]:
        begins = self._begins.date()
        if begins is None:
            raise InvalidField("begins", not_a_date())
        draft = SupportDraft(begins, self._basis.code(), self._form.code())
        session, client_id = self.workplace.session, self._client_id
        before, why = self._changed(), self._why.text().strip()
        if before is not None:
            return lambda: _change(session, before, draft, why)
        waiting = self._waiting() if self._referral.isChecked() else None
        again = to_reopen(self._file.supports, begins)
        return lambda: _start(session, client_id, draft, again, waiting.id if waiting else "")

    def _changed(self) -> Support | None:
        return next((item for item in self._file.supports if item.id == self._support_id), None)

    def _waiting(self) -> Referral | None:
        found = (item for item in self._file.referrals if item.details.outcome is Outcome.PENDING)
        return None if self._support_id else next(found, None)

    def _show_what_fits(self) -> None:
        changed, begins = self._changed(), self._begins.date()
        again = to_reopen(self._file.supports, begins) if begins and not self._support_id else None
        for name in ("basis", "main_form"):
            self.rows[name].setVisible(again is None)
        asks = changed is not None and supports.needs_reason(changed)
        self.rows["form_reason"].setVisible(
            asks and changed is not None and self._form.code() != changed.draft.main_form
        )
        self._again.setVisible(again is not None)
        self._again.setText(_again_words(again) if again else "")
        self._show_referral(self._waiting())
        self.set_act(
            _("Record change") if changed else _("Go on with support") if again else _("Start support")
        )

    def _show_referral(self, waiting: Referral | None) -> None:
        self._referral.setVisible(waiting is not None)
        if waiting is not None:
            day = waiting.details.received.astimezone(BRUSSELS).date()
            self._referral.setText(_("Referral of {day}: support started").format(day=format_date(day)))
            self._referral.setAccessibleName(self._referral.text())

    def _listen(self) -> None:
        self._begins.textChanged.connect(self._change)
        self._begins.editingFinished.connect(self.check_on_leaving("begins", self._begins_wrong))
        self._form.currentIndexChanged.connect(self._change)
        self._basis.currentIndexChanged.connect(self.touched)
        self._why.textChanged.connect(self.touched)
        self._referral.toggled.connect(self.touched)

    def _change(self) -> None:
        if not self._filling:
            self._show_what_fits()
        self.touched()

    def _begins_wrong(self) -> str:
        return "" if self._begins.is_valid() else not_a_date()


class SupportEndForm(RecordForm):
    """When and why a support ended."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="support_end")
        self._support: Support | None = None
        self._support_id = ""
        self._ends = named(DateField(today=today(workplace.session.clock)), "support_end_ends_field")
        self._reason = ChoiceBox(name="support_end_reason_choice")
        self._note = text_field("support_end_note_field", lines=2)
        self.add_row("ends", _("Support ended on"), self._ends)
        self.add_row("reason", _("Reason"), self._reason)
        self.add_row("note", _("Note"), self._note)
        self._ends.textChanged.connect(self.touched)
        self._ends.editingFinished.connect(self.check_on_leaving("ends", self._ends_wrong))
        self._reason.currentIndexChanged.connect(self.touched)
        self._note.textChanged.connect(self.touched)
        self.finish(_("End support"), leave=_("Cancel"))
        self.setFocusProxy(self._reason)

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self.begin(None)
        self.keeper.follow(f"support_end:{client_id}", restored=restored)

    def use(self, file: SupportFile) -> None:
        """The support that goes on is the one that ends."""
        self._support = next((item for item in file.supports if item.is_open), None)

    def begin(self, support: Support | None) -> None:
        """An end as of today, its reason still to choose."""
        self._support = support
        day = today(self.workplace.session.clock)
        with self.filling():
            reasons = wording.choices("support_end_reasons", day=day)
            self._reason.set_choices([("", _("Choose a reason")), *reasons])
            self._reason.set_code("")
            self._ends.set_date(day)
            self._note.clear()
        self.start_clean()

    def typed(self) -> Typed:
        return {"ends": self._ends.text(), "reason": self._reason.code(), "note": self._note.toPlainText()}

    def set_typed(self, content: Typed) -> None:
        self._ends.setText(content["ends"])
        self._reason.set_code(content["reason"])
        self._note.setPlainText(content["note"])

    def prepare(self) -> Callable[[], object]:
        ends, support = self._ends.date(), self._support
        if ends is None:
            raise InvalidField("ends", not_a_date())
        if not self._reason.code() or support is None:
            raise InvalidField("reason", _("Choose why this support ended."))
        how = SupportEnd(ends, self._reason.code(), self._note.toPlainText().strip())
        session = self.workplace.session
        return lambda: _end(session, support, how)

    def _ends_wrong(self) -> str:
        return "" if self._ends.is_valid() else not_a_date()


def _start(
    session: Session, client_id: str, draft: SupportDraft, again: Support | None, referral: str
) -> Done:
    started = supports.start(session, client_id, draft, referral_id=referral)
    return Done(
        _("Support goes on.") if again else _("Support started."),
        lambda: supports.take_back_start(session, started.id, before=again, referral_id=referral),
    )


def _change(session: Session, before: Support, draft: SupportDraft, why: str) -> Done:
    supports.change(session, before.id, draft, reason=why)
    return Done(_("Support changed."), lambda: supports.put_back(session, before))


def _end(session: Session, before: Support, how: SupportEnd) -> Done:
    supports.end(session, before.id, how)
    return Done(_("Support ended."), lambda: supports.put_back(session, before))


def _again_words(support: Support) -> str:
    ended: date = support.end.ends if support.end else support.draft.begins
    return _(
        "Support ended on {day}. Who comes back within 12 months goes on with the same support: it is reopened."
    ).format(day=format_date(ended))


def _alleged(file: SupportFile) -> str:
    """The form of the latest referral is the likeliest."""
    return next((item.details.exploitation for item in file.referrals), UNKNOWN_FORM) or UNKNOWN_FORM
