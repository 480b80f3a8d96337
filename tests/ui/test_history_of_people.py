"""What is done about people and access reads in plain words in the history of a file."""

from __future__ import annotations

from datetime import date

from desktop.domain.clients import BirthDate, ClientDetails, Name
from desktop.domain.family import InstructionDraft, RelativeDraft
from desktop.domain.support import HistoryEntry
from desktop.services import access, clients, history, instructions, relatives, shelter, users
from desktop.ui.pages.client_file.history_words import act_label, field_lines
from tests.helpers.vaults import MOMENT
from tests.helpers.workers import Staff


def test_restrictions_instructions_and_overrides_read_as_sentences(staff: Staff) -> None:
    session = staff.at("eva")
    child = ClientDetails(names=(Name("Lina"),), birth=BirthDate(2012), caseworker=staff.ids["eva"])
    file = clients.add_client(session, child).id
    relatives.record(session, file, RelativeDraft("sibling", "Noor"))
    instructions.record(session, file, InstructionDraft("do_not_place", begins=date(2026, 11, 1)))
    house = shelter.add_house(session, "Lindenhof")
    shelter.add_room(session, house.id, "1")
    place = shelter.free_places(session, MOMENT, None)[0].place.id
    shelter.place(session, place, shelter.resident_of(session, file), override="Sam agreed at 23:10")
    access.lift(session, file, reason="The whole team works with her")
    names = users.names(session)

    def told(entry: HistoryEntry) -> tuple[str, ...]:
        return (act_label(entry), *field_lines(entry, names))

    lines = [told(entry) for entry in history.of_client(session, file)]
    assert ("File opened to all", "Reason: The whole team works with her") in lines
    assert ("Placed against the instruction", "Reason: Sam agreed at 23:10") in lines
    assert ("Instruction to the house", "Kind: Do not place here: call on-call", "From: 1 Nov 2026") in lines
    assert any(
        line[0] == "File restricted"
        and "Reason: the client is a minor" in line
        and "Who may open this file: Whoever accompanies the client, The coordinators, Eva" in line
        for line in lines
    )
    assert any(
        line[0] == "Relative" and "Who this is to the client: Brother or sister" in line for line in lines
    )
