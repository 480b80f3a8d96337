"""Time: nights from noon to noon in Brussels, through the days on which clocks change, whatever the PC says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, strategies as st

from desktop.clock import (
    BRUSSELS,
    FixedClock,
    at_brussels,
    from_text,
    night_bounds,
    night_of,
    to_text,
    today,
)
from desktop.domain.nights import departure_day, nights_between, sleeps
from desktop.domain.shelter import Resident, Stay, StayState

DAYS = st.dates(min_value=date(1971, 1, 1), max_value=date(2199, 12, 31))
MOMENTS = st.builds(lambda day, at: datetime.combine(day, at, tzinfo=UTC), DAYS, st.times())
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)  # 02:00 is skipped; 02:00-03:00 comes twice


def stay(begins: datetime, ends: datetime | None, state: StayState = StayState.LEFT) -> Stay:
    return Stay("s", "p", Resident("Sara"), begins, ends, state)


@given(MOMENTS)
def test_every_moment_lies_in_exactly_one_night(moment: datetime) -> None:
    night = night_of(moment)
    begins, ends = night_bounds(night)
    assert begins <= moment < ends
    assert night_bounds(night + timedelta(days=1))[0] == ends


@given(DAYS)
def test_a_night_lasts_a_day_but_for_the_hour_the_clocks_move(night: date) -> None:
    begins, ends = night_bounds(night)
    assert (ends - begins) / timedelta(hours=1) in (23, 24, 25)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25)])
def test_the_night_before_clocks_move_is_shorter_or_longer(day: date, hours: int) -> None:
    begins, ends = night_bounds(day - timedelta(days=1))
    assert (ends - begins) == timedelta(hours=hours)


@pytest.mark.parametrize("day", [SPRING, AUTUMN, date(2026, 11, 2), date(2024, 2, 29)])
def test_who_arrives_at_half_past_two_sleeps_the_night_of_the_evening_before(day: date) -> None:
    arrived = at_brussels(day, time(2, 30))
    assert night_of(arrived) == day - timedelta(days=1)
    assert sleeps(stay(arrived, None, StayState.HOUSED), day - timedelta(days=1))


def test_noon_itself_belongs_to_the_night_that_begins() -> None:
    day = date(2026, 11, 2)
    assert night_of(at_brussels(day, time(12, 0))) == day
    assert night_of(at_brussels(day, time(11, 59))) == day - timedelta(days=1)


def test_the_repeated_hour_in_autumn_means_the_first_one() -> None:
    assert at_brussels(AUTUMN, time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(DAYS, st.times())
def test_the_departure_day_is_not_a_night(day: date, at: time) -> None:
    leaving = stay(at_brussels(day - timedelta(days=3), time(18)), at_brussels(day, at.replace(tzinfo=None)))
    assert departure_day(leaving) == day
    assert not sleeps(leaving, day)
    assert sleeps(leaving, day - timedelta(days=1))
    assert nights_between(leaving, day - timedelta(days=30), day + timedelta(days=30)) == 3


@given(MOMENTS, st.integers(0, 60 * 24 * 60), DAYS, st.integers(0, 90))
def test_counting_nights_is_counting_the_nights_slept(
    begins: datetime, minutes: int, first: date, days: int
) -> None:
    begins = begins.replace(second=0, microsecond=0)
    someone = stay(begins, begins + timedelta(minutes=minutes + 1))
    nearby = night_of(begins) + timedelta(days=(first.toordinal() % 120) - 60)
    last = nearby + timedelta(days=days)
    slept = [
        nearby + timedelta(days=n) for n in range(days + 1) if sleeps(someone, nearby + timedelta(days=n))
    ]
    assert nights_between(someone, nearby, last) == len(slept)


def test_whoever_never_came_slept_nowhere() -> None:
    begins = at_brussels(date(2026, 11, 2), time(18))
    cancelled = stay(begins, None, StayState.CANCELLED)
    assert not sleeps(cancelled, date(2026, 11, 2))
    assert nights_between(cancelled, date(2026, 1, 1), date(2026, 12, 31)) == 0


@given(MOMENTS)
def test_moments_survive_being_written_and_sort_as_text(moment: datetime) -> None:
    to_the_minute = moment.replace(second=0, microsecond=0)
    assert from_text(to_text(moment)) == to_the_minute
    later = to_the_minute + timedelta(minutes=1)
    assert to_text(moment) < to_text(later)


@given(MOMENTS)
def test_today_is_the_day_in_brussels(moment: datetime) -> None:
    assert today(FixedClock(moment)) == moment.astimezone(BRUSSELS).date()


ANSWERS = """
import json
from datetime import UTC, date, datetime, time
from desktop.clock import *
from desktop.domain.nights import *
moments = [datetime(2026, m, d, h, 30, tzinfo=UTC) for m in (1, 3, 7, 10, 12) for d in (1, 25, 29) for h in range(24)]
print(json.dumps([[str(night_of(m)), str(today(FixedClock(m))), to_text(m), str(from_text(to_text(m))),
                   str(at_brussels(m.date(), m.time())), [str(x) for x in night_bounds(m.date())]] for m in moments]))
"""


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu"])
def test_a_pc_in_another_zone_changes_no_date_or_night(zone: str) -> None:
    assert _answers(zone) == _answers("Europe/Brussels")


def _answers(zone: str) -> object:
    output = subprocess.run(
        [sys.executable, "-c", ANSWERS],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout
    return json.loads(output)
