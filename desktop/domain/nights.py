"""Which shelter nights a stay counts: noon to noon, the departure day is not a night."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.clock import BRUSSELS, night_of
from desktop.domain.shelter import Stay, StayState


def departure_day(stay: Stay) -> date | None:
    """The Brussels day on which a stay ends, or None while it is open."""
    return stay.ends.astimezone(BRUSSELS).date() if stay.ends else None


def sleeps(stay: Stay, night: date) -> bool:
    """Whether the person sleeps there in the night named by its evening.

    Someone who arrived at 02:30 slept the night of the evening before; the day of departure is not a night.
    """
    if stay.state is StayState.CANCELLED or night_of(stay.begins) > night:
        return False
    leaves = departure_day(stay)
    return leaves is None or night < leaves


def nights_between(stay: Stay, first: date, last: date) -> int:
    """How many nights the stay counts from `first` to `last`, both counted."""
    if stay.state is StayState.CANCELLED:
        return 0
    leaves = departure_day(stay)
    final = last if leaves is None else min(last, leaves - timedelta(days=1))
    return max(0, (final - max(first, night_of(stay.begins))).days + 1)
