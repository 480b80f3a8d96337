"""Every service that takes a client, or anything of one, refuses a file that is not this person's.

The functions are found by their signatures, so that one nobody thought of fails here.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from types import ModuleType
from typing import Any

import pytest

import desktop.services
from desktop.domain.clients import BirthDate, ClientDetails, Name
from desktop.domain.network import ContactDraft
from desktop.domain.roles import Compartment
from desktop.errors import UserError
from desktop.services import access, clients, deadlines, network
from desktop.services.session import Session
from desktop.storage.entities import ENTITIES, Entity
from tests.helpers.workers import Staff

ONLY_JUDGES = "procedure_checks."  # looks at a draft for a service that has checked; tells nothing of a file
SAMPLES = {
    "domain": "legal",
    "at": "2026-11-02T09:30Z",
    "begins": "2026-11-02",
    "due": "2026-11-02",
    "expires_on": "2026-11-10",
    "review_on": "2026-11-03",
}
CHILD = ClientDetails(names=(Name("Lina"),), birth=BirthDate(2012))


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(desktop.services.__path__, "desktop.services."):
        yield importlib.import_module(found.name)


def acts() -> Iterator[tuple[str, Callable[..., Any]]]:
    """The public functions of the services that are done in a session."""
    for module in modules():
        for name, function in vars(module).items():
            own = inspect.isfunction(function) and function.__module__ == module.__name__
            if own and not name.startswith("_") and "session" in inspect.signature(function).parameters:
                yield f"{module.__name__.rpartition('.')[2]}.{name}", function


def taking(parameter: str) -> dict[str, Callable[..., Any]]:
    return {
        name: act
        for name, act in acts()
        if parameter in inspect.signature(act).parameters and not name.startswith(ONLY_JUDGES)
    }


def call(act: Callable[..., Any], session: Session, **given: str) -> object:
    """Call with what is known; everything else is an object that no code may touch before it checked."""
    arguments: dict[str, object] = {"session": session, **given}
    for name, parameter in inspect.signature(act).parameters.items():
        if name not in arguments and parameter.default is parameter.empty:
            arguments[name] = Untouched(name)
    positional = [
        arguments.pop(name)
        for name, parameter in inspect.signature(act).parameters.items()
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
        and name in arguments
    ]
    return act(*positional, **arguments)


class Untouched:
    """Stands for a draft or a reason: to look at it before the check is too early."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"{self._name}.{name} was read before access.check")


@pytest.fixture
def hidden(staff: Staff) -> str:
    """A minor's file that is Eva's."""
    return clients.add_client(staff.at("eva"), CHILD).id


@pytest.mark.parametrize("name", sorted(taking("client_id")))
def test_a_file_that_is_not_ones_own_is_not_there(staff: Staff, hidden: str, name: str) -> None:
    session = staff.at("psy")  # holds every key
    assert session.holds == set(Compartment)
    with pytest.raises(UserError) as refused:
        call(taking("client_id")[name], session, client_id=hidden)
    assert str(refused.value) == str(access.no_such_file())


OF_CLIENT = {name: entity for name, entity in ENTITIES.items() if "client_id" in entity.fields}
PARAMETERS = {  # where a service calls the id of a record otherwise than its table
    "document_id": "residence_document",
    "event_id": "procedure_event",
    "link_id": "contact_link",
    "paper_id": "file_document",
    "withdrawn_id": "withdrawn_note",
    **{f"{name}_id": name for name in OF_CLIENT if name not in {"client", "stay"}},
}  # a stay is the house's own, and known by its board


def records_of(act: Callable[..., Any]) -> tuple[str, ...]:
    """The parameters by which a service is told which record of a file it is about."""
    parameters = inspect.signature(act).parameters
    return tuple(
        name
        for name in PARAMETERS
        if name in parameters and parameters[name].default is inspect.Parameter.empty
    )


def about_records() -> dict[str, Callable[..., Any]]:
    return {name: act for name, act in acts() if records_of(act) and not name.startswith(ONLY_JUDGES)}


