"""A goal in the client's words, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit

from desktop.clock import today
from desktop.domain.plans import CLOSED_STATES, PLAN_DOMAINS, Goal, GoalDraft, GoalResult, GoalState
from desktop.domain.support import Domain
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import goals
from desktop.services.session import Session
from desktop.ui import wording
from desktop.ui.pages.client_file.short_forms import not_a_date
from desktop.ui.pages.client_file.support.support_form import Done
from desktop.ui.pages.client_file.text_field import text_field
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.widgets.segments import Segments
from desktop.ui.workplace import Workplace


class GoalForm(RecordForm):
    """A goal of one domain: the client's words, agreed on a day, looked at again on another."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="goal")
        self._client_id, self._goal_id, self._goal = "", "", Goal("", "", GoalDraft(PLAN_DOMAINS[0], ""))
        day = today(workplace.session.clock)
        choices = [(domain.value, wording.domain_label(domain)) for domain in PLAN_DOMAINS]
        self._domain = Segments(choices, name="goal_domain")
        self._domain.setAccessibleName(_("Domain"))
        self._words = text_field("goal_words_field", lines=2)
        self._agreed = named(DateField(today=day), "goal_agreed_field")
        self._review = named(DateField(today=day), "goal_review_field")
        self.add_row("domain", _("Domain"), self._domain)
        self.add_row("words", _("Goal, in the client's words"), self._words)
        self.add_row("agreed_on", _("Agreed on"), self._agreed)
        self.add_row("review_on", _("Look at it again on"), self._review)
        self._domain.chosen.connect(lambda _code: self.touched())
        self._words.textChanged.connect(self.touched)
        for name, field in (("agreed_on", self._agreed), ("review_on", self._review)):
            field.textChanged.connect(self.touched)
            field.editingFinished.connect(self.check_on_leaving(name, _date_check(field)))
        self.finish(_("Add goal"), leave=_("Cancel"))
        self.setFocusProxy(self._words)

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        self.begin(None)
        self.keeper.follow(f"goal:{client_id}", restored=restored)

    def begin(self, goal: Goal | None) -> None:
        """A new goal, or one to put right."""
        draft = goal.draft if goal else GoalDraft(PLAN_DOMAINS[0], "", today(self.workplace.session.clock))
        self._goal_id = goal.id if goal else ""
        self._goal = goal or self._goal
        with self.filling():
            self._domain.set_code(draft.domain.value)
            self._words.setPlainText(draft.words)
            self._agreed.set_date(draft.agreed_on)
            self._review.set_date(draft.review_on)
            self.set_act(_("Record change") if goal else _("Add goal"))
        self.start_clean()

    def use(self, known: tuple[Goal, ...]) -> None:
        """The goals as they stand: the one being put right is among them."""
        self._goal = next((goal for goal in known if goal.id == self._goal_id), self._goal)

    def typed(self) -> Typed:
        return {
            "goal": self._goal_id,
            "domain": self._domain.code(),
            "words": self._words.toPlainText(),
            "agreed": self._agreed.text(),
            "review": self._review.text(),
        }

    def set_typed(self, content: Typed) -> None:
        self._goal_id = content["goal"]
        self._domain.set_code(content["domain"])
        self._words.setPlainText(content["words"])
        self._agreed.setText(content["agreed"])
        self._review.setText(content["review"])
        self.set_act(_("Record change") if self._goal_id else _("Add goal"))

    def prepare(self) -> Callable[[], object]:
        draft = GoalDraft(
            Domain(self._domain.code()),
            self._words.toPlainText().strip(),
            _day_in(self._agreed, "agreed_on"),
            _day_in(self._review, "review_on"),
        )
        session, client_id, before = self.workplace.session, self._client_id, self._goal
        if self._goal_id:
            return lambda: _change(session, before, draft)
        return lambda: _add(session, client_id, draft)


