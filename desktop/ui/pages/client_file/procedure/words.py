"""What the parts of a procedure are called on screen; what the law calls them comes from the dated data."""

from __future__ import annotations

from datetime import date

from desktop.domain import codelists
from desktop.domain.case_facts import Deadline, Urgency
from desktop.domain.procedure import Answer, PaperRole, ProcedureEvent, RequestStep, Track
from desktop.i18n import current_language, format_date, gettext as _, ngettext, pgettext, relative_days
from desktop.ui import wording
from desktop.ui.theme import Tone
from desktop.ui.widgets.suggest_line import Choice

_GROUPS = ("procedure", "residence", "justice", "minor", "support", "privacy")
_TONES = {
    Urgency.OVERDUE: Tone.LATE,
    Urgency.NOW: Tone.LATE,
    Urgency.SOON: Tone.SOON,
    Urgency.COMING: Tone.NEUTRAL,
    Urgency.SILENCED: Tone.NEUTRAL,
}


def track_label(track: Track) -> str:
    """Which procedure it is."""
    return wording.listed("track_kinds", track.draft.kind)


def document_label(kind: str) -> str:
    """A residence document without what its label explains in brackets."""
    return wording.listed_short("residence_documents", kind)


def document_short(kind: str) -> str:
    """As few words as a bar has room for."""
    return document_label(kind).split(",")[0]


def request_label(kind: str) -> str:
    """What is asked."""
    return wording.listed("request_kinds", kind)


def step_label(step: RequestStep) -> str:
    """A step of a request, as what was done."""
    return {
        RequestStep.SENT: pgettext("step of a request", "Sent"),
        RequestStep.ACKNOWLEDGED: pgettext("step of a request", "Acknowledged"),
        RequestStep.INSTRUCTED: pgettext("step of a request", "Municipality instructed"),
        RequestStep.SUMMONED: pgettext("step of a request", "Summoned"),
        RequestStep.COLLECTED: pgettext("step of a request", "Collected"),
        RequestStep.REFUSED: pgettext("step of a request", "Refused"),
    }[step]


def answer_choices() -> list[Choice]:
    """What can be known about one fact."""
    return [
        (Answer.YES.value, pgettext("answer", "Yes")),
        (Answer.NO.value, pgettext("answer", "No")),
        (Answer.UNKNOWN.value, pgettext("answer", "Unknown")),
        (Answer.NOT_ASKED.value, pgettext("answer", "Not asked")),
    ]


def answer_label(answer: str) -> str:
    """One answer in a word."""
    return dict(answer_choices()).get(answer, answer)


def magistrate_choices() -> list[Choice]:
    """Who asks, answers and decides on the side of justice."""
    return [
        ("", _("Not recorded")),
        ("prosecutor", pgettext("who answered", "Prosecutor")),
        ("labour_auditor", pgettext("who answered", "Labour auditor")),
    ]


def role_choices() -> list[Choice]:
    """What an Annex 15 can be for."""
    return [
        (PaperRole.REFLECTION.value, _("Reflection period")),
        (PaperRole.BRIDGE.value, _("Bridge to a renewal")),
        (PaperRole.AWAITING_CARD.value, _("Awaiting a card")),
    ]


def role_explained(role: str) -> str:
    """What a role means, in one sentence."""
    return {
        PaperRole.REFLECTION.value: _("The person takes time to decide what to do."),
        PaperRole.BRIDGE.value: _("It covers the time until a renewed document is ready."),
        PaperRole.AWAITING_CARD.value: _("The card is granted and being made."),
    }.get(role, "")


def group_label(group: str) -> str:
    """What a group of events is about."""
    labels = {
        "procedure": pgettext("events", "Procedure"),
        "residence": pgettext("events", "Residence"),
        "justice": pgettext("events", "Justice"),
        "minor": pgettext("events", "Minors"),
        "support": pgettext("events", "Support"),
        "privacy": pgettext("events", "Privacy"),
    }
    return labels.get(group, group)


def event_choices(*, day: date) -> list[Choice]:
    """The events that can be recorded, group by group; typing part of a group finds its events too."""
    language = current_language()
    listed = sorted(codelists.entries("procedure_events", day), key=_place_of_group)
    return [(entry.code, f"{entry.label(language)} · {group_label(_group(entry))}") for entry in listed]


def event_label(kind: str) -> str:
    """What happened."""
    return wording.listed("procedure_events", kind)


def event_details(event: ProcedureEvent) -> str:
    """What only this kind of event has, in one line."""
    details = event.draft.details
    parts = [
        _("until {day}").format(day=format_date(date.fromisoformat(details["until"])))
        if details.get("until")
        else "",
        details.get("court", ""),
        dict(magistrate_choices()).get(details["by"], details["by"]) if details.get("by") else "",
        _urgent_words(details.get("urgent", "")),
        *(f"{code}: {answer_label(details[code])}" for code in question_codes() if details.get(code)),
        event.draft.note,
    ]
    return " · ".join(part for part in parts if part)


def question_codes() -> tuple[str, ...]:
    """The questions to the prosecutor, in their order."""
    return tuple(entry.code for entry in codelists.entries("prosecutor_questions"))


def urgency_word(deadline: Deadline, urgency: Urgency, *, today: date) -> str:
    """How late or how soon, in words."""
    if urgency is Urgency.SILENCED:
        return pgettext("deadline", "Silenced")
    if urgency is Urgency.OVERDUE:
        days = (today - deadline.due).days
        return ngettext("{count} day late", "{count} days late", days).format(count=days)
    return relative_days(deadline.due, today=today)


def urgency_tone(urgency: Urgency) -> Tone:
    """The colour that repeats the word."""
    return _TONES[urgency]


def _urgent_words(days: str) -> str:
    if not days.isdigit():
        return ""
    return ngettext("{count} day to appeal", "{count} days to appeal", int(days)).format(count=int(days))


def _group(entry: codelists.Code) -> str:
    return str(entry.facts.get("group", ""))


def _place_of_group(entry: codelists.Code) -> int:
    group = _group(entry)
    return _GROUPS.index(group) if group in _GROUPS else len(_GROUPS)


def ground_label(ground: str) -> str:
    """Why a track ended: a ground of the law, or another reason to leave it."""
    known = codelists.find("procedure_end_grounds", ground)
    return wording.listed("procedure_end_grounds" if known else "track_end_reasons", ground)
