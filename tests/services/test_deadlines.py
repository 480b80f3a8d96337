"""The deadlines over all files: never another list than the records give, whichever way they were written."""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from desktop.clock import FixedClock
from desktop.domain.case_facts import Urgency
from desktop.domain.clients import BirthDate, ClientDetails, Name
from desktop.domain.procedure import (
    ProcedureEventDraft,
    RequestDraft,
    RequestStep,
    ResidenceDocumentDraft,
    TrackDraft,
    TrackEnd,
    TrackKind,
)
from desktop.domain.roles import Compartment, Role
from desktop.domain.support import Outcome, ReferralDetails
from desktop.errors import Cancelled, InvalidField, NotAllowed, UserError
from desktop.progress import Progress
from desktop.services import (
    agenda,
    checking,
    clients,
    deadlines,
    procedure,
    referrals,
    requests,
    session as sessions,
    shelter,
)
from desktop.services.session import Session
from desktop.storage.residence import document_fields
from desktop.storage.vault import Transaction
from tests.helpers.vaults import CHEAP, MOMENT, PASSPHRASE, MakeSession, set_up
from tests.storage.test_log import assert_log_is_complete

TODAY = date(2026, 11, 2)
FAR = date(2199, 1, 1)
STAMP = "casework.open_deadline WHERE client_id = '' AND key = 'stamp'"


def add(session: Session, **details: object) -> str:
    return clients.add_client(session, ClientDetails(**details)).id  # type: ignore[arg-type]


def a_card(session: Session, client_id: str, ends: date) -> str:
    draft = ResidenceDocumentDraft("a_card", ends - timedelta(days=184), ends)
    return procedure.record_document(session, client_id, draft).id


def listed(session: Session, *, until: date = FAR, mine: bool = False) -> list[tuple[str, str]]:
    return [
        (item.client_id, item.view.deadline.key) for item in deadlines.due(session, until=until, mine=mine)
    ]


def assert_the_table_is_what_the_records_give(session: Session, client_ids: list[str]) -> None:
    """Each file worked out by itself, silenced ones left out, is the list over all files."""
    given = {
        (client_id, view.deadline)
        for client_id in client_ids
        for view in deadlines.of_client(session, client_id)
        if view.silenced is None
    }
    found = [(item.client_id, item.view.deadline) for item in deadlines.due(session, until=FAR, mine=False)]
    assert set(found) == given
    assert len(found) == len(given)
    assert found == sorted(found, key=lambda item: (item[1].due, item[1].key))
    assert checking.check(session).findings == ()


