"""The end that the rules give to a document while it is being typed: a default and a check, never more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.domain.papers import starts_reflection
from desktop.domain.procedure import ResidenceDocument, ResidenceDocumentDraft
from desktop.services import procedure


def computed_end(draft: ResidenceDocumentDraft, documents: Sequence[ResidenceDocument]) -> date | None:
    """What the rule gives, whatever is printed; an extension counts from the end of what it extends."""
    return procedure.computed_end(_as_document(replace(draft, expires_on=None)), documents)


def rule_of(draft: ResidenceDocumentDraft) -> str:
    """Which rule gives the end of this kind of document; empty where none does."""
    if draft.kind == "annex15":
        return "D1" if starts_reflection(_as_document(draft)) else ""
    if draft.kind == "ai":
        return "D3" if draft.extends else "D2"
    return {"a_card": "D4", "uam_doc": "D6", "uam_permit": "D6"}.get(draft.kind, "")


def _as_document(draft: ResidenceDocumentDraft) -> ResidenceDocument:
    return ResidenceDocument("", "", "", draft)
