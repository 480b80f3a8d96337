"""The rows of a file's lists: a task to tick off, an appointment, a document, a sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from desktop.clock import BRUSSELS
from desktop.domain.procedure import ResidenceDocument
from desktop.domain.support import Appointment, HandedOver, Task
from desktop.i18n import format_date, format_moment, gettext as _
from desktop.ui import icons, wording
from desktop.ui.pages.client_file.acts import FileActs
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.deadlines import due_chip, expiry_chip
from desktop.ui.pages.client_file.section import line, stacked
from desktop.ui.pages.client_file.support.action_words import action_label
from desktop.ui.theme import GRID, Tone
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.labels import Chip, hint, text_label

_MARK = 20


class TaskRow(QWidget):
    """A task with its box: ticking it is doing it. With `change` it can be changed or given to another here."""

    def __init__(
        self,
        task: Task,
        contents: FileContents,
        acts: FileActs,
        *,
        name: str,
        change: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._task = task
        self._acts = acts
        box = QCheckBox()
        box.setObjectName(f"{name}_done_check")
        box.setAccessibleName(_("Done: {title}").format(title=task.draft.title))
        box.setChecked(task.done_on is not None)
        box.clicked.connect(self._switch)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(box, alignment=Qt.AlignmentFlag.AlignTop)
        told = hint(" · ".join(part for part in self._facts(contents) if part))
        row.addWidget(stacked(text_label(task.draft.title), told), stretch=1)
        if task.draft.due and not task.done_on:
            row.addWidget(due_chip(task.draft.due, contents.today), alignment=Qt.AlignmentFlag.AlignTop)
        if change is not None:
            spoken = _("Change the task {title}").format(title=task.draft.title)
            row.addWidget(_change_button(name, spoken, change), alignment=Qt.AlignmentFlag.AlignTop)

    def _facts(self, contents: FileContents) -> tuple[str, ...]:
        done, draft = self._task.done_on, self._task.draft
        return (
            contents.staff_name(draft.owner),
            wording.domain_label(draft.domain),
            action_label(draft.domain, draft.action) if draft.action else "",
            _("done on {day}").format(day=format_date(done)) if done else "",
        )

    def _switch(self, checked: bool) -> None:
        (self._acts.complete if checked else self._acts.reopen)(self._task)


class AppointmentRow(QWidget):
    """What, when, where, with whom; a cancelled one says so. `people` names those an appointment can be with."""

    def __init__(
        self,
        appointment: Appointment,
        contents: FileContents,
        acts: FileActs | None,
        *,
        name: str,
        change: Callable[[], None] | None = None,
        people: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        draft = appointment.draft
        facts = (
            format_moment(draft.at),
            wording.minutes_label(draft.minutes) if draft.minutes else "",
            draft.where,
            (people or {}).get(draft.contact_id, ""),
            contents.staff_name(draft.with_user),
            _("interpreter: {name}").format(name=draft.interpreter) if draft.interpreter else "",
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        told = hint(" · ".join(part for part in facts if part))
        row.addWidget(_mark(), alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(stacked(text_label(draft.what), told), stretch=1)
        if appointment.cancelled:
            row.addWidget(Chip(_("Cancelled")), alignment=Qt.AlignmentFlag.AlignTop)
        elif acts is not None:
            if change is not None:
                spoken = _("Change the appointment {what}").format(what=draft.what)
                row.addWidget(_change_button(name, spoken, change), alignment=Qt.AlignmentFlag.AlignTop)
            button = self._cancel_button(appointment, acts, name)
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        elif is_coming(appointment, contents.today):
            chip = due_chip(local_day(draft.at), contents.today)
            row.addWidget(chip, alignment=Qt.AlignmentFlag.AlignTop)

    def _cancel_button(self, appointment: Appointment, acts: FileActs, name: str) -> QWidget:
        button = quiet_button(
            _("Cancel it"), name=f"{name}_cancel_button", clicked=lambda: acts.cancel(appointment)
        )
        button.setAccessibleName(_("Cancel the appointment {what}").format(what=appointment.draft.what))
        return button


def _change_button(name: str, told: str, change: Callable[[], None]) -> QWidget:
    button = quiet_button(_("Change"), name=f"{name}_change_button", clicked=change)
    button.setAccessibleName(told)
    return button


def _mark() -> QWidget:
    """A calendar where a task has its box."""
    mark = QLabel()
    mark.setPixmap(icons.pixmap("calendar", _MARK, ink="muted", scale=mark.devicePixelRatioF()))
    mark.setFixedWidth(_MARK + GRID + 2)
    mark.setAccessibleName(_("Appointment"))
    return mark


def document_row(document: ResidenceDocument, today: date, *, succeeded: bool = False) -> QWidget:
    """A residence document and how long it still holds; one that another took the place of alarms nobody."""
    draft = document.draft
    kind = text_label(wording.listed_short("residence_documents", draft.kind))
    if draft.expires_on is None:
        return stacked(kind, hint(_("No end date")))
    until = hint(_("Valid until {day}").format(day=format_date(draft.expires_on)))
    holds = Chip(_("Followed by another")) if succeeded else expiry_chip(draft.expires_on, today)
    return line(stacked(kind, until), holds, stretch=0)


def sheet_row(given: HandedOver, contents: FileContents) -> QWidget:
    """What was handed over, in which language and version, when and by whom."""
    languages = [wording.language_label(tag) for tag in (given.language, given.beside) if tag]
    facts = [format_date(given.given_on), contents.staff_name(given.given_by)]
    if given.interpreter:
        facts.append(_("interpreter: {name}").format(name=given.interpreter))
    facts.append(_("version {version}").format(version=given.version))
    top: list[QWidget] = [text_label(f"{wording.sheet_title(given.sheet)} · {', '.join(languages)}")]
    if not given.reviewed:
        top.append(Chip(_("Translation not reviewed"), Tone.SOON))
    return stacked(line(*top, stretch=0), hint(" · ".join(fact for fact in facts if fact)))


def local_day(moment: datetime) -> date:
    """The calendar day of a moment, in Brussels."""
    return moment.astimezone(BRUSSELS).date()


def is_open(task: Task) -> bool:
    """Whether a task still has to be done."""
    return task.done_on is None


def is_coming(appointment: Appointment, today: date) -> bool:
    """Whether an appointment is today or later and stands."""
    return not appointment.cancelled and local_day(appointment.draft.at) >= today
