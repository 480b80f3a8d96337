"""What the overview says of the procedure: where the leading track stands, what is next, by when and by whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.domain import law
from desktop.domain.papers import paper_end, succeeded_ids
from desktop.domain.procedure import ResidenceDocument
from desktop.domain.standing import Standing
from desktop.i18n import format_date, format_number, gettext as _, ngettext
from desktop.services.deadlines import DeadlineView
from desktop.ui import wording
from desktop.ui.pages.client_file.deadlines import deadline_words, phase_label, rule_label
from desktop.ui.pages.client_file.procedure.step_rows import next_step_row
from desktop.ui.pages.client_file.rows import document_row
from desktop.ui.pages.client_file.section import line, stacked
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.labels import Chip, hint, text_label
from desktop.ui.widgets.legal_line import LegalLine

_MOST_STEPS = 3
_MOST_DEADLINES = 4
_MOST_PAPERS = 3


def standing_rows(standing: Standing | None, today: date) -> list[QWidget]:
    """The phase, the document in hand, and the next steps with their grounds; nothing without a track."""
    if standing is None:
        return []
    steps = [
        next_step_row(step, today=today, act=None, name=f"overview_step{number}")
        for number, step in enumerate(standing.next_steps[:_MOST_STEPS])
    ]
    return [_where_it_stands(standing), *steps]


def deadline_rows(deadlines: Sequence[DeadlineView], today: date, *, go: Callable[[], None]) -> list[QWidget]:
    """The first open deadlines; the others are a click away."""
    rows = [
        _deadline_row(view, today, f"overview_deadline{number}")
        for number, view in enumerate(deadlines[:_MOST_DEADLINES])
    ]
    more = len(deadlines) - _MOST_DEADLINES
    if more > 0:
        told = ngettext("{count} more", "{count} more", more).format(count=format_number(more))
        rows.append(line(quiet_button(told, name="overview_deadlines_button", clicked=go)))
    return rows


def paper_rows(documents: Sequence[ResidenceDocument], today: date) -> list[QWidget]:
    """The last residence documents, the one that holds first."""
    ends = {item.id: paper_end(item, law.rules()) for item in documents}
    succeeded = succeeded_ids(documents, ends)
    return [document_row(item, today, succeeded=item.id in succeeded) for item in documents[:_MOST_PAPERS]]


def _where_it_stands(standing: Standing) -> QWidget:
    track = wording.listed("track_kinds", standing.track.draft.kind)
    chip = Chip(phase_label(standing), Tone.ACCENT)
    facts = [
        _("since {day}").format(day=format_date(standing.since)),
        wording.listed_short("residence_documents", standing.document.draft.kind)
        if standing.document
        else "",
    ]
    told = hint(" · ".join(fact for fact in facts if fact))
    return stacked(line(text_label(track), chip, stretch=0), *([told] if told.text() else []), spacing=4)


def _deadline_row(view: DeadlineView, today: date, name: str) -> QWidget:
    due = view.deadline.due
    what = stacked(text_label(rule_label(view.label)), hint(format_date(due)))
    row = line(what, Chip(*deadline_words(view.urgency, due, today)), stretch=0)
    ground = LegalLine(law.statement_of_rule(view.label), name=f"{name}_legal_line")
    return stacked(row, ground)