def plant(session: Session, entity: Entity, client_id: str, *, owner: str = "") -> str:
    """A record of a client with nothing in it but what its table asks for."""
    columns = session.vault.connection.execute(
        "SELECT name, type FROM pragma_table_info(?, ?) WHERE [notnull] AND dflt_value IS NULL AND NOT pk",
        (entity.name, str(entity.compartment)),
    ).fetchall()
    needed = ((name, kind) for name, kind in columns if name != "head")
    fields: dict[str, str | int] = {name: 0 if kind == "INTEGER" else "" for name, kind in needed}
    fields |= {name: sample for name, sample in SAMPLES.items() if name in entity.fields}
    if entity.name == "contact_link":
        fields["contact_id"] = network.add(session, ContactDraft("lawyer", "Mr. Claes")).id
    if entity.name == "track":
        fields["kind"] = "thb"
    if entity.name == "task":
        fields["owner"] = owner
    if "happened" in entity.fields:
        fields["happened"] = "2026-11-02" if entity.name == "procedure_event" else "2026-11-02T09:30Z"
    if entity.name == "file_document":
        fields |= {"kind": "letter_dvz", "blob": "0" * 32, "key": "0" * 64, "media": "application/pdf"}
    record_id = session.vault.new_id()
    with session.vault.save(entity.compartment) as save:
        save.write(entity.name, record_id, **{**fields, "client_id": client_id})
    return record_id


@pytest.mark.parametrize("name", sorted(about_records()))
def test_nothing_of_that_file_is_there(staff: Staff, hidden: str, name: str) -> None:
    act, founder = about_records()[name], staff.at("an")
    given = {
        parameter: plant(founder, OF_CLIENT[PARAMETERS[parameter]], hidden) for parameter in records_of(act)
    }
    if "client_id" in inspect.signature(act).parameters:
        given["client_id"] = hidden
    with pytest.raises(UserError) as refused:
        call(act, staff.at("psy"), **given)
    assert str(refused.value) == str(access.no_such_file())


ANSWERS = {"until": date(2199, 12, 31), "mine": False}  # what a list over all files may ask for
OF_NO_FILE = ("access.hidden", "users.", "setup.", "session.", "checking.", "slips.", "passphrases.")
OF_THE_HOUSE = (
    "shelter.board",
    "instructions.for_board",
)  # call-names and instructions, by the house's own key


def over_all_files() -> dict[str, Callable[..., Any]]:
    """What is asked with nothing but a session, and perhaps until when."""
    found = {}
    for name, act in acts():
        required = {
            key
            for key, parameter in inspect.signature(act).parameters.items()
            if parameter.default is parameter.empty
        }
        if required <= {"session", *ANSWERS} and not name.startswith((*OF_NO_FILE, *OF_THE_HOUSE)):
            found[name] = act
    return found


@pytest.fixture
def busy(staff: Staff, hidden: str) -> str:
    """The number of the hidden file, which has something of everything, due about today and given to psy."""
    founder = staff.at("an")
    for entity in OF_CLIENT.values():
        if entity.name not in {"client_name", "restriction", "stay"}:
            plant(founder, entity, hidden, owner=staff.ids["psy"])
    with deadlines.saving(founder.vault, hidden):
        pass
    return clients.open_client(founder, hidden).number


def told(name: str, session: Session) -> str:
    """Everything one of the lists gives."""
    act = over_all_files()[name]
    asked = {key: answer for key, answer in ANSWERS.items() if key in inspect.signature(act).parameters}
    return repr(act(session, **asked))


@pytest.mark.parametrize("name", sorted(over_all_files()))
def test_no_list_over_all_files_tells_of_it(staff: Staff, hidden: str, busy: str, name: str) -> None:
    words = told(name, staff.at("psy"))
    assert not [word for word in (hidden, busy, "Lina") if word in words]


def test_whoever_may_open_it_finds_it_in_the_lists(staff: Staff, hidden: str, busy: str) -> None:
    seen = {name for name in over_all_files() if hidden in told(name, staff.at("co"))}
    assert seen >= {"clients.list_clients", "deadlines.due", "today.today"}
    assert busy


def test_the_search_by_signature_finds_what_there_is() -> None:
    assert len(taking("client_id")) > 20
    assert len(about_records()) > 40
    assert {"clients.list_clients", "deadlines.due", "network.contacts", "today.today"} <= set(
        over_all_files()
    )
