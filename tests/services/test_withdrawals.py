"""A note goes from the wrong file: out of tables, log, drafts and freed pages; its words stay with few."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_hex

import pytest

from desktop.clock import FixedClock
from desktop.domain.clients import ClientDetails
from desktop.domain.roles import Compartment, Role
from desktop.domain.support import Domain, NoteDraft
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.services import (
    checking,
    clients,
    drafts,
    history,
    notes,
    session as sessions,
    users,
    withdrawals,
)
from desktop.services.session import Session
from desktop.services.withdrawals import Move
from desktop.storage.operations import read_log
from tests.helpers.pages import decrypted
from tests.helpers.vaults import CHEAP, MOMENT, PASSPHRASE, MakeSession


@pytest.fixture
def client_id(session: Session) -> str:
    return clients.add_client(session, ClientDetails()).id


def contact(text: str, domain: Domain = Domain.LEGAL, **more: object) -> NoteDraft:
    return NoteDraft(domain, text, MOMENT - timedelta(hours=1), **more)  # type: ignore[arg-type]


def test_that_a_note_was_withdrawn_stays_in_the_file_and_its_words_do_not(
    session: Session, client_id: str
) -> None:
    note = notes.record(session, client_id, contact("About somebody else"))
    gone = withdrawals.withdraw(session, note.id, Domain.LEGAL, reason=" Wrong file ")
    assert notes.of_client(session, client_id) == ()
    assert withdrawals.of_client(session, client_id) == (gone,)
    assert (gone.reason, gone.author, gone.withdrawn_by) == ("Wrong file", session.user.id, session.user.id)
    assert gone.happened == note.draft.happened
    assert not gone.moved
    (read,) = withdrawals.read(session, gone.id, Domain.LEGAL)
    assert read.draft == note.draft
    assert checking.check(session).findings == ()


def test_the_whole_chain_of_corrections_is_withdrawn(session: Session, client_id: str) -> None:
    first = notes.record(session, client_id, contact("One"))
    second = notes.record(session, client_id, contact("Two", corrects=first.id))
    third = notes.record(session, client_id, contact("Three", corrects=second.id))
    gone = withdrawals.withdraw(session, second.id, Domain.LEGAL, reason="Wrong file")
    assert notes.of_client(session, client_id) == ()
    read = withdrawals.read(session, gone.id, Domain.LEGAL)
    assert [note.draft.text for note in read] == ["One", "Two", "Three"]
    assert [note.id for note in read] == [first.id, second.id, third.id]


@pytest.mark.parametrize("domain", [Domain.PSYCHOSOCIAL, Domain.COUNSELLING])
def test_no_page_under_the_encryption_keeps_the_words(
    session: Session, client_id: str, domain: Domain
) -> None:
    compartment = Compartment.COUNSELLING if domain is Domain.COUNSELLING else Compartment.CASEWORK
    canary, small = f"kanarie{token_hex(8)}", f"mus{token_hex(8)}"
    for number in range(40):  # so that pages are split and merged around it
        notes.record(session, client_id, contact(f"Another {number} " * (number + 1), domain))
    long = notes.record(session, client_id, contact(f"{canary} " * 2000, domain))
    short = notes.record(session, client_id, contact(f"{small} said so", domain, corrects=long.id))
    key = f"counselling:note:{client_id}" if domain is Domain.COUNSELLING else f"note:{client_id}"
    drafts.keep(session, key, f'{{"corrects": "{short.id}", "text": "{small} half"}}')
    for number in range(40):
        notes.record(session, client_id, contact(f"Later {number} " * (number + 1), domain))
    before = decrypted(session, compartment)
    assert canary.encode() in before
    assert small.encode() in before
    withdrawals.withdraw(session, short.id, domain, reason="Wrong file")
    after = decrypted(session, compartment)
    assert b"Another 39" in after
    assert canary.encode() not in after
    assert small.encode() not in after
    assert drafts.recall(session, key) == ""


def back(session: Session, login: str) -> Session:
    """This person's session anew: one at a time writes, as one program at a time does."""
    return sessions.unlock(session.folder, login, bytearray(PASSPHRASE), clock=session.clock, floor=CHEAP)


def test_only_the_writer_and_coordinators_withdraw_and_read(
    session: Session, make_session: MakeSession, client_id: str
) -> None:
    eva = make_session(roles=[Role.CASEWORKER], login="eva")
    tom = make_session(roles=[Role.CASEWORKER], login="tom")
    make_session(roles=[Role.COORDINATOR], login="mia")
    note = notes.record(eva, client_id, contact("About somebody else"))
    with pytest.raises(NotAllowed):
        withdrawals.withdraw(tom, note.id, Domain.LEGAL, reason="Wrong file")
    coordinator = back(session, "mia")
    gone = withdrawals.withdraw(coordinator, note.id, Domain.LEGAL, reason="Wrong file")
    assert (gone.author, gone.withdrawn_by) == (eva.user.id, coordinator.user.id)
    assert gone.readers >= {eva.user.id, coordinator.user.id}
    for login in ("mia", "eva"):
        reader = back(session, login)
        assert withdrawals.read(reader, gone.id, Domain.LEGAL)[0].draft.text == "About somebody else"
        reader.close()
    assert withdrawals.of_client(tom, client_id) == (gone,)
    with pytest.raises(NotAllowed, match="coordinators"):
        withdrawals.read(tom, gone.id, Domain.LEGAL)
    log = read_log(session.vault.connection, Compartment.CASEWORK, entity_id=gone.id)
    assert [item.user for item in log if item.kind == "access"] == [coordinator.user.id, eva.user.id]
    coordinator.close()