class Work:
    """Every write that deadlines depend on, driven by numbers that hypothesis draws."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.client_ids = [add(session), add(session, birth=BirthDate(2010, 2, 28))]
        house = shelter.add_house(session, "Lindenhof")
        shelter.add_room(session, house.id, "1", kind="shared", places=3)

    def act(self, number: int, days: int, text: str) -> None:
        acts: list[Callable[[str, date, str], object]] = [
            self.document, self.document, self.event, self.event, self.event, self.track, self.end, self.reopen,
            self.ask, self.step, self.cancel, self.withdraw, self.silence, self.unsilence, self.born, self.move_in,
            self.raw, self.remind,
        ]  # fmt: skip
        client_id = self.client_ids[number % 2]
        try:
            acts[number % len(acts)](client_id, TODAY - timedelta(days=days), text)
        except UserError:
            pass  # refused: then nothing of it may be in the list either

    def file(self, client_id: str) -> procedure.ProcedureFile:
        return procedure.read(self.session, client_id)

    def document(self, client_id: str, day: date, text: str) -> None:
        file = self.file(client_id)
        tracks = [item.id for item in file.tracks] or [""]
        extends = [item.id for item in file.documents if item.draft.kind == text]
        draft = ResidenceDocumentDraft(
            kind=text if text in {"ai", "a_card", "b_card", "annex15", "uam_permit", "otl"} else "passport",
            issued_on=day,
            expires_on=day + timedelta(days=50) if day.day % 3 == 0 else None,
            track_id=tracks[day.day % len(tracks)],
            extends=extends[0] if text == "ai" and extends and day.day % 2 else "",
            override_reason="they did",
        )
        procedure.record_document(self.session, client_id, draft)

    def event(self, client_id: str, day: date, text: str) -> None:
        details = {"until": day.isoformat(), "urgent": "5"} if day.day % 2 else {}
        procedure.record_event(
            self.session, client_id, ProcedureEventDraft(text, day, "14:30", details=details)
        )

    def track(self, client_id: str, day: date, text: str) -> None:
        kind = list(TrackKind)[day.day % len(TrackKind)]
        procedure.open_track(self.session, client_id, TrackDraft(kind, day, note=text))

    def end(self, client_id: str, day: date, text: str) -> None:
        for track in self.file(client_id).tracks[:1]:
            procedure.end_track(self.session, track.id, TrackEnd(day, "closed_by_centre", note=text))

    def reopen(self, client_id: str, day: date, _text: str) -> None:
        for track in self.file(client_id).tracks[:1]:
            procedure.reopen_track(self.session, track.id, day)

    def ask(self, client_id: str, day: date, _text: str) -> None:
        kind = ("a_renewal", "unlimited", "ai")[day.day % 3]
        made = requests.start(self.session, client_id, RequestDraft(kind))
        requests.step(self.session, made.id, RequestStep.SENT, day)

    def step(self, client_id: str, day: date, _text: str) -> None:
        for request in self.file(client_id).requests[:1]:
            step = list(RequestStep)[day.day % len(RequestStep)]
            requests.step(self.session, request.id, step, day if day.day % 4 else None)

    def cancel(self, client_id: str, _day: date, _text: str) -> None:
        for request in self.file(client_id).requests[:1]:
            requests.cancel(self.session, request.id)

    def withdraw(self, client_id: str, day: date, _text: str) -> None:
        file = self.file(client_id)
        if day.day % 2:
            for event in file.events[:1]:
                procedure.withdraw_event(self.session, event.id)
                if day.day % 3 == 0:
                    procedure.restore_event(self.session, event.id)
        for document in file.documents[: day.day % 2]:
            procedure.withdraw_document(self.session, document.id)
            if day.day % 3 == 0:
                procedure.restore_document(self.session, document.id)

    def silence(self, client_id: str, _day: date, text: str) -> None:
        for view in self.file(client_id).deadlines[:1]:
            deadlines.silence(self.session, client_id, view.deadline.key, reason=text)

    def unsilence(self, client_id: str, _day: date, _text: str) -> None:
        for decision in self.file(client_id).decisions[:1]:
            deadlines.unsilence(self.session, client_id, decision.key)

    def born(self, client_id: str, day: date, _text: str) -> None:
        details = clients.open_client(self.session, client_id).details
        clients.change_client(
            self.session, client_id, replace(details, birth=BirthDate(day.year - 17, day.month))
        )

    def move_in(self, client_id: str, _day: date, _text: str) -> None:
        free = next(item for item in shelter.board(self.session).places if item.free)
        shelter.place(self.session, free.place.id, shelter.resident_of(self.session, client_id))

    def raw(self, client_id: str, day: date, _text: str) -> None:
        """A write that knows nothing of deadlines, as an import or another PC's would be."""
        with self.session.vault.save(Compartment.CASEWORK) as save:
            draft = ResidenceDocumentDraft("ip_doc", day, day + timedelta(days=90))
            save.write(
                "residence_document", save.vault.new_id(), client_id=client_id, **document_fields(draft)
            )

    def remind(self, _client_id: str, day: date, _text: str) -> None:
        deadlines.set_reminder_days(self.session, [day.day, day.month])


KINDS = (
    *(
        "ai",
        "ai",
        "a_card",
        "b_card",
        "annex15",
        "uam_permit",
        "otl",
        "statement_or_complaint",
        "prosecutor_answer",
    ),
    *(
        "dvz_refusal",
        "cce_appeal",
        "conviction_first_instance",
        "order_to_leave",
        "final_judgment",
        "stay_review",
    ),
    *("turned_18", "data_breach_noticed", "left_country", "appeal_judgment", "access_request_received"),
)


@settings(max_examples=12)
@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 400), st.sampled_from(KINDS)), max_size=40))
def test_the_list_over_all_files_is_what_each_file_gives(
    tmp_path_factory: pytest.TempPathFactory, work: list[tuple[int, int, str]]
) -> None:
    folder = set_up(tmp_path_factory.mktemp("deadlines") / "vault", clock=FixedClock(MOMENT))
    session = sessions.unlock(folder, "an", bytearray(PASSPHRASE), clock=FixedClock(MOMENT), floor=CHEAP)
    day = Work(session)
    for count, (number, days, text) in enumerate(work):
        day.act(number, days, text)
        if count % 10 == 9:
            assert_the_table_is_what_the_records_give(session, day.client_ids)
    assert_the_table_is_what_the_records_give(session, day.client_ids)
    assert_log_is_complete(session, folder / "copy")
    session.close()


