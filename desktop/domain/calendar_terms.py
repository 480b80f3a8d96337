"""Counting terms: calendar months clamped to the end of the month, and days, within what a date can hold."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def months_after(day: date, months: int) -> date:
    """The same day `months` later (or earlier), else the last of that month: 31 January + 1 is 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    if day.day <= 28:
        return day.replace(year=year, month=month + 1)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_after(day: date, days: int) -> date:
    """The day `days` later (or earlier), at most the last day there is."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min
