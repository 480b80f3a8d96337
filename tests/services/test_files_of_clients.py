"""A client's file: identity, support, agenda and papers, with whatever text people type."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from desktop.clock import FixedClock
from desktop.domain.clients import Alert, BirthDate, ClientDetails, Name, NameKind
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.roles import Role
from desktop.domain.support import AppointmentDraft, Domain, NoteDraft, Outcome, ReferralDetails, TaskDraft
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.services import (
    appointments,
    checking,
    clients,
    drafts,
    notes,
    procedure,
    referrals,
    session as sessions,
    shelter,
    tasks,
    today,
)
from desktop.services.session import Session
from tests.helpers.programs import ROOT
from tests.helpers.vaults import CHEAP, MOMENT, PASSPHRASE, MakeSession, set_up

HOSTILE = (
    "Robert'); DROP TABLE client;--", "🙂👩‍👩‍👧", "\u202eسارة\u202c", "a\0b", "\ufffe\uffff", "line\nline\r\n",
    "%s{0}$HOME", "z" * 100_000,
)  # fmt: skip
NATIVE = (
    *("ሰላም ተስፋይ", "سارة بنت أحمد", "हिन्दी देवी", "ਗੁਰਪ੍ਰੀਤ ਕੌਰ", "สมหญิง ใจดี"),
    *("李小龙", "Đặng Thị Ánh", "Оксана", "ქეთევან", "אסתר"),
)


def add(session: Session, *names: Name, **details: object) -> str:
    return clients.add_client(session, ClientDetails(names=names, **details)).id  # type: ignore[arg-type]


@pytest.mark.parametrize("native", NATIVE)
def test_a_name_in_any_script_is_found_by_the_start_of_any_of_its_words(
    session: Session, native: str
) -> None:
    wanted = add(session, Name("Xyz Unlike", native))
    add(session, Name("Somebody Else"))
    for word in native.split():
        for length in range(2 if len(word) > 1 else 1, len(word) + 1):
            found = clients.list_clients(session, search=word[:length]).rows
            assert [row.id for row in found] == [wanted], word[:length]


@pytest.mark.parametrize(
    ("native", "latin"),
    [("Оксана", "oksana"), ("Đặng", "dang"), ("Şükrü", "sukru"), ("李小龙", "li")],
)
def test_a_name_in_another_script_is_found_by_its_latin_sound(
    session: Session, native: str, latin: str
) -> None:
    wanted = add(session, Name("", native))
    assert [row.id for row in clients.list_clients(session, search=latin).rows] == [wanted]
    assert clients.list_clients(session).rows[0].name == native


@pytest.mark.parametrize("typed", ["Zabihullah", " zabihullah ", "ذبيح الله"])
def test_whoever_bears_exactly_the_name_typed_comes_first(session: Session, typed: str) -> None:
    exactly = add(session, Name("Zabihullah", "ذبيح الله"))
    newer = add(session, Name("Zabihullah Ahmadzai", "ذبيح الله احمدزی"))
    assert [row.id for row in clients.list_clients(session, search=typed).rows] == [exactly, newer]
    assert [row.id for row in clients.list_clients(session, search="zabi").rows] == [newer, exactly]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_kept_to_the_letter_everywhere(session: Session, text: str) -> None:
    client_id = add(session, Name(text[:200]), alerts=(Alert(text),))
    for domain in Domain:
        assert (
            notes.record(session, client_id, NoteDraft(domain, text, MOMENT, next_step=text)).draft.text
            == text
        )
    task = tasks.add(session, TaskDraft(text, session.user.id), client_id=client_id)
    assert task.draft.title == text
    made = appointments.add(session, client_id, AppointmentDraft(MOMENT, text, text))
    assert made.draft.where == text
    referrals.record(session, client_id, ReferralDetails(received=MOMENT, alleged=text, referred_by=text))
    assert referrals.of_client(session, client_id)[0].details.alleged == text
    drafts.keep(session, f"note:{client_id}", text)
    assert drafts.recall(session, f"note:{client_id}") == text
    assert clients.open_client(session, client_id).details.alerts[0].text == text
    assert clients.open_client(session, client_id).details.names[0].latin == " ".join(text[:200].split())
    assert checking.check(session).findings == ()


def test_only_what_changed_is_written(session: Session) -> None:
    client_id = add(session, Name("Sara"), Name("Blue", kind=NameKind.ALIAS), alerts=(Alert("Careful"),))
    details = clients.open_client(session, client_id).details
    before = session.vault.connection.execute("SELECT count(*) FROM registry.operation").fetchone()
    clients.change_client(session, client_id, details)
    assert session.vault.connection.execute("SELECT count(*) FROM registry.operation").fetchone() == before
    changed = replace(details, names=(details.names[1], Name("Sarah")), alerts=(), gender="f")
    after = clients.change_client(session, client_id, changed).details
    assert [name.latin for name in after.names] == ["Blue", "Sarah"]
    assert (after.alerts, after.gender) == ((), "f")
    assert clients.list_clients(session, search="sarah").total == 1


def test_file_numbers_follow_each_other_and_begin_anew_each_year(session: Session, clock: FixedClock) -> None:
    assert [clients.add_client(session, ClientDetails()).number for _ in range(3)] == [
        "2026-0001", "2026-0002", "2026-0003",
    ]  # fmt: skip
    clock.moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # already the new year in Brussels
    assert clients.add_client(session, ClientDetails()).number == "2027-0001"


@settings(max_examples=8)
@given(st.integers(0, 8), st.integers(1, 5))
def test_pages_of_the_list_miss_and_repeat_nobody(
    tmp_path_factory: pytest.TempPathFactory, count: int, size: int
) -> None:
    folder = set_up(tmp_path_factory.mktemp("pages") / "vault", clock=FixedClock(MOMENT))
    session = sessions.unlock(folder, "an", bytearray(PASSPHRASE), clock=FixedClock(MOMENT), floor=CHEAP)
    everyone = [add(session, Name(f"Sara {number}")) for number in range(count)]
    pages = [
        clients.list_clients(session, search="sar", limit=size, offset=at) for at in range(0, count + 1, size)
    ]
    assert [row.id for page in pages for row in page.rows] == everyone[::-1]
    assert {page.total for page in pages} == {count}
    session.close()


@pytest.mark.parametrize(
    "details",
    [
        ClientDetails(gender="q"),
        ClientDetails(birth=BirthDate(2027)),
        ClientDetails(birth=BirthDate(2026, 11, 3)),
        ClientDetails(birth=BirthDate(1890)),
        ClientDetails(names=(Name("x" * 201),)),
    ],
)
def test_what_cannot_be_is_refused_and_not_kept(session: Session, details: ClientDetails) -> None:
    with pytest.raises(InvalidField):
        clients.add_client(session, details)
    assert clients.list_clients(session).total == 0


def test_a_newborn_of_this_year_is_taken(session: Session) -> None:
    for birth in (BirthDate(2026), BirthDate(2026, 11), BirthDate(2026, 11, 2)):
        client_id = add(session, birth=birth)
        assert shelter.resident_of(session, client_id).age_band == "0-5"


def test_a_note_is_corrected_beside_never_over(session: Session, clock: FixedClock) -> None:
    client_id = add(session, Name("Sara"))
    first = notes.record(session, client_id, NoteDraft(Domain.LEGAL, "Frist", MOMENT))
    second = notes.record(session, client_id, NoteDraft(Domain.LEGAL, "First", MOMENT, corrects=first.id))
    shown = {note.id: note for note in notes.of_client(session, client_id)}
    assert (shown[first.id].draft.text, shown[first.id].corrected_by) == ("Frist", second.id)
    for wrong in (
        NoteDraft(Domain.LEGAL, "Again", MOMENT, corrects=first.id),
        NoteDraft(Domain.PSYCHOSOCIAL, "Other domain", MOMENT, corrects=second.id),
        NoteDraft(Domain.LEGAL, "Nothing", MOMENT, corrects="unknown"),
        NoteDraft(Domain.LEGAL, "  ", MOMENT),
        NoteDraft(Domain.LEGAL, "x" * 100_001, MOMENT),
        NoteDraft(Domain.LEGAL, "Too long", MOMENT, minutes=1441),
        NoteDraft(Domain.LEGAL, "Tomorrow", MOMENT + timedelta(days=1)),
    ):
        with pytest.raises(UserError):
            notes.record(session, client_id, wrong)
    assert len(notes.of_client(session, client_id)) == 2


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_without_support_needs_its_reason(session: Session, outcome: Outcome) -> None:
    client_id, details = add(session), ReferralDetails(received=MOMENT, outcome=outcome)
    free = outcome in (Outcome.PENDING, Outcome.SUPPORT_STARTED)
    if not free:
        with pytest.raises(InvalidField) as refused:
            referrals.record(session, client_id, details)
        assert refused.value.field == "reason"
        details = replace(details, reason="other")
    recorded = referrals.record(session, client_id, details)
    assert recorded.details.decided_on == (None if outcome is Outcome.PENDING else date(2026, 11, 2))
    assert referrals.of_client(session, client_id) == (recorded,)
    changed = referrals.record(
        session, client_id, replace(recorded.details, alleged="more"), referral_id=recorded.id
    )
    assert referrals.of_client(session, client_id) == (changed,)


def test_today_shows_what_is_due_and_nothing_done_or_cancelled(session: Session) -> None:
    client_id, me = add(session, Name("Sara")), session.user.id
    done = tasks.add(session, TaskDraft("done", me))
    tasks.complete(session, done.id)
    for title, due in (
        ("overdue", date(2026, 11, 1)),
        ("today", date(2026, 11, 2)),
        ("later", date(2026, 11, 3)),
    ):
        tasks.add(session, TaskDraft(title, me, due), client_id=client_id)
    gone = appointments.add(session, client_id, AppointmentDraft(MOMENT, "cancelled"))
    appointments.cancel(session, gone.id)
    appointments.add(session, client_id, AppointmentDraft(MOMENT, "doctor"))
    appointments.add(session, client_id, AppointmentDraft(MOMENT + timedelta(days=1), "tomorrow"))
    for day in (date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 10)):
        procedure.record_document(session, add(session), ResidenceDocumentDraft("a", None, day))
    shown = today.today(session)
    assert [task.draft.title for task in shown.tasks] == ["overdue", "today"]
    assert [item.draft.what for item in shown.appointments] == ["doctor"]
    ends = [item.day for item in shown.deadlines]
    # the one that ended yesterday too: nobody saw to it; of files of others a week ahead
    assert ends == [date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 9)]
    tasks.reopen(session, done.id)
    assert len(today.today(session).tasks) == 3


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_today_and_services_refuse_what_it_does_not_open(
    session: Session, make_session: MakeSession, role: Role
) -> None:
    client_id = add(session, Name("Sara"))
    person = make_session(roles=[role])
    shown = today.today(person)
    opened = {str(item) for item in person.holds}
    assert (shown.places is not None) == ("house" in opened)
    for needed, act in (
        ("registry", lambda: clients.list_clients(person)),
        ("registry", lambda: clients.open_client(person, client_id)),
        ("registry", lambda: appointments.of_client(person, client_id)),
        ("casework", lambda: notes.of_client(person, client_id)),
        ("casework", lambda: referrals.of_client(person, client_id)),
        ("casework", lambda: tasks.of_client(person, client_id)),
        ("house", lambda: shelter.board(person)),
        ("counselling", lambda: notes.record(person, client_id, NoteDraft(Domain.COUNSELLING, "x", MOMENT))),
    ):
        if needed in opened:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()


def test_drafts_are_each_persons_own_and_counselling_stays_where_it_belongs(
    session: Session, make_session: MakeSession
) -> None:
    eva = make_session(roles=[Role.CASEWORKER], login="eva")
    drafts.keep(session, "counselling:1", "A secret")
    drafts.keep(session, "note:1", "Mine")
    assert drafts.recall(eva, "note:1") == drafts.recall(eva, "counselling:1") == ""
    drafts.keep(eva, "counselling:1", "cannot be kept")
    assert drafts.recall(eva, "counselling:1") == ""
    for table in ("house", "registry", "casework"):
        rows = session.vault.connection.execute(f"SELECT text FROM {table}.draft").fetchall()
        assert ("A secret",) not in rows
    drafts.discard(session, "note:1")
    assert drafts.recall(session, "note:1") == ""


def test_a_clock_set_back_changes_no_order(session: Session, clock: FixedClock) -> None:
    client_id = add(session, Name("Sara"))
    order = []
    for step in (0, -3650, 1, -1, -400):
        clock.moment = MOMENT + timedelta(days=step)
        order.append(tasks.add(session, TaskDraft(str(step), session.user.id), client_id=client_id).id)
    assert order == sorted(order)
    session.close()
    clock.moment = MOMENT - timedelta(days=5000)
    later = sessions.unlock(session.folder, "an", bytearray(PASSPHRASE), clock=clock, floor=CHEAP)
    order.append(tasks.add(later, TaskDraft("after", later.user.id), client_id=client_id).id)
    assert order == sorted(order)
    assert checking.check(later).findings == ()
    later.close()


ELSEWHERE = """
import sys
from tests.helpers.vaults import *
from desktop.services import clients, session as sessions, shelter, today
clock, folder = FixedClock(MOMENT), Path(sys.argv[1])
session = sessions.unlock(folder, "an", bytearray(PASSPHRASE), clock=clock, floor=CHEAP)
board = shelter.board(session)
print(today.today(session).day, today.today(session).night, board.night,
      [(card.stay and (card.stay.begins, card.stay.ends), card.leaving, card.overdue) for card in board.places],
      [(row.id, row.opened_on) for row in clients.list_clients(session).rows])
session.close()
"""


def test_a_pc_in_another_zone_shows_the_same_day_night_and_order(session: Session) -> None:
    house = shelter.add_house(session, "Lindenhof")
    shelter.add_room(session, house.id, "1", kind="shared", places=2)
    for number, card in enumerate(shelter.board(session).places):
        resident = shelter.resident_of(session, add(session, Name(f"Sara{number}")))
        shelter.place(
            session,
            card.place.id,
            resident,
            arrived=MOMENT - timedelta(hours=9),
            until=MOMENT + timedelta(hours=3),
        )
    session.close()
    shown = {
        zone: _seen_from(zone, session.folder)
        for zone in ("Europe/Brussels", "Pacific/Kiritimati", "America/Adak")
    }
    assert len(set(shown.values())) == 1
    assert shown["America/Adak"].startswith("2026-11-02 2026-11-02 ")


def _seen_from(zone: str, folder: os.PathLike[str]) -> str:
    return subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(folder)],
        env={**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
