"""A client's tasks: open ones to tick off or change, and the last that were done."""

from __future__ import annotations

from functools import cached_property, partial

from PySide6.QtWidgets import QWidget

from desktop.domain.support import Task
from desktop.i18n import gettext as _
from desktop.ui.pages.client_file.acts import FileActs
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.rows import TaskRow, is_open
from desktop.ui.pages.client_file.support.contacts import nothing_in
from desktop.ui.pages.client_file.support.forms_section import FormsSection
from desktop.ui.pages.client_file.support.reading import SupportFile
from desktop.ui.pages.client_file.support.task_form import TaskForm
from desktop.ui.widgets.buttons import secondary_button
from desktop.ui.workplace import Workplace

_LAST_DONE = 5


class TasksSection(FormsSection):
    """Ticking is done in the row; adding and changing in one form."""

    def __init__(self, workplace: Workplace, acts: FileActs) -> None:
        button = secondary_button(_("Add task"), name="support_task_button", icon="add", clicked=self._add)
        super().__init__(_("Tasks"), name="support_tasks_section", button=button)
        self._workplace, self._acts = workplace, acts
        self._contents: FileContents | None = None
        self._tasks: tuple[Task, ...] = ()
        self._domain = ""

    def watch(self, contents: FileContents) -> None:
        """Turn to another client, and to what was begun there."""
        self._contents, self._tasks = contents, ()
        self.close_forms()
        if self.forms:
            self._follow(self._form)

    def show_file(self, file: SupportFile, contents: FileContents) -> None:
        """Open tasks by day, then the last done."""
        self._contents, self._tasks = contents, file.tasks
        if "task" in file.begun or self.forms:
            self._form.use(file.tasks)
        self._show(contents)

    def show_domain(self, code: str) -> None:
        """The tasks of one domain only; without a code, of all."""
        self._domain = code
        if self._contents is not None:
            self._show(self._contents)

    def _show(self, contents: FileContents) -> None:
        tasks = [task for task in self._tasks if self._domain in ("", task.draft.domain.value)]
        done = sorted((task for task in tasks if not is_open(task)), key=lambda task: str(task.done_on))
        shown = [*filter(is_open, tasks), *reversed(done[-_LAST_DONE:])]
        everything = _("Nothing to do for this client. Add a task when something must not be forgotten.")
        self.fill(
            [self._row(task, contents, number) for number, task in enumerate(shown)],
            empty=nothing_in(self._domain) or everything,
        )

    @cached_property
    def _form(self) -> TaskForm:
        form = self.place(TaskForm(self._workplace))
        self._follow(form)
        return form

    def _follow(self, form: TaskForm) -> None:
        if self._contents is not None:
            form.watch(self._contents.client.id, self._contents.colleagues, self.restored(form))

    def _row(self, task: Task, contents: FileContents, number: int) -> QWidget:
        change = partial(self._change, task) if is_open(task) else None
        return TaskRow(task, contents, self._acts, name=f"support_task{number}", change=change)

    def _add(self) -> None:
        self.open_form(self._form, lambda: self._form.begin(None))

    def _change(self, task: Task) -> None:
        name = self._contents.staff_name(task.draft.owner) if self._contents else ""
        self.open_form(self._form, lambda: self._form.begin(task, owner_name=name))
