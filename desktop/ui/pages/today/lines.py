"""What each thing of Today says, in the language of the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from desktop.domain.agenda import AgendaItem
from desktop.domain.deadlines import Urgency
from desktop.domain.shelter import BoardPlace
from desktop.domain.support import Appointment, Slip, Task
from desktop.i18n import format_date, format_time, gettext as _, isolated, ngettext, relative_days
from desktop.ui import wording
from desktop.ui.pages.client_file.deadlines import deadline_words, rule_label
from desktop.ui.pages.shelter.words import about, room_name
from desktop.ui.pages.today.row import Line
from desktop.ui.theme import Tone

Shown = Callable[[str], str]


def appointment_line(appointment: Appointment, *, shown: Shown) -> Line:
    """When, what, with whom and where."""
    draft = appointment.draft
    detail = _joined(shown(appointment.client_name), draft.where)
    return Line(title=draft.what, detail=detail, lead=format_time(draft.at))


def task_line(task: Task, day: date, *, shown: Shown) -> Line:
    """What is to be done for whom; how late is said in words."""
    chip, tone = _due(task.draft.due, day)
    return Line(title=task.draft.title, detail=shown(task.client_name), chip=chip, tone=tone)


def deadline_line(item: AgendaItem, day: date, *, shown: Shown) -> Line:
    """What must not pass unseen, in whose file, on which day."""
    chip, tone = deadline_words(item.urgency or Urgency.COMING, item.day, day)
    name = shown(item.client_name) or _("No name yet")
    return Line(
        title=rule_label(item.code),
        detail=_joined(name, item.client_number, format_date(item.day)),
        chip=chip,
        tone=tone,
    )


def arrival_line(item: BoardPlace, *, shown: Shown) -> Line:
    """Who is expected in which room."""
    return _place_line(item, shown=shown, chip=_("Arriving"), tone=Tone.ACCENT)


def departure_line(item: BoardPlace, *, shown: Shown) -> Line:
    """Who leaves which room."""
    return _place_line(item, shown=shown, chip=_("Leaves today"), tone=Tone.SOON)


def _place_line(item: BoardPlace, *, shown: Shown, chip: str, tone: Tone) -> Line:
    resident = item.stay.resident if item.stay else None
    name = shown(resident.call_name) if resident else ""
    details = about(resident) if resident else ()
    return Line(
        title=_("{name}, room {room}").format(name=isolated(name), room=room_name(item)),
        detail=" · ".join(details),
        chip=chip,
        tone=tone,
    )


def slip_line(slip: Slip, *, writer: str) -> Line:
    """That a slip waits and from whom; its text only shows when it is opened."""
    tone = Tone.LATE if slip.urgency == "now" else Tone.SOON if slip.urgency == "soon" else Tone.NEUTRAL
    return Line(
        title=_("Call taken by {name}").format(name=writer) if writer else _("Call slip"),
        detail=wording.urgency_label(slip.urgency),
        lead=format_time(slip.written),
        chip=_("Read it"),
        tone=tone,
    )


def _due(due: date | None, day: date) -> tuple[str, Tone]:
    if due is None:
        return "", Tone.NEUTRAL
    late = (day - due).days
    if late > 0:
        return ngettext("{count} day late", "{count} days late", late).format(count=late), Tone.LATE
    return relative_days(due, today=day), Tone.SOON if due == day else Tone.NEUTRAL


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
