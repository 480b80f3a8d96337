"""The network is kept once, the family with its file, suspects in casework only."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.domain.clients import BirthDate, ClientDetails, Name
from desktop.domain.family import RelativeDraft, SuspectDraft
from desktop.domain.network import ContactDraft, LinkDraft, guardian
from desktop.domain.roles import Role
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.services import access, checking, clients, history, network, relatives, suspects
from desktop.services.session import Session
from tests.helpers.vaults import MakeSession
from tests.helpers.workers import Staff

LAWYER = ContactDraft("lawyer", "  Mr.  Claes ", phone="02 511 64 64", languages=("nl", "fr"))


def open_file(session: Session, name: str = "Sara", **details: object) -> str:
    return clients.add_client(session, ClientDetails(names=(Name(name),), **details)).id  # type: ignore[arg-type]


def test_a_contact_is_kept_once_for_many_files(session: Session) -> None:
    lawyer = network.add(session, LAWYER)
    first, second = open_file(session, "Sara"), open_file(session, "Mira")
    for file in (first, second):
        network.link(session, file, LinkDraft(lawyer.id, "lawyer", date(2026, 3, 1)))
    network.change(session, lawyer.id, ContactDraft("lawyer", "Mr. Claes", phone="02 512 00 00"))
    assert [link.contact.draft.phone for link in network.of_client(session, second)] == ["02 512 00 00"]
    assert [contact.files for contact in network.contacts(session)] == [2]
    assert [file.name for file in network.files_of(session, lawyer.id)] == ["Mira", "Sara"]
    assert lawyer.draft.name == "Mr. Claes"
    assert checking.check(session).sound


def test_a_linked_contact_is_not_removed_and_says_in_how_many_files(session: Session) -> None:
    lawyer = network.add(session, LAWYER)
    link = network.link(session, open_file(session), LinkDraft(lawyer.id, "lawyer"))
    with pytest.raises(UserError, match="1 file is linked"):
        network.remove(session, lawyer.id)
    network.unlink(session, link.id)
    network.remove(session, lawyer.id)
    assert network.contacts(session) == ()
    network.restore(session, lawyer.id)
    network.relink(session, link.id)
    assert [contact.files for contact in network.contacts(session)] == [1]


def test_a_contact_counts_and_lists_only_files_one_may_open(staff: Staff) -> None:
    eva = staff.at("eva")
    lawyer = network.add(eva, LAWYER)
    kept = open_file(eva, "Sara", caseworker=staff.ids["eva"])
    network.link(eva, kept, LinkDraft(lawyer.id, "lawyer"))
    network.link(eva, open_file(eva, "Mira"), LinkDraft(lawyer.id, "lawyer"))
    access.restrict(eva, kept, [], reason="why")
    jan = staff.at("jan")
    assert [contact.files for contact in network.contacts(jan)] == [1]
    assert [file.name for file in network.files_of(jan, lawyer.id)] == ["Mira"]


def test_a_file_that_is_not_ones_own_keeps_a_contact_taken_off_the_list(staff: Staff) -> None:
    eva = staff.at("eva")
    lawyer = network.add(eva, LAWYER)
    kept = open_file(eva, "Sara", caseworker=staff.ids["eva"])
    network.link(eva, kept, LinkDraft(lawyer.id, "lawyer"))
    access.restrict(eva, kept, [], reason="why")
    network.remove(staff.at("jan"), lawyer.id)
    eva = staff.at("eva")
    assert network.contacts(eva) == ()
    assert [link.contact.called for link in network.of_client(eva, kept)] == ["Mr. Claes"]


def test_a_link_ends_and_a_guardian_is_found_by_the_day(session: Session) -> None:
    file = open_file(session)
    person = network.add(session, ContactDraft("guardian", "Ms. Dupont"))
    link = network.link(session, file, LinkDraft(person.id, "guardian", date(2026, 1, 1)))
    changed = LinkDraft(person.id, "guardian", date(2026, 1, 1), date(2026, 6, 30))
    network.change_link(session, link.id, changed)
    links = network.of_client(session, file)
    assert guardian(links, date(2026, 6, 30)) is not None
    assert guardian(links, date(2026, 7, 1)) is None
    with pytest.raises(InvalidField):
        network.change_link(
            session, link.id, LinkDraft(person.id, "guardian", date(2026, 2, 1), date(2026, 1, 1))
        )


@pytest.mark.parametrize(
    "draft", [ContactDraft("lawyer", " "), ContactDraft("", "Claes"), ContactDraft("x", "y" * 201)]
)
def test_a_contact_needs_a_name_and_a_kind(session: Session, draft: ContactDraft) -> None:
    with pytest.raises(InvalidField):
        network.add(session, draft)


def test_a_relative_is_recorded_changed_taken_out_and_brought_back(session: Session) -> None:
    file = open_file(session)
    child = relatives.record(
        session,
        file,
        RelativeDraft("child", "Noor", "نور", BirthDate.parse("2021-04"), "f", accompanies=True),
    )
    relatives.record(session, file, RelativeDraft("parent", "Almaz"))
    relatives.record(session, file, RelativeDraft("child", "Noor  A."), relative_id=child.id)
    assert [item.called for item in relatives.of_client(session, file)] == ["Noor A.", "Almaz"]
    relatives.remove(session, child.id)
    assert [item.called for item in relatives.of_client(session, file)] == ["Almaz"]
    relatives.restore(session, child.id)
    assert len(relatives.of_client(session, file)) == 2
    with pytest.raises(UserError):
        relatives.record(session, open_file(session), RelativeDraft("child"), relative_id=child.id)
    for wrong in (RelativeDraft(""), RelativeDraft("child", birth=BirthDate(2031))):
        with pytest.raises(InvalidField):
            relatives.record(session, file, wrong)


def test_a_suspect_is_in_no_search_and_only_casework_reads_it(
    session: Session, make_session: MakeSession
) -> None:
    file = open_file(session)
    suspect = suspects.record(session, file, SuspectDraft("Zoran K.", "the uncle", relation="recruiter"))
    assert clients.list_clients(session, search="zoran").total == 0
    assert suspects.of_client(session, file) == (suspect,)
    with pytest.raises(InvalidField):
        suspects.record(session, file, SuspectDraft(" ", relation="recruiter"))
    suspects.remove(session, suspect.id)
    assert suspects.of_client(session, file) == ()
    suspects.restore(session, suspect.id)
    assert "Zoran K." in {value for row in history.of_client(session, file) for _name, value in row.fields}
    with pytest.raises(NotAllowed):
        suspects.of_client(make_session(roles=[Role.SHELTER_WORKER]), file)
