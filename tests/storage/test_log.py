"""The log: nothing in it can be altered, removed or reordered unseen, and everything can be replayed from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from desktop.clock import FixedClock
from desktop.domain.clients import Alert, BirthDate, ClientDetails, Name, SpokenLanguage
from desktop.domain.plans import GoalDraft, GoalResult, GoalState, SupportDraft, SupportEnd
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.roles import Compartment, Role
from desktop.domain.shelter import Resident, StayState
from desktop.domain.support import AppointmentDraft, Domain, NoteDraft, ReferralDetails, TaskDraft
from desktop.errors import UserError
from desktop.services import (
    appointments,
    checking,
    clients,
    drafts,
    goals,
    history,
    notes,
    procedure,
    referrals,
    session as sessions,
    shelter,
    slips,
    supports,
    tasks,
    withdrawals,
)
from desktop.services.session import Session
from desktop.services.withdrawals import Move
from desktop.storage.connection import Connection, open_connection
from desktop.storage.operations import broken_links, feed_head, read_log
from desktop.storage.replay import replay, replicated_rows
from desktop.storage.schema import attach_current
from desktop.storage.secrets import random_bytes
from desktop.storage.vault import Transaction
from tests.helpers.vaults import CHEAP, MOMENT, PASSPHRASE, MakeSession, set_up

TEXTS = st.text(min_size=1, max_size=40).filter(str.strip)


class Day:
    """A day's work: every service that writes, driven by numbers and texts that hypothesis draws."""

    def __init__(self, session: Session, clock: FixedClock) -> None:
        self.session, self.clock = session, clock
        house = shelter.add_house(session, "Lindenhof")
        shelter.add_room(session, house.id, "1", kind="shared", places=3)
        self.client_ids = [clients.add_client(session, ClientDetails()).id]

    def act(self, number: int, text: str) -> None:
        self.clock.advance(timedelta(minutes=number % 50 - 5))
        acts: list[Callable[[str, str], object]] = [
            self.add, self.change, self.refer, self.note, self.correct, self.do, self.tick, self.meet,
            self.document, self.house, self.leave, self.call, self.draft, self.read, self.support, self.plan,
            self.withdraw, self.move, self.alter,
        ]  # fmt: skip
        client_id = self.client_ids[number % len(self.client_ids)]
        try:
            acts[number % len(acts)](client_id, text)
        except UserError:
            pass  # refused: then nothing of it may be in the log either

    def add(self, _client_id: str, text: str) -> None:
        details = ClientDetails((Name(text, text[::-1]),), BirthDate(1998, about=True), nationalities=("ER",))
        self.client_ids.append(clients.add_client(self.session, details).id)

    def change(self, client_id: str, text: str) -> None:
        before = clients.open_client(self.session, client_id).details
        clients.change_client(
            self.session,
            client_id,
            replace(
                before,
                names=(*before.names[1:], Name(text)),
                alerts=(Alert(text), *before.alerts[:2]),
                languages=(SpokenLanguage("ti", reads=len(text) % 2 == 0),),
            ),
        )

    def refer(self, client_id: str, text: str) -> None:
        known = referrals.of_client(self.session, client_id)
        details = ReferralDetails(received=self.clock.now(), alleged=text)
        referrals.record(self.session, client_id, details, referral_id=known[0].id if known else "")

    def note(self, client_id: str, text: str) -> None:
        domain = list(Domain)[len(text) % 4]
        notes.record(self.session, client_id, NoteDraft(domain, text, self.clock.now(), minutes=len(text)))

    def correct(self, client_id: str, text: str) -> None:
        for note in notes.of_client(self.session, client_id)[:1]:
            notes.record(self.session, client_id, replace(note.draft, text=text, corrects=note.id))

    def do(self, client_id: str, text: str) -> None:
        tasks.add(self.session, TaskDraft(text, self.session.user.id, date(2026, 12, 1)), client_id=client_id)

    def tick(self, client_id: str, text: str) -> None:
        for task in tasks.of_client(self.session, client_id)[:1]:
            (tasks.reopen if task.done_on else tasks.complete)(self.session, task.id)

    def meet(self, client_id: str, text: str) -> None:
        made = appointments.add(self.session, client_id, AppointmentDraft(self.clock.now(), text))
        appointments.cancel(self.session, made.id)

    def document(self, client_id: str, text: str) -> None:
        procedure.record_document(
            self.session, client_id, ResidenceDocumentDraft("a", None, date(2026, 12, 24))
        )

    def house(self, client_id: str, text: str) -> None:
        free = shelter.free_places(self.session, self.clock.now(), None)
        for card in free[:1]:
            shelter.place(self.session, card.place.id, shelter.resident_of(self.session, client_id))
            shelter.place(self.session, card.place.id, Resident(text))  # refused: somebody has it

    def leave(self, client_id: str, text: str) -> None:
        for stay in shelter.stays_of(self.session, client_id):
            if stay.state is StayState.HOUSED:
                shelter.end_stay(self.session, stay.id, destination=text)
                shelter.undo_end(self.session, stay)

    def call(self, client_id: str, text: str) -> None:
        slips.take(self.session, slips.write(self.session, text=text).id)

    def draft(self, client_id: str, text: str) -> None:
        drafts.keep(self.session, f"note:{client_id}", text)

    def support(self, client_id: str, text: str) -> None:
        day = self.clock.now().date()
        for known in supports.of_client(self.session, client_id)[:1]:
            if known.is_open:
                supports.end(self.session, known.id, SupportEnd(day, "own_request", text))
                return
        supports.start(self.session, client_id, SupportDraft(day))

    def plan(self, client_id: str, text: str) -> None:
        goal = goals.add(self.session, client_id, GoalDraft(Domain.LEGAL, text))
        if len(text) % 2:
            result, instead = GoalResult(GoalState.ADJUSTED, text), GoalDraft(Domain.LEGAL, text[::-1])
            goals.close(self.session, goal.id, result, instead=instead)

    def withdraw(self, client_id: str, text: str) -> None:
        for note in notes.of_client(self.session, client_id)[:1]:
            withdrawals.withdraw(self.session, note.id, note.draft.domain, reason=text)

    def move(self, client_id: str, text: str) -> None:
        for note in notes.of_client(self.session, client_id)[-1:]:
            elsewhere = Move(self.client_ids[-1], list(Domain)[len(text) % 4])
            withdrawals.withdraw(self.session, note.id, note.draft.domain, reason=text, move=elsewhere)

    def alter(self, client_id: str, text: str) -> None:
        for task in tasks.of_client(self.session, client_id)[:1]:
            tasks.change(self.session, task.id, replace(task.draft, title=text, domain=Domain.LEGAL))
        for meeting in appointments.of_client(self.session, client_id)[:1]:
            appointments.change(self.session, meeting.id, replace(meeting.draft, what=text, minutes=30))

    def read(self, client_id: str, text: str) -> None:
        clients.open_client(self.session, client_id)


