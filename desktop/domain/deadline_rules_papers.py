"""The rules that start from a residence document or a paper: D1 to D6, D8, D9 and the printed term of D18."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desktop.domain.calendar_terms import days_after, months_after
from desktop.domain.case_facts import Deadline
from desktop.domain.case_index import CaseIndex
from desktop.domain.papers import (
    ORDERS_TO_LEAVE,
    STAYS,
    TRAVEL_PAPERS,
    default_end,
    starts_reflection,
)
from desktop.domain.procedure import ResidenceDocument

_AFTER_REFLECTION = ("ai", "a_card", "b_card", "uam_doc", "uam_permit")
_OF_MINORS = ("uam_doc", "uam_permit")


def of_papers(case: CaseIndex) -> Iterator[Deadline]:
    """Every deadline of the documents and papers of a file."""
    for document in case.documents:
        if document.draft.kind in ORDERS_TO_LEAVE:
            yield from _order_to_leave(case, document)
        elif document.draft.kind in TRAVEL_PAPERS:
            yield from _travel_paper(case, document)
        elif not case.is_closed(document):
            yield from _residence_document(case, document)
    yield from _three_years_of_permit(case)
    for paper in case.facts.papers:
        yield case.deadline(
            "D6",
            paper.id,
            paper.expires_on,
            case.facts.opened_on,
            computed=None,
            printed=True,
            holder=paper.holder,
        )


def _residence_document(case: CaseIndex, document: ResidenceDocument) -> Iterator[Deadline]:
    if document.id in case.succeeded:
        return
    kind = "" if document.draft.holder else document.draft.kind
    if kind == "ai":
        yield from _certificate(case, document)
    elif kind == "a_card":
        yield from _a_card(case, document)
    elif kind == "annex15" and starts_reflection(document):
        yield from _reflection(case, document)
    else:
        yield from _end(case, document, "D6")
        if kind in _OF_MINORS:
            yield from _evidence(case, document)


def _end(case: CaseIndex, document: ResidenceDocument, rule: str) -> Iterator[Deadline]:
    """The end of a document as the deadline of a rule, if it has one."""
    due = case.ends[document.id]
    if due is not None:
        yield _at_end(case, document, rule, due=due, computed=default_end(document, case.rules))


def _at_end(
    case: CaseIndex, document: ResidenceDocument, rule: str, *, due: date, computed: date | None
) -> Deadline:
    printed = document.draft.expires_on is not None
    start, holder = case.start_of(document), document.draft.holder
    return case.deadline(rule, document.id, due, start, computed=computed, printed=printed, holder=holder)


def _reflection(case: CaseIndex, document: ResidenceDocument) -> Iterator[Deadline]:
    """Once a statement was made the period is no longer what runs; the document still ends."""
    end, start = case.ends[document.id], case.start_of(document)
    stated = any(
        end is not None and event.draft.happened <= end for event in case.events_of("statement_or_complaint")
    )
    issued = (item.draft.issued_on for item in case.own(*_AFTER_REFLECTION))
    if not any(day is not None and day >= start for day in issued):
        yield from _end(case, document, "D6" if stated else "D1")


def _certificate(case: CaseIndex, document: ResidenceDocument) -> Iterator[Deadline]:
    """Once the prosecutor answered nobody waits for that any more; the certificate still ends."""
    answered = case.happened("prosecutor_answer", since=case.start_of(document))
    if not document.draft.extends:
        yield from _end(case, document, "D6" if answered else "D2")
        return
    computed = _end_of_extension(case, document)
    due = document.draft.expires_on or computed
    if due is not None:
        yield _at_end(case, document, "D6" if answered else "D3", due=due, computed=computed)


def _end_of_extension(case: CaseIndex, document: ResidenceDocument) -> date | None:
    """Three months after the end of what it prolongs; where that is not known, after its own issue."""
    counted_from = case.ends.get(document.draft.extends) or document.draft.issued_on
    return months_after(counted_from, case.rules["D3"].months) if counted_from else None


def _a_card(case: CaseIndex, document: ResidenceDocument) -> Iterator[Deadline]:
    yield from _end(case, document, "D4")
    end, start = case.ends[document.id], case.start_of(document)
    if end is None or case.sent("a_renewal", "unlimited", since=start):
        return
    rule = case.rules["D5"]
    opens = max(start, days_after(end, -rule.amounts["window_opens"]))
    yield case.deadline("D5", document.id, days_after(end, -rule.days), start, attention=opens)


def _evidence(case: CaseIndex, document: ResidenceDocument) -> Iterator[Deadline]:
    end, start = case.ends[document.id], case.start_of(document)
    if end is not None and not case.happened("uam_evidence_filed", since=start):
        yield case.deadline("D8", document.id, months_after(end, -case.rules["D8"].months), start)


def _travel_paper(case: CaseIndex, document: ResidenceDocument) -> Iterator[Deadline]:
    end = document.draft.expires_on
    replaced = end is not None and any(
        other.draft.kind == document.draft.kind
        and other.draft.holder == document.draft.holder
        and other.draft.expires_on is not None
        and other.draft.expires_on > end
        for other in case.documents
    )
    if not replaced:
        yield from _end(case, document, "D6")


def _three_years_of_permit(case: CaseIndex) -> Iterator[Deadline]:
    permits = [
        (item.draft.issued_on, item.id, item)
        for item in case.own("uam_permit")
        if item.draft.issued_on is not None
    ]
    if not permits:
        return
    issued, _, first = min(permits)
    met = any(case.own("b_card")) or case.asked_for_unlimited_stay(since=issued)
    if not met and not case.is_closed(first):
        yield case.deadline("D9", first.id, months_after(issued, case.rules["D9"].months), issued)


def _order_to_leave(case: CaseIndex, document: ResidenceDocument) -> Iterator[Deadline]:
    start = case.start_of(document)
    if (
        document.draft.expires_on is not None
        and not document.draft.holder
        and not gone_or_staying(case, start)
    ):
        yield _at_end(case, document, "D18", due=document.draft.expires_on, computed=None)


def gone_or_staying(case: CaseIndex, start: date) -> bool:
    """Whether the person left, the file was reopened, or a residence document was issued since."""
    if case.happened("left_country", since=start) or case.happened("reopened", since=start):
        return True
    issued = (item.draft.issued_on for item in case.own(*STAYS))
    return any(day is not None and day > start for day in issued)
