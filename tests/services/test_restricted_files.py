"""A file kept to named people is absent for all others: in lists, counts, search, by id; a minor's from the start."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.clock import FixedClock
from desktop.domain.access import Group
from desktop.domain.clients import BirthDate, ClientDetails, Name
from desktop.domain.support import AppointmentDraft, ReferralDetails, TaskDraft
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.services import access, appointments, clients, history, referrals, shelter, tasks, today, users
from desktop.services.session import Session
from tests.helpers.vaults import MOMENT
from tests.helpers.workers import Staff

CHILD = BirthDate.parse("2012-05-01")


def open_file(session: Session, name: str, **details: object) -> str:
    return clients.add_client(session, ClientDetails(names=(Name(name),), **details)).id  # type: ignore[arg-type]


def listed(session: Session, search: str = "") -> set[str]:
    return {row.id for row in clients.list_clients(session, search=search).rows}


def test_a_restricted_file_is_in_no_list_no_count_and_no_search(staff: Staff) -> None:
    kept = open_file(staff.at("eva"), "Sara Tesfay", caseworker=staff.ids["eva"])
    other = open_file(staff.at("eva"), "Sara Ahmed", caseworker=staff.ids["eva"])
    assert listed(staff.at("jan"), "sara") == {kept, other}
    access.restrict(staff.at("eva"), kept, [], reason="Her brother works with a colleague")
    assert listed(staff.at("jan")) == listed(staff.at("jan"), "sara") == {other}
    page = clients.list_clients(staff.at("jan"), limit=0)
    assert page.total == 1
    assert listed(staff.at("eva"), "tesfay") == {kept}
    assert access.hidden(staff.at("jan")) == {kept}
    assert access.hidden(staff.at("eva")) == frozenset()


def test_today_says_nothing_of_it(staff: Staff) -> None:
    kept = open_file(staff.at("eva"), "Sara Tesfay", caseworker=staff.ids["eva"])
    appointments.add(staff.at("eva"), kept, AppointmentDraft(MOMENT + timedelta(hours=1), "Lawyer"))
    tasks.add(staff.at("eva"), TaskDraft("Call the lawyer", staff.ids["jan"], MOMENT.date()), client_id=kept)
    referrals.record(staff.at("eva"), kept, ReferralDetails(MOMENT))
    seen = today.today(staff.at("jan"))
    assert (len(seen.appointments), len(seen.tasks), seen.pending_referrals) == (1, 1, 1)
    access.restrict(staff.at("eva"), kept, [], reason="Her brother works with a colleague")
    seen = today.today(staff.at("jan"))
    assert (seen.appointments, seen.tasks, seen.pending_referrals, seen.count) == ((), (), 0, 0)


def test_opening_it_by_id_says_what_is_said_of_a_file_that_is_not_there(staff: Staff) -> None:
    kept = open_file(staff.at("eva"), "Sara Tesfay", caseworker=staff.ids["eva"])
    access.restrict(staff.at("eva"), kept, [], reason="why")
    with pytest.raises(UserError) as hidden:
        clients.open_client(staff.at("jan"), kept)
    with pytest.raises(UserError) as absent:
        clients.open_client(staff.at("jan"), staff.at("jan").vault.new_id())
    assert str(hidden.value) == str(absent.value)
    assert type(hidden.value) is type(absent.value)


def test_a_minors_file_is_kept_from_its_very_first_save(staff: Staff) -> None:
    child = open_file(staff.at("eva"), "Lina", birth=CHILD, caseworker="")
    assert child not in listed(staff.at("jan"))
    assert child in listed(staff.at("eva"))  # who opened it
    assert child in listed(staff.at("co"))
    writes = [row for row in history.of_client(staff.at("eva"), child) if row.kind == "write"]
    assert {row.entity for row in writes} == {"client", "client_name", "restriction"}


def test_there_is_no_moment_between_the_file_and_its_restriction(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = staff.at("eva")

    class Crash(BaseException):
        pass

    def crash(*_arguments: object) -> None:
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr("desktop.storage.access.write_restriction", crash)
        with pytest.raises(Crash):
            open_file(session, "Lina", birth=CHILD)
    assert listed(session) == set()


def test_it_is_kept_from_the_save_that_makes_it_a_minors(staff: Staff) -> None:
    child = open_file(staff.at("eva"), "Lina", caseworker=staff.ids["jan"])
    third = open_file(staff.at("eva"), "Mira")
    clients.change_client(staff.at("jan"), child, ClientDetails(names=(Name("Lina"),), birth=CHILD))
    assert child in listed(staff.at("jan"))  # who wrote the birth date is not locked out by it
    assert child in listed(staff.at("eva"))
    assert third in listed(staff.at("jan"))


def test_the_next_caseworker_opens_it_and_the_one_before_no_longer(staff: Staff) -> None:
    child = open_file(staff.at("co"), "Lina", birth=CHILD, caseworker=staff.ids["eva"])
    assert (child in listed(staff.at("eva")), child in listed(staff.at("jan"))) == (True, False)
    details = clients.open_client(staff.at("eva"), child).details
    handed = ClientDetails(names=details.names, birth=CHILD, caseworker=staff.ids["jan"])
    assert clients.change_client(staff.at("eva"), child, handed).details.caseworker == staff.ids["jan"]
    assert (child in listed(staff.at("eva")), child in listed(staff.at("jan"))) == (False, True)


def test_a_person_decides_and_no_default_comes_back(staff: Staff) -> None:
    child = open_file(staff.at("eva"), "Lina", birth=CHILD, caseworker=staff.ids["eva"])
    access.lift(staff.at("eva"), child, reason="The whole team works with her")
    assert child in listed(staff.at("jan"))
    details = clients.open_client(staff.at("jan"), child).details
    clients.change_client(
        staff.at("jan"), child, ClientDetails(names=(*details.names, Name("Li")), birth=CHILD)
    )
    assert child in listed(staff.at("jan"))


def test_at_18_nothing_changes_by_itself_but_the_file_says_so(staff: Staff, clock: FixedClock) -> None:
    child = open_file(
        staff.at("eva"), "Lina", birth=BirthDate.parse("2008-11-20"), caseworker=staff.ids["eva"]
    )
    assert not access.of_client(staff.at("eva"), child).grew_up
    clock.advance(timedelta(days=30))
    found = access.of_client(staff.at("eva"), child)
    assert (found.minor, found.grew_up, found.restricted) == (False, True, True)
    assert child not in listed(staff.at("jan"))
    access.restrict(staff.at("eva"), child, [], reason="Still")
    assert not access.of_client(staff.at("eva"), child).grew_up


def test_only_a_coordinator_or_the_caseworker_decides_and_always_with_a_reason(staff: Staff) -> None:
    file = open_file(staff.at("eva"), "Sara", caseworker=staff.ids["eva"])
    with pytest.raises(NotAllowed):
        access.restrict(staff.at("jan"), file, [], reason="why")
    for decide in (
        lambda: access.restrict(staff.at("eva"), file, [], reason=" "),
        lambda: access.lift(staff.at("eva"), file, reason=""),
    ):
        with pytest.raises(InvalidField):
            decide()
    access.restrict(staff.at("co"), file, [staff.ids["jan"]], reason="why")
    assert file in listed(staff.at("jan"))
    assert file not in listed(staff.at("eva"))  # named people only; the caseworker was left out on purpose
    assert file in listed(staff.at("co"))  # whoever decides stays among the readers


def test_undo_brings_back_what_stood_before(staff: Staff) -> None:
    file = open_file(staff.at("eva"), "Sara", caseworker=staff.ids["eva"])
    before = access.of_client(staff.at("eva"), file).restriction
    access.restrict(staff.at("eva"), file, [Group.CASEWORKER], reason="why")
    assert file not in listed(staff.at("jan"))
    access.put_back(staff.at("eva"), file, before)
    assert file in listed(staff.at("jan"))


def test_a_file_whose_readers_all_left_goes_to_the_coordinators(staff: Staff) -> None:
    file = open_file(staff.at("eva"), "Sara", caseworker=staff.ids["eva"])
    access.restrict(staff.at("eva"), file, [], reason="why")
    assert file not in listed(staff.at("co"))
    users.suspend(staff.at("an"), staff.ids["eva"])
    assert file in listed(staff.at("co"))
    access.lift(staff.at("co"), file, reason="Eva left the centre")
    assert file in listed(staff.at("jan"))


def test_the_house_alone_is_refused_nothing_by_this(staff: Staff) -> None:
    child = open_file(staff.at("eva"), "Lina", birth=CHILD)
    access.check(staff.at("night"), child)
    assert access.hidden(staff.at("night")) == frozenset()


def test_today_names_who_arrives_by_call_name_without_the_way_to_the_file(staff: Staff) -> None:
    session = staff.at("eva")
    kept = open_file(session, "Sara Tesfay", caseworker=staff.ids["eva"])
    house = shelter.add_house(session, "Lindenhof")
    shelter.add_room(session, house.id, "1")
    place = shelter.free_places(session, MOMENT, None)[0].place.id
    expected = MOMENT + timedelta(hours=3)
    shelter.reserve(session, place, shelter.resident_of(session, kept), begins=expected)
    access.restrict(session, kept, [], reason="why")
    assert [item.stay.resident.client_id for item in today.today(session).arrivals if item.stay] == [kept]
    seen = [item.stay.resident for item in today.today(staff.at("jan")).arrivals if item.stay]
    assert [(resident.call_name, resident.client_id) for resident in seen] == [("Sara", "")]
