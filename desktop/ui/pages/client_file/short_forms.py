"""The short forms of a file: a task, an appointment, a residence document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit

from desktop.clock import today
from desktop.domain.procedure import ResidenceDocument, ResidenceDocumentDraft
from desktop.domain.support import AppointmentDraft, TaskDraft
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import appointments, residence, tasks
from desktop.ui import wording
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.moment_field import MomentField
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.widgets.suggest_line import Choice
from desktop.ui.workplace import Workplace


class TaskForm(RecordForm):
    """What has to be done, by whom, by when."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="task")
        self._client_id = ""
        self._title = named(QLineEdit(), "task_title_field")
        self._owner = ChoiceBox(name="task_owner_choice")
        self._due = named(DateField(today=today(workplace.session.clock)), "task_due_field")
        self.add_row("title", _("What has to be done"), self._title)
        self.add_row("due", _("By when"), self._due)
        self.add_row("owner", _("Who does it"), self._owner)
        for line in (self._title, self._due):
            line.textChanged.connect(self.touched)
        self._owner.currentIndexChanged.connect(self.touched)
        self._due.editingFinished.connect(self.check_on_leaving("due", self._due_wrong))
        self.finish(_("Add task"), leave=_("Cancel"))
        self.setFocusProxy(self._title)

    def watch(self, client_id: str, colleagues: Sequence[Choice], restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        with self.filling():
            self._owner.set_choices(colleagues)
        self.begin()
        self.keeper.follow(f"task:{client_id}", restored=restored)

    def begin(self) -> None:
        """An empty task of this person's own."""
        with self.filling():
            self._owner.set_code(self.workplace.session.user.id)
            self._title.clear()
            self._due.clear()
        self.start_clean()

    def typed(self) -> Typed:
        return {"title": self._title.text(), "owner": self._owner.code(), "due": self._due.text()}

    def set_typed(self, content: Typed) -> None:
        self._title.setText(content["title"])
        self._owner.set_code(content["owner"])
        self._due.setText(content["due"])

    def prepare(self) -> Callable[[], object]:
        if not self._due.is_valid():
            raise InvalidField("due", self._due_wrong())
        draft = TaskDraft(self._title.text().strip(), self._owner.code(), self._due.date())
        session, client_id = self.workplace.session, self._client_id
        return lambda: tasks.add(session, draft, client_id=client_id)

    def _due_wrong(self) -> str:
        return "" if self._due.is_valid() else not_a_date()


class AppointmentForm(RecordForm):
    """When the client is expected where, and for what."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="appointment")
        self._client_id = ""
        self._what = named(QLineEdit(), "appointment_what_field")
        self._at = MomentField(workplace.session.clock, name="appointment_at")
        self._where = named(QLineEdit(), "appointment_where_field")
        self._with = ChoiceBox(name="appointment_with_choice")
        self._at.name_parts(_("When"))
        self.add_row("what", _("What for"), self._what)
        self.add_row("at", _("When"), self._at)
        self.add_row("where", _("Where"), self._where)
        self.add_row("with_user", _("Who goes along"), self._with)
        for line in (self._what, self._where):
            line.textChanged.connect(self.touched)
        self._at.changed.connect(self.touched)
        self._with.currentIndexChanged.connect(self.touched)
        self._at.left.connect(self.check_on_leaving("at", self._at_wrong))
        self.finish(_("Add appointment"), leave=_("Cancel"))
        self.setFocusProxy(self._what)

    def watch(self, client_id: str, colleagues: Sequence[Choice], restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        with self.filling():
            self._with.set_choices([*colleagues, ("", _("Nobody"))])
        self.begin()
        self.keeper.follow(f"appointment:{client_id}", restored=restored)

    def begin(self) -> None:
        """An empty appointment, this person going along."""
        with self.filling():
            self._with.set_code(self.workplace.session.user.id)
            self._what.clear()
            self._where.clear()
            self._at.set_value(None)
        self.start_clean()

    def typed(self) -> Typed:
        return {
            "what": self._what.text(),
            "at": self._at.typed(),
            "where": self._where.text(),
            "with": self._with.code(),
        }

    def set_typed(self, content: Typed) -> None:
        self._what.setText(content["what"])
        self._at.set_typed(content["at"])
        self._where.setText(content["where"])
        self._with.set_code(content["with"])

    def prepare(self) -> Callable[[], object]:
        at = self._at.value()
        if at is None:
            raise InvalidField("at", not_a_moment())
        draft = AppointmentDraft(at, self._what.text().strip(), self._where.text().strip(), self._with.code())
        session, client_id = self.workplace.session, self._client_id
        return lambda: appointments.add(session, client_id, draft)

    def _at_wrong(self) -> str:
        typed = any(part.strip() for part in self._at.typed())
        return not_a_moment() if typed and self._at.value() is None else ""


class DocumentForm(RecordForm):
    """A residence document with the dates printed on it: the printed one rules."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="document")
        self._client_id = self._document_id = ""
        self._kind = ChoiceBox(name="document_kind_choice")
        day = today(workplace.session.clock)
        self._issued = named(DateField(today=day), "document_issued_field")
        self._expires = named(DateField(today=day), "document_expires_field")
        self.add_row("kind", _("Document"), self._kind)
        self.add_row("issued_on", _("Issued on"), self._issued)
        self.add_row("expires_on", _("Valid until"), self._expires)
        self._kind.currentIndexChanged.connect(self.touched)
        for name, line in (("issued_on", self._issued), ("expires_on", self._expires)):
            line.textChanged.connect(self.touched)
            line.editingFinished.connect(self.check_on_leaving(name, partial(_date_wrong, line)))
        self.finish(_("Record document"), leave=_("Cancel"))
        self.setFocusProxy(self._kind)

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        self.begin(None)
        self.keeper.follow(f"document:{client_id}", restored=restored)

    def begin(self, document: ResidenceDocument | None) -> None:
        """A new document, or one to change."""
        self._document_id = document.id if document else ""
        draft = document.draft if document else ResidenceDocumentDraft("")
        day = today(self.workplace.session.clock)
        with self.filling():
            self._kind.set_choices(wording.choices("residence_documents", day=day, keep=draft.kind))
            self._kind.set_code(draft.kind)
            self._issued.set_date(draft.issued_on)
            self._expires.set_date(draft.expires_on)
        self.start_clean()

    def typed(self) -> Typed:
        return {
            "document": self._document_id,
            "kind": self._kind.code(),
            "issued": self._issued.text(),
            "expires": self._expires.text(),
        }

    def set_typed(self, content: Typed) -> None:
        self._document_id = content["document"]
        self._kind.set_code(content["kind"])
        self._issued.setText(content["issued"])
        self._expires.setText(content["expires"])

    def prepare(self) -> Callable[[], object]:
        for name, line in (("issued_on", self._issued), ("expires_on", self._expires)):
            if wrong := _date_wrong(line):
                raise InvalidField(name, wrong)
        draft = ResidenceDocumentDraft(self._kind.code(), self._issued.date(), self._expires.date())
        session, client_id, document_id = self.workplace.session, self._client_id, self._document_id
        return lambda: residence.record(session, client_id, draft, document_id=document_id)


def not_a_date() -> str:
    """What to say of something that is no date."""
    return _("This is not a date. Write it as 22/11/2026.")


def not_a_moment() -> str:
    """What to say of something that is no day and time."""
    return _("Give a day and a time, as 22/11/2026 and 23:10.")


def _date_wrong(line: DateField) -> str:
    return "" if line.is_valid() else not_a_date()
