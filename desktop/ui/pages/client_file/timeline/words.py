"""What each line of the timeline says, in the language of the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from desktop.domain.timeline import EntryKind as Kind, EntryState as State, TimelineEntry as Entry
from desktop.i18n import format_date, format_day_and_month, format_time, gettext as _, pgettext, relative_days
from desktop.ui import wording
from desktop.ui.models.dated_rows import Words
from desktop.ui.pages.client_file.deadlines import due_words, rule_label
from desktop.ui.theme import Tone

TABS = {
    Kind.REFERRAL: "intake",
    Kind.STAY: "stay",
    Kind.SHEET: "sheets",
    Kind.FILE: "documents",
    **dict.fromkeys((Kind.EVENT, Kind.DOCUMENT, Kind.REQUEST, Kind.TRACK, Kind.DEADLINE), "procedure"),
    **dict.fromkeys((Kind.NOTE, Kind.TASK, Kind.APPOINTMENT, Kind.GOAL, Kind.SUPPORT), "support"),
}
_ICONS = {
    Kind.REFERRAL: "slip",
    Kind.NOTE: "note",
    Kind.EVENT: "steps",
    Kind.DOCUMENT: "paper",
    Kind.REQUEST: "arrive",
    Kind.TRACK: "steps",
    Kind.DEADLINE: "flag",
    Kind.TASK: "task",
    Kind.APPOINTMENT: "calendar",
    Kind.GOAL: "goal",
    Kind.SUPPORT: "users",
    Kind.STAY: "bed",
    Kind.SHEET: "sheets",
    Kind.FILE: "paper",
}


def line_words(entry: Entry, *, today: date, ahead: bool, staff: Mapping[str, str]) -> Words:
    """A line in words; what lies ahead says how soon."""
    title, *facts = _TELLERS[entry.kind](entry)
    domain = wording.domain_label(entry.domain) if entry.domain else ""
    detail = (format_time(entry.at) if entry.at else "", *facts, domain, staff.get(entry.who, ""))
    chip, tone = _chip(entry, today, ahead=ahead)
    return Words(
        title=title,
        detail=" · ".join(part for part in detail if part),
        lead=format_day_and_month(entry.day) if entry.day else "",
        chip=chip,
        tone=tone,
        icon=_ICONS[entry.kind],
        icon_told=kind_label(entry.kind),
        is_struck=entry.state in (State.WITHDRAWN, State.CANCELLED),
    )


def kind_label(kind: Kind) -> str:
    """What a line is about, for those who do not see its icon."""
    return {
        Kind.REFERRAL: pgettext("timeline", "Referral"),
        Kind.NOTE: pgettext("timeline", "Contact or note"),
        Kind.EVENT: pgettext("timeline", "Procedure"),
        Kind.DOCUMENT: pgettext("timeline", "Residence document"),
        Kind.REQUEST: pgettext("timeline", "Request"),
        Kind.TRACK: pgettext("timeline", "Track"),
        Kind.DEADLINE: pgettext("timeline", "Deadline"),
        Kind.TASK: pgettext("timeline", "Task"),
        Kind.APPOINTMENT: pgettext("timeline", "Appointment"),
        Kind.GOAL: pgettext("timeline", "Goal"),
        Kind.SUPPORT: pgettext("timeline", "Support"),
        Kind.STAY: pgettext("timeline", "Stay"),
        Kind.SHEET: pgettext("timeline", "Sheet"),
        Kind.FILE: pgettext("timeline", "Document"),
    }[kind]


def _chip(entry: Entry, today: date, *, ahead: bool) -> tuple[str, Tone]:
    """What became of it; of what lies ahead, how soon."""
    if entry.state is not State.STANDS:
        return _state_label(entry.state), Tone.NEUTRAL
    if not ahead or entry.day is None:
        return "", Tone.NEUTRAL
    said, tone = due_words(entry.day, today)
    return (said if entry.day < today else relative_days(entry.day, today=today)), tone


def _state_label(state: State) -> str:
    return {
        State.CORRECTED: pgettext("timeline", "Corrected"),
        State.WITHDRAWN: pgettext("timeline", "Withdrawn"),
        State.CANCELLED: pgettext("timeline", "Cancelled"),
    }[state]


def _referral(entry: Entry) -> tuple[str, ...]:
    if entry.moment == "decided":
        return _("Referral decided"), wording.outcome_label(entry.code)
    return _("Referral received"), wording.listed("referral_sources", entry.code), entry.text


def _note(entry: Entry) -> tuple[str, ...]:
    if entry.state is State.WITHDRAWN:
        return _("A note was withdrawn"), entry.text
    return entry.text, wording.note_kind_label(entry.code), entry.detail


def _event(entry: Entry) -> tuple[str, ...]:
    until = _("until {day}").format(day=format_date(entry.ends)) if entry.ends else ""
    return wording.listed("procedure_events", entry.code), until, entry.text


def _document(entry: Entry) -> tuple[str, ...]:
    until = _("valid until {day}").format(day=format_date(entry.ends)) if entry.ends else ""
    return wording.listed("residence_documents", entry.code), until, entry.text


def _request(entry: Entry) -> tuple[str, ...]:
    steps = {
        "sent": _("Request sent"),
        "acknowledged": _("Request acknowledged"),
        "instructed": _("Municipality instructed"),
        "summoned": _("Summoned to the municipality"),
        "collected": _("Document collected"),
        "refused": _("Request refused"),
    }
    return wording.listed("request_kinds", entry.code), steps[entry.moment], entry.text


def _track(entry: Entry) -> tuple[str, ...]:
    kind = wording.listed("track_kinds", entry.code)
    if entry.moment == "ended":
        return kind, _("Track ended"), _ground(entry.detail)
    return kind, _("Track begun")


def _ground(code: str) -> str:
    found = wording.listed("procedure_end_grounds", code) if code else ""
    return found if found != code else wording.listed("track_end_reasons", code)


def _deadline(entry: Entry) -> tuple[str, ...]:
    return rule_label(entry.code), _("Deadline")


def _task(entry: Entry) -> tuple[str, ...]:
    return entry.text, _("Task done") if entry.moment == "done" else _("Task")


def _appointment(entry: Entry) -> tuple[str, ...]:
    kind = wording.listed("appointment_kinds", entry.code) if entry.code else _("Appointment")
    return entry.text, kind, entry.detail


def _goal(entry: Entry) -> tuple[str, ...]:
    told = {"agreed": _("Goal agreed"), "review": _("Look at this goal again")}
    return entry.text, told.get(entry.moment) or wording.listed("goal_states", entry.code), entry.detail


def _support(entry: Entry) -> tuple[str, ...]:
    if entry.moment == "ended":
        return _("Support ended"), wording.listed("support_end_reasons", entry.code), entry.text
    if entry.moment == "reopened":
        return (_("Support reopened"),)
    return _("Support started"), wording.listed("support_bases", entry.code) if entry.code else ""


def _stay(entry: Entry) -> tuple[str, ...]:
    if entry.moment == "ended":
        return _("Left the shelter"), entry.text, entry.detail
    return _("Expected in the shelter") if entry.is_open else _("Came to the shelter"), entry.text


def _sheet(entry: Entry) -> tuple[str, ...]:
    return wording.sheet_title(entry.code), _("Sheet handed over"), wording.language_label(entry.detail)


def _file(entry: Entry) -> tuple[str, ...]:
    source = wording.listed("document_sources", entry.detail) if entry.detail else ""
    kind = wording.listed("document_types", entry.code) if entry.code else ""
    return entry.text or kind, kind if entry.text else "", source


_TELLERS: dict[Kind, Callable[[Entry], tuple[str, ...]]] = {
    Kind.REFERRAL: _referral,
    Kind.NOTE: _note,
    Kind.EVENT: _event,
    Kind.DOCUMENT: _document,
    Kind.REQUEST: _request,
    Kind.TRACK: _track,
    Kind.DEADLINE: _deadline,
    Kind.TASK: _task,
    Kind.APPOINTMENT: _appointment,
    Kind.GOAL: _goal,
    Kind.SUPPORT: _support,
    Kind.STAY: _stay,
    Kind.SHEET: _sheet,
    Kind.FILE: _file,
}
