"""SQL for supports: since when, until when, and each time one was taken up again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from desktop.domain.plans import Reopening, Support, SupportDraft, SupportEnd
from desktop.storage.columns import Row, iso
from desktop.storage.operations import Value
from desktop.storage.vault import Vault

_SUPPORT = (
    "SELECT id, client_id, begins, basis, main_form, ends, end_reason, end_note, reopenings, form_reason"
    " FROM casework.support WHERE NOT removed"
)


def draft_fields(draft: SupportDraft) -> dict[str, Value]:
    """What is known when a support starts, as the log keeps it."""
    return {"begins": iso(draft.begins), "basis": draft.basis, "main_form": draft.main_form}


def end_fields(end: SupportEnd | None) -> dict[str, Value]:
    """An end as the log keeps it; None takes it back."""
    if end is None:
        return {"ends": None, "end_reason": "", "end_note": ""}
    return {"ends": iso(end.ends), "end_reason": end.reason, "end_note": end.note}


def reopening_field(reopenings: Iterable[Reopening]) -> list[dict[str, str | bool]]:
    """Every end that did not last, with the day the support went on."""
    return [
        {
            "ended": item.end.ends.isoformat(),
            "reason": item.end.reason,
            "note": item.end.note,
            "reopened": item.reopened.isoformat(),
        }
        for item in reopenings
    ]


def supports_of(vault: Vault, client_id: str) -> tuple[Support, ...]:
    """A client's supports, the latest first."""
    rows = vault.connection.execute(
        f"{_SUPPORT} AND client_id = ? ORDER BY begins DESC, id DESC", (client_id,)
    )
    return tuple(map(_support, rows))


def support(vault: Vault, support_id: str) -> Support | None:
    """One support."""
    row = vault.connection.execute(f"{_SUPPORT} AND id = ?", (support_id,)).fetchone()
    return _support(row) if row else None


def _support(row: Row) -> Support:
    support_id, client_id, begins, basis, main_form, ends, end_reason, end_note, reopenings, form_reason = row
    return Support(
        id=support_id,
        client_id=client_id,
        draft=SupportDraft(date.fromisoformat(begins), basis, main_form),
        end=SupportEnd(date.fromisoformat(ends), end_reason, end_note) if ends else None,
        reopenings=tuple(_reopening(item) for item in json.loads(reopenings)),
        form_reason=form_reason,
    )


def _reopening(item: dict[str, str]) -> Reopening:
    end = SupportEnd(date.fromisoformat(item["ended"]), item["reason"], item["note"])
    return Reopening(end, date.fromisoformat(item["reopened"]))
