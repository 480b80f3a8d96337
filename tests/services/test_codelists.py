"""The coordinator's edits of the lists, in a real vault: dated, logged, in force at once and after the next unlock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.clock import Clock
from desktop.domain import codelists
from desktop.domain.roles import Compartment, Role
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.services import codelists as lists, session as sessions
from desktop.services.codelists import CodeDraft
from desktop.services.session import Session
from desktop.storage.operations import read_log
from tests.helpers.vaults import CHEAP, PASSPHRASE, MakeSession

TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def without_overlay() -> Iterator[None]:
    yield
    codelists.set_overlay(())


def _offered(list_name: str) -> list[str]:
    return [entry.code for entry in codelists.entries(list_name, on=TODAY)]


def test_an_added_entry_is_offered_at_once_and_after_the_next_unlock(
    session: Session, vault_folder: Path, clock: Clock
) -> None:
    added = lists.add(
        session, "sectors", CodeDraft({"nl": "Bloemenwinkel", "fr": "Fleuriste"}, valid_from=TODAY)
    )
    assert added.code == "bloemenwinkel"
    assert _offered("sectors")[-1] == "bloemenwinkel"
    codelists.set_overlay(())
    other = sessions.unlock(vault_folder, "an", bytearray(PASSPHRASE), clock=clock, floor=CHEAP)
    assert _offered("sectors")[-1] == "bloemenwinkel"
    other.close()


def test_a_code_is_unique_and_made_from_the_label_when_left_empty(session: Session) -> None:
    lists.add(session, "relations", CodeDraft({"nl": "Tante, oom"}))
    second = lists.add(session, "relations", CodeDraft({"nl": "Tante oom!", "fr": "Tante"}))
    assert second.code == "tante_oom_2"
    with pytest.raises(InvalidField) as refused:
        lists.add(session, "relations", CodeDraft({"nl": "Neef"}, code="child"))
    assert refused.value.field == "code"


def test_two_entries_of_one_list_cannot_read_the_same(session: Session) -> None:
    with pytest.raises(InvalidField) as refused:
        lists.add(session, "sectors", CodeDraft({"fr": "boulangérie"}))
    assert refused.value.field == "fr"


def test_a_retired_entry_stays_readable_and_can_come_back(session: Session) -> None:
    lists.retire(session, "sectors", "bakery")
    assert "bakery" not in _offered("sectors")
    assert codelists.label("sectors", "bakery", "nl") == "Bakkerij"
    lists.bring_back(session, "sectors", "bakery")
    assert "bakery" in _offered("sectors")


def test_words_of_a_closed_list_can_be_changed_and_nothing_else(session: Session) -> None:
    entry = codelists.find("track_kinds", "eu")
    assert entry is not None
    draft = lists.draft_of(entry)
    changed = lists.change(
        session, "track_kinds", "eu", CodeDraft({**draft.labels, "nl": "Burger van de Unie"}, "eu")
    )
    assert changed.label("nl") == "Burger van de Unie"
    with pytest.raises(InvalidField):
        lists.change(session, "track_kinds", "eu", CodeDraft(draft.labels, "eu", valid_to=TODAY))
    for refused in (
        lambda: lists.retire(session, "track_kinds", "eu"),
        lambda: lists.add(session, "track_kinds", CodeDraft({"nl": "Iets"})),
    ):
        with pytest.raises(UserError):
            refused()


def test_an_entry_moves_among_its_neighbours(session: Session) -> None:
    for _time in range(12):  # until there is no room between two positions, and all are placed anew
        lists.move(session, "goal_states", "dropped", by=-1)
        lists.move(session, "goal_states", "dropped", by=1)
        lists.move(session, "goal_states", "open", by=1)
        lists.move(session, "goal_states", "open", by=-1)
    lists.move(session, "goal_states", "dropped", by=-1)
    assert [entry.code for entry in codelists.entries("goal_states")] == [
        "open",
        "reached",
        "dropped",
        "adjusted",
    ]
    lists.move(session, "goal_states", "open", by=-1)
    assert codelists.entries("goal_states")[0].code == "open"


def test_the_day_the_new_code_begins_is_moved_in_one_act(session: Session) -> None:
    old = lists.starts_of_law()[0]
    assert old == date(2026, 9, 1)
    assert lists.move_start_of_law(session, old=old, new=date(2026, 4, 8)) == 14
    before, after = codelists.children("legal_articles", "thb")
    assert (before.valid_to, after.valid_from) == (date(2026, 4, 7), date(2026, 4, 8))
    assert lists.starts_of_law() == (date(2026, 4, 8),)
    with pytest.raises(InvalidField):
        lists.move_start_of_law(session, old=date(2026, 4, 8), new=date(2019, 1, 1))


def test_each_edit_is_in_the_log_of_the_registry(session: Session) -> None:
    lists.retire(session, "sectors", "bakery")
    lists.bring_back(session, "sectors", "bakery")
    log = [
        item
        for item in read_log(session.vault.connection, Compartment.REGISTRY)
        if item.entity == "code" and item.kind == "write"
    ]
    assert [item.fields["valid_to"] for item in log] == ["2026-11-01", None]
    assert len({item.entity_id for item in log}) == 1


def test_only_a_coordinator_edits(make_session: MakeSession) -> None:
    caseworker = make_session(roles=[Role.CASEWORKER])
    assert not lists.may_edit(caseworker)
    with pytest.raises(NotAllowed):
        lists.retire(caseworker, "sectors", "bakery")
    coordinator = make_session(roles=[Role.COORDINATOR])
    assert lists.may_edit(coordinator)
    assert not lists.may_edit(make_session(roles=[Role.SHELTER_WORKER]))
