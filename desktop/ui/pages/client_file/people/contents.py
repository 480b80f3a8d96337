"""Everything the People tab shows, read in one piece of work; what this person's keys do not open is None."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.family import Instruction, Relative, Suspect
from desktop.domain.network import Contact, Link
from desktop.domain.procedure import ResidenceDocument
from desktop.domain.roles import Compartment
from desktop.services import access, instructions, network, relatives, residence, suspects
from desktop.services.access import FileAccess
from desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class PeopleContents:
    """`papers` are the residence documents of relatives, by their holder's id."""

    relatives: tuple[Relative, ...]
    links: tuple[Link, ...]
    contacts: tuple[Contact, ...]
    access: FileAccess
    papers: dict[str, tuple[ResidenceDocument, ...]] | None
    suspects: tuple[Suspect, ...] | None
    instructions: tuple[Instruction, ...] | None
    may_instruct: bool


def load_people(session: Session, client_id: str) -> PeopleContents:
    """Read who is around a client; raises UserError when the file is gone."""
    reads_casework = Compartment.CASEWORK in session.holds
    reads_house = Compartment.HOUSE in session.holds
    return PeopleContents(
        relatives=relatives.of_client(session, client_id),
        links=network.of_client(session, client_id),
        contacts=network.contacts(session),
        access=access.of_client(session, client_id),
        papers=_papers_of_relatives(session, client_id) if reads_casework else None,
        suspects=suspects.of_client(session, client_id) if reads_casework else None,
        instructions=instructions.of_client(session, client_id) if reads_house else None,
        may_instruct=instructions.may_write(session),
    )


def _papers_of_relatives(session: Session, client_id: str) -> dict[str, tuple[ResidenceDocument, ...]]:
    held: dict[str, tuple[ResidenceDocument, ...]] = {}
    for document in residence.of_client(session, client_id):
        holder = document.draft.holder
        if holder and not document.withdrawn:
            held[holder] = (*held.get(holder, ()), document)
    return held
