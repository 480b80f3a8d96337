"""What each line of the agenda says, in the language of the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from desktop.domain.agenda import AgendaItem, AgendaKind as Kind
from desktop.i18n import format_day_and_month, format_number, format_time, gettext as _, ngettext
from desktop.ui import wording
from desktop.ui.models.dated_rows import Words
from desktop.ui.pages.client_file.deadlines import deadline_words, due_words, rule_label
from desktop.ui.theme import Tone
from desktop.ui.widgets.suggest_line import Choice

Shown = Callable[[str], str]
TABS = {Kind.DEADLINE: "procedure"}
_ICONS = {Kind.APPOINTMENT: "calendar", Kind.DEADLINE: "flag", Kind.TASK: "task", Kind.REVIEW: "goal"}


def line_words(item: AgendaItem, *, today: date, shown: Shown, staff: Mapping[str, str]) -> Words:
    """What, about whom, where and by whom; how late or soon in a word."""
    chip, tone = _chip(item, today)
    about = (shown(item.client_name), item.client_number, _kind(item), item.detail, staff.get(item.who, ""))
    return Words(
        title=rule_label(item.code) if item.kind is Kind.DEADLINE else item.text,
        detail=" · ".join(part for part in about if part),
        lead=_lead(item, today),
        chip=chip,
        tone=tone,
        icon=_ICONS[item.kind],
        icon_told=kind_label(item.kind),
    )


def kind_label(kind: Kind) -> str:
    """What a line is."""
    return {
        Kind.APPOINTMENT: _("Appointment"),
        Kind.DEADLINE: _("Deadline"),
        Kind.TASK: _("Task"),
        Kind.REVIEW: _("Goal to look at again"),
    }[kind]


def kind_choices() -> tuple[Choice, ...]:
    """What one can look at alone."""
    return (
        ("", _("Everything")),
        (Kind.APPOINTMENT.value, _("Appointments")),
        (Kind.DEADLINE.value, _("Deadlines")),
        (Kind.TASK.value, _("Tasks")),
        (Kind.REVIEW.value, _("Goals")),
    )


def summed(items: Iterable[AgendaItem]) -> str:
    """How many of each kind: `12 appointments · 4 deadlines`."""
    kinds = [item.kind for item in items]
    parts = [_count(kind, kinds.count(kind)) for kind in Kind if kind in kinds]
    return " · ".join(parts)


def _count(kind: Kind, count: int) -> str:
    told = {
        Kind.APPOINTMENT: ngettext("{count} appointment", "{count} appointments", count),
        Kind.DEADLINE: ngettext("{count} deadline", "{count} deadlines", count),
        Kind.TASK: ngettext("{count} task", "{count} tasks", count),
        Kind.REVIEW: ngettext("{count} goal", "{count} goals", count),
    }
    return told[kind].format(count=format_number(count))


def _kind(item: AgendaItem) -> str:
    if item.kind is Kind.APPOINTMENT and item.code:
        return wording.listed("appointment_kinds", item.code)
    return _("Goal to look at again") if item.kind is Kind.REVIEW else ""


def _lead(item: AgendaItem, today: date) -> str:
    if item.day < today:
        return format_day_and_month(item.day)
    return format_time(item.at) if item.at else ""


def _chip(item: AgendaItem, today: date) -> tuple[str, Tone]:
    """An appointment says its time; the rest how late or soon it is."""
    if item.urgency is not None:
        return deadline_words(item.urgency, item.day, today)
    if item.kind is Kind.APPOINTMENT:
        return "", Tone.NEUTRAL
    return due_words(item.day, today) if item.day <= today else ("", Tone.NEUTRAL)
