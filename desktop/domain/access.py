"""Need to know within a compartment: which files only named people open, and why a minor's file is one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.domain.clients import BirthDate
from desktop.domain.roles import Compartment, Role
from desktop.domain.users import User

ADULT_AT = 18
DEFAULT_FOR_MINORS = "minor"  # the reason of a restriction nobody typed; the screen words it


class Group(StrEnum):
    """Readers named by what they are, so that a successor is one too."""

    CASEWORKER = "@caseworker"
    COORDINATORS = "@coordinators"


@dataclass(frozen=True, slots=True)
class Restriction:
    """What was decided about one file; `readers` are users' ids and groups.

    One that is not `restricted` was lifted by a person, so that no default comes back by itself.
    """

    id: str
    client_id: str
    restricted: bool
    readers: tuple[str, ...] = ()
    reason: str = ""

    @property
    def is_default(self) -> bool:
        """Whether nobody decided it: it came with the age."""
        return self.restricted and self.reason == DEFAULT_FOR_MINORS


def may_change(user: User, *, caseworker: str) -> bool:
    """A coordinator, or whoever accompanies the client, decides who opens the file."""
    return Role.COORDINATOR in user.roles or user.id == caseworker


def reads(user: User, readers: Iterable[str], *, caseworker: str) -> bool:
    """Whether the readers named take this person in."""
    named = set(readers)
    return (
        user.id in named
        or (Group.CASEWORKER in named and user.id == caseworker)
        or (Group.COORDINATORS in named and Role.COORDINATOR in user.roles)
    )


def is_orphaned(readers: Iterable[str], people: Iterable[User], *, caseworker: str) -> bool:
    """Whether nobody is left among the readers who could lift the restriction: then the coordinators may."""
    named = tuple(readers)
    return not any(
        person.active
        and Compartment.REGISTRY in person.opens
        and may_change(person, caseworker=caseworker)
        and reads(person, named, caseworker=caseworker)
        for person in people
    )


def may_open(user: User, restriction: Restriction, people: Iterable[User], *, caseworker: str) -> bool:
    """Whether this person opens a restricted file."""
    if reads(user, restriction.readers, caseworker=caseworker):
        return True
    is_coordinator = Role.COORDINATOR in user.roles
    return is_coordinator and is_orphaned(restriction.readers, people, caseworker=caseworker)


def is_minor(birth: BirthDate | None, age_status: str, day: date) -> bool:
    """Whether a file is treated as a minor's on a day; who may be one is treated as one.

    Decided adult: no. With a birth date: under 18 by the youngest age it allows, so a year alone counts as born on
    its last day. Without one: when the age was decided to be a minor's, or is doubted.
    """
    if age_status == "decided_adult":
        return False
    if birth is None:
        return age_status in {"decided_minor", "doubted"}
    return day < adult_on(birth)


def adult_on(birth: BirthDate) -> date:
    """The 18th birthday, at the latest the birth date allows; who is born on 29 February turns 18 on 1 March."""
    year = birth.year + ADULT_AT
    if birth.day is not None and birth.month is not None:
        return date(year, 3, 1) if (birth.month, birth.day) == (2, 29) else date(year, birth.month, birth.day)
    if birth.month is None or birth.month == 12:
        return date(year + 1, 1, 1)
    return date(year, birth.month + 1, 1)


def default_readers(opened_by: str, writer: str) -> tuple[str, ...]:
    """Who opens a minor's file until someone decides: its opener, its caseworker, the coordinators, and the writer."""
    return tuple(dict.fromkeys((Group.CASEWORKER, Group.COORDINATORS, opened_by, writer)))
