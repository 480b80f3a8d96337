"""Building the fictitious centre: a real vault, the same every time, and never over somebody's files."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pypdfium2
import pytest

from desktop.clock import FixedClock, at_brussels
from desktop.demo.centre import NOTE_NAME, build, clear, is_current, prepare
from desktop.domain.case_facts import Urgency
from desktop.domain.roles import Compartment
from desktop.errors import Cancelled, UserError
from desktop.progress import Progress
from desktop.services import (
    checking,
    clients,
    deadlines,
    notes,
    papers,
    procedure,
    session as sessions,
    shelter,
    slips,
    today,
)
from desktop.services.session import Session
from desktop.storage import blobs
from desktop.storage.entities import ENTITIES
from desktop.storage.replay import replicated_rows
from tests.helpers.vaults import CHEAP

AS_OF = date(2026, 11, 22)
EVENING = at_brussels(AS_OF, time(20, 0))


def make(folder: Path, clients: int = 60, seed: int = 1, as_of: date = AS_OF) -> Path:
    build(folder, clients=clients, seed=seed, as_of=as_of, progress=Progress(), cost=CHEAP)
    return folder


def unlock(folder: Path, login: str = "demo", at: datetime = EVENING) -> Session:
    return sessions.unlock(folder, login, bytearray(b"demo"), clock=FixedClock(at), floor=CHEAP)


def rows(folder: Path) -> dict[str, object]:
    """All that was told; of papers without where they lie and what opens them, for keys are always new."""
    session = unlock(folder)
    try:
        told = {item: replicated_rows(session.vault.connection, item) for item in Compartment}
        for name in ("file_document", "care_document"):
            entity = ENTITIES[name]
            columns = ", ".join(["id", "head", *sorted(set(entity.fields) - {"blob", "key"})])
            found = session.vault.connection.execute(f"SELECT {columns} FROM {entity.table} ORDER BY id")
            told[entity.compartment][name] = found.fetchall()
        return {str(item): tables for item, tables in told.items()}
    finally:
        session.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("demo") / "centre", clients=500)


def test_the_same_seed_and_day_tell_the_same_and_others_do_not(tmp_path: Path) -> None:
    told = rows(make(tmp_path / "a"))
    assert told == rows(make(tmp_path / "b"))
    assert told != rows(make(tmp_path / "c", seed=2))
    assert told != rows(make(tmp_path / "d", as_of=AS_OF - timedelta(days=1)))


def test_it_is_signed_as_fictitious_and_everyone_can_open_what_their_role_opens(folder: Path) -> None:
    assert sessions.is_fictitious(folder)
    people = sessions.people(folder)
    assert {user.login for user in people} == {"demo", "lotte", "samir", "helene", "joris"}
    for user in people:
        session = unlock(folder, user.login)
        assert session.holds == user.opens
        assert session.centre == "PAG-ASA"
        session.close()
    assert next(user for user in people if user.login == "demo").opens == frozenset(Compartment)


def test_the_log_and_every_reference_hold(folder: Path) -> None:
    session = unlock(folder)
    assert checking.check(session).findings == ()
    session.close()


def test_clients_are_found_in_their_own_script(folder: Path) -> None:
    session = unlock(folder)
    page = clients.list_clients(session, limit=1000)
    assert page.total == 500
    arabic = next(row for row in page.rows if row.native_name and "AR" in row.languages[0].upper())
    found = clients.list_clients(session, search=arabic.native_name)
    assert arabic.id in {row.id for row in found.rows}
    session.close()


def test_tonight_two_of_sixteen_places_are_free(folder: Path) -> None:
    session = unlock(folder)
    board = shelter.board(session, night=AS_OF)
    assert (len(board.places), board.free) == (16, 2)
    assert (len(board.arrivals), len(board.departures)) == (1, 1)
    assert sum(place.free and place.next_stay is not None for place in board.places) == 1
    session.close()


def test_last_years_nights_in_the_vault_are_near_nine_in_ten(folder: Path) -> None:
    session = unlock(folder)
    nights = [AS_OF - timedelta(days=day) for day in range(1, 366)]
    taken = 0
    for night in nights:
        noon, next_noon = at_brussels(night, time(12)), at_brussels(night + timedelta(days=1), time(12))
        row = session.vault.connection.execute(
            "SELECT count(*) FROM house.stay WHERE state IN ('housed', 'left') AND begins < ?"
            " AND coalesce(ends, '9999') > ?",
            (next_noon.strftime("%Y-%m-%dT%H:%MZ"), (noon + timedelta(hours=12)).strftime("%Y-%m-%dT%H:%MZ")),
        ).fetchone()
        taken += row[0] if row else 0
    assert 0.85 <= taken / (16 * 365) <= 0.93
    session.close()


def test_today_gives_the_demo_user_something_to_do(folder: Path) -> None:
    session = unlock(folder)
    page = today.today(session)
    assert 3 <= len(page.appointments) <= 7
    assert 1 <= len(page.tasks) <= 20
    assert len(page.deadlines) >= 3
    assert len(page.slips) == 1
    assert page.pending_referrals > 0
    assert slips.waiting(session)[0].written < EVENING
    session.close()


def test_files_have_notes_by_several_hands_and_corrections_stand_beside(folder: Path) -> None:
    session = unlock(folder)
    told = [
        note
        for row in clients.list_clients(session, limit=1000).rows
        if row.outcome == "support_started"
        for note in notes.of_client(session, row.id)
    ]
    assert len({note.author for note in told}) == 4
    assert any(note.corrected_by for note in told)
    assert any(note.draft.domain.value == "counselling" for note in told)
    assert all(note.draft.happened <= note.recorded <= EVENING for note in told)
    session.close()


def supported(session: Session) -> list[str]:
    """The files with a support."""
    rows = clients.list_clients(session, limit=1000).rows
    return [row.id for row in rows if row.outcome == "support_started"]


def test_every_supported_client_follows_a_track(folder: Path) -> None:
    session = unlock(folder)
    for client_id in supported(session):
        tracks = procedure.read(session, client_id).tracks
        assert [track.draft.leading for track in tracks].count(True) == 1
    session.close()


def test_deadlines_are_of_many_kinds_and_few_were_missed(folder: Path) -> None:
    session = unlock(folder)
    due = deadlines.due(session, until=AS_OF + timedelta(days=90), mine=False)
    assert len({item.view.label for item in due}) >= 6
    assert 0 < sum(item.view.urgency is Urgency.OVERDUE for item in due) < 12
    assert len({item.client_id for item in due}) >= 15
    assert any(item.view.urgency is Urgency.SOON for item in due)
    assert deadlines.due(session, until=AS_OF + timedelta(days=90), mine=True)
    session.close()


def test_a_handful_of_files_hold_papers_that_say_nobody_in_them_exists(folder: Path) -> None:
    session = unlock(folder)
    filed = {client_id: papers.of_client(session, client_id) for client_id in supported(session)}
    kept = [paper for found in filed.values() for paper in found]
    assert 20 <= len(kept) <= 30
    assert 5 <= sum(bool(found) for found in filed.values()) <= 10
    assert {paper.media for paper in kept} == {"application/pdf", "image/png"}
    assert {"statement", "residence", "letter_dvz", "agreement", "payslip", "medical"} <= {
        paper.draft.kind for paper in kept
    }
    assert any(paper.draft.expires_on for paper in kept)
    assert len({paper.added_by for paper in kept}) > 1
    for paper in kept:
        assert paper.draft.dated <= paper.added.date() <= AS_OF  # type: ignore[operator]
        content = papers.open_paper(session, paper.id)
        if paper.media == "application/pdf":
            with pypdfium2.PdfDocument(b"".join(content.pieces())) as document:
                text = document[0].get_textpage().get_text_range()
            assert text.count("FICTIEF / FICTIF") == 2
            assert paper.draft.title in text
        with closing(papers.view(content)) as viewing:
            assert viewing.open() == 1
    session.close()


def test_what_was_a_fictitious_centre_leaves_nothing(tmp_path: Path) -> None:
    folder = make(tmp_path / "centre", clients=300)
    assert blobs.names(folder)
    clear(folder)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_tiny_centre_works_too(tmp_path: Path, count: int) -> None:
    session = unlock(make(tmp_path / "tiny", clients=count))
    assert clients.list_clients(session).total == count
    assert len(shelter.board(session).places) == 16
    assert today.today(session).day == AS_OF
    session.close()


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UserError):
        make(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_real_centre_is_never_touched(vault_folder: Path) -> None:
    before = {entry.name for entry in vault_folder.iterdir()}
    assert not is_current(vault_folder, AS_OF)
    with pytest.raises(UserError):
        prepare(vault_folder, as_of=AS_OF, progress=Progress(), clients=5, cost=CHEAP)
    with pytest.raises(UserError):
        clear(vault_folder)
    assert before <= {entry.name for entry in vault_folder.iterdir()}


def test_what_somebody_put_beside_a_fictitious_centre_is_not_swept_away(tmp_path: Path) -> None:
    folder = make(tmp_path / "centre", clients=5)
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(UserError):
        prepare(folder, as_of=AS_OF + timedelta(days=30), progress=Progress(), clients=5, cost=CHEAP)
    assert (folder / "thesis.txt").exists()
    unlock(folder).close()


def test_it_is_kept_for_a_week_and_then_told_anew(tmp_path: Path) -> None:
    folder = tmp_path / "centre"

    def prepared(day: date) -> bool:
        return prepare(folder, as_of=day, progress=Progress(), clients=5, cost=CHEAP)

    assert prepared(AS_OF)
    assert not prepared(AS_OF)
    assert not prepared(AS_OF + timedelta(days=7))
    (folder / "settings.json").write_text("{}")
    assert prepared(AS_OF + timedelta(days=8))
    assert prepared(AS_OF)
    assert (folder / "settings.json").exists()
    (folder / NOTE_NAME).unlink()
    assert prepared(AS_OF)


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    progress = Progress()
    progress.report = lambda done, total: progress.cancel() if done else None
    with pytest.raises(Cancelled):
        build(tmp_path / "centre", clients=200, seed=1, as_of=AS_OF, progress=progress, cost=CHEAP)
    assert list((tmp_path / "centre").iterdir()) == []
    make(tmp_path / "centre", clients=5)