def test_a_coordinator_who_left_or_may_not_read_counselling_gets_no_key(
    session: Session, make_session: MakeSession, client_id: str
) -> None:
    without = make_session(roles=[Role.COORDINATOR], login="mia")
    gone_away = make_session(roles=[Role.COORDINATOR], login="leo", counselling_granted=True)
    users.suspend(session, gone_away.user.id)
    note = notes.record(session, client_id, contact("In confidence", Domain.COUNSELLING))
    gone = withdrawals.withdraw(session, note.id, Domain.COUNSELLING, reason="Wrong file")
    assert gone.readers == {session.user.id}
    assert withdrawals.of_client(without, client_id) == ()
    with pytest.raises(NotAllowed):
        withdrawals.read(without, gone.id, Domain.COUNSELLING)


def test_a_note_is_recorded_where_it_belongs_by_who_wrote_it(
    session: Session, make_session: MakeSession, client_id: str, clock: FixedClock
) -> None:
    eva = make_session(roles=[Role.CASEWORKER], login="eva")
    other = clients.add_client(session, ClientDetails()).id
    note = notes.record(eva, client_id, contact("About the other", minutes=20, actions=("lawyer",)))
    clock.advance(timedelta(days=3))
    move, an = Move(other, Domain.LEGAL), back(session, "an")
    gone = withdrawals.withdraw(an, note.id, Domain.LEGAL, reason="Wrong file", move=move)
    assert gone.moved
    (moved,) = notes.of_client(an, other)
    assert moved.author == eva.user.id
    assert moved.draft.happened == note.draft.happened
    assert (moved.draft.text, moved.draft.minutes, moved.draft.actions) == (
        "About the other",
        20,
        ("lawyer",),
    )
    assert history.of_client(an, other)[0].user == an.user.name
    corrected = notes.record(an, other, contact("Better", corrects=moved.id, written_by=eva.user.id))
    assert corrected.author == an.user.id, "a correction is whose it is"
    an.close()


def test_words_of_counselling_leave_casework(session: Session, client_id: str) -> None:
    canary = f"kanarie{token_hex(8)}"
    note = notes.record(session, client_id, contact(canary, Domain.PSYCHOSOCIAL))
    move = Move(client_id, Domain.COUNSELLING)
    withdrawals.withdraw(session, note.id, Domain.PSYCHOSOCIAL, reason="Wrong part", move=move)
    (moved,) = notes.of_client(session, client_id)
    assert (moved.draft.domain, moved.draft.text) == (Domain.COUNSELLING, canary)
    assert canary.encode() not in decrypted(session, Compartment.CASEWORK)


def test_stopping_between_the_two_saves_loses_nothing(
    session: Session, client_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = notes.record(session, client_id, contact("In confidence", Domain.PSYCHOSOCIAL))
    move = Move(client_id, Domain.COUNSELLING)

    def stop(*_arguments: object, **_more: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("desktop.storage.withdrawals.withdraw", stop)
        with pytest.raises(KeyboardInterrupt):
            withdrawals.withdraw(session, note.id, Domain.PSYCHOSOCIAL, reason="Wrong part", move=move)
    assert {item.draft.domain for item in notes.of_client(session, client_id)} == {
        Domain.PSYCHOSOCIAL,
        Domain.COUNSELLING,
    }
    withdrawals.withdraw(session, note.id, Domain.PSYCHOSOCIAL, reason="Wrong part")
    assert [item.draft.domain for item in notes.of_client(session, client_id)] == [Domain.COUNSELLING]
    assert checking.check(session).findings == ()


def test_a_withdrawal_that_cannot_be_is_refused(session: Session, client_id: str) -> None:
    note = notes.record(session, client_id, contact("One"))
    for reason, move, field in (
        ("  ", None, "reason"),
        ("Wrong file", Move("nobody", Domain.LEGAL), "move"),
        ("Wrong file", Move(client_id, Domain.LEGAL), "move"),
    ):
        with pytest.raises(InvalidField) as refused:
            withdrawals.withdraw(session, note.id, Domain.LEGAL, reason=reason, move=move)
        assert refused.value.field == field
    withdrawals.withdraw(session, note.id, Domain.LEGAL, reason="Wrong file")
    with pytest.raises(UserError, match="any more"):
        withdrawals.withdraw(session, note.id, Domain.LEGAL, reason="Wrong file")


def test_the_history_says_that_it_was_withdrawn_and_never_the_words(session: Session, client_id: str) -> None:
    note = notes.record(session, client_id, contact("About somebody else"))
    withdrawals.withdraw(session, note.id, Domain.LEGAL, reason="Wrong file")
    entries = history.of_client(session, client_id)
    assert "withdrawn_note" in {entry.entity for entry in entries}
    assert not any("somebody else" in value for entry in entries for _name, value in entry.fields)
