"""Houses, rooms, places and who sleeps where; every state is a dated interval, never a flag."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class House:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Room:
    id: str
    house_id: str
    name: str
    kind: str = "single"


@dataclass(frozen=True, slots=True)
class Place:
    """One bed that can be given to one person at a time."""

    id: str
    room_id: str
    label: str


class StayState(StrEnum):
    """Reserved: expected; housed: has arrived; left: has departed; cancelled: never came."""

    RESERVED = "reserved"
    HOUSED = "housed"
    LEFT = "left"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Resident:
    """What the house may know of a person: never the legal name (`call_name` only)."""

    call_name: str
    gender: str = "unknown"
    age_band: str = ""
    children: int = 0
    languages: tuple[str, ...] = ()
    diet: str = ""
    client_id: str = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """A person in a place over [begins, ends), UTC. `ends` None is open; before departure it is the expected end."""

    id: str
    place_id: str
    resident: Resident
    begins: datetime
    ends: datetime | None
    state: StayState
    ready_to_leave: bool = False
    destination: str = ""


@dataclass(frozen=True, slots=True)
class BoardPlace:
    """One place tonight: who is in it, who is expected, who leaves."""

    place: Place
    room: Room
    house: House
    stay: Stay | None = None
    arriving: bool = False
    leaving: bool = False
    overdue: bool = False
    next_stay: Stay | None = None

    @property
    def free(self) -> bool:
        return self.stay is None


@dataclass(frozen=True, slots=True)
class Board:
    """Tonight's board; `night` is named by its evening."""

    night: date
    places: tuple[BoardPlace, ...] = field(default_factory=tuple)

    @property
    def free(self) -> int:
        return sum(1 for item in self.places if item.free)

    @property
    def arrivals(self) -> tuple[BoardPlace, ...]:
        return tuple(item for item in self.places if item.arriving)

    @property
    def departures(self) -> tuple[BoardPlace, ...]:
        return tuple(item for item in self.places if item.leaving)
