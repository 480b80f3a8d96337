"""Deadlines D1-D20: a pure function of what happened. docs/deadlines.md tells each rule in words.

Amounts of time are dated data (`resources/deadline_rules.json`), never constants here. Months are calendar months,
clamped to the end of the month. The date printed on a document rules; the computed one is default and check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from desktop.domain.calendar_terms import days_after, months_after
from desktop.domain.case_facts import (
    CaseFacts,
    Deadline,
    ExpiringPaper,
    HousedSpan,
    Rule,
    Urgency,
)
from desktop.domain.case_index import CaseIndex
from desktop.domain.clients import BirthDate
from desktop.domain.deadline_rules_events import of_events
from desktop.domain.deadline_rules_papers import of_papers
from desktop.domain.papers import OUTSIDE_SUCCESSION, paper_end, succeeds
from desktop.domain.procedure import RequestStep

__all__ = [
    "CaseFacts",
    "Deadline",
    "ExpiringPaper",
    "HousedSpan",
    "Rule",
    "Urgency",
    "comes_of_age",
    "deadlines_of",
    "paper_end",
    "stay_reviews",
    "succeeds",
]

_MAJORITY = 18


def deadlines_of(facts: CaseFacts, rules: Mapping[str, Rule]) -> tuple[Deadline, ...]:
    """The deadlines of a file that are not met, by due day; an overdue one stays until it is met."""
    case = CaseIndex(facts, rules)
    found = [*of_papers(case), *of_events(case), *_of_birth(case), *_of_stays(case), *_of_requests(case)]
    return tuple(sorted(found, key=lambda deadline: (deadline.due, deadline.key)))


def stay_reviews(facts: CaseFacts, rules: Mapping[str, Rule]) -> tuple[Deadline, ...]:
    """D14 alone, for whom the shelter's key opens: the next review of each stay that goes on."""
    return tuple(_of_stays(CaseIndex(facts, rules)))


def comes_of_age(birth: BirthDate) -> date:
    """The first day on which the person counts as 18; born on 29 February, 1 March in other years."""
    born = date(birth.year, birth.month or 7, birth.day or 1)
    due = months_after(born, 12 * _MAJORITY)
    return days_after(due, 1) if due.day < born.day else due


def _of_birth(case: CaseIndex) -> Iterator[Deadline]:
    birth, opened = case.facts.birth, case.facts.opened_on
    if birth is None or case.facts.age_status == "decided_adult" or case.events.get("turned_18"):
        return
    due, rule = comes_of_age(birth), case.rules["D7"]
    if opened >= due:
        return
    early = months_after(due, -rule.amounts["months_before"])
    usual = (days_after(due, -amount) for amount in sorted(rule.reminders, reverse=True))
    reminders = tuple(day for day in (early, *usual) if day > opened)
    attention = max(early, opened)
    yield case.deadline("D7", "", due, opened, key="D7:birth", attention=attention, reminders=reminders)


def _of_stays(case: CaseIndex) -> Iterator[Deadline]:
    rule = case.rules["D14"]
    reviews = [event.draft.happened for event in case.events_of("stay_review")]
    for stay in case.facts.stays:
        for months in sorted(rule.amounts.values()) if stay.ends is None else ():
            due = months_after(stay.begins, months)
            if not any(day >= due - timedelta(rule.days) for day in reviews):
                yield case.deadline("D14", stay.id, due, stay.begins, key=f"D14:{stay.id}:{months}")
                break


def _of_requests(case: CaseIndex) -> Iterator[Deadline]:
    waiting = [item for item in case.requests if item.is_open and not case.is_closed(item)]
    end = _latest_end(case) if waiting else None
    if end is None:
        return
    rule = case.rules["D19"]
    for request in waiting:
        last = request.last_reaction
        if last is not None and end > request.steps[RequestStep.SENT]:
            before_end = days_after(end, -rule.amounts["before_end"])
            due = max(days_after(last, 1), min(days_after(last, rule.days), before_end))
            yield case.deadline("D19", request.id, due, last, attention=due)


def _latest_end(case: CaseIndex) -> date | None:
    """When the client's right to stay on paper ends, as far as it is known."""
    ends = (
        case.ends[item.id]
        for item in case.documents
        if not item.draft.holder
        and item.draft.kind not in OUTSIDE_SUCCESSION
        and item.id not in case.succeeded
    )
    return max((end for end in ends if end is not None), default=None)
