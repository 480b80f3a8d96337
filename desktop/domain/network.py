"""Who helps: a lawyer, an interpreter, a guardian, kept once and linked to the files they work on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

GUARDIAN = "guardian"


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """What the form of a contact holds; `kind` is a code of `contact_kinds`, `languages` are BCP-47 tags."""

    kind: str
    name: str
    organisation: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    languages: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or service; `files` counts those it is linked to that the reader may open."""

    id: str
    draft: ContactDraft
    removed: bool = False
    files: int = 0

    @property
    def called(self) -> str:
        """Name and organisation, whichever is known."""
        return " · ".join(part for part in (self.draft.name, self.draft.organisation) if part)


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """What a contact does in one file, from when until when; `role` is a code of `contact_kinds`."""

    contact_id: str
    role: str
    begins: date | None = None
    ends: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A contact in a file."""

    id: str
    client_id: str
    draft: LinkDraft
    contact: Contact

    def stands_on(self, day: date) -> bool:
        """Whether the contact is at work in the file on a day (both ends counted)."""
        begins, ends = self.draft.begins, self.draft.ends
        return (begins is None or begins <= day) and (ends is None or day <= ends)


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """A file a contact works on, as seen from the contact."""

    client_id: str
    number: str
    name: str
    role: str
    begins: date | None = None
    ends: date | None = None


def guardian(links: Iterable[Link], day: date) -> Link | None:
    """The guardian on a day, if one is recorded."""
    return next((link for link in links if link.draft.role == GUARDIAN and link.stands_on(day)), None)
