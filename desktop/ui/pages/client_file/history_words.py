"""The log of a file in plain lines: who did what, and which fields now say what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from desktop.clock import from_text
from desktop.domain import codelists
from desktop.domain.access import DEFAULT_FOR_MINORS, Group
from desktop.domain.clients import BirthDate, NameKind
from desktop.domain.exploitation import PartialDate
from desktop.domain.procedure import Answer, RequestStep
from desktop.domain.support import Domain, HistoryEntry
from desktop.i18n import format_date, format_moment, gettext as _, pgettext
from desktop.ui import wording
from desktop.ui.pages.client_file.exploitation.partial_date_field import partial_label
from desktop.ui.pages.client_file.indicators.words import answer_label
from desktop.ui.pages.client_file.people.restriction_form import group_label
from desktop.ui.pages.client_file.procedure import history as of_procedure

_LONGEST = 160
_PAPERS = ("file_document", "care_document")


def act_label(entry: HistoryEntry) -> str:
    """What was done, e.g. "Task done"."""
    fields = dict(entry.fields)
    if entry.kind == "access":
        return _access_label(entry.entity, fields.get("act", ""))
    if entry.kind == "erase":
        return _("Erased")
    told = of_procedure.change_label(entry.entity, fields) or _change_label(entry.entity, fields)
    return told or _entity_label(entry.entity)


def _change_label(entity: str, fields: dict[str, str]) -> str:
    """What a change of one field means; empty when the fields speak for themselves."""
    if fields.get("removed") == "1":
        return _("Removed: {what}").format(what=_entity_label(entity))
    if "restricted" in fields:
        return _("File restricted") if fields["restricted"] == "1" else _("File opened to all")
    if fields.get("corrects"):
        return _("Entry corrected")
    if set(fields) == {"cancelled"}:
        return _("Appointment cancelled") if fields["cancelled"] == "1" else _("Appointment restored")
    if set(fields) == {"done_on"}:
        return _("Task done") if fields["done_on"] else _("Task open again")
    return ""


def field_lines(entry: HistoryEntry, staff: dict[str, str]) -> list[str]:
    """The recorded fields as `label: value`, in reading order; what says nothing to a reader is left out."""
    labels, values = _field_labels() | _own_labels(entry.entity), dict(entry.fields)
    if entry.kind != "write":
        labels = {"reason": labels["reason"]}  # of an access only why it was taken is told
    return [
        _("{field}: {value}").format(
            field=label, value=_shortened(_in_words(entry.entity, name, values[name], staff))
        )
        for name, label in labels.items()
        if values.get(name)
    ]


def _access_label(entity: str, act: str) -> str:
    if entity in _PAPERS:
        return _("Document saved outside Baken") if act == "export" else _("Document looked at")
    labels = {
        "acknowledge": _("Placed after the instruction was read"),
        "override": _("Placed against the instruction"),
        "read": _("File read"),
        "print": _("Sheet printed"),
        "export": _("Sheet saved as PDF"),
    }
    return labels.get(act, _("File read"))


def _entity_label(entity: str) -> str:
    labels = {
        "client": pgettext("history", "Identity"),
        "client_name": pgettext("history", "Name"),
        "identifier": pgettext("history", "Number of others"),
        "alert": pgettext("history", "Safety alert"),
        "referral": pgettext("history", "Referral"),
        "note": pgettext("history", "Contact or note"),
        "session_note": pgettext("history", "Counselling note"),
        "task": pgettext("history", "Task"),
        "appointment": pgettext("history", "Appointment"),
        "residence_document": pgettext("history", "Residence document"),
        "file_document": pgettext("history", "Document"),
        "care_document": pgettext("history", "Medical document"),
        "handed_over": pgettext("history", "Sheet handed over"),
        "stay": pgettext("history", "Stay"),
        "indicator": pgettext("history", "Indicator"),
        "exploitation": pgettext("history", "Exploitation"),
        "relative": pgettext("history", "Relative"),
        "contact_link": pgettext("history", "Helper"),
        "suspect": pgettext("history", "Suspect"),
        "instruction": pgettext("history", "Instruction to the house"),
        "restriction": pgettext("history", "Who may open this file"),
        "support": pgettext("history", "Support"),
        "goal": pgettext("history", "Goal of the plan"),
        "withdrawn_note": pgettext("history", "Note withdrawn"),
        "withdrawn_session_note": pgettext("history", "Note withdrawn"),
        **of_procedure.entity_labels(),
    }
    return labels.get(entity, entity)


def _field_labels() -> dict[str, str]:
    """What people read of a record, in the order they read it."""
    return {
        "number": _("Number"),
        "opened_on": _("File opened on"),
        "birth": _("Birth date"),
        "age_status": _("How sure the age is"),
        "age_decided_on": _("Decided on"),
        "age_note": _("Who doubts or decided, and on what ground"),
        "gender": _("Gender"),
        "nationalities": _("Nationalities"),
        "languages": _("Languages"),
        "caseworker": _("Accompanied by"),
        "readers": _("Who may open this file"),
        "relation": _("Who this is to the client"),
        "name": _("Name"),
        "aliases": _("Also called"),
        "description": _("Description"),
        "role": _("Does in this file"),
        "latin": _("Latin letters"),
        "native": _("Own script"),
        "kind": _("Kind"),
        "value": _("Number or reference"),
        "text": pgettext("history", "Text"),
        "received": _("Received"),
        "source": _("Referred by"),
        "channel": _("How it came"),
        "referred_by": _("Caller"),
        "phone": _("Phone"),
        "alleged": _("What is alleged"),
        "agreed": _("What was agreed"),
        "urgency": _("Urgency"),
        "exploitation": _("Form of exploitation"),
        "outcome": _("Outcome"),
        "reason": _("Reason"),
        "decided_on": _("Decided on"),
        "domain": _("Domain"),
        "happened": _("When"),
        "minutes": _("Duration"),
        "next_step": _("Next step"),
        "title": _("What has to be done"),
        "owner": _("Who does it"),
        "due": _("By when"),
        "done_on": _("Done on"),
        "at": _("When"),
        "what": _("What for"),
        "place": _("Where"),
        "with_user": _("Who goes along"),
        "issued_on": _("Issued on"),
        "expires_on": _("Valid until"),
        "sheet": _("Sheet"),
        "language": _("Language"),
        "beside": _("Beside it"),
        "given_on": _("Given on"),
        "interpreter": _("Interpreter"),
        "begins": _("From"),
        "ends": _("Until"),
        "state": _("State"),
        "call_name": _("Call-name"),
        "destination": _("Went to"),
        "code": pgettext("history", "Indicator"),
        "answer": _("Answer"),
        "form": _("Form of exploitation"),
        "subforms": _("More precisely"),
        "sectors": _("Sectors"),
        "places": _("Places"),
        "facts_from": _("Facts from"),
        "facts_to": _("Facts until"),
        "recruitment": _("Recruitment"),
        "means": _("Means of control"),
        "aggravating": _("Aggravating circumstances"),
        "note": _("Note"),
    }


def _own_labels(entity: str) -> dict[str, str]:
    """What a field is called in one kind of record only."""
    if entity in _PAPERS:
        return {"title": _("Title"), "source": _("Where it comes from"), "dated": _("Date on it")}
    if entity == "support":
        return {
            "basis": _("On the basis of"),
            "main_form": _("Main form for reporting"),
            "form_reason": _("Why the main form changes"),
            "end_reason": _("Reason"),
            "end_note": _("Note"),
        }
    if entity == "goal":
        return {
            "words": _("Goal, in the client's words"),
            "agreed_on": _("Agreed on"),
            "review_on": _("Look at it again on"),
            "result": _("What came of it"),
            "closed_on": _("Closed on"),
        }
    if labels := of_procedure.own_labels(entity):
        return labels
    written = {"author": _("Written by"), "written_by": _("Written by")}
    return {**written, "actions": _("What was done"), "action": _("Kind of action")}


def _in_words(entity: str, name: str, value: str, staff: dict[str, str]) -> str:
    writer = _KINDS.get(entity) if name == "kind" else _OF_ENTITY.get((entity, name), _WRITERS.get(name))
    if name == "readers":
        return ", ".join(_reader(reader, staff) for reader in value.split(", "))
    try:
        return writer(value) if writer else staff.get(value, value)
    except (KeyError, ValueError):
        return value  # written by another release: shown as it stands


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _day(text: str) -> str:
    return format_date(date.fromisoformat(text))


def _moment(text: str) -> str:
    return _day(text) if len(text) == len("2026-11-22") else format_moment(from_text(text))


def _reader(reader: str, staff: dict[str, str]) -> str:
    return group_label(Group(reader)) if reader in set(Group) else staff.get(reader, reader)


def _decision(reason: str) -> str:
    return _("the client is a minor") if reason == DEFAULT_FOR_MINORS else reason


def _listed(*lists: str) -> Callable[[str], str]:
    """Writes codes by the first of these lists that knows them."""
    return lambda codes: ", ".join(
        next((wording.listed(each, code) for each in lists if codelists.find(each, code)), code)
        for code in codes.split(", ")
    )


_ACTIONS = tuple(
    f"support_actions.{part}" for part in ("psychosocial_medical", "legal", "administrative", "cross")
)
_KINDS: dict[str, Callable[[str], str]] = {
    "client_name": lambda code: wording.name_kind_label(NameKind(code)),
    "alert": wording.alert_kind_label,
    "note": wording.note_kind_label,
    "session_note": wording.note_kind_label,
    "residence_document": lambda code: wording.listed("residence_documents", code),
    "appointment": _listed("appointment_kinds"),
    "instruction": _listed("instruction_kinds"),
    **of_procedure.KINDS,
    "identifier": _listed("identifier_kinds"),
    **dict.fromkeys(_PAPERS, lambda code: wording.listed("document_types", code)),
}
_OF_ENTITY: dict[
    tuple[str, str], Callable[[str], str]
] = {  # where a field means something else than elsewhere
    ("restriction", "reason"): _decision,
    **{(paper, "source"): lambda code: wording.listed("document_sources", code) for paper in _PAPERS},
    ("instruction", "reason"): str,
    ("withdrawn_note", "reason"): str,
    ("withdrawn_session_note", "reason"): str,
    ("goal", "state"): _listed("goal_states"),
    ("relative", "relation"): _listed("relations"),
    ("contact_link", "role"): _listed("contact_kinds"),
    **of_procedure.WRITERS,
}
_WRITERS: dict[str, Callable[[str], str]] = {
    "dated": _day,
    "birth": lambda text: wording.birth_label(BirthDate.parse(text)),
    "age_status": _listed("age_statuses"),
    "age_decided_on": _day,
    "gender": wording.gender_label,
    "nationalities": lambda text: ", ".join(wording.nationality_label(code) for code in text.split(", ")),
    "languages": lambda text: ", ".join(wording.language_label(tag) for tag in text.split(", ")),
    "language": wording.language_label,
    "beside": wording.language_label,
    "source": lambda code: wording.listed("referral_sources", code),
    "exploitation": lambda code: wording.listed("exploitation_forms", code),
    "reason": lambda code: wording.listed("intake_no_support_reasons", code),
    "channel": wording.channel_label,
    "urgency": wording.urgency_label,
    "outcome": wording.outcome_label,
    "domain": lambda code: wording.domain_label(Domain(code)),
    "minutes": lambda text: wording.minutes_label(int(text)) if int(text) else "–",
    "state": wording.stay_state_label,
    "sheet": wording.sheet_title,
    "code": _listed("indicators"),
    "answer": lambda code: answer_label(Answer(code)),
    "form": _listed("exploitation_forms"),
    "subforms": _listed("exploitation_subforms"),
    "sectors": _listed("sectors"),
    "facts_from": lambda text: partial_label(PartialDate.parse(text)),
    "facts_to": lambda text: partial_label(PartialDate.parse(text)),
    "recruitment": _listed("recruitment_ways"),
    "means": _listed("control_means"),
    "aggravating": _listed("aggravating_thb", "aggravating_smuggling_gateway"),
    "basis": _listed("support_bases"),
    "main_form": _listed("exploitation_forms"),
    "end_reason": _listed("support_end_reasons"),
    **dict.fromkeys(("action", "actions"), _listed(*_ACTIONS)),
    **dict.fromkeys(("agreed_on", "review_on", "closed_on"), _day),
    **dict.fromkeys((f"{step}_on" for step in RequestStep), _day),
    **dict.fromkeys(("received", "happened", "at", "begins", "ends"), _moment),
    **dict.fromkeys(
        ("opened_on", "decided_on", "due", "done_on", "issued_on", "expires_on", "given_on"), _day
    ),
}