class GoalEndForm(RecordForm):
    """Reached, adjusted or dropped; an adjusted goal goes on in other words."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="goal_end")
        self._goal_id = ""
        self._known: tuple[Goal, ...] = ()
        states = [(state.value, wording.listed("goal_states", state.value)) for state in CLOSED_STATES]
        self._state = Segments(states, name="goal_end_state")
        self._result = named(QLineEdit(), "goal_end_result_field")
        self._instead = text_field("goal_end_instead_field", lines=2)
        self.add_row("state", _("How this goal ended"), self._state)
        self.add_row("result", _("What came of it"), self._result)
        self.add_row("words", _("The goal from now on, in the client's words"), self._instead)
        self._state.chosen.connect(self._change_state)
        self._result.textChanged.connect(self.touched)
        self._instead.textChanged.connect(self.touched)
        self.finish(_("Close goal"), leave=_("Cancel"))
        self.setFocusProxy(self._state)

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self.begin(None)
        self.keeper.follow(f"goal_end:{client_id}", restored=restored)

    def use(self, known: tuple[Goal, ...]) -> None:
        """The goals as they stand: the one to close is among them."""
        self._known = known

    def begin(self, goal: Goal | None) -> None:
        """The end of a goal, its words at hand for when they change."""
        self._goal_id = goal.id if goal else ""
        with self.filling():
            self._state.set_code(GoalState.REACHED.value)
            self._result.clear()
            self._instead.setPlainText(goal.draft.words if goal else "")
            self._show_what_fits()
        self.start_clean()

    def typed(self) -> Typed:
        return {
            "goal": self._goal_id,
            "state": self._state.code(),
            "result": self._result.text(),
            "instead": self._instead.toPlainText(),
        }

    def set_typed(self, content: Typed) -> None:
        self._goal_id = content["goal"]
        self._state.set_code(content["state"])
        self._result.setText(content["result"])
        self._instead.setPlainText(content["instead"])
        self._show_what_fits()

    def prepare(self) -> Callable[[], object]:
        goal = next((item for item in self._known if item.id == self._goal_id), None)
        if goal is None:
            raise InvalidField("state", _("This goal is not in the plan any more."))
        result = GoalResult(GoalState(self._state.code()), self._result.text().strip())
        words, session = self._instead.toPlainText().strip(), self.workplace.session
        adjusted = result.state is GoalState.ADJUSTED
        instead = GoalDraft(goal.draft.domain, words, review_on=None) if adjusted else None
        return lambda: _close(session, goal, result, instead)

    def _change_state(self) -> None:
        self._show_what_fits()
        self.touched()

    def _show_what_fits(self) -> None:
        self.rows["words"].setVisible(self._state.code() == GoalState.ADJUSTED.value)


def _add(session: Session, client_id: str, draft: GoalDraft) -> Done:
    goal = goals.add(session, client_id, draft)
    return Done(_("Goal added."), lambda: goals.remove(session, goal.id))


def _change(session: Session, before: Goal, draft: GoalDraft) -> Done:
    goals.change(session, before.id, draft)
    return Done(_("Goal changed."), lambda: goals.change(session, before.id, before.draft))


def _close(session: Session, goal: Goal, result: GoalResult, instead: GoalDraft | None) -> Done:
    known = {item.id for item in goals.of_client(session, goal.client_id)}
    goals.close(session, goal.id, result, instead=instead)
    followed = [item.id for item in goals.of_client(session, goal.client_id) if item.id not in known]

    def take_back() -> None:
        for goal_id in followed:
            goals.remove(session, goal_id)
        goals.reopen(session, goal.id)

    return Done(_("Goal closed."), take_back)


def _day_in(field: DateField, name: str) -> date | None:
    if not field.is_valid():
        raise InvalidField(name, not_a_date())
    return field.date()


def _date_check(field: DateField) -> Callable[[], str]:
    return lambda: "" if field.is_valid() else not_a_date()
