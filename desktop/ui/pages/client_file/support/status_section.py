"""Where support stands: since when, on what basis, how it ended, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from desktop.domain.calendar_terms import months_after
from desktop.domain.plans import SAME_SUPPORT_MONTHS, Support
from desktop.domain.support import Outcome
from desktop.i18n import format_date, gettext as _
from desktop.ui import wording
from desktop.ui.pages.client_file.section import WithActs, line, readable, stacked
from desktop.ui.pages.client_file.support.forms_section import FormsSection
from desktop.ui.pages.client_file.support.reading import SupportFile
from desktop.ui.pages.client_file.support.support_form import SupportEndForm, SupportForm
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import quiet_button, secondary_button
from desktop.ui.widgets.labels import Chip, hint
from desktop.ui.widgets.record_form import RecordForm
from desktop.ui.workplace import Workplace

StatusForm = TypeVar("StatusForm", bound=RecordForm)


class StatusSection(FormsSection):
    """`done(Done)` when support was started, changed or ended."""

    def __init__(self, workplace: Workplace) -> None:
        button = secondary_button(_("Start support"), name="support_start_button")
        super().__init__(_("Support"), name="support_status_section", button=button)
        self._workplace = workplace
        self._client_id, self._file = "", SupportFile()
        button.clicked.connect(self._begin_start)

    def watch(self, client_id: str) -> None:
        """Turn to another client, and to what was begun there."""
        self._client_id, self._file = client_id, SupportFile()
        self.close_forms()
        for form in self.forms:
            self._follow(form)

    def show_file(self, file: SupportFile) -> None:
        """The latest support first, the earlier ones in a line each."""
        self._file = file
        if "support" in file.begun or "_start" in self.__dict__:
            self._start.use(file)
        if "support_end" in file.begun or "_end" in self.__dict__:
            self._end.use(file)
        self.offers_button = not any(support.is_open for support in file.supports)
        self.show_button()
        shown: list[QWidget] = [self._latest(support) for support in file.supports[:1]]
        shown += [hint(_ended_line(support)) for support in file.supports[1:]]
        self.fill(shown, empty=self._none_yet(file))

    @cached_property
    def _start(self) -> SupportForm:
        return self._follow(self.place(SupportForm(self._workplace)))

    @cached_property
    def _end(self) -> SupportEndForm:
        return self._follow(self.place(SupportEndForm(self._workplace)))

    def _follow(self, form: StatusForm) -> StatusForm:
        if isinstance(form, SupportForm | SupportEndForm):
            form.watch(self._client_id, self.restored(form))
        return form

    def _none_yet(self, file: SupportFile) -> str:
        if any(item.details.outcome is Outcome.SUPPORT_STARTED for item in file.referrals):
            return _("The referral says that support started. Record since when and on what basis.")
        return _("Support has not started.")

    def _latest(self, support: Support) -> QWidget:
        if support.end is not None:
            return stacked(
                line(Chip(_("Ended")), readable(_ended_line(support)), stretch_last=True), *_after(support)
            )
        row = WithActs(
            line(Chip(_("In support"), Tone.FINE), readable(_open_line(support)), stretch_last=True),
            self._act_button(_("Change"), "support_change_button", lambda: self._change(support)),
            self._act_button(_("End support"), "support_end_button", lambda: self._begin_end(support)),
        )
        return stacked(row, *_before(support))

    def _begin_start(self) -> None:
        self.open_form(self._start, lambda: self._start.begin(self._file, None))

    def _change(self, support: Support) -> None:
        self.open_form(self._start, lambda: self._start.begin(self._file, support))

    def _begin_end(self, support: Support) -> None:
        self.open_form(self._end, lambda: self._end.begin(support))

    @staticmethod
    def _act_button(text: str, name: str, clicked: Callable[[], object]) -> QWidget:
        return quiet_button(text, name=name, clicked=clicked)


def _open_line(support: Support) -> str:
    draft = support.draft
    facts = [
        _("since {day}").format(day=format_date(draft.begins)),
        wording.listed("support_bases", draft.basis),
        _("main form: {form}").format(form=wording.listed_short("exploitation_forms", draft.main_form)),
    ]
    return " · ".join(facts)


def _before(support: Support) -> list[QWidget]:
    """Each time it had ended and went on, and why its main form is another than at the start."""
    told = [
        _("Ended on {day} ({reason}), taken up again on {again}").format(
            day=format_date(item.end.ends),
            reason=wording.listed("support_end_reasons", item.end.reason),
            again=format_date(item.reopened),
        )
        for item in support.reopenings
    ]
    if support.form_reason:
        told.append(_("The main form was changed: {reason}").format(reason=support.form_reason))
    return [hint(sentence) for sentence in told]


def _ended_line(support: Support) -> str:
    if support.end is None:
        return _open_line(support)
    return _("{begins} to {ends}: {reason}").format(
        begins=format_date(support.draft.begins),
        ends=format_date(support.end.ends),
        reason=wording.listed("support_end_reasons", support.end.reason),
    )


def _after(support: Support) -> list[QWidget]:
    if support.end is None:
        return []
    until = format_date(months_after(support.end.ends, SAME_SUPPORT_MONTHS))
    told = [support.end.note, _("Until {day} a new start reopens this support.").format(day=until)]
    return [*(hint(part) for part in told if part), *_before(support)]
