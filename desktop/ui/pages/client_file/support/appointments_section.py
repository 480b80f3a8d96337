"""A client's appointments: those that come, to move or cancel, and the last that passed."""

from __future__ import annotations

from functools import cached_property, partial

from PySide6.QtWidgets import QWidget

from desktop.domain.support import Appointment
from desktop.i18n import gettext as _
from desktop.ui.pages.client_file.acts import FileActs
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.rows import AppointmentRow, is_coming
from desktop.ui.pages.client_file.support.appointment_form import AppointmentForm
from desktop.ui.pages.client_file.support.forms_section import FormsSection
from desktop.ui.pages.client_file.support.reading import SupportFile
from desktop.ui.widgets.buttons import secondary_button
from desktop.ui.workplace import Workplace

_LAST_PAST = 5


class AppointmentsSection(FormsSection):
    """Cancelling is done in the row; making and moving in one form."""

    def __init__(self, workplace: Workplace, acts: FileActs) -> None:
        button = secondary_button(
            _("Add appointment"), name="support_appointment_button", icon="add", clicked=self._add
        )
        super().__init__(_("Appointments"), name="support_appointments_section", button=button)
        self._workplace, self._acts = workplace, acts
        self._contents: FileContents | None = None
        self._file = SupportFile()

    def watch(self, contents: FileContents) -> None:
        """Turn to another client, and to what was begun there."""
        self._contents = contents
        self.close_forms()
        if self.forms:
            self._follow(self._form)

    def show_file(self, file: SupportFile, contents: FileContents) -> None:
        """Those that come by day, then the last that passed."""
        self._contents, self._file = contents, file
        if "appointment" in file.begun or self.forms:
            self._form.use(file.people)
        coming = [item for item in file.appointments if is_coming(item, contents.today)]
        past = [item for item in file.appointments if not is_coming(item, contents.today)]
        shown = [*sorted(coming, key=lambda item: item.draft.at), *past[:_LAST_PAST]]
        self.fill(
            [self._row(item, contents, number, coming=item in coming) for number, item in enumerate(shown)],
            empty=_("No appointment is planned."),
        )

    @cached_property
    def _form(self) -> AppointmentForm:
        form = self.place(AppointmentForm(self._workplace))
        self._follow(form)
        form.use(self._file.people)
        return form

    def _follow(self, form: AppointmentForm) -> None:
        if self._contents is not None:
            form.watch(self._contents.client.id, self._contents.colleagues, self.restored(form))

    def _row(self, item: Appointment, contents: FileContents, number: int, *, coming: bool) -> QWidget:
        return AppointmentRow(
            item,
            contents,
            self._acts if coming else None,
            name=f"support_appointment{number}",
            change=partial(self._change, item),
            people=dict(self._file.people),
        )

    def _add(self) -> None:
        self.open_form(self._form, lambda: self._form.begin(None))

    def _change(self, item: Appointment) -> None:
        name = self._contents.staff_name(item.draft.with_user) if self._contents else ""
        self.open_form(self._form, lambda: self._form.begin(item, with_name=name))
