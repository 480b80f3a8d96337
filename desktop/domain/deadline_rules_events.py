"""The rules that start from something that happened: D10 to D13, D15 to D17, the term of D18 and the hearing of D20."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from desktop.clock import BRUSSELS, at_brussels
from desktop.domain.calendar_terms import days_after, months_after
from desktop.domain.case_facts import Deadline
from desktop.domain.case_index import CaseIndex
from desktop.domain.deadline_rules_papers import gone_or_staying
from desktop.domain.procedure import ProcedureEvent

_REFUSALS = ("dvz_refusal", "stay_ended_by_dvz", "order_to_leave")
_CHARGES = ("requisitions_with_thb_charge", "conviction_first_instance")
_ANSWERED_BY = (  # what a month or three years or thirty days are for, and what meets it
    ("D12", ("access_request_received",), ("access_request_answered",)),
    ("D15", ("final_judgment",), ("compensation_requested",)),
    ("D16", ("conviction_first_instance", "acquittal_first_instance"), ("appeal", "final_judgment")),
    ("D17", ("judgment_by_default",), ("opposition", "final_judgment")),
    ("D17", ("appeal_judgment",), ("cassation", "final_judgment")),
)


_PUT_OFF = "hearing_adjourned"
_AT_COURT = (
    *("trial", _PUT_OFF, "council_chamber", "requisitions_with_thb_charge", "conviction_first_instance"),
    *("acquittal_first_instance", "judgment_by_default", "appeal_judgment", "cassation"),
)
_ENDS_IT = (_PUT_OFF, "dismissal", "final_judgment")


def of_events(case: CaseIndex) -> Iterator[Deadline]:
    """Every deadline of the events of a file."""
    for rule_id, kinds, answers in _ANSWERED_BY:
        for event in case.events_of(*kinds):
            day, rule = event.draft.happened, case.rules[rule_id]
            if not any(case.happened(kind, since=day) for kind in answers):
                due = days_after(months_after(day, rule.months), rule.days)
                yield case.deadline(rule_id, event.id, due, day)
    for event in case.events_of(*_REFUSALS):
        yield from _appeal(case, event)
    for event in case.events_of("data_breach_noticed"):
        yield from _breach(case, event)
    for event in case.events_of("departure_term", "order_to_leave"):
        yield from _departure(case, event)
    for event in case.events_of(_PUT_OFF):
        yield from _hearing(case, event)
    yield from _unlimited_stay(case)


def _appeal(case: CaseIndex, event: ProcedureEvent) -> Iterator[Deadline]:
    day, rule = event.draft.happened, case.rules["D10"]
    if case.happened("cce_appeal", since=day):
        return
    yield case.deadline("D10", event.id, days_after(day, rule.days), day)
    urgent = rule.amounts.get(f"urgent_{event.draft.details.get('urgent', '')}")
    if urgent:
        yield case.deadline("D10", event.id, days_after(day, urgent), day, key=f"D10u:{event.id}")


def _breach(case: CaseIndex, event: ProcedureEvent) -> Iterator[Deadline]:
    """Hours that pass, whatever the clocks do in between."""
    day = event.draft.happened
    if case.happened("data_breach_reported", since=day):
        return
    due_at = _hours_after(day, event.draft.at, case.rules["D13"].hours)
    due = due_at.astimezone(BRUSSELS).date() if due_at else days_after(day, 3)
    yield case.deadline("D13", event.id, due, day, due_at=due_at)


def _hours_after(day: date, at: str, hours: int) -> datetime | None:
    """The moment some hours after a Brussels day and time; None at the ends of the calendar, where there is none."""
    try:
        return at_brussels(day, _time(at)) + timedelta(hours=hours)
    except OverflowError:
        return None


def _departure(case: CaseIndex, event: ProcedureEvent) -> Iterator[Deadline]:
    start, until = event.draft.happened, _day(event.draft.details.get("until", ""))
    if until is not None and not gone_or_staying(case, start):
        yield case.deadline("D18", event.id, until, start, computed=None, printed=True)


def _hearing(case: CaseIndex, event: ProcedureEvent) -> Iterator[Deadline]:
    """The day a hearing was put off to; it asks until what came of it is written down."""
    start, until = event.draft.happened, _day(event.draft.details.get("until", ""))
    if until is None:
        return
    held = any(case.happened(kind, since=until) for kind in _AT_COURT)
    over = any(case.happened(kind, since=days_after(start, 1)) for kind in _ENDS_IT)
    if not held and not over:
        yield case.deadline("D20", event.id, until, start, computed=None, printed=True)


def _unlimited_stay(case: CaseIndex) -> Iterator[Deadline]:
    charges = [(event.draft.happened, event.id, event) for event in case.events_of(*_CHARGES)]
    if not charges or case.asked_for_unlimited_stay() or any(case.own("b_card")):
        return
    day, _, first = min(charges)
    if not case.is_closed(first):
        yield case.deadline("D11", first.id, days_after(day, case.rules["D11"].days), day)


def _time(text: str) -> time:
    """A time as typed; midnight where none is known."""
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return time()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
