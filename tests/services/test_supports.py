"""Supports and plans: started, ended, taken up again, and every step taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.clock import FixedClock
from desktop.domain.clients import ClientDetails
from desktop.domain.plans import GoalDraft, GoalResult, GoalState, SupportDraft, SupportEnd
from desktop.domain.roles import Compartment, Role
from desktop.domain.support import Domain, NoteDraft, Outcome, ReferralDetails
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.services import checking, clients, goals, notes, referrals, supports
from desktop.services.session import Session
from desktop.storage.operations import read_log
from tests.helpers.vaults import MOMENT, MakeSession

BEGAN = date(2025, 3, 3)
START = SupportDraft(BEGAN, "agreement", "economic")


@pytest.fixture
def client_id(session: Session) -> str:
    return clients.add_client(session, ClientDetails()).id


def test_a_support_begins_and_ends(session: Session, client_id: str) -> None:
    started = supports.start(session, client_id, START)
    assert started.is_open
    ended = supports.end(session, started.id, SupportEnd(date(2025, 9, 1), "goal_reached", "Own flat"))
    assert ended.end == SupportEnd(date(2025, 9, 1), "goal_reached", "Own flat")
    assert supports.of_client(session, client_id) == (ended,)


def test_within_twelve_months_the_same_support_goes_on(session: Session, client_id: str) -> None:
    started = supports.start(session, client_id, START)
    supports.end(session, started.id, SupportEnd(date(2025, 9, 1), "disappeared"))
    again = supports.start(session, client_id, SupportDraft(date(2026, 9, 1), "first_night"))
    assert again.id == started.id
    assert again.draft == START  # counted in the year it began, on the basis it had
    assert again.running_since == date(2026, 9, 1)
    assert again.reopenings[0].end.reason == "disappeared"
    assert supports.of_client(session, client_id) == (again,)


def test_after_twelve_months_it_is_another_support(session: Session, client_id: str) -> None:
    started = supports.start(session, client_id, START)
    supports.end(session, started.id, SupportEnd(date(2025, 9, 1), "disappeared"))
    other = supports.start(session, client_id, SupportDraft(date(2026, 9, 2), "first_night"))
    assert other.id != started.id
    assert [item.id for item in supports.of_client(session, client_id)] == [other.id, started.id]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(START, begins=date(2026, 11, 3)), "begins"),
        (replace(START, basis="because"), "basis"),
        (replace(START, main_form="nothing"), "main_form"),
    ],
)
def test_a_start_that_cannot_be_is_refused_beside_its_field(
    session: Session, client_id: str, draft: SupportDraft, field: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        supports.start(session, client_id, draft)
    assert refused.value.field == field


def test_supports_of_one_person_never_overlap(session: Session, client_id: str) -> None:
    started = supports.start(session, client_id, START)
    with pytest.raises(UserError, match="already"):
        supports.start(session, client_id, START)
    with pytest.raises(InvalidField, match="before it started"):
        supports.end(session, started.id, SupportEnd(date(2025, 3, 2), "goal_reached"))
    with pytest.raises(InvalidField, match="list"):
        supports.end(session, started.id, SupportEnd(date(2025, 4, 2), ""))
    supports.end(session, started.id, SupportEnd(date(2025, 9, 1), "disappeared"))
    with pytest.raises(UserError, match="ended already"):
        supports.end(session, started.id, SupportEnd(date(2025, 9, 1), "disappeared"))
    with pytest.raises(InvalidField, match="not ended yet"):
        supports.start(session, client_id, replace(START, begins=date(2025, 8, 1)))
    with pytest.raises(InvalidField, match="after it ended"):
        supports.change(session, started.id, replace(START, begins=date(2025, 9, 2)))


def test_the_main_form_changes_only_with_a_reason_that_is_logged(session: Session, client_id: str) -> None:
    started = supports.start(session, client_id, START)
    with pytest.raises(InvalidField) as refused:
        supports.change(session, started.id, replace(START, main_form="sexual"))
    assert refused.value.field == "form_reason"
    changed = supports.change(
        session, started.id, replace(START, main_form="sexual"), reason="New statement to the police"
    )
    assert (changed.draft.main_form, changed.form_reason) == ("sexual", "New statement to the police")
    log = list(read_log(session.vault.connection, Compartment.CASEWORK, entity_id=started.id))
    assert log[-1].fields["form_reason"] == "New statement to the police"
    assert supports.put_back(session, started) == started


def test_a_form_that_was_unknown_is_filled_in_without_a_reason(session: Session, client_id: str) -> None:
    started = supports.start(session, client_id, replace(START, main_form="unknown"))
    assert not supports.needs_reason(started)
    assert supports.change(session, started.id, START).draft.main_form == "economic"


def waiting_referrals(session: Session, client_id: str) -> list[str]:
    found = referrals.of_client(session, client_id)
    return [item.id for item in found if item.details.outcome is Outcome.PENDING]


def test_starting_settles_the_referral_that_waited_and_undo_lets_it_wait_again(
    session: Session, client_id: str
) -> None:
    referral = referrals.record(session, client_id, ReferralDetails(MOMENT - timedelta(days=2)))
    (waiting,) = waiting_referrals(session, client_id)
    assert waiting == referral.id
    started = supports.start(session, client_id, START, referral_id=waiting)
    (settled,) = referrals.of_client(session, client_id)
    assert (settled.details.outcome, settled.details.decided_on) == (
        Outcome.SUPPORT_STARTED,
        date(2026, 11, 2),
    )
    assert waiting_referrals(session, client_id) == []
    supports.take_back_start(session, started.id, referral_id=referral.id)
    assert supports.of_client(session, client_id) == ()
    (waits,) = referrals.of_client(session, client_id)
    assert waits.details == referral.details
    assert checking.check(session).findings == ()


def test_a_reopening_taken_back_ends_as_it_did(session: Session, client_id: str) -> None:
    started = supports.start(session, client_id, START)
    ended = supports.end(session, started.id, SupportEnd(date(2026, 9, 1), "disappeared", "Phone off"))
    again = supports.start(session, client_id, SupportDraft(date(2026, 10, 1)))
    assert again.is_open
    supports.take_back_start(session, again.id, before=ended)
    assert supports.of_client(session, client_id) == (ended,)


def test_a_plan_keeps_the_clients_words_in_their_own_script(session: Session, client_id: str) -> None:
    words = "أريد أن أتعلم الهولندية"
    goal = goals.add(session, client_id, GoalDraft(Domain.PSYCHOSOCIAL, f"  {words} "))
    assert (goal.draft.words, goal.draft.agreed_on, goal.state) == (words, date(2026, 11, 2), GoalState.OPEN)
    closed = goals.close(session, goal.id, GoalResult(GoalState.REACHED))
    assert (closed.state, closed.closed_on) == (GoalState.REACHED, date(2026, 11, 2))
    assert goals.reopen(session, goal.id) == goal
    goals.remove(session, goal.id)
    assert goals.of_client(session, client_id) == ()
    assert goals.restore(session, goal.id) == goal


def test_an_adjusted_goal_is_followed_by_another(session: Session, client_id: str) -> None:
    goal = goals.add(session, client_id, GoalDraft(Domain.LEGAL, "A permit by summer"))
    instead = GoalDraft(Domain.LEGAL, "A permit by winter", review_on=date(2027, 1, 4))
    goals.close(session, goal.id, GoalResult(GoalState.ADJUSTED, "Hearing adjourned"), instead=instead)
    before, after = goals.of_client(session, client_id)
    assert (before.state, before.result) == (GoalState.ADJUSTED, "Hearing adjourned")
    assert (after.is_open, after.draft.words) == (True, "A permit by winter")


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (GoalDraft(Domain.LEGAL, "  "), "words"),
        (GoalDraft(Domain.LEGAL, "x" * 2001), "words"),
        (GoalDraft(Domain.COUNSELLING, "Sleep"), "domain"),
        (GoalDraft(Domain.LEGAL, "A permit", date(2026, 11, 3)), "agreed_on"),
        (GoalDraft(Domain.LEGAL, "A permit", date(2026, 11, 1), date(2026, 10, 1)), "review_on"),
    ],
)
def test_a_goal_that_cannot_be_is_refused_beside_its_field(
    session: Session, client_id: str, draft: GoalDraft, field: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        goals.add(session, client_id, draft)
    assert refused.value.field == field


def test_why_a_goal_was_dropped_must_be_said(session: Session, client_id: str) -> None:
    goal = goals.add(session, client_id, GoalDraft(Domain.LEGAL, "A permit"))
    with pytest.raises(InvalidField, match="no longer"):
        goals.close(session, goal.id, GoalResult(GoalState.DROPPED))
    with pytest.raises(InvalidField, match="not come yet"):
        goals.close(session, goal.id, GoalResult(GoalState.REACHED, closed_on=date(2026, 11, 3)))


def test_a_contact_serves_a_goal_of_its_own_file_only(
    session: Session, client_id: str, clock: FixedClock
) -> None:
    goal = goals.add(session, client_id, GoalDraft(Domain.LEGAL, "A permit"))
    draft = NoteDraft(
        Domain.LEGAL, "With the lawyer", clock.now(), actions=("lawyer",), interpreter="Sara", goal_id=goal.id
    )
    (note,) = (notes.record(session, client_id, draft),)
    assert notes.of_client(session, client_id) == (note,)
    other = clients.add_client(session, ClientDetails()).id
    with pytest.raises(InvalidField) as refused:
        notes.record(session, other, draft)
    assert refused.value.field == "goal_id"


def test_who_does_not_hold_casework_reads_no_support(make_session: MakeSession, client_id: str) -> None:
    worker = make_session(roles=[Role.SHELTER_WORKER])
    for read in (supports.of_client, goals.of_client):
        with pytest.raises(NotAllowed):
            read(worker, client_id)