# Nothing can be written past the list


def test_a_bulk_written_without_a_thought_for_deadlines_is_listed(session: Session) -> None:
    with session.vault.in_bulk():
        client_id = add(session, birth=BirthDate(2012, 5, 5))
        with session.vault.save(Compartment.CASEWORK) as save:
            draft = ResidenceDocumentDraft("ai", TODAY)
            save.write("residence_document", "d", client_id=client_id, **document_fields(draft))
    assert listed(session) == [(client_id, "D2:d"), (client_id, "D7:birth")]


def test_a_new_minor_and_a_changed_birth_are_seen_without_being_told(session: Session) -> None:
    assert listed(session) == []
    minor, adult = add(session, birth=BirthDate(2012, 5, 5)), add(session, birth=BirthDate(1990))
    assert listed(session) == [(minor, "D7:birth")]
    details = clients.open_client(session, adult).details
    clients.change_client(session, adult, replace(details, birth=BirthDate(2011)))
    assert listed(session) == [(adult, "D7:birth"), (minor, "D7:birth")]
    details = clients.open_client(session, minor).details
    clients.change_client(session, minor, replace(details, birth=BirthDate(1980)))
    assert listed(session) == [(adult, "D7:birth")]
    assert_the_table_is_what_the_records_give(session, [minor, adult])


def test_a_table_of_other_rules_or_none_is_worked_out_anew(session: Session) -> None:
    client_id = add(session)
    a_card(session, client_id, date(2027, 3, 1))
    expected = listed(session)
    session.vault.connection.execute(f"UPDATE {STAMP.replace(' WHERE', ' SET body = 1 WHERE')}")
    session.vault.connection.execute("DELETE FROM casework.open_deadline WHERE client_id <> ''")
    assert listed(session) == expected
    session.vault.connection.execute("DELETE FROM casework.open_deadline")
    assert listed(session) == expected


def test_working_everything_out_can_be_cancelled_and_leaves_what_was(session: Session) -> None:
    client_id = add(session)
    a_card(session, client_id, date(2027, 3, 1))
    expected = listed(session)
    session.vault.connection.execute(f"DELETE FROM {STAMP}")
    progress, seen = Progress(), []
    progress.cancel()
    with pytest.raises(Cancelled):
        deadlines.rebuild(session, progress)
    deadlines.rebuild(session, Progress(lambda done, total: seen.append((done, total))))
    assert seen[-1] == (1, 1)
    assert listed(session) == expected


def test_a_vault_check_finds_a_list_that_is_not_what_the_records_give(session: Session) -> None:
    client_id = add(session)
    a_card(session, client_id, date(2027, 3, 1))
    assert listed(session)
    assert checking.check(session).findings == ()
    session.vault.connection.execute("UPDATE casework.open_deadline SET due = '2030-01-01' WHERE rule = 'D4'")
    assert checking.check(session).findings == ("casework.open_deadline: 1 files differ from their records",)


def test_a_record_of_no_file_does_not_disturb_the_list(session: Session) -> None:
    client_id = add(session)
    a_card(session, client_id, date(2027, 3, 1))
    expected = listed(session)
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write(
            "residence_document", "d", client_id="", **document_fields(ResidenceDocumentDraft("ai", TODAY))
        )
    session.vault.connection.execute("DELETE FROM casework.open_deadline WHERE rule = 'D4'")
    assert len(listed(session)) == len(expected) - 1, "worked out anew without need"


def test_a_failed_save_leaves_the_list_as_it_was(session: Session) -> None:
    client_id = add(session)
    a_card(session, client_id, date(2027, 3, 1))
    before = listed(session)
    with pytest.raises(ZeroDivisionError), deadlines.saving(session.vault, client_id) as save:
        _write_and_fail(save, client_id)
    assert listed(session) == before


def _write_and_fail(save: Transaction, client_id: str) -> None:
    save.write("procedure_event", "e", client_id=client_id, kind="dvz_refusal", happened="2026-11-01")
    raise ZeroDivisionError


