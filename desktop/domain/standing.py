"""Where a person stands on each track: the phase, the document in hand, what must happen next and by whom.

Worked out from what was recorded and the plan of the track in the data; nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import takewhile

from desktop.domain.case_facts import CaseFacts, Deadline
from desktop.domain.clients import BirthDate
from desktop.domain.deadlines import comes_of_age, deadlines_of, paper_end
from desktop.domain.law import Law, StepPlan, TrackPlan
from desktop.domain.papers import STAYS, starts_reflection
from desktop.domain.procedure import (
    Phase,
    ProcedureEvent,
    Request,
    ResidenceDocument,
    Track,
)


class StepState(StrEnum):
    """How a phase of the track stands; skipped: passed over without its document (the law has short cuts)."""

    DONE = "done"
    SKIPPED = "skipped"
    CURRENT = "current"
    STOPPED = "stopped"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What must happen next; `code` is a step of the data, `by` an actor, `due` the day it must be done by."""

    code: str
    by: str
    statement: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class TrackStep:
    """One phase of the picture of the track, with the days it began and gave way."""

    phase: Phase
    state: StepState
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one track stands. `dismissed` is set while a dismissal stands, `reopened` once the file was taken up again.

    `turns_18` is the day a minor comes of age, while that has not been recorded.
    """

    track: Track
    phase: Phase
    since: date
    document: ResidenceDocument | None
    next_steps: tuple[NextStep, ...]
    steps: tuple[TrackStep, ...]
    dismissed: date | None = None
    reopened: date | None = None
    turns_18: date | None = None


def standings(facts: CaseFacts, law: Law, *, on: date) -> tuple[Standing, ...]:
    """Every track of a file, the leading one first, ended ones last."""
    deadlines = deadlines_of(facts, law.rules)
    ordered = sorted(facts.tracks, key=_rank)
    return tuple(_Reading(track, facts, law, deadlines, on).standing() for track in ordered)


def standing(track: Track, facts: CaseFacts, law: Law, *, on: date) -> Standing:
    """Where one track stands on a day."""
    return _Reading(track, facts, law, deadlines_of(facts, law.rules), on).standing()


def is_minor(birth: BirthDate | None, age_status: str, on: date) -> bool:
    """Whether the person counts as under 18: by decision, else by the birth date as far as it is known."""
    if age_status in ("decided_adult", "decided_minor"):
        return age_status == "decided_minor" and (birth is None or on < comes_of_age(birth))
    return birth is not None and on < comes_of_age(birth)


def _rank(track: Track) -> tuple[bool, bool, int, str]:
    return track.end is not None, not track.draft.leading, -track.draft.begins.toordinal(), track.id


@dataclass(frozen=True, slots=True)
class _Sign:
    """Something that shows a phase was reached."""

    day: date
    place: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """One track read against its plan. Records without a track count for every track that knows their kind."""

    track: Track
    facts: CaseFacts
    law: Law
    deadlines: Sequence[Deadline]
    on: date

    def standing(self) -> Standing:
        signs = sorted(self._signs(), key=lambda sign: (sign.day, sign.place))
        place = signs[-1].place if signs else 0
        phase = self.plan.phases[place].code
        document, dismissed = self._document(), self._dismissed()
        open_track = self.track.end is None
        return Standing(
            track=self.track,
            phase=phase if open_track else Phase.ENDED,
            since=self._since(signs),
            document=document,
            next_steps=self._next_steps(place, document, dismissed) if open_track else (),
            steps=tuple(self._steps(signs, place)),
            dismissed=dismissed,
            reopened=self._last("reopened"),
            turns_18=self._turns_18(),
        )

    @property
    def plan(self) -> TrackPlan:
        return self.law.tracks[self.track.draft.kind]

    def _mine(self, record: ResidenceDocument | ProcedureEvent | Request) -> bool:
        return record.draft.track_id in ("", self.track.id)

    def _documents(self) -> Iterator[ResidenceDocument]:
        for document in self.facts.documents:
            if not document.withdrawn and not document.draft.holder and self._mine(document):
                yield document

    def _events(self, kind: str) -> Iterator[ProcedureEvent]:
        for event in self.facts.events:
            if event.draft.kind == kind and not event.withdrawn and self._mine(event):
                yield event

    def _signs(self) -> Iterator[_Sign]:
        for place, phase in enumerate(self.plan.phases):
            for document in self._documents():
                draft = document.draft
                if draft.kind in phase.documents and (draft.kind != "annex15" or starts_reflection(document)):
                    yield _Sign(draft.issued_on or self.facts.opened_on, place)
            for kind in phase.events:
                yield from (_Sign(event.draft.happened, place) for event in self._events(kind))

    def _since(self, signs: Sequence[_Sign]) -> date:
        """When the phase began: the first sign of the unbroken run that ends now."""
        if self.track.end:
            return self.track.end.ends
        run = list(takewhile(lambda sign: sign.place == signs[-1].place, reversed(signs)))
        return run[-1].day if run else self.track.draft.begins

    def _document(self) -> ResidenceDocument | None:
        """The document in hand: the one issued last; of the same day, the one that ends last."""
        held = [item for item in self._documents() if item.draft.kind in STAYS and self._knows(item)]
        return max(held, key=self._recency, default=None)

    def _latest(self, kinds: Collection[str]) -> ResidenceDocument | None:
        """The last document of some kinds, whatever bridges it by now."""
        found = [item for item in self._documents() if item.draft.kind in kinds]
        return max(found, key=self._recency, default=None)

    def _knows(self, document: ResidenceDocument) -> bool:
        kinds = {kind for phase in self.plan.phases for kind in phase.documents}
        return document.draft.kind in kinds or document.draft.track_id == self.track.id

    def _recency(self, document: ResidenceDocument) -> tuple[date, date]:
        end = paper_end(document, self.law.rules)
        return document.draft.issued_on or date.min, end or date.max

    def _steps(self, signs: Sequence[_Sign], place: int) -> Iterator[TrackStep]:
        began = {sign.place: sign.day for sign in reversed(signs)}
        began.setdefault(0, self.track.draft.begins)
        here = StepState.STOPPED if self.track.end else StepState.CURRENT
        for number, phase in enumerate(self.plan.phases):
            since = began.get(number) if number <= place else None
            later = (began[after] for after in range(number + 1, place + 1) if after in began)
            until = next(later, self.track.end.ends if self.track.end and number == place else None)
            passed = StepState.DONE if number in began else StepState.SKIPPED
            state = passed if number < place else here if number == place else StepState.AHEAD
            yield TrackStep(phase.code, state, since, until)

    def _last(self, kind: str) -> date | None:
        return max((event.draft.happened for event in self._events(kind)), default=None)

    def _dismissed(self) -> date | None:
        """The day of a dismissal that still stands: not reopened on a later or the same day."""
        dismissed, reopened = self._last("dismissal"), self._last("reopened")
        return None if dismissed and reopened and reopened >= dismissed else dismissed

    def _turns_18(self) -> date | None:
        if self.facts.birth is None or self.facts.age_status == "decided_adult":
            return None
        due = comes_of_age(self.facts.birth)
        recorded = any(event.draft.kind == "turned_18" and not event.withdrawn for event in self.facts.events)
        return None if recorded or due <= self.facts.opened_on else due

    def _next_steps(
        self, place: int, document: ResidenceDocument | None, dismissed: date | None
    ) -> tuple[NextStep, ...]:
        phase = self.plan.phases[place]
        wanted = (self.plan.when_dismissed if dismissed else ()) or phase.steps
        reached_by = self._latest(phase.documents)
        return tuple(
            NextStep(step.code, step.by, step.statement, self._due(step, document))
            for step in wanted
            if all(self._holds(condition, reached_by) for condition in step.conditions)
        )

    def _due(self, step: StepPlan, document: ResidenceDocument | None) -> date | None:
        days = [deadline.due for deadline in self.deadlines if deadline.rule in step.deadlines]
        if not days and step.until_document_ends and document is not None:
            return paper_end(document, self.law.rules)
        return min(days, default=None)

    def _holds(self, condition: str, document: ResidenceDocument | None) -> bool:
        """A condition of the data: `what:code`, with `!` before it for the opposite; raises KeyError.

        `document` is the one by which the phase was reached.
        """
        what, _, code = condition.lstrip("!").partition(":")
        since = document.draft.issued_on if document else None
        holds: dict[str, Callable[[], bool]] = {
            "minor": lambda: is_minor(self.facts.birth, self.facts.age_status, self.on),
            "extended": lambda: document is not None and bool(document.draft.extends),
            "deadline": lambda: any(deadline.rule == code for deadline in self.deadlines),
            "event": lambda: any(self._events(code)),
            "event_since": lambda: any(
                since is None or event.draft.happened >= since for event in self._events(code)
            ),
            "request": lambda: any(
                item.draft.kind == code and self._is_under_way(item) for item in self.facts.requests
            ),
        }
        return holds[what]() is not condition.startswith("!")

    def _is_under_way(self, request: Request) -> bool:
        return request.is_open and self._mine(request)
