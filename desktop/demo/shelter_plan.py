"""Who sleeps where over two years: sixteen single rooms, near nine in ten full, as the centre publishes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desktop.clock import BRUSSELS, NOON, at_brussels
from desktop.demo.dice import Dice
from desktop.domain.shelter import StayState

HOUSE = "Huis A"
ROOMS = tuple(f"{floor}{number:02d}" for floor in (1, 2) for number in range(1, 9))
YEAR = 365
AIM, TOLERANCE, TRIES = 0.89, 0.015, 80
_HISTORY = 720
_EVENING = time(17, 30)


@dataclass(frozen=True, slots=True)
class PlannedStay:
    """A stay before anyone is found for it. `ends` is the departure, or the expected one."""

    room: str
    begins: datetime
    ends: datetime | None
    state: StayState
    ready_to_leave: bool = False

    @property
    def first_day(self) -> date:
        return self.begins.astimezone(BRUSSELS).date()

    @property
    def last_day(self) -> date | None:
        return self.ends.astimezone(BRUSSELS).date() if self.ends else None


def plan(dice: Dice, as_of: date) -> tuple[PlannedStay, ...]:
    """Stays of all rooms: tonight's first, then the past ones, the latest first.

    Thrown again until last year's occupancy is near what PAG-ASA publishes: 5,200 nights in 16 rooms, 89 %.
    """
    best: tuple[PlannedStay, ...] = ()
    for _ in range(TRIES):
        stays = tuple(_throw(dice, as_of))
        if not best or _distance(stays, as_of) < _distance(best, as_of):
            best = stays
        if _distance(best, as_of) <= TOLERANCE:
            break
    tonight = [stay for stay in best if stay.state is not StayState.LEFT]
    past = [stay for stay in best if stay.state is StayState.LEFT]
    return (*tonight, *sorted(past, key=lambda stay: stay.begins, reverse=True))


def occupancy(stays: Iterable[PlannedStay], as_of: date) -> float:
    """The share of last year's nights on which a room was slept in."""
    first = as_of - timedelta(days=YEAR)
    nights = sum(_nights(stay, first, as_of) for stay in stays if stay.state is not StayState.RESERVED)
    return nights / (YEAR * len(ROOMS))


def _nights(stay: PlannedStay, first: date, end: date) -> int:
    leaves = min(stay.last_day or end, end)
    return max(0, (leaves - max(first, stay.first_day)).days)


def _distance(stays: Sequence[PlannedStay], as_of: date) -> float:
    return abs(occupancy(stays, as_of) - AIM)


def _throw(dice: Dice, as_of: date) -> Iterator[PlannedStay]:
    """Tonight: twelve at home, one who leaves, one who arrives, one room kept for later, one free."""
    rooms = dice.shuffled(ROOMS)
    arriving, leaving, kept, free, *lived_in = rooms
    for number, room in enumerate(lived_in):
        current = _at_home(dice, room, as_of, ready=number in (3, 8))
        yield current
        yield from _before(dice, room, current.first_day, as_of)
    last = _leaves_today(dice, leaving, as_of)
    yield last
    yield from _before(dice, leaving, last.first_day, as_of)
    yield PlannedStay(arriving, at_brussels(as_of, _EVENING), None, StayState.RESERVED)
    later = as_of + timedelta(days=dice.between(3, 6))
    yield PlannedStay(kept, at_brussels(later, time(15, 0)), None, StayState.RESERVED)
    for room in (arriving, kept, free):
        yield from _before(dice, room, as_of + timedelta(days=dice.between(2, 10)), as_of)


def _length(dice: Dice) -> int:
    return dice.around(90, 150, 270)


def _at_home(dice: Dice, room: str, as_of: date, *, ready: bool) -> PlannedStay:
    length = _length(dice)
    spent = max(3, min(length - 8, round(length * dice.share())))
    if ready:
        length, spent = 268, dice.between(180, 255)
    begins = as_of - timedelta(days=spent)
    open_end = ready or dice.chance(35)
    ends = None if open_end else at_brussels(begins + timedelta(days=length), NOON)
    return PlannedStay(room, _arrival(dice, begins), ends, StayState.HOUSED, ready)


def _leaves_today(dice: Dice, room: str, as_of: date) -> PlannedStay:
    begins = as_of - timedelta(days=_length(dice))
    return PlannedStay(room, _arrival(dice, begins), at_brussels(as_of, NOON), StayState.HOUSED)


def _before(dice: Dice, room: str, next_day: date, as_of: date) -> Iterator[PlannedStay]:
    """Earlier stays in a room, backwards, with days in between to clean and to find the next person."""
    while True:
        left = min(next_day - timedelta(days=dice.between(4, 32)), as_of - timedelta(days=1))
        begins = left - timedelta(days=_length(dice))
        if begins < as_of - timedelta(days=_HISTORY):
            return
        ends = at_brussels(left, time(dice.between(10, 16), 15))
        yield PlannedStay(room, _arrival(dice, begins), ends, StayState.LEFT)
        next_day = begins


def _arrival(dice: Dice, day: date) -> datetime:
    """By day as a rule, sometimes late after a hearing."""
    return at_brussels(day, time(dice.between(13, 22), dice.pick((0, 10, 20, 30, 45))))
