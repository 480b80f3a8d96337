"""The agenda: what comes when, over all files, as lines of one shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.case_facts import Urgency


class AgendaKind(StrEnum):
    """What a line of the agenda is."""

    APPOINTMENT = "appointment"
    DEADLINE = "deadline"
    TASK = "task"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line. `text` is what someone wrote, `code` the rule of a deadline; `who` does it or goes along.

    `is_mine`: this person does it, accompanies the file, or follows all deadlines. `urgency` is how a deadline
    stands today.
    """

    kind: AgendaKind
    id: str
    day: date
    at: datetime | None = None
    minutes: int = 0
    client_id: str = ""
    client_name: str = ""
    client_number: str = ""
    text: str = ""
    code: str = ""
    detail: str = ""
    who: str = ""
    is_mine: bool = False
    urgency: Urgency | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """What passed undone, the oldest first, and what comes, by day and time."""

    today: date
    overdue: tuple[AgendaItem, ...] = ()
    coming: tuple[AgendaItem, ...] = ()

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        return (*self.overdue, *self.coming)
