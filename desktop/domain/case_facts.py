"""What the deadlines of one file are computed from, and what one deadline is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.clients import BirthDate
from desktop.domain.procedure import ProcedureEvent, Request, ResidenceDocument, Track


class Urgency(StrEnum):
    """How a deadline stands on a day."""

    OVERDUE = "overdue"
    NOW = "now"
    SOON = "soon"
    COMING = "coming"
    SILENCED = "silenced"


@dataclass(frozen=True, slots=True)
class HousedSpan:
    """One stay in the shelter: from which day, until which (None: still there)."""

    id: str
    begins: date
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class ExpiringPaper:
    """A paper of another kind with a printed end: a health card, a lease, a child's passport."""

    id: str
    title: str
    expires_on: date
    holder: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything the deadlines of one file depend on; withdrawn records may be among them and do not count."""

    opened_on: date
    birth: BirthDate | None = None
    age_status: str = ""
    tracks: tuple[Track, ...] = ()
    documents: tuple[ResidenceDocument, ...] = ()
    events: tuple[ProcedureEvent, ...] = ()
    requests: tuple[Request, ...] = ()
    stays: tuple[HousedSpan, ...] = ()
    papers: tuple[ExpiringPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day that must not pass unseen. `key` is stable: the rule and the record it starts from.

    `due` is the printed day where there is one, `computed` what the rule gives; `attention` the first day it asks for
    attention; `due_at` the moment, where hours count (72 hours). `subject` is the id of the record it is about.
    """

    rule: str
    key: str
    due: date
    start: date
    attention: date
    computed: date | None = None
    printed: bool = False
    due_at: datetime | None = None
    subject: str = ""
    holder: str = ""
    reminders: tuple[date, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the printed day is not the one the rule gives."""
        return self.printed and self.computed is not None and self.computed != self.due

    def urgency_on(self, day: date, *, soon_days: int = 7) -> Urgency:
        """How it stands on a day, apart from being silenced."""
        if self.due < day:
            return Urgency.OVERDUE
        if self.due == day:
            return Urgency.NOW
        return Urgency.SOON if (self.due - day).days <= soon_days or day >= self.attention else Urgency.COMING


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as the data has it: an amount of `days`, `months` or `hours`, and how long before reminders come.

    `amounts` holds the other amounts of the rule by name: defaults of documents, windows, terms in urgency.
    """

    id: str
    days: int = 0
    months: int = 0
    hours: int = 0
    reminders: tuple[int, ...] = ()
    lead_days: int = 0
    amounts: dict[str, int] = field(default_factory=dict)
