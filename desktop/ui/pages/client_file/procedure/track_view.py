"""From where a track stands to what its picture shows: each paper under the phase it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.domain import law
from desktop.domain.papers import STAYS, paper_end, starts_reflection
from desktop.domain.procedure import ResidenceDocument
from desktop.domain.standing import Standing, StepState, TrackStep
from desktop.i18n import current_language
from desktop.ui.pages.client_file.procedure import words
from desktop.ui.widgets.paper_strip import Paper
from desktop.ui.widgets.track_picture import PhaseView, TrackView


def track_view(standing: Standing, documents: Sequence[ResidenceDocument], *, today: date) -> TrackView:
    """The picture of one track."""
    track, language = standing.track, current_language()
    by_phase = _papers(standing, documents)
    return TrackView(
        title=words.track_label(track),
        phases=tuple(
            PhaseView(
                law.phase_label(track.draft.kind, step.phase, language).split(" (")[0],
                step.state,
                step.since,
                tuple(by_phase[number]),
            )
            for number, step in enumerate(standing.steps)
        ),
        today=today,
        leading=track.draft.leading,
        ended_on=track.end.ends if track.end else None,
        ended_why=words.ground_label(track.end.ground) if track.end else "",
    )


def _papers(standing: Standing, documents: Sequence[ResidenceDocument]) -> list[list[Paper]]:
    found: list[list[Paper]] = [[] for _step in standing.steps]
    mine = [item for item in documents if _belongs(item, standing)]
    for document in sorted(mine, key=lambda item: item.draft.issued_on or item.draft.expires_on or date.min):
        found[_place(document, standing)].append(_paper(document, standing))
    return found


def _belongs(document: ResidenceDocument, standing: Standing) -> bool:
    draft = document.draft
    shown = draft.kind in STAYS and not draft.holder and not document.withdrawn
    return shown and draft.track_id in ("", standing.track.id)


def _place(document: ResidenceDocument, standing: Standing) -> int:
    """The phase that its kind shows; a bridge belongs to the phase it was issued in."""
    plan = law.track(standing.track.draft.kind)
    for number, phase in enumerate(plan.phases):
        reached_by = document.draft.kind in phase.documents
        if reached_by and (document.draft.kind != "annex15" or starts_reflection(document)):
            return number
    return _place_of_day(standing.steps, document.draft.issued_on)


def _place_of_day(steps: Sequence[TrackStep], day: date | None) -> int:
    reached = [number for number, step in enumerate(steps) if step.state is not StepState.AHEAD]
    begun = [number for number in reached if day and (since := steps[number].since) and since <= day]
    return max(begun or reached or [0])


def _paper(document: ResidenceDocument, standing: Standing) -> Paper:
    running = (
        standing.document is not None and standing.track.end is None and document.id == standing.document.id
    )
    return Paper(
        title=words.document_short(document.draft.kind),
        begins=document.draft.issued_on,
        ends=paper_end(document, law.rules()),
        running=running,
    )