def empty_copy(folder: Path, compartment: Compartment) -> Connection:
    connection = open_connection()
    attach_current(connection, compartment, folder / f"{compartment}.db", random_bytes())
    return connection


def assert_log_is_complete(session: Session, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for compartment in session.holds:
        target = empty_copy(folder, compartment)
        replay(session.vault.connection, target, compartment)
        assert replicated_rows(target, compartment) == replicated_rows(session.vault.connection, compartment)
        target.close()


@settings(max_examples=12)
@given(st.lists(st.tuples(st.integers(0, 10_000), TEXTS), max_size=40))
def test_replaying_any_days_work_gives_the_same_tables(
    tmp_path_factory: pytest.TempPathFactory, work: list[tuple[int, str]]
) -> None:
    folder, clock = tmp_path_factory.mktemp("day"), FixedClock(MOMENT)
    set_up(folder / "vault", clock=clock)
    session = sessions.unlock(folder / "vault", "an", bytearray(PASSPHRASE), clock=clock, floor=CHEAP)
    day = Day(session, clock)
    for number, text in work:
        day.act(number, text)
    assert checking.check(session).findings == ()
    assert_log_is_complete(session, folder / "copy")
    session.close()


@pytest.fixture
def worked(session: Session, clock: FixedClock) -> Session:
    """A vault in which each kind of work was done twice, and two notes were left alone."""
    bystander = clients.add_client(session, ClientDetails()).id
    for number in range(2):
        notes.record(session, bystander, NoteDraft(Domain.LEGAL, f"text {number}", clock.now()))
    day = Day(session, clock)
    for number in range(38):
        day.act(number, f"text {number}")
    return session


def test_the_stored_head_is_the_last_operation(worked: Session) -> None:
    connection = worked.vault.connection
    for compartment in worked.holds:
        last = list(read_log(connection, compartment))[-1]
        head = feed_head(connection, compartment, worked.vault.device)
        assert (head.seq, head.hash) == (last.seq, last.hash)
        assert worked.vault.feed(compartment) == head
        sequence = [operation.seq for operation in read_log(connection, compartment)]
        assert sequence == list(range(1, len(sequence) + 1))


def test_every_write_names_what_it_replaces(worked: Session) -> None:
    for compartment in worked.holds:
        heads: dict[str, str] = {}
        for operation in read_log(worked.vault.connection, compartment):
            if operation.kind == "write":
                known = heads.get(operation.entity_id)
                assert operation.replaces == ((known,) if known else ())
                heads[operation.entity_id] = operation.id


def test_operations_are_in_order_of_time_and_id(worked: Session) -> None:
    for compartment in worked.holds:
        log = list(read_log(worked.vault.connection, compartment))
        assert log == sorted(log, key=lambda operation: (operation.moment, operation.id))


TAMPERING = {
    "the body": "UPDATE casework.operation SET body = replace(body, 'text', 'lies') WHERE seq = 2",
    "the body emptied": "UPDATE casework.operation SET body = NULL WHERE seq = 2",
    "the salt": "UPDATE casework.operation SET salt = zeroblob(16) WHERE seq = 2",
    "who": "UPDATE casework.operation SET user = 'somebody' WHERE seq = 2",
    "when": "UPDATE casework.operation SET milliseconds = milliseconds - 1 WHERE seq = 2",
    "the counter": "UPDATE casework.operation SET counter = counter + 1 WHERE seq = 2",
    "what": "UPDATE casework.operation SET entity_id = 'other' WHERE seq = 2",
    "the kind": "UPDATE casework.operation SET kind = 'access' WHERE seq = 2",
    "the entity": "UPDATE casework.operation SET entity = 'task' WHERE seq = 2",
    "the version": "UPDATE casework.operation SET version = 2 WHERE seq = 2",
    "what it replaces": "UPDATE casework.operation SET replaces = '[\"x\"]' WHERE seq = 2",
    "the digest": "UPDATE casework.operation SET digest = zeroblob(32) WHERE seq = 2",
    "the link": "UPDATE casework.operation SET previous = zeroblob(32) WHERE seq = 2",
    "the hash": "UPDATE casework.operation SET hash = zeroblob(32) WHERE seq = 2",
    "the device": "UPDATE casework.operation SET device = 'other' WHERE seq = 2",
    "one removed": "DELETE FROM casework.operation WHERE seq = 2",
    "the first removed": "DELETE FROM casework.operation WHERE seq = 1",
    "the last removed": "DELETE FROM casework.operation WHERE seq = (SELECT max(seq) FROM casework.operation)",
    "all removed": "DELETE FROM casework.operation",
    "two exchanged": "UPDATE casework.operation SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3)",
    "the head": "UPDATE casework.log_head SET hash = zeroblob(32)",
    "the head set back": "UPDATE casework.log_head SET seq = seq - 1",
    "the head removed": "DELETE FROM casework.log_head",
    "a second head": "INSERT INTO casework.log_head VALUES ('other', 1, zeroblob(32))",
}


@pytest.mark.parametrize("what", TAMPERING)
def test_any_tampering_with_the_log_is_found(worked: Session, what: str) -> None:
    assert broken_links(worked.vault.connection, Compartment.CASEWORK) == []
    worked.vault.connection.execute(TAMPERING[what])
    worked.vault.connection.execute("UPDATE casework.operation SET seq = -seq WHERE seq < 0")
    findings = checking.check(worked).findings
    assert findings
    assert not any("text" in finding for finding in findings), "a finding never names content"


def test_an_erased_body_leaves_the_chain_whole(worked: Session) -> None:
    client = clients.add_client(worked, ClientDetails())
    note = notes.record(worked, client.id, NoteDraft(Domain.LEGAL, "In the wrong file", MOMENT))
    corrected = notes.record(worked, client.id, NoteDraft(Domain.LEGAL, "Still", MOMENT, corrects=note.id))
    withdrawals.withdraw(worked, corrected.id, Domain.LEGAL, reason="Wrong file")
    log = {item.entity_id: item for item in read_log(worked.vault.connection, Compartment.CASEWORK)}
    assert log[note.id].kind == "erase"
    emptied = [item for item in read_log(worked.vault.connection, Compartment.CASEWORK) if item.body is None]
    assert {item.entity_id for item in emptied} >= {note.id, corrected.id}
    assert checking.check(worked).findings == ()


def test_a_body_nobody_erased_is_missed(worked: Session) -> None:
    worked.vault.connection.execute("UPDATE casework.operation SET body = NULL, salt = NULL WHERE seq = 2")
    assert "casework 2: emptied without an erasure" in checking.check(worked).findings


def test_an_erasure_that_comes_after_the_body_takes_it_away(worked: Session, tmp_path: Path) -> None:
    """As another PC will see it: the write first, with its body, and the erasure later."""
    client = clients.add_client(worked, ClientDetails())
    note = notes.record(worked, client.id, NoteDraft(Domain.LEGAL, "In the wrong file", MOMENT))
    connection = worked.vault.connection
    (written,) = read_log(connection, Compartment.CASEWORK, entity_id=note.id)
    withdrawals.withdraw(worked, note.id, Domain.LEGAL, reason="Wrong file")
    connection.execute(
        "UPDATE casework.operation SET salt = ?, body = ? WHERE id = ?",
        (written.salt, written.body, written.id),
    )
    assert checking.check(worked).findings == ()  # the digest still fits
    assert_log_is_complete(worked, tmp_path / "copy")


def test_a_table_that_left_the_log_behind_shows_in_a_replay(worked: Session, tmp_path: Path) -> None:
    worked.vault.connection.execute("UPDATE casework.note SET text = 'lies'")
    with pytest.raises(AssertionError):
        assert_log_is_complete(worked, tmp_path / "copy")


def test_ids_that_lead_nowhere_are_found(worked: Session) -> None:
    worked.vault.connection.execute("UPDATE casework.note SET client_id = 'nobody'")
    assert any("note.client_id" in finding for finding in checking.check(worked).findings)


def test_a_failed_save_leaves_no_operation_and_the_feed_where_it_was(worked: Session) -> None:
    before = worked.vault.feed(Compartment.CASEWORK)
    with pytest.raises(ZeroDivisionError), worked.vault.save(Compartment.CASEWORK) as save:
        _write_and_fail(save)
    assert worked.vault.feed(Compartment.CASEWORK) == before
    tasks.add(worked, TaskDraft("after", worked.user.id))
    assert checking.check(worked).findings == ()


def _write_and_fail(save: Transaction) -> None:
    save.write("task", save.vault.new_id(), title="x", owner="y")
    raise ZeroDivisionError


def test_only_known_fields_of_the_right_compartment_are_written(worked: Session) -> None:
    with pytest.raises(ValueError, match="live"), worked.vault.save(Compartment.HOUSE) as save:
        save.write("task", worked.vault.new_id(), title="x")
    with pytest.raises(ValueError, match="unknown"), worked.vault.save(Compartment.CASEWORK) as save:
        save.write("task", worked.vault.new_id(), **{"title = 'x' --": "y"})
    assert checking.check(worked).findings == ()


# Reading is logged


def reads(session: Session, client_id: str) -> int:
    log = read_log(session.vault.connection, Compartment.REGISTRY, entity_id=client_id)
    return sum(1 for operation in log if operation.kind == "access")


def test_reading_a_file_is_logged_once_in_a_quarter_of_an_hour_per_person(
    session: Session, clock: FixedClock, make_session: MakeSession
) -> None:
    client = clients.add_client(session, ClientDetails())
    for _ in range(3):
        clients.open_client(session, client.id)
    assert reads(session, client.id) == 1
    clock.advance(timedelta(minutes=14))
    clients.open_client(session, client.id)
    assert reads(session, client.id) == 1
    clock.advance(timedelta(minutes=2))
    clients.open_client(session, client.id)
    assert reads(session, client.id) == 2
    session.close()
    reopened = sessions.unlock(session.folder, "an", bytearray(PASSPHRASE), clock=clock, floor=CHEAP)
    clients.open_client(reopened, client.id)
    assert reads(reopened, client.id) == 2
    reopened.close()


def test_two_people_reading_are_two_entries(
    session: Session, clock: FixedClock, make_session: MakeSession
) -> None:
    client = clients.add_client(session, ClientDetails(names=(Name("Sara"),)))
    eva = make_session(roles=[Role.CASEWORKER], login="eva")
    clients.open_client(eva, client.id)
    clients.open_client(eva, client.id)
    assert reads(eva, client.id) == 1
    shown = history.of_client(eva, client.id)
    assert [(entry.user, entry.kind) for entry in shown if entry.kind == "access"] == [("Eva", "access")]


def test_the_history_tells_who_wrote_what_newest_first(session: Session, clock: FixedClock) -> None:
    client = clients.add_client(session, ClientDetails(names=(Name("Sara"),)))
    clock.advance(timedelta(days=1))
    notes.record(session, client.id, NoteDraft(Domain.LEGAL, "Lodged a complaint", clock.now()))
    entries = history.of_client(session, client.id)
    assert entries[0].entity == "note"
    assert entries[0].recorded.date() == date(2026, 11, 3)
    assert dict(entries[0].fields)["text"] == "Lodged a complaint"
    assert {entry.user for entry in entries} == {"An Peeters"}
    assert {"client", "client_name"} <= {entry.entity for entry in entries}


def test_the_history_holds_nothing_of_a_part_one_cannot_open(
    session: Session, make_session: MakeSession
) -> None:
    client = clients.add_client(session, ClientDetails())
    notes.record(session, client.id, NoteDraft(Domain.COUNSELLING, "A secret", MOMENT))
    eva = make_session(roles=[Role.CASEWORKER], login="eva")
    assert "session_note" not in {entry.entity for entry in history.of_client(eva, client.id)}
    assert notes.of_client(eva, client.id) == ()


def test_the_fictitious_centre_can_be_replayed_from_its_log_too(tmp_path: Path) -> None:
    from desktop.demo.centre import build
    from desktop.progress import Progress

    build(tmp_path / "demo", clients=60, seed=1, as_of=date(2026, 11, 1), progress=Progress(), cost=CHEAP)
    session = sessions.unlock(tmp_path / "demo", "demo", bytearray(b"demo"), floor=CHEAP)
    assert_log_is_complete(session, tmp_path / "copy")
    session.close()
