"""The numbers by which others know a client, and which of them can be mistyped without anyone noticing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

OFFICE, NATIONAL, BIS = "dvz", "national", "bis"
_PUNCTUATION = re.compile(r"[\s.\-/]+")
_BIS_MONTHS = (20, 40)  # added to the month: 20 while the gender is not known, 40 once it is


class Flaw(StrEnum):
    """Why a number cannot be what it is said to be."""

    DIGITS = "digits"
    LENGTH = "length"
    CHECK = "check"
    BIRTH = "birth"
    IS_BIS = "is_bis"
    IS_NATIONAL = "is_national"


@dataclass(frozen=True, slots=True)
class Identifier:
    """One number or reference of a client; `kind` is a code of `identifier_kinds`."""

    kind: str
    value: str
    note: str = ""
    id: str = ""


class FlawedNumber(ValueError):
    """A number that fails its own check; `flaw` says how."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


def tidy(kind: str, typed: str) -> str:
    """The value as it is kept: bare digits where the kind is a number, else what was typed, in single spaces.

    Raises FlawedNumber for one that cannot be; an empty one stays empty.
    """
    value = " ".join(typed.split())
    if not value or kind not in {OFFICE, NATIONAL, BIS}:
        return value
    digits = _PUNCTUATION.sub("", value)
    if not (digits.isascii() and digits.isdigit()):
        raise FlawedNumber(Flaw.DIGITS)
    if len(digits) != (7 if kind == OFFICE else 11):
        raise FlawedNumber(Flaw.LENGTH)
    if kind != OFFICE:
        _check_register(kind, digits)
    return digits


def shown(kind: str, value: str) -> str:
    """A kept value as people read it aloud: `8.123.456`, `85.07.30-033.28`; others as they are."""
    if kind == OFFICE and len(value) == 7:
        return f"{value[0]}.{value[1:4]}.{value[4:]}"
    if kind in {NATIONAL, BIS} and len(value) == 11:
        return f"{value[:2]}.{value[2:4]}.{value[4:6]}-{value[6:9]}.{value[9:]}"
    return value


def search_words(identifier: Identifier) -> tuple[str, ...]:
    """Under which spellings a search finds it: with its points, without, and without spaces."""
    value = identifier.value
    return tuple(dict.fromkeys((value, shown(identifier.kind, value), _PUNCTUATION.sub("", value))))


def check_digits(first_nine: str, *, from_2000: bool) -> str:
    """The last two digits of a register number; whoever was born from 2000 on is reckoned with a 2 before it."""
    reckoned = int(f"2{first_nine}" if from_2000 else first_nine)
    return f"{97 - reckoned % 97:02d}"


def _check_register(kind: str, digits: str) -> None:
    """Eleven digits: birth as YYMMDD (a bis number adds 20 or 40 to the month), a serial number, two to check."""
    year, month, day = (int(digits[start : start + 2]) for start in (0, 2, 4))
    added = max((step for step in _BIS_MONTHS if month >= step), default=0)
    centuries = [
        century
        for century, from_2000 in ((1900, False), (2000, True))
        if check_digits(digits[:9], from_2000=from_2000) == digits[9:]
    ]
    if not centuries:
        raise FlawedNumber(Flaw.CHECK)
    if not any(_may_be_born(century + year, month - added, day) for century in centuries):
        raise FlawedNumber(Flaw.BIRTH)
    if kind == NATIONAL and added:
        raise FlawedNumber(Flaw.IS_BIS)
    if kind == BIS and not added:
        raise FlawedNumber(Flaw.IS_NATIONAL)


def _may_be_born(year: int, month: int, day: int) -> bool:
    """Whether the register may hold it: a month or day that nobody knows is 0."""
    if month > 12 or day > 31:
        return False
    if not month or not day:
        return True
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