def test_where_nothing_can_be_written_the_list_is_read_all_the_same(session: Session) -> None:
    mine, other = add(session, caseworker=session.user.id), add(session)
    a_card(session, mine, date(2027, 3, 1))
    a_card(session, other, date(2026, 12, 1))
    expected, of_mine = listed(session), listed(session, mine=True)
    session.vault.connection.execute("DELETE FROM casework.open_deadline")
    session.vault.connection.execute("PRAGMA query_only = ON")
    assert (listed(session), listed(session, mine=True)) == (expected, of_mine)
    session.vault.connection.execute("PRAGMA query_only = OFF")
    assert listed(session) == expected


# Who sees what


def test_mine_are_those_of_the_files_i_am_the_caseworker_of(session: Session) -> None:
    mine, other = add(session, caseworker=session.user.id), add(session)
    card = a_card(session, mine, date(2026, 12, 1))
    a_card(session, other, date(2026, 12, 1))
    assert listed(session, mine=True) == [(mine, f"D5:{card}"), (mine, f"D4:{card}")]
    assert len(listed(session)) == 4


def test_until_counts_the_day_itself_and_everything_overdue(session: Session) -> None:
    client_id = add(session, names=(Name("Sara"),))
    late, soon = (
        a_card(session, client_id, date(2026, 10, 1)),
        procedure.record_event(session, client_id, ProcedureEventDraft("dvz_refusal", date(2026, 10, 10))),
    )
    found = deadlines.due(session, until=date(2026, 11, 9), mine=False)
    assert [item.view.deadline.key for item in found] == [f"D5:{late}", f"D4:{late}", f"D10:{soon.id}"]
    assert [item.view.urgency for item in found] == [Urgency.OVERDUE, Urgency.OVERDUE, Urgency.SOON]
    assert {(item.client_number, item.client_name) for item in found} == {("2026-0001", "Sara")}
    assert len(listed(session, until=date(2026, 11, 8))) == 2


def test_the_review_of_a_stay_is_for_those_who_hold_the_shelters_key(
    session: Session, make_session: MakeSession, clock: FixedClock
) -> None:
    client_id = add(session)
    house = shelter.add_house(session, "Lindenhof")
    shelter.add_room(session, house.id, "1")
    stay = shelter.place(
        session, shelter.board(session).places[0].place.id, shelter.resident_of(session, client_id)
    )
    key = f"D14:{stay.id}:3"
    assert listed(session) == [(client_id, key)]
    legal = make_session(roles=[Role.LEGAL_COUNSELLOR])
    assert listed(legal) == []
    assert deadlines.of_client(legal, client_id) == ()
    assert (
        session.vault.connection.execute("SELECT 1 FROM casework.open_deadline WHERE rule = 'D14'").fetchone()
        is None
    )
    deadlines.silence(session, client_id, key, reason="leaves next week")
    assert listed(session) == []
    deadlines.unsilence(session, client_id, key)
    clock.moment = datetime(2027, 2, 2, 12, tzinfo=UTC)
    procedure.record_event(session, client_id, ProcedureEventDraft("stay_review", date(2027, 2, 2)))
    assert listed(session) == [(client_id, f"D14:{stay.id}:6")]
    shelter.end_stay(session, stay.id)
    assert listed(session) == []


@pytest.mark.parametrize("nights_away", [0, 1, 2])
def test_whoever_moves_to_another_room_stays_on(
    session: Session, clock: FixedClock, nights_away: int
) -> None:
    client_id = add(session)
    house = shelter.add_house(session, "Lindenhof")
    for name in ("1", "2"):
        shelter.add_room(session, house.id, name)
    resident = shelter.resident_of(session, client_id)
    first, second = (each.place.id for each in shelter.board(session).places)
    before = shelter.place(session, first, resident)
    clock.moment += timedelta(days=40)
    shelter.end_stay(session, before.id)
    clock.moment += timedelta(days=nights_away)
    after = shelter.place(session, second, resident)
    counted_from = after if nights_away > 1 else before
    (told,) = [view.deadline for view in deadlines.of_client(session, client_id) if view.label == "D14"]
    assert told.key == f"D14:{counted_from.id}:3"
    assert listed(session) == [(client_id, told.key)]


def test_a_shelter_worker_sees_no_deadline(session: Session, make_session: MakeSession) -> None:
    client_id = add(session)
    house = make_session(roles=[Role.SHELTER_WORKER])
    for act in (
        lambda: deadlines.due(house, until=FAR, mine=False),
        lambda: deadlines.of_client(house, client_id),
        lambda: deadlines.silence(house, client_id, "D7:birth", reason="x"),
        lambda: procedure.read(house, client_id),
    ):
        with pytest.raises(NotAllowed):
            act()


# Silencing


