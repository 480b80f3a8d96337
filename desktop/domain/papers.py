"""Residence documents in time: when one ends, and which takes the place of which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from desktop.domain.calendar_terms import days_after, months_after
from desktop.domain.case_facts import Rule
from desktop.domain.procedure import PaperRole, ResidenceDocument

TRAVEL_PAPERS = frozenset({"passport", "laissez_passer"})
ORDERS_TO_LEAVE = frozenset({"otl", "otl45"})
OUTSIDE_SUCCESSION = TRAVEL_PAPERS | ORDERS_TO_LEAVE | {"annex38", "none", "none_be"}
STAYS = frozenset(
    {"annex15", "ai", "a_card", "b_card", "uam_doc", "uam_permit", "eu_doc", "ip_doc", "a_card_other"}
)
_REFLECTING = frozenset({"", PaperRole.REFLECTION})


def starts_reflection(document: ResidenceDocument) -> bool:
    """Whether it is the Annex 15 that starts the reflection period, and not a bridge to something else."""
    return document.draft.kind == "annex15" and document.draft.role in _REFLECTING


def default_end(document: ResidenceDocument, rules: Mapping[str, Rule]) -> date | None:
    """The end its kind gives, counted from its issue; None where the kind gives none or no issue is known."""
    issued = document.draft.issued_on
    if issued is None:
        return None
    if document.draft.kind == "annex15":
        return days_after(issued, rules["D1"].days) if starts_reflection(document) else None
    months = rules["D6"].amounts.get(document.draft.kind, 0)
    return months_after(issued, months) if months else None


def paper_end(document: ResidenceDocument, rules: Mapping[str, Rule]) -> date | None:
    """Its end: the printed one, else the default."""
    return document.draft.expires_on or default_end(document, rules)


def succeeds(later: ResidenceDocument, earlier: ResidenceDocument, rules: Mapping[str, Rule]) -> bool:
    """Whether `later` takes the place of `earlier`: same holder, issued later, ending later or not at all."""
    after, before = later.draft, earlier.draft
    if after.holder != before.holder or {after.kind, before.kind} & OUTSIDE_SUCCESSION:
        return False
    return _follows((after.issued_on, paper_end(later, rules)), (before.issued_on, paper_end(earlier, rules)))


Span = tuple[date | None, date | None]


def _follows(later: Span, earlier: Span) -> bool:
    (issued_later, end_later), (issued_earlier, end_earlier) = later, earlier
    if issued_later is None or issued_earlier is None or issued_later < issued_earlier:
        return False
    if end_later is None:
        return issued_later > issued_earlier or end_earlier is not None
    return end_earlier is not None and end_later > end_earlier


def succeeded_ids(documents: Sequence[ResidenceDocument], ends: Mapping[str, date | None]) -> frozenset[str]:
    """The ids of those that another of them takes the place of; `ends` holds the end of each by its id."""
    by_holder: dict[str, list[tuple[str, Span]]] = {}
    for document in documents:
        draft = document.draft
        if draft.kind not in OUTSIDE_SUCCESSION and draft.issued_on is not None:
            by_holder.setdefault(draft.holder, []).append((document.id, (draft.issued_on, ends[document.id])))
    return frozenset(
        earlier_id
        for group in by_holder.values()
        for earlier_id, earlier in group
        if any(_follows(later, earlier) for _, later in group)
    )
