"""When a support that ended is the same one again: within twelve calendar months, by an oracle that counts days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from desktop.domain.plans import Reopening, Support, SupportDraft, SupportEnd, is_same_support, to_reopen

DAYS = st.dates(date(1995, 1, 1), date(2090, 12, 31))


def last_day(ended: date) -> date:
    """A year on by walking: the same month and day, or the day before where there is none."""
    day = ended
    while (day.year, day.month) != (ended.year + 1, ended.month):
        day += timedelta(days=1)
    while day.day < ended.day and (day + timedelta(days=1)).month == ended.month:
        day += timedelta(days=1)
    return day


@given(DAYS, st.integers(-40, 800))
def test_within_twelve_months_it_is_the_same_support(ended: date, later: int) -> None:
    again = ended + timedelta(days=later)
    assert is_same_support(ended, again) is (ended <= again <= last_day(ended))


@pytest.mark.parametrize(
    ("ended", "again", "same"),
    [
        (date(2025, 11, 22), date(2026, 11, 22), True),
        (date(2025, 11, 22), date(2026, 11, 23), False),
        (date(2024, 2, 29), date(2025, 2, 28), True),
        (date(2024, 2, 29), date(2025, 3, 1), False),
        (date(2023, 2, 28), date(2024, 2, 28), True),
        (date(2023, 2, 28), date(2024, 2, 29), False),
        (date(2026, 1, 31), date(2026, 1, 31), True),
        (date(2026, 1, 31), date(2026, 1, 30), False),
    ],
)
def test_the_edges_of_twelve_months(ended: date, again: date, *, same: bool) -> None:
    assert is_same_support(ended, again) is same


def support(begins: date, ends: date | None) -> Support:
    end = SupportEnd(ends, "own_request") if ends else None
    return Support(begins.isoformat(), "client", SupportDraft(begins), end)


@given(st.lists(DAYS, min_size=2, max_size=8, unique=True), st.integers(0, 800))
def test_only_the_latest_support_is_taken_up_again(days: list[date], later: int) -> None:
    edges = sorted(days)
    known = [support(begins, ends) for begins, ends in zip(edges[::2], edges[1::2], strict=False)]
    latest = known[-1]
    assert latest.end is not None
    day = latest.end.ends + timedelta(days=later)
    found = to_reopen(reversed(known), day)
    assert found == (latest if is_same_support(latest.end.ends, day) else None)


def test_a_support_that_goes_on_is_not_reopened() -> None:
    assert to_reopen([support(date(2026, 1, 1), None)], date(2026, 2, 1)) is None
    assert to_reopen([], date(2026, 2, 1)) is None


def test_since_when_it_runs_without_a_break() -> None:
    end = SupportEnd(date(2026, 3, 1), "own_request")
    begun = SupportDraft(date(2025, 1, 1))
    assert Support("a", "c", begun).running_since == date(2025, 1, 1)
    again = Support("a", "c", begun, reopenings=(Reopening(end, date(2026, 5, 1)),))
    assert again.running_since == date(2026, 5, 1)
