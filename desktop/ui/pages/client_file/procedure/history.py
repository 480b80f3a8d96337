"""What the History tab calls the records of the procedure, and what a change of one of them means."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.domain.procedure import RequestStep
from desktop.i18n import gettext as _, pgettext
from desktop.ui import wording
from desktop.ui.pages.client_file.procedure import words

KINDS: dict[str, Callable[[str], str]] = {
    "track": lambda code: wording.listed("track_kinds", code),
    "procedure_event": words.event_label,
    "request": words.request_label,
}
WRITERS: dict[tuple[str, str], Callable[[str], str]] = {
    ("track", "end_ground"): words.ground_label,
    ("residence_document", "role"): lambda role: dict(words.role_choices()).get(role, role),
    ("procedure_event", "at"): str,
    ("deadline_decision", "reason"): str,
}


def entity_labels() -> dict[str, str]:
    """What a record of the procedure is."""
    return {
        "track": pgettext("history", "Track"),
        "procedure_event": pgettext("history", "Event"),
        "request": pgettext("history", "Request to the Immigration Office"),
        "deadline_decision": pgettext("history", "Deadline silenced"),
    }


def own_labels(entity: str) -> dict[str, str]:
    """What its fields are called."""
    if entity == "track":
        return {"end_ground": _("Why it ended")}
    if entity == "request":
        return {f"{step}_on": words.step_label(step) for step in RequestStep}
    if entity == "residence_document":
        return {"role": _("What it is for"), "override_reason": _("Why it was extended once more")}
    return {}


def change_label(entity: str, fields: Mapping[str, str]) -> str:
    """What a change of one field means; empty when the fields speak for themselves."""
    if entity == "request" and set(fields) == {"cancelled"}:
        return _("Request cancelled") if fields["cancelled"] == "1" else _("Request restored")
    if entity == "request" and set(fields) == {"document_id"}:
        return _("Document linked to its request")
    if entity == "deadline_decision" and fields.get("withdrawn") == "1":
        return _("Deadline watched again")
    if entity in ("procedure_event", "residence_document") and set(fields) == {"withdrawn"}:
        return _withdrawal(entity, withdrawn=fields["withdrawn"] == "1")
    return ""


def _withdrawal(entity: str, *, withdrawn: bool) -> str:
    if entity == "procedure_event":
        return _("Event withdrawn") if withdrawn else _("Event restored")
    return _("Document withdrawn") if withdrawn else _("Document restored")
