"""Whose file is a minor's, and who is taken in by the readers named."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.domain.access import Group, Restriction, adult_on, is_minor, is_orphaned, may_open, reads
from desktop.domain.clients import BirthDate
from desktop.domain.roles import Role
from desktop.domain.users import User

DAY = date(2026, 11, 2)
CASEWORKER = User("eva", "eva", "Eva", (Role.CASEWORKER,))
COORDINATOR = User("co", "co", "Co", (Role.COORDINATOR,))
COLLEAGUE = User("jan", "jan", "Jan", (Role.CASEWORKER,))
LEFT = User("lea", "lea", "Lea", (Role.COORDINATOR,), active=False)


@pytest.mark.parametrize(
    ("birth", "status", "minor"),
    [
        ("2008-11-03", "declared", True),
        ("2008-11-02", "declared", False),  # 18 today
        ("2008-11", "unknown", True),  # perhaps the 30th
        ("2008-10", "unknown", False),
        ("2008", "unknown", True),  # perhaps on 31 December
        ("2007", "unknown", False),
        ("~2008", "unknown", True),
        ("2010-01-01", "decided_adult", False),
        ("2010-01-01", "doubted", True),
        ("2001-01-01", "doubted", False),
        ("2001-01-01", "decided_minor", False),  # grown up since
        ("", "doubted", True),
        ("", "decided_minor", True),
        ("", "declared", False),
        ("", "unknown", False),
    ],
)
def test_who_may_be_a_minor_is_treated_as_one(birth: str, status: str, minor: bool) -> None:
    assert is_minor(BirthDate.parse(birth) if birth else None, status, DAY) is minor


@pytest.mark.parametrize(
    ("birth", "day"),
    [
        ("2008-02-29", "2026-03-01"),
        ("2008-03-14", "2026-03-14"),
        ("2008-12", "2027-01-01"),
        ("2008-01", "2026-02-01"),
        ("2008", "2027-01-01"),
    ],
)
def test_one_turns_18_at_the_latest_the_birth_date_allows(birth: str, day: str) -> None:
    assert adult_on(BirthDate.parse(birth)) == date.fromisoformat(day)


def test_groups_take_in_a_successor() -> None:
    assert reads(CASEWORKER, [Group.CASEWORKER], caseworker="eva")
    assert not reads(CASEWORKER, [Group.CASEWORKER], caseworker="jan")
    assert reads(COORDINATOR, [Group.COORDINATORS], caseworker="")
    assert not reads(COLLEAGUE, [Group.CASEWORKER, Group.COORDINATORS, "eva"], caseworker="eva")
    assert reads(COLLEAGUE, ["jan"], caseworker="eva")


def test_a_file_nobody_could_open_up_again_goes_to_the_coordinators() -> None:
    people = (CASEWORKER, COORDINATOR, COLLEAGUE, LEFT)
    kept = Restriction("r", "c", True, ("lea", "jan"), "why")
    assert is_orphaned(kept.readers, people, caseworker="eva")  # Jan reads it, but could never lift it
    assert may_open(COORDINATOR, kept, people, caseworker="eva")
    assert not may_open(CASEWORKER, kept, people, caseworker="eva")
    assert not may_open(COORDINATOR, kept, people, caseworker="jan")  # now Jan can
