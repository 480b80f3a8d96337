"""The one source of time: recording time in UTC, events in Europe/Brussels, shelter nights noon to noon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
NOON = time(12, 0)
BREAKFAST = time(6, 0)


class Clock(Protocol):
    """What the layers ask for the time; injected so that tests and the demo set it."""

    def now(self) -> datetime:
        """The present moment, timezone-aware, in UTC."""
        ...


class SystemClock:
    """The PC's clock; its zone is ignored on purpose."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(slots=True)
class FixedClock:
    """A clock that stands where it is put; `advance` moves it."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def advance(self, step: timedelta) -> None:
        self.moment += step


def today(clock: Clock) -> date:
    """The calendar day in Brussels, whatever zone the PC is set to."""
    return clock.now().astimezone(BRUSSELS).date()


def night_of(moment: datetime) -> date:
    """The shelter night a moment belongs to, named by its evening (noon to noon, Brussels).

    Someone who arrives at 02:30 sleeps in the night of the evening before.
    """
    local = moment.astimezone(BRUSSELS)
    return local.date() if local.time() >= NOON else local.date() - timedelta(days=1)


def board_night(moment: datetime) -> date:
    """The night a shift plans for: from six in the morning the coming one, before that the one under way.

    At breakfast the question is who leaves today and who arrives tonight, though the night counted lasts till noon.
    """
    local = moment.astimezone(BRUSSELS)
    return local.date() if local.time() >= BREAKFAST else local.date() - timedelta(days=1)


def night_bounds(night: date) -> tuple[datetime, datetime]:
    """The UTC moments at which a shelter night begins and ends (Brussels noon to noon)."""
    return at_brussels(night, NOON), at_brussels(night + timedelta(days=1), NOON)


def at_brussels(day: date, at: time) -> datetime:
    """A Brussels wall-clock moment as UTC; in the repeated autumn hour the first one."""
    return datetime.combine(day, at, tzinfo=BRUSSELS).astimezone(UTC)


def to_text(moment: datetime) -> str:
    """UTC to the minute, e.g. `2026-11-22T18:43Z`: sorts as text in order of time."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="minutes") + "Z"


def from_text(text: str) -> datetime:
    """The inverse of `to_text`."""
    return datetime.fromisoformat(text)


def to_the_minute(moment: datetime) -> datetime:
    """A moment as it comes back from `to_text` and `from_text`."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)
