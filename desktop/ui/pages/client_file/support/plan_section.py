"""The plan: the goals of each domain as the client says them, and when to look at them again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.plans import PLAN_DOMAINS, Goal
from desktop.i18n import format_date, gettext as _, ngettext
from desktop.ui import wording
from desktop.ui.pages.client_file.deadlines import due_chip
from desktop.ui.pages.client_file.note_card import domain_chip
from desktop.ui.pages.client_file.section import line, readable, stacked
from desktop.ui.pages.client_file.support.contacts import nothing_in
from desktop.ui.pages.client_file.support.forms_section import FormsSection
from desktop.ui.pages.client_file.support.goal_form import GoalEndForm, GoalForm
from desktop.ui.pages.client_file.support.reading import SupportFile
from desktop.ui.widgets.buttons import quiet_button, secondary_button
from desktop.ui.widgets.labels import Chip, hint
from desktop.ui.widgets.record_form import RecordForm
from desktop.ui.workplace import Workplace

PlanForm = TypeVar("PlanForm", bound=RecordForm)

_LONGEST_SPOKEN = 60


class PlanSection(FormsSection):
    """`done(Done)` when a goal was added, changed or closed; `reopen_wanted(Goal)` when a closed one is taken up."""

    reopen_wanted = Signal(object)

    def __init__(self, workplace: Workplace) -> None:
        button = secondary_button(_("Add goal"), name="support_goal_button", icon="add", clicked=self._add)
        super().__init__(_("Plan"), name="support_plan_section", button=button)
        self._workplace = workplace
        self._client_id, self._goals = "", tuple[Goal, ...]()
        self._today = date.min
        self._shows_closed = False
        self._domain = ""

    def watch(self, client_id: str) -> None:
        """Turn to another client, and to what was begun there."""
        self._client_id, self._goals = client_id, ()
        self._shows_closed = False
        self.close_forms()
        for form in self.forms:
            self._follow(form)

    def show_file(self, file: SupportFile, today: date) -> None:
        """Open goals by domain; closed ones are folded away."""
        self._goals, self._today = file.goals, today
        if "goal" in file.begun or "_goal" in self.__dict__:
            self._goal.use(file.goals)
        if "goal_end" in file.begun or "_end" in self.__dict__:
            self._end.use(file.goals)
        self._show()

    @cached_property
    def _goal(self) -> GoalForm:
        return self._follow(self.place(GoalForm(self._workplace)))

    @cached_property
    def _end(self) -> GoalEndForm:
        form = self._follow(self.place(GoalEndForm(self._workplace)))
        form.use(self._goals)
        return form

    def _follow(self, form: PlanForm) -> PlanForm:
        if isinstance(form, GoalForm | GoalEndForm):
            form.watch(self._client_id, self.restored(form))
        return form

    def _add(self) -> None:
        self.open_form(self._goal, lambda: self._goal.begin(None))

    def show_domain(self, code: str) -> None:
        """The goals of one domain only; without a code, of all."""
        self._domain = code
        self._show()

    def _show(self) -> None:
        everything = _("No goal was agreed on yet. Write it down in the client's words.")
        self.fill(self._rows_of_plan(), empty=nothing_in(self._domain) or everything)

    def _rows_of_plan(self) -> Iterator[QWidget]:
        number = 0
        goals = [goal for goal in self._goals if self._domain in ("", goal.draft.domain.value)]
        for domain in PLAN_DOMAINS:
            for goal in goals:
                if goal.draft.domain is domain and goal.is_open:
                    yield self._open_row(goal, f"support_goal{number}")
                    number += 1
        closed = [goal for goal in goals if not goal.is_open]
        if closed:
            yield self._fold(len(closed))
        if self._shows_closed:
            yield from (self._closed_row(goal, f"support_closed_goal{n}") for n, goal in enumerate(closed))

    def _open_row(self, goal: Goal, name: str) -> QWidget:
        change = quiet_button(_("Change"), name=f"{name}_change_button", clicked=lambda: self._change(goal))
        change.setAccessibleName(_("Change the goal: {words}").format(words=_spoken(goal)))
        close = quiet_button(_("Close"), name=f"{name}_close_button", clicked=lambda: self._close(goal))
        close.setAccessibleName(_("Close the goal: {words}").format(words=_spoken(goal)))
        return stacked(
            line(domain_chip(goal.draft.domain), QWidget(), change, close, stretch=1),
            readable(goal.draft.words),
            self._days(goal),
        )

    def _change(self, goal: Goal) -> None:
        self.open_form(self._goal, lambda: self._goal.begin(goal))

    def _close(self, goal: Goal) -> None:
        self.open_form(self._end, lambda: self._end.begin(goal))

    def _days(self, goal: Goal) -> QWidget:
        agreed, review = goal.draft.agreed_on, goal.draft.review_on
        told = [hint(_("agreed on {day}").format(day=format_date(agreed)))] if agreed else []
        if review is None:
            return line(*told)
        for part in told:
            part.setWordWrap(False)
        again = hint(_("look at it again:"))
        again.setWordWrap(False)
        return line(*told, again, due_chip(review, self._today))

    def _fold(self, count: int) -> QWidget:
        words = (
            _("Hide closed goals")
            if self._shows_closed
            else ngettext("Show {count} closed goal", "Show {count} closed goals", count).format(count=count)
        )
        button = quiet_button(words, name="support_closed_goals_button", clicked=self._turn_fold)
        return line(button)

    def _turn_fold(self) -> None:
        self._shows_closed = not self._shows_closed
        self._show()

    def _closed_row(self, goal: Goal, name: str) -> QWidget:
        again = quiet_button(
            _("Take up again"), name=f"{name}_reopen_button", clicked=lambda: self.reopen_wanted.emit(goal)
        )
        again.setAccessibleName(_("Take up again the goal: {words}").format(words=_spoken(goal)))
        state = Chip(wording.listed("goal_states", goal.state.value))
        day = format_date(goal.closed_on) if goal.closed_on else ""
        facts = hint(" · ".join(part for part in (day, goal.result) if part))
        return stacked(
            line(domain_chip(goal.draft.domain), state, QWidget(), again, stretch=2),
            readable(goal.draft.words),
            facts,
        )


def _spoken(goal: Goal) -> str:
    words = " ".join(goal.draft.words.split())
    return words if len(words) <= _LONGEST_SPOKEN else f"{words[:_LONGEST_SPOKEN]}…"
