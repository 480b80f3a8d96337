"""A support from its start to its end, and the plan made with the client: goals in the client's own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.domain.calendar_terms import months_after
from desktop.domain.support import Domain

SAME_SUPPORT_MONTHS = 12
FIRST_BASES = ("agreement", "annex15", "first_night")
UNKNOWN_FORM = "unknown"
PLAN_DOMAINS = (Domain.PSYCHOSOCIAL, Domain.LEGAL, Domain.ADMINISTRATIVE)


def is_same_support(ended: date, again: date) -> bool:
    """Whether someone who comes back takes up the support that ended: within twelve months, the last day included."""
    return ended <= again <= months_after(ended, SAME_SUPPORT_MONTHS)


@dataclass(frozen=True, slots=True)
class SupportDraft:
    """Since when, on what basis (a code of `support_bases`), and the main form for reporting."""

    begins: date
    basis: str = FIRST_BASES[0]
    main_form: str = UNKNOWN_FORM


@dataclass(frozen=True, slots=True)
class SupportEnd:
    """When and why it ended; `reason` is a code of `support_end_reasons`."""

    ends: date
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reopening:
    """A support that had ended and was taken up again: the end it had, and the day it went on."""

    end: SupportEnd
    reopened: date


@dataclass(frozen=True, slots=True)
class Support:
    """One support; `form_reason` says why the main form was changed after the start."""

    id: str
    client_id: str
    draft: SupportDraft
    end: SupportEnd | None = None
    reopenings: tuple[Reopening, ...] = ()
    form_reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.end is None

    @property
    def running_since(self) -> date:
        """The day from which it has been going on without a break."""
        return self.reopenings[-1].reopened if self.reopenings else self.draft.begins

    def resumes_on(self, day: date) -> bool:
        """Whether starting on this day is a reopening of this support."""
        return self.end is not None and is_same_support(self.end.ends, day)


def to_reopen(supports: Iterable[Support], day: date) -> Support | None:
    """The ended support that a start on this day would reopen; None when it would be a new one."""
    ended = [support for support in supports if support.end is not None]
    latest = max(ended, key=lambda support: support.end.ends if support.end else date.min, default=None)
    return latest if latest is not None and latest.resumes_on(day) else None


class GoalState(StrEnum):
    """Where a goal stands; an adjusted one is followed by another in other words."""

    OPEN = "open"
    REACHED = "reached"
    ADJUSTED = "adjusted"
    DROPPED = "dropped"


CLOSED_STATES = (GoalState.REACHED, GoalState.ADJUSTED, GoalState.DROPPED)


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """A goal as the client says it, in any language and script; when to look at it again together."""

    domain: Domain
    words: str
    agreed_on: date | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class GoalResult:
    """How a goal came to be closed."""

    state: GoalState
    result: str = ""
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    id: str
    client_id: str
    draft: GoalDraft
    state: GoalState = GoalState.OPEN
    result: str = ""
    closed_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still worked on."""
        return self.state is GoalState.OPEN
