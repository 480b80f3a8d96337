"""The timeline of a file: everything that happened and is planned, as lines of one shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.support import Domain


class EntryKind(StrEnum):
    """What a line of the timeline is about."""

    REFERRAL = "referral"
    NOTE = "note"
    EVENT = "event"
    DOCUMENT = "document"
    REQUEST = "request"
    TRACK = "track"
    DEADLINE = "deadline"
    TASK = "task"
    APPOINTMENT = "appointment"
    GOAL = "goal"
    SUPPORT = "support"
    STAY = "stay"
    SHEET = "sheet"
    FILE = "file"


class EntryState(StrEnum):
    """What became of it; a corrected note is the one that stands now."""

    STANDS = ""
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line. `code` is its code of a list, `moment` which of its moments (`issued`, `ended`); `text` its words.

    `day` is None for a task without a date; `is_open` says that it still has to be done, whatever its day.
    """

    kind: EntryKind
    id: str
    day: date | None
    moment: str = ""
    at: datetime | None = None
    code: str = ""
    text: str = ""
    detail: str = ""
    domain: Domain | None = None
    who: str = ""
    ends: date | None = None
    state: EntryState = EntryState.STANDS
    is_open: bool = False

    def lies_ahead(self, day: date, now: datetime) -> bool:
        """Whether it belongs to what is still to come."""
        if self.is_open or self.day is None:
            return True
        return self.at > now if self.at is not None else self.day > day


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is to come, soonest first, and what was, newest first."""

    today: date
    ahead: tuple[TimelineEntry, ...] = ()
    past: tuple[TimelineEntry, ...] = ()

    @property
    def entries(self) -> tuple[TimelineEntry, ...]:
        return (*self.ahead, *self.past)
