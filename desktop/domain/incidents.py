"""Who is referred: one person on the phone, or the dozens of one raid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.clients import BirthDate, ClientDetails, Name, SpokenLanguage
from desktop.domain.support import Referral, ReferralDetails


@dataclass(frozen=True, slots=True)
class Reserved:
    """The ids a file and its referral will have, given before they are recorded: a retry then records nothing twice."""

    client_id: str
    referral_id: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person as the caller describes them; every part may be unknown."""

    name: str = ""
    native: str = ""
    birth: BirthDate | None = None
    gender: str = "unknown"
    nationality: str = ""
    language: str = ""

    def details(self, *, caseworker: str) -> ClientDetails:
        """The file this opens; whether they read their language nobody asked yet."""
        return ClientDetails(
            names=(Name(self.name, self.native),) if self.name or self.native else (),
            birth=self.birth,
            gender=self.gender,
            nationalities=(self.nationality,) if self.nationality else (),
            languages=(SpokenLanguage(self.language),) if self.language else (),
            caseworker=caseworker,
        )


@dataclass(frozen=True, slots=True)
class IncidentDetails:
    """What happened to several persons at once, e.g. a raid: what they share beside each one's referral."""

    label: str
    happened: date | None = None
    place: str = ""
    source: str = "unknown"
    referred_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    id: str
    details: IncidentDetails
    persons: int = 0


@dataclass(frozen=True, slots=True)
class PersonOfIncident:
    """One person of an incident: who, and their referral."""

    client_id: str
    number: str
    name: str
    native_name: str
    birth: str
    gender: str
    nationalities: tuple[str, ...]
    referral: Referral


@dataclass(frozen=True, slots=True)
class IncidentFile:
    """An incident with its persons, and the latest referral's shared facts for whoever is added."""

    incident: Incident
    persons: tuple[PersonOfIncident, ...]
    shared: ReferralDetails | None


@dataclass(frozen=True, slots=True)
class Done:
    """How far work on many got: `done` of `wanted`; fewer when it was cancelled, and it may be taken up again."""

    done: int
    wanted: int

    @property
    def is_whole(self) -> bool:
        return self.done == self.wanted
