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
ENDING = frozenset({"annex15", "ai", "a_card", "uam_doc", "uam_permit"})  # always for a time
_LASTING = frozenset({"b_card", "eu_doc"})  # the stay itself goes on when nothing on them says when it ends
_TERMS = {"ai": "D2", "a_card": "D4"}
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
    kind = document.draft.kind
    months = rules[_TERMS[kind]].months if kind in _TERMS else rules["D6"].amounts.get(kind, 0)
    return months_after(issued, months) if months else None


def paper_end(document: ResidenceDocument, rules: Mapping[str, Rule]) -> date | None:
    """Its end: the printed one, else the default."""
    return document.draft.expires_on or default_end(document, rules)


def succeeds(later: ResidenceDocument, earlier: ResidenceDocument, rules: Mapping[str, Rule]) -> bool:
    """Whether `later` takes the place of `earlier`: same holder, issued later, ending later.

    One on which no end is known takes no place, or a deadline would vanish behind it; unless its stay lasts.
    """
    after, before = later.draft, earlier.draft
    if after.holder != before.holder or {after.kind, before.kind} & OUTSIDE_SUCCESSION:
        return False
    return _follows(_span(later, paper_end(later, rules)), _span(earlier, paper_end(earlier, rules)))


Span = tuple[date | None, date | None]


def _span(document: ResidenceDocument, end: date | None) -> Span:
    """From its issue to its end; a stay that lasts ends on the last day there is."""
    lasts = end is None and document.draft.kind in _LASTING
    return document.draft.issued_on, date.max if lasts else end


def _follows(later: Span, earlier: Span) -> bool:
    (issued_later, end_later), (issued_earlier, end_earlier) = later, earlier
    if issued_later is None or issued_earlier is None or end_later is None or end_earlier is None:
        return False
    if end_later == end_earlier == date.max:
        return issued_later > issued_earlier
    return issued_later >= issued_earlier and end_later > end_earlier


def succeeded_ids(documents: Sequence[ResidenceDocument], ends: Mapping[str, date | None]) -> frozenset[str]:
    """The ids of those that another of them takes the place of; `ends` holds the end of each by its id."""
    by_holder: dict[str, list[tuple[str, Span]]] = {}
    for document in documents:
        if document.draft.kind not in OUTSIDE_SUCCESSION:
            span = _span(document, ends[document.id])
            by_holder.setdefault(document.draft.holder, []).append((document.id, span))
    return frozenset(
        earlier_id
        for group in by_holder.values()
        for earlier_id, earlier in group
        if any(_follows(later, earlier) for _, later in group)
    )
