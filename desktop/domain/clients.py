"""The client: names in every script, an uncertain birth date, languages, and what matters for safety."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop.domain.identifiers import Identifier


class Precision(StrEnum):
    """How much of a birth date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A birth date as well as it is known: `1998-03-14`, `1998-03`, `1998` or `~1998` (about)."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    _PATTERN = re.compile(r"(~)?(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> BirthDate:
        """Read the text form of `str(birth_date)`; raises ValueError for anything else."""
        match = cls._PATTERN.fullmatch(text.strip())
        if match is None:
            raise ValueError("not a birth date")
        about, year, month, day = match.groups()
        return cls(
            int(year),
            int(month) if month else None,
            int(day) if day else None,
            about=bool(about),
        )

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return ("~" if self.about else "") + "-".join(parts)

    @property
    def precision(self) -> Precision:
        if self.about:
            return Precision.ABOUT
        if self.day is not None:
            return Precision.DAY
        return Precision.MONTH if self.month is not None else Precision.YEAR

    def age_on(self, day: date) -> int:
        """Completed years; with only the year known, as if born on 1 July (the centres' counting rule)."""
        month, born = (self.month or 7), (self.day or 1)
        return max(0, day.year - self.year - ((day.month, day.day) < (month, born)))

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)


_AGE = re.compile(r"(\d{1,3})")
_YEAR = re.compile(r"~?\s*(\d{4})")
_MONTH = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})")
_OLDEST = 120


def read_birth(typed: str, *, today: date) -> BirthDate | None:
    """A birth as people say it on the phone: an age (`25`), `1998`, `~1998`, `3/1998`, `14/3/1998`, `1998-03-14`.

    An age gives about the year. None when nothing is typed; raises ValueError for what cannot be a birth.
    """
    typed = typed.strip()
    if not typed:
        return None
    birth = _read_parts(typed, today)
    if birth.earliest > today or birth.age_on(today) > _OLDEST:
        raise ValueError("nobody alive was born then")
    return birth


def _read_parts(typed: str, today: date) -> BirthDate:
    if age := _AGE.fullmatch(typed):
        return BirthDate(today.year - int(age[1]), about=True)
    if year := _YEAR.fullmatch(typed):
        return BirthDate(int(year[1]), about="~" in typed)
    if month := _MONTH.fullmatch(typed):
        return BirthDate(int(month[2]), int(month[1]))
    if day := _ISO.fullmatch(typed):
        return BirthDate(int(day[1]), int(day[2]), int(day[3]))
    if day := _DAY.fullmatch(typed):
        return BirthDate(int(day[3]), int(day[2]), int(day[1]))
    raise ValueError("not a birth")


class NameKind(StrEnum):
    """What a name is; the first legal name is shown unless a call-name is set."""

    LEGAL = "legal"
    ALIAS = "alias"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Name:
    """One name: Latin spelling, and the same in the person's own script if known."""

    latin: str
    native: str = ""
    kind: NameKind = NameKind.LEGAL
    id: str = ""


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """A language by BCP-47 tag, and whether it is read too (a sheet in it makes sense)."""

    tag: str
    reads: bool = True


@dataclass(frozen=True, slots=True)
class Alert:
    """A safety alert in words, shown as a chip on the file; `kind` from ALERT_KINDS."""

    text: str
    kind: str = "safety"
    id: str = ""


ALERT_KINDS = ("safety", "health", "contact", "minor", "other")
GENDERS = ("f", "m", "x", "unknown")
AGE_UNKNOWN = "unknown"
AGE_DECIDED = frozenset({"decided_minor", "decided_adult"})


@dataclass(frozen=True, slots=True)
class AgeStatus:
    """How sure the age is: a code of `age_statuses`, and who decided it and on which day."""

    code: str = AGE_UNKNOWN
    note: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClientDetails:
    """What the identity form holds; a client may have no name yet."""

    names: tuple[Name, ...] = ()
    birth: BirthDate | None = None
    gender: str = "unknown"
    nationalities: tuple[str, ...] = ()
    languages: tuple[SpokenLanguage, ...] = ()
    alerts: tuple[Alert, ...] = ()
    caseworker: str = ""
    age: AgeStatus = AgeStatus()
    identifiers: tuple[Identifier, ...] = ()

    @property
    def display_name(self) -> str:
        """The name people use; empty when none is known yet."""
        for kind in (NameKind.CALL, NameKind.LEGAL, NameKind.ALIAS):
            for name in self.names:
                if name.kind is kind and (name.latin or name.native):
                    return name.latin or name.native
        return ""

    @property
    def native_name(self) -> str:
        """The first spelling in the person's own script."""
        return next((name.native for name in self.names if name.native), "")


@dataclass(frozen=True, slots=True)
class Client:
    """A client file's identity as recorded. `number` is the file number people say on the phone."""

    id: str
    number: str
    opened_on: date
    details: ClientDetails


@dataclass(frozen=True, slots=True)
class ClientSummary:
    """One row of the client list."""

    id: str
    number: str
    name: str
    native_name: str = ""
    birth: str = ""
    gender: str = "unknown"
    nationalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    alerts: int = 0
    outcome: str = ""
    caseworker: str = ""
    opened_on: str = ""


@dataclass(frozen=True, slots=True)
class ClientPage:
    """A slice of the client list and how many match in all."""

    rows: tuple[ClientSummary, ...] = field(default_factory=tuple)
    total: int = 0
