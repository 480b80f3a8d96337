"""A task: what has to be done, by when and by whom; added, changed, or given to a colleague."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit

from desktop.clock import today
from desktop.domain.plans import PLAN_DOMAINS
from desktop.domain.support import Domain, Task, TaskDraft
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import tasks
from desktop.services.session import Session
from desktop.ui import wording
from desktop.ui.pages.client_file.short_forms import not_a_date
from desktop.ui.pages.client_file.support.action_words import action_choices, action_label
from desktop.ui.pages.client_file.support.support_form import Done
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.widgets.suggest_line import Choice
from desktop.ui.workplace import Workplace


class TaskForm(RecordForm):
    """What has to be done, by when, by whom, and as part of which support."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="task")
        self._client_id = ""
        self._colleagues: tuple[Choice, ...] = ()
        self._task: Task | None = None
        self._title = named(QLineEdit(), "task_title_field")
        self._due = named(DateField(today=today(workplace.session.clock)), "task_due_field")
        self._owner = ChoiceBox(name="task_owner_choice")
        domains = [(domain.value, wording.domain_label(domain)) for domain in PLAN_DOMAINS]
        self._domain = ChoiceBox(domains, name="task_domain_choice")
        self._action = ChoiceBox(name="task_action_choice")
        self.add_row("title", _("What has to be done"), self._title)
        self.add_row("due", _("By when"), self._due)
        self.add_row("owner", _("Who does it"), self._owner)
        self.add_row("domain", _("Domain"), self._domain)
        self.add_row("action", _("Kind of action"), self._action)
        self._listen()
        self.finish(_("Add task"), leave=_("Cancel"))
        self.setFocusProxy(self._title)

    def watch(self, client_id: str, colleagues: Sequence[Choice], restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id, self._colleagues = client_id, tuple(colleagues)
        self.begin(None)
        self.keeper.follow(f"task:{client_id}", restored=restored)

    def begin(self, task: Task | None, *, owner_name: str = "") -> None:
        """An empty task of this person's own, or one to change; who left keeps it until another takes it."""
        self._task = task
        mine = self.workplace.session.user.id
        draft = task.draft if task else TaskDraft("", mine, domain=Domain.ADMINISTRATIVE)
        known = {code for code, _name in self._colleagues}
        kept = [] if draft.owner in known else [(draft.owner, owner_name)]
        with self.filling():
            self._owner.set_choices([*self._colleagues, *kept])
            self._owner.set_code(draft.owner)
            self._title.setText(draft.title)
            self._due.set_date(draft.due)
            self._domain.set_code(draft.domain.value)
            self._offer_actions(draft.action)
            self.set_act(_("Record change") if task else _("Add task"))
        self.start_clean()

    def use(self, known: Sequence[Task]) -> None:
        """The tasks as they stand: the one being changed is among them."""
        if self._task is not None:
            self._task = next((task for task in known if task.id == self._task.id), self._task)

    def typed(self) -> Typed:
        return {
            "task": self._task.id if self._task else "",
            "title": self._title.text(),
            "owner": self._owner.code(),
            "due": self._due.text(),
            "domain": self._domain.code(),
            "action": self._action.code(),
        }

    def set_typed(self, content: Typed) -> None:
        """A change half typed comes back as a task of its own: what it was of may be done by now."""
        self._title.setText(content["title"])
        self._owner.set_code(content["owner"])
        self._due.setText(content["due"])
        self._domain.set_code(content["domain"])
        self._offer_actions(content["action"])

    def prepare(self) -> Callable[[], object]:
        if not self._due.is_valid():
            raise InvalidField("due", self._due_wrong())
        before, session, client_id = self._task, self.workplace.session, self._client_id
        draft = replace(
            before.draft if before else TaskDraft("", ""),
            title=self._title.text().strip(),
            owner=self._owner.code(),
            due=self._due.date(),
            domain=Domain(self._domain.code()),
            action=self._action.code(),
        )
        if before is not None:
            return lambda: _change(session, before, draft)
        return lambda: _add(session, client_id, draft)

    def _offer_actions(self, chosen: str) -> None:
        domain = Domain(self._domain.code())
        offered = action_choices(domain, day=today(self.workplace.session.clock))
        kept = [] if not chosen or chosen in dict(offered) else [(chosen, action_label(domain, chosen))]
        self._action.set_choices([("", _("None in particular")), *offered, *kept])
        self._action.set_code(chosen)

    def _listen(self) -> None:
        for line in (self._title, self._due):
            line.textChanged.connect(self.touched)
        for box in (self._owner, self._action):
            box.currentIndexChanged.connect(self.touched)
        self._domain.currentIndexChanged.connect(self._change_domain)
        self._due.editingFinished.connect(self.check_on_leaving("due", self._due_wrong))

    def _change_domain(self) -> None:
        if not self._filling:
            with self.filling():
                self._offer_actions("")
            self.touched()

    def _due_wrong(self) -> str:
        return "" if self._due.is_valid() else not_a_date()


def _add(session: Session, client_id: str, draft: TaskDraft) -> Done:
    task = tasks.add(session, draft, client_id=client_id)
    return Done(_("Task added."), lambda: tasks.remove(session, task.id))


def _change(session: Session, before: Task, draft: TaskDraft) -> Done:
    tasks.change(session, before.id, draft)
    return Done(_("Task changed."), lambda: tasks.change(session, before.id, before.draft))
