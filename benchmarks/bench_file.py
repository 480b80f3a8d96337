"""One file among ten thousand, the largest with 200 events: read, told as a timeline, opened to its painted page."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from benchmarks.bench_window import run
from benchmarks.filled_vault import as_vault, fill, plain_twin
from benchmarks.measuring import Line, at_most, in_turns, milliseconds, show
from desktop.domain.procedure import ProcedureEventDraft, ResidenceDocumentDraft, TrackDraft, TrackKind
from desktop.domain.support import Domain, NoteDraft, TaskDraft
from desktop.services import agenda, clients, notes, procedure, tasks, timeline, today
from desktop.services.session import Session
from desktop.storage import timeline as rows
from desktop.storage.secrets import FLOOR

ROUNDS, WINDOW_ROUNDS = 15, 7
COUNT, EVENTS, NOTES, TASKS = 10_000, 200, 100, 30


def measure() -> Iterator[Line]:
    """What a caseworker waits for, with every deadline of the centre in one person's hands."""
    with tempfile.TemporaryDirectory() as place:
        filled = fill(Path(place) / "vault", COUNT, cost=FLOOR)
        session = filled.unlock()
        large, small = (row.id for row in clients.list_clients(session, limit=2).rows)
        _enlarge(session, large, events=EVENTS)
        _enlarge(session, small, events=1)
        with plain_twin(session, Path(place) / "plain") as plain:
            ours, peer = in_turns(
                lambda: timeline.of_client(session, large),
                lambda: list(rows.entries_of(as_vault(plain), large)),
                rounds=ROUNDS,
            )
            yield Line(f"timeline of a file with {EVENTS} events", ours, peer)
        for what, act, limit in (
            ("Today", lambda: today.today(session), 150),
            ("agenda of 90 days", lambda: agenda.upcoming(session), 1000),
            (f"procedure of a file with {EVENTS} events", lambda: procedure.read(session, large), 50),
        ):
            taken = statistics.median(milliseconds(act) for _ in range(ROUNDS))
            yield at_most(f"{what}, {COUNT} files", taken, None, limit=limit)
        session.close()
        opened = statistics.median(float(run("opened", filled.folder)) for _ in range(WINDOW_ROUNDS))
        yield at_most(f"open a file with {EVENTS} events to painted", opened, None, limit=100)


def _enlarge(session: Session, client_id: str, *, events: int) -> None:
    """A track with so many events, and the contacts and tasks that go with them."""
    now, me = session.clock.now(), session.user.id
    day = now.date()
    track = procedure.open_track(
        session, client_id, TrackDraft(TrackKind.TRAFFICKING, day - timedelta(days=700))
    )
    with session.vault.in_bulk():
        for number in range(events):
            happened = day - timedelta(days=3 * number)
            draft = ProcedureEventDraft("stay_review", happened, track_id=track.id)
            procedure.record_event(session, client_id, draft)
        for number in range(NOTES * events // EVENTS):
            moment = now - timedelta(hours=30 * number)
            notes.record(
                session, client_id, NoteDraft(Domain.LEGAL, "Gesprek over de procedure. " * 12, moment)
            )
        for number in range(TASKS * events // EVENTS):
            tasks.add(
                session, TaskDraft(f"Taak {number}", me, day + timedelta(days=number)), client_id=client_id
            )
    annex = ResidenceDocumentDraft("annex15", day - timedelta(days=39), track_id=track.id)
    procedure.record_document(session, client_id, annex)


if __name__ == "__main__":
    show(*measure())
