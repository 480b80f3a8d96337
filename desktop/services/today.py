"""Today: what this person has to do, and what the house expects tonight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, TypeVar

from desktop.clock import at_brussels, board_night, today as day_today
from desktop.domain.agenda import AgendaItem
from desktop.domain.roles import Compartment
from desktop.domain.shelter import BoardPlace
from desktop.domain.support import Appointment, Slip, Task
from desktop.services import access, agenda, shelter, slips
from desktop.services.session import Session
from desktop.storage import appointments, referrals, tasks as chores

CLOCK_TOLERANCE = timedelta(minutes=5)


class OfClient(Protocol):
    """Anything that belongs to a file."""

    @property
    def client_id(self) -> str: ...


T = TypeVar("T", bound=OfClient)


@dataclass(frozen=True, slots=True)
class Today:
    """One page's worth; what a role may not see is empty, `free_places` None without the shelter.

    `deadlines` are the first that ask for attention, `deadline_count` how many there are.
    `last_recorded` is set only when the PC's clock stands before the last entry: someone must set it right.
    """

    day: date
    night: date
    appointments: tuple[Appointment, ...] = ()
    tasks: tuple[Task, ...] = ()
    deadlines: tuple[AgendaItem, ...] = ()
    deadline_count: int = 0
    arrivals: tuple[BoardPlace, ...] = ()
    departures: tuple[BoardPlace, ...] = ()
    free_places: int | None = None
    places: int | None = None
    slips: tuple[Slip, ...] = ()
    pending_referrals: int = 0
    last_recorded: datetime | None = None

    @property
    def count(self) -> int:
        """How many things ask for attention, for the rail."""
        return len(self.appointments) + len(self.tasks) + len(self.slips) + self.deadline_count


def today(session: Session) -> Today:
    """What this person has to do today."""
    day, vault, hidden = day_today(session.clock), session.vault, access.hidden(session)
    found = Today(day, board_night(session.clock.now()), last_recorded=_clock_behind(session))
    if Compartment.HOUSE in session.holds:
        found = _with_shelter(session, found, hidden)
    if Compartment.REGISTRY in session.holds:
        midnight, next_midnight = at_brussels(day, time()), at_brussels(day + timedelta(days=1), time())
        known = appointments.appointments_between(vault, midnight, next_midnight)
        found = replace(found, appointments=_openable(known, hidden))
    if Compartment.CASEWORK in session.holds:
        found = _with_casework(session, found, hidden)
    return found


def _with_shelter(session: Session, found: Today, hidden: frozenset[str]) -> Today:
    board = shelter.board(session, night=found.night)
    return replace(
        found,
        arrivals=_by_call_name(board.arrivals, hidden),
        departures=_by_call_name(board.departures, hidden),
        free_places=board.free,
        places=len(board.places),
    )


def _by_call_name(places: Iterable[BoardPlace], hidden: frozenset[str]) -> tuple[BoardPlace, ...]:
    """The house goes on naming everyone; only the way to a file that is not this person's is left out."""
    return tuple(
        replace(item, stay=replace(item.stay, resident=replace(item.stay.resident, client_id="")))
        if item.stay is not None and item.stay.resident.client_id in hidden
        else item
        for item in places
    )


def _openable(items: Iterable[T], hidden: frozenset[str]) -> tuple[T, ...]:
    """Those of files this person may open, or of none."""
    return tuple(item for item in items if item.client_id not in hidden)


def _with_casework(session: Session, found: Today, hidden: frozenset[str]) -> Today:
    vault, day = session.vault, found.day
    tasks = _openable(chores.open_tasks(vault, session.user.id), hidden)
    deadlines, count = agenda.asking_deadlines(session)
    return replace(
        found,
        tasks=tuple(task for task in tasks if task.draft.due is None or task.draft.due <= day),
        deadlines=deadlines,
        deadline_count=count,
        slips=slips.waiting(session),
        pending_referrals=referrals.pending_referrals(vault, hidden=hidden),
    )


def _clock_behind(session: Session) -> datetime | None:
    """When the last entry was recorded, if this PC's clock says it is earlier than that."""
    recorded = datetime.fromtimestamp(session.vault.hybrid.last.milliseconds / 1000, UTC)
    return recorded if recorded - session.clock.now() > CLOCK_TOLERANCE else None
