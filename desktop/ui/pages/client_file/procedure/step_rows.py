"""The short rows of the tab: what must happen next, a document, an event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.domain import law
from desktop.domain.papers import paper_end
from desktop.domain.procedure import ResidenceDocument
from desktop.domain.standing import NextStep
from desktop.i18n import current_language, format_date, gettext as _
from desktop.ui.pages.client_file.deadlines import due_chip, expiry_chip
from desktop.ui.pages.client_file.procedure import words
from desktop.ui.pages.client_file.section import stacked
from desktop.ui.theme import GRID, Tone
from desktop.ui.widgets.buttons import icon_button
from desktop.ui.widgets.labels import Chip, hint, text_label
from desktop.ui.widgets.legal_line import LegalLine


def next_step_row(step: NextStep, *, today: date, act: QWidget | None, name: str) -> QWidget:
    """What must happen next, by whom, on which ground, by when; with a button where it can be done here."""
    language = current_language()
    title = text_label(law.step_label(step.code, language))
    title.setProperty("strong", "true")
    by = hint(_("By: {who}").format(who=law.actor_label(step.by, language)))
    ground = LegalLine(law.statement(step.statement), name=f"{name}_legal_line")
    beside = [due_chip(step.due, today)] if step.due else []
    return _row(stacked(title, by), *beside, *([act] if act else []), below=ground, name=name)


def document_row(
    document: ResidenceDocument,
    *,
    today: date,
    succeeded: bool,
    warns: str,
    change: Callable[[], None],
    withdraw: Callable[[], None],
    name: str,
) -> QWidget:
    """A residence document: its dates, its role, whether it still holds."""
    draft = document.draft
    told = [text_label(_document_title(document)), hint(_document_dates(document))]
    if warns:
        told.append(hint(warns))
    if draft.override_reason:
        told.append(hint(_("Extended once more because: {reason}").format(reason=draft.override_reason)))
    if draft.note:
        told.append(hint(draft.note))
    return _row(
        stacked(*told),
        *_holding(document, today, succeeded=succeeded),
        _small("edit", _("Change: {what}"), _document_title(document), f"{name}_change_button", change),
        _small(
            "close", _("Withdraw: {what}"), _document_title(document), f"{name}_withdraw_button", withdraw
        ),
        name=name,
    )


def _document_title(document: ResidenceDocument) -> str:
    draft = document.draft
    role = dict(words.role_choices()).get(draft.role, "") if draft.kind == "annex15" else ""
    extension = _("extension") if draft.extends else ""
    return " · ".join(part for part in (words.document_label(draft.kind), role, extension) if part)


def _document_dates(document: ResidenceDocument) -> str:
    draft = document.draft
    issued = _("Issued {day}").format(day=format_date(draft.issued_on)) if draft.issued_on else ""
    ends = paper_end(document, law.rules())
    if ends is None:
        until = _("no end date")
    elif draft.expires_on is None:
        until = _("until {day}, by the rule").format(day=format_date(ends))
    else:
        until = _("until {day}, as printed").format(day=format_date(ends))
    return " · ".join(part for part in (issued, until) if part)


def _holding(document: ResidenceDocument, today: date, *, succeeded: bool) -> list[QLabel]:
    ends = paper_end(document, law.rules())
    if succeeded:
        return [Chip(_("Followed by another"), Tone.NEUTRAL)]
    return [expiry_chip(ends, today)] if ends else []


def _row(told: QWidget, *beside: QWidget, name: str, below: QWidget | None = None) -> QWidget:
    """What is told, with what stands beside it, and across the whole width what it rests on."""
    top = QWidget()
    box = QHBoxLayout(top)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(GRID // 2)
    box.addWidget(told, 1, Qt.AlignmentFlag.AlignTop)
    for widget in beside:
        box.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
    row = stacked(top, below) if below is not None else top
    row.setObjectName(name)
    return row


def _small(icon: str, told: str, what: str, name: str, clicked: Callable[[], None]) -> QWidget:
    return icon_button(icon, told.format(what=what), name=name, clicked=clicked)
