"""A story as entries to write in order of time; what an entry refers to is known by key until it has an id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from desktop.clock import BRUSSELS, at_brussels
from desktop.demo.dice import Dice
from desktop.domain.paper_files import PaperDraft
from desktop.domain.roles import Role
from desktop.storage.operations import Value

if TYPE_CHECKING:
    from desktop.documents.specimen import Letter


@dataclass(frozen=True, slots=True)
class Ref:
    """Stands for the id of the entity with this key."""

    key: str


Fields = Mapping[str, Value | Ref]


@dataclass(frozen=True, slots=True)
class Page:
    """A paper put in a file: what is said of it, and the letter it is, or a scan of it."""

    draft: PaperDraft
    letter: Letter
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One write: when, by whom, to which entity; the first with a key creates it, later ones change it."""

    moment: datetime
    author: str
    entity: str
    key: str
    fields: Fields
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff; `language` is the one they write in, "" for either."""

    login: str
    name: str
    roles: tuple[Role, ...]
    language: str = ""


DEMO, LOTTE, SAMIR, HELENE, JORIS = "demo", "lotte", "samir", "helene", "joris"
COLLEAGUES = (
    Colleague(LOTTE, "Lotte V.", (Role.CASEWORKER,), "nl"),
    Colleague(SAMIR, "Samir B.", (Role.CASEWORKER,), "fr"),
    Colleague(HELENE, "Hélène D.", (Role.LEGAL_COUNSELLOR,)),
    Colleague(JORIS, "Joris M.", (Role.SHELTER_WORKER,), "nl"),
)
CASEWORKERS = {DEMO: 30, LOTTE: 36, SAMIR: 34}
FIRST_NAMES = {DEMO: "Demo", LOTTE: "Lotte", SAMIR: "Samir", HELENE: "Hélène", JORIS: "Joris"}
YEARS_TOLD = 2
DAYS_TOLD = 365 * YEARS_TOLD


def opening_moment(as_of: date) -> datetime:
    """When the fictitious centre began to use Baken."""
    return at_brussels(as_of - timedelta(days=DAYS_TOLD + 20), time(9, 0))


def end_of_story(as_of: date) -> datetime:
    """Nothing is recorded later: whoever opens the centre on `as_of` finds only the past."""
    return at_brussels(as_of, time(0, 0)) - timedelta(minutes=1)


def staff(login: str) -> Ref:
    """The id of a member of staff."""
    return Ref(f"user:{login}")


def recorded(dice: Dice, happened: datetime, as_of: date) -> datetime:
    """When something gets written down: mostly soon after, sometimes the next morning."""
    delay = timedelta(minutes=dice.between(10, 120), seconds=dice.between(0, 59))
    morning = happened.astimezone(BRUSSELS).date() + timedelta(days=1)
    later = at_brussels(morning, time(8, 30)) + delay
    moment = happened + delay if dice.chance(80) or later > end_of_story(as_of) else later
    return min(moment, end_of_story(as_of))


def in_order(entries: Iterator[Entry]) -> list[Entry]:
    """By moment; what was told first comes first within one."""
    return sorted(entries, key=lambda entry: entry.moment)
