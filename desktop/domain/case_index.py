"""The facts of a file laid out for the rules: what counts, found without walking the file for each rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from desktop.domain.case_facts import CaseFacts, Deadline, Rule
from desktop.domain.papers import paper_end, succeeded_ids
from desktop.domain.procedure import ProcedureEvent, Request, RequestStep, ResidenceDocument

AT_ONCE = frozenset({"D10", "D11", "D13", "D16", "D17", "D18"})


class CaseIndex:
    """One file with what was withdrawn or cancelled left out. `rules` are those of the data."""

    def __init__(self, facts: CaseFacts, rules: Mapping[str, Rule]) -> None:
        self.facts, self.rules = facts, rules
        self.documents = [item for item in facts.documents if not item.withdrawn]
        self.requests = [item for item in facts.requests if not item.cancelled]
        self.events: dict[str, list[ProcedureEvent]] = defaultdict(list)
        for event in facts.events:
            if not event.withdrawn:
                self.events[event.draft.kind].append(event)
        self.ends = {item.id: paper_end(item, rules) for item in self.documents}
        self.succeeded = succeeded_ids(self.documents, self.ends)
        self._ended_tracks = {track.id for track in facts.tracks if track.end is not None}

    def events_of(self, *kinds: str) -> Iterator[ProcedureEvent]:
        """The events of some kinds."""
        for kind in kinds:
            yield from self.events.get(kind, ())

    def happened(self, kind: str, *, since: date | None = None) -> bool:
        """Whether an event of a kind happened, on or after a day if one is given."""
        events = self.events.get(kind, ())
        return any(since is None or event.draft.happened >= since for event in events)

    def sent(self, *kinds: str, since: date | None = None) -> bool:
        """Whether a request of one of these kinds was sent, on or after a day if one is given."""
        days = (item.steps.get(RequestStep.SENT) for item in self.requests if item.draft.kind in kinds)
        return any(day is not None and (since is None or day >= since) for day in days)

    def own(self, *kinds: str) -> Iterator[ResidenceDocument]:
        """The client's own documents of some kinds, not those of accompanying children."""
        return (item for item in self.documents if item.draft.kind in kinds and not item.draft.holder)

    def asked_for_unlimited_stay(self, *, since: date | None = None) -> bool:
        """By an event or a request that was sent."""
        return self.happened("unlimited_requested", since=since) or self.sent("unlimited", since=since)

    def start_of(self, document: ResidenceDocument) -> date:
        """Its issue; a document whose issue nobody wrote down counts from the opening of the file."""
        return document.draft.issued_on or self.facts.opened_on

    def is_closed(self, record: ResidenceDocument | ProcedureEvent | Request) -> bool:
        """Whether the track it was recorded on has ended."""
        return record.draft.track_id in self._ended_tracks

    def deadline(self, rule: str, subject: str, due: date, start: date, **facts: Any) -> Deadline:
        """A deadline with its reminders; `computed` is the due day unless told otherwise."""
        facts.setdefault("key", f"{rule}:{subject}")
        facts.setdefault("computed", due)
        reminders, attention = _reminders(self.rules[rule], due, start)
        facts.setdefault("reminders", reminders)
        facts.setdefault("attention", start if rule in AT_ONCE else attention)
        return Deadline(rule=rule, subject=subject, due=due, start=start, **facts)


def _reminders(rule: Rule, due: date, start: date) -> tuple[tuple[date, ...], date]:
    """The reminders that fall after the start, earliest first, and the first day of attention."""
    span = (due - start).days
    reminders = [due - timedelta(amount) for amount in sorted(rule.reminders, reverse=True) if amount < span]
    longest = max(rule.reminders, default=rule.lead_days)
    return tuple(reminders), due - timedelta(longest) if longest < span else start