def test_none_is_silenced_without_a_reason_and_a_silenced_one_stays_in_its_file(session: Session) -> None:
    client_id = add(session)
    card = a_card(session, client_id, date(2027, 3, 1))
    key = f"D4:{card}"
    for reason in ("", "  \n"):
        with pytest.raises(InvalidField) as refused:
            deadlines.silence(session, client_id, key, reason=reason)
        assert refused.value.field == "reason"
    with pytest.raises(UserError):
        deadlines.silence(session, client_id, "D4:nothing", reason="why not")
    decision = deadlines.silence(session, client_id, key, reason=" She moved to France. ")
    assert (decision.reason, decision.author) == ("She moved to France.", session.user.id)
    assert deadlines.silence(session, client_id, key, reason="again") == decision
    assert listed(session) == [(client_id, f"D5:{card}")]
    shown = {view.deadline.key: view for view in deadlines.of_client(session, client_id)}
    assert (shown[key].urgency, shown[key].silenced) == (Urgency.SILENCED, decision)
    deadlines.unsilence(session, client_id, key)
    assert len(listed(session)) == 2


def test_a_deadline_that_moves_is_heard_again(session: Session) -> None:
    client_id = add(session)
    card = a_card(session, client_id, date(2027, 3, 1))
    deadlines.silence(session, client_id, f"D4:{card}", reason="typed wrongly")
    draft = ResidenceDocumentDraft("a_card", date(2026, 9, 1), date(2027, 3, 5))
    procedure.record_document(session, client_id, draft, document_id=card)
    assert (client_id, f"D4:{card}") in listed(session)


# A file in which nothing runs any more


def test_a_birthday_rings_only_while_something_runs(session: Session) -> None:
    details = ClientDetails(names=(Name("Young"),), birth=BirthDate(2009, 3, 14))
    client_id = clients.add_client(session, details).id
    asked = ReferralDetails(received=MOMENT)
    referral = referrals.record(session, client_id, asked)

    def rings() -> tuple[bool, bool]:
        listed = {(item.client_id, item.view.label) for item in deadlines.due(session, until=FAR, mine=False)}
        coming = {(item.client_id, item.code) for item in agenda.upcoming(session, days=900).items}
        return (client_id, "D7") in listed, (client_id, "D7") in coming

    assert rings() == (True, True)
    over = replace(asked, outcome=Outcome.NOT_VICTIM, reason="not_thb", decided_on=MOMENT.date())
    referrals.record(session, client_id, over, referral_id=referral.id)
    assert rings() == (False, False)
    assert "D7" in {item.label for item in deadlines.of_client(session, client_id)}
    procedure.open_track(session, client_id, TrackDraft(TrackKind.MINOR, MOMENT.date()))
    assert rings() == (True, True)


# Reminders


def test_a_centre_sets_its_reminder_days(session: Session) -> None:
    assert deadlines.reminder_days(session) == (45, 30, 14, 7)
    client_id = add(session)
    a_card(session, client_id, date(2027, 3, 1))
    assert deadlines.set_reminder_days(session, [3, 60, 3]) == (60, 3)
    assert deadlines.reminder_days(session) == (60, 3)
    ends = next(
        item.view.deadline
        for item in deadlines.due(session, until=FAR, mine=False)
        if item.view.label == "D4"
    )
    assert ends.reminders == (date(2026, 12, 31), date(2027, 2, 26))
    assert_the_table_is_what_the_records_give(session, [client_id])
    for wrong in ([], [0], [-1], [366], list(range(1, 8))):
        with pytest.raises(InvalidField):
            deadlines.set_reminder_days(session, wrong)


def test_only_a_coordinator_sets_the_reminders(session: Session, make_session: MakeSession) -> None:
    colleague = make_session(roles=[Role.CASEWORKER], login="els")
    with pytest.raises(NotAllowed):
        deadlines.set_reminder_days(colleague, [3])


def test_a_vault_of_version_1_lists_its_deadlines_from_the_first_day(
    tmp_path: Path, clock: FixedClock
) -> None:
    careful: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # not in 3.11.2
    with tarfile.open(Path(__file__).parents[1] / "data/vault-v1.tar") as archive:
        archive.extractall(tmp_path, **careful)
    session = sessions.unlock(tmp_path / "vault", "an", bytearray(PASSPHRASE), clock=clock, floor=CHEAP)
    ids = [row.id for row in clients.list_clients(session).rows]
    assert_the_table_is_what_the_records_give(session, ids)
    session.close()
