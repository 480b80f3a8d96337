"""The plan: goals in the client's words, one domain each, looked at again on an agreed day."""

from __future__ import annotations

from dataclasses import replace

from desktop.clock import today
from desktop.domain.plans import PLAN_DOMAINS, Goal, GoalDraft, GoalResult, GoalState
from desktop.domain.roles import Compartment
from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import goals as rows

LONGEST_WORDS = 2_000


def of_client(session: Session, client_id: str) -> tuple[Goal, ...]:
    """A client's goals in the order they were agreed on, closed ones too."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    return rows.goals_of(session.vault, client_id)


def add(session: Session, client_id: str, draft: GoalDraft) -> Goal:
    """Agree on a goal; it is open until it is closed with a result."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    draft = _checked(session, draft)
    goal_id = session.vault.new_id()
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write(
            "goal", goal_id, client_id=client_id, state=GoalState.OPEN.value, **rows.goal_fields(draft)
        )
    return _goal(session, goal_id)


def change(session: Session, goal_id: str, draft: GoalDraft) -> Goal:
    """Put a goal's words or days right."""
    session.vault.need(Compartment.CASEWORK)
    _goal(session, goal_id)
    draft = _checked(session, draft)
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("goal", goal_id, **rows.goal_fields(draft))
    return _goal(session, goal_id)


def close(session: Session, goal_id: str, result: GoalResult, *, instead: GoalDraft | None = None) -> Goal:
    """Say how a goal ended; one that was adjusted is followed by `instead`, in the same save."""
    session.vault.need(Compartment.CASEWORK)
    goal = _goal(session, goal_id)
    if result.state is GoalState.OPEN:
        raise InvalidField("state", _("Choose how this goal ended."))
    if result.state is not GoalState.REACHED and not result.result.strip():
        raise InvalidField("result", _("Say why this goal is no longer worked on."))
    closed_on = result.closed_on or today(session.clock)
    if closed_on > today(session.clock):
        raise InvalidField("closed_on", _("This day has not come yet."))
    following = _checked(session, instead) if instead is not None else None
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("goal", goal_id, **rows.result_fields(replace(result, closed_on=closed_on)))
        if following is not None:
            fields = rows.goal_fields(following)
            new_id, state = session.vault.new_id(), GoalState.OPEN.value
            save.write("goal", new_id, client_id=goal.client_id, state=state, **fields)
    return _goal(session, goal_id)


def reopen(session: Session, goal_id: str) -> Goal:
    """Work on it again; what was said when it was closed goes."""
    session.vault.need(Compartment.CASEWORK)
    _goal(session, goal_id)
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("goal", goal_id, **rows.result_fields(GoalResult(GoalState.OPEN)))
    return _goal(session, goal_id)


def close_as_it_was(session: Session, goal: Goal) -> Goal:
    """Undo `reopen`: the goal as it stood when it was closed."""
    session.vault.need(Compartment.CASEWORK)
    _goal(session, goal.id)
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("goal", goal.id, **rows.result_fields(GoalResult(goal.state, goal.result, goal.closed_on)))
    return _goal(session, goal.id)


def remove(session: Session, goal_id: str) -> None:
    """Take back a goal that was never agreed on; the log keeps it."""
    _set_removed(session, goal_id, removed=True)


def restore(session: Session, goal_id: str) -> Goal:
    """Undo `remove`."""
    _set_removed(session, goal_id, removed=False)
    return _goal(session, goal_id)


def _set_removed(session: Session, goal_id: str, *, removed: bool) -> None:
    session.vault.need(Compartment.CASEWORK)
    access.check_record(session, "goal", goal_id)
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("goal", goal_id, removed=int(removed))


def _checked(session: Session, draft: GoalDraft) -> GoalDraft:
    if not draft.words.strip():
        raise InvalidField("words", _("Write the goal in the client's words."))
    if len(draft.words) > LONGEST_WORDS:
        raise InvalidField(
            "words", _("A goal has at most {count} characters.").format(count=LONGEST_WORDS), _("Shorten it.")
        )
    if draft.domain not in PLAN_DOMAINS:
        raise InvalidField("domain", _("Choose one of the three domains of support."))
    agreed_on = draft.agreed_on or today(session.clock)
    if agreed_on > today(session.clock):
        raise InvalidField("agreed_on", _("This day has not come yet."))
    if draft.review_on is not None and draft.review_on < agreed_on:
        raise InvalidField("review_on", _("A goal is looked at again after it was agreed on."))
    return replace(draft, words=draft.words.strip(), agreed_on=agreed_on)


def _goal(session: Session, goal_id: str) -> Goal:
    goal = rows.goal(session.vault, goal_id)
    if goal is None:
        raise UserError(_("There is no such goal."), _("Look again at the plan."))
    access.check(session, goal.client_id)
    return goal
