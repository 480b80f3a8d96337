"""One file among ten thousand, the largest with 200 events: read, told as a timeline, opened to its painted page."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from benchmarks.bench_window import run
from benchmarks.filled_vault import as_vault, fill, plain_twin
from benchmarks.measuring import Line, at_most, in_turns, milliseconds, show
from desktop.clock import today as today_of
from desktop.domain.procedure import (
    ProcedureEventDraft,
    RequestDraft,
    RequestStep,
    ResidenceDocumentDraft,
    TrackDraft,
    TrackKind,
)
from desktop.domain.support import Domain, NoteDraft, TaskDraft
from desktop.progress import Progress
from desktop.services import agenda, clients, notes, papers, procedure, requests, tasks, timeline, today
from desktop.services.agenda import MOST_ASKING
from desktop.services.session import Session
from desktop.storage import timeline as rows
from desktop.storage.agenda import asking_deadlines
from desktop.storage.open_deadlines import facts_of
from desktop.storage.secrets import FLOOR

ROUNDS, WINDOW_ROUNDS = 15, 7
COUNT, EVENTS, NOTES, TASKS, PAPERS = 10_000, 200, 100, 30, 12


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
            yield from _same_rows(session, plain, large)
        for what, act, limit in (
            ("Today", lambda: today.today(session), 150),
            ("agenda of 90 days", lambda: agenda.upcoming(session), 1000),
            (f"procedure of a file with {EVENTS} events", lambda: procedure.read(session, large), 50),
        ):
            taken = statistics.median(milliseconds(act) for _ in range(ROUNDS))
            yield at_most(f"{what}, {COUNT} files", taken, None, limit=limit)
        session.close()
        yield from _painted(filled.folder)


def _same_rows(session: Session, plain: sqlite3.Connection, large: str) -> Iterator[Line]:
    """What Today and a file's procedure read, by the same queries on the same rows."""
    day = today_of(session.clock)
    asked = {"today": day, "soon": day + timedelta(days=7), "hidden": frozenset(), "most": MOST_ASKING}
    for what, read in (
        ("deadlines that ask for attention", lambda vault: asking_deadlines(vault, **asked)),
        ("all that a file's deadlines depend on", lambda vault: facts_of(vault, large)),
    ):
        ours, peer = in_turns(
            lambda read=read: read(session.vault),
            lambda read=read: read(as_vault(plain, user=session.user)),
            rounds=ROUNDS,
        )
        yield Line(what, ours, peer)


def _painted(folder: Path) -> Iterator[Line]:
    """In the window, from the asking to the painted page; every run in a fresh process."""
    opened = statistics.median(float(run("opened", folder)) for _ in range(WINDOW_ROUNDS))
    yield at_most(f"open a file with {EVENTS} events to painted", opened, None, limit=100)
    runs = [[float(part) for part in run("day", folder).split()] for _ in range(WINDOW_ROUNDS)]
    day, ahead = (statistics.median(times) for times in zip(*runs, strict=True))
    yield at_most(f"Today asked for to painted, {COUNT} files", day, None, limit=150)
    yield Line(f"agenda asked for the first time to painted, {COUNT} files", ahead)


def _enlarge(session: Session, client_id: str, *, events: int) -> None:
    """A track with so many events, and the contacts, tasks, papers and requests that go with them."""
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
    for number in range(PAPERS * events // EVENTS):
        sealed = papers.seal_bytes(session.folder, b"%PDF-1.7\n" + bytes(50_000), Progress())
        filed = papers.PaperDraft("statement", f"Verhoor {number}", "police", day - timedelta(days=number))
        papers.add(session, client_id, filed, sealed)
        draft_request = RequestDraft("a_renewal", track_id=track.id)
        request = requests.start(session, client_id, draft_request)
        requests.step(session, request.id, RequestStep.SENT, on=day - timedelta(days=number))
    annex = ResidenceDocumentDraft("annex15", day - timedelta(days=39), track_id=track.id)
    procedure.record_document(session, client_id, annex)


if __name__ == "__main__":
    show(*measure())
