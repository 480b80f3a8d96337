"""How days, lists and facts stand in a column."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

Row = tuple[Any, ...]


def iso(day: date | None) -> str | None:
    """A date as stored, or None."""
    return day.isoformat() if day else None


def day_of(text: str | None) -> date | None:
    """The inverse of `iso`."""
    return date.fromisoformat(text) if text else None


def texts_of(stored: str) -> tuple[str, ...]:
    """A list of texts as stored."""
    return tuple(json.loads(stored))


def facts_of(stored: str) -> dict[str, str]:
    """Named facts as stored."""
    facts: dict[str, str] = json.loads(stored)
    return facts
