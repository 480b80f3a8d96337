"""Family and others around a client: whom they have, who came along, and whom to keep away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.clients import BirthDate


@dataclass(frozen=True, slots=True)
class RelativeDraft:
    """What the form of a relative holds; `relation` is a code of `relations`.

    One who `accompanies` is here with the client and may hold residence documents of their own.
    """

    relation: str
    name: str = ""
    native: str = ""
    birth: BirthDate | None = None
    gender: str = "unknown"
    accompanies: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Relative:
    id: str
    client_id: str
    draft: RelativeDraft

    @property
    def called(self) -> str:
        """The name in whichever script is known."""
        return self.draft.name or self.draft.native


@dataclass(frozen=True, slots=True)
class SuspectDraft:
    """Who exploited or threatens the client, as far as told; read with the casework key only."""

    name: str = ""
    aliases: str = ""
    description: str = ""
    relation: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Suspect:
    id: str
    client_id: str
    draft: SuspectDraft


DO_NOT_PLACE = "do_not_place"


@dataclass(frozen=True, slots=True)
class InstructionDraft:
    """What the house must do or not do for a person; `kind` is a code of `instruction_kinds`.

    `text` is empty for `do_not_place`: its sentence is fixed, without a name or a reason. Both days count.
    """

    kind: str
    text: str = ""
    begins: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Instruction:
    id: str
    client_id: str
    draft: InstructionDraft

    @property
    def forbids(self) -> bool:
        """Whether the person must not be placed here."""
        return self.draft.kind == DO_NOT_PLACE

    def stands_between(self, first: date, last: date) -> bool:
        """Whether it counts on any day of a span: a shelter night touches two."""
        begins, ends = self.draft.begins, self.draft.ends
        return (begins is None or begins <= last) and (ends is None or first <= ends)
