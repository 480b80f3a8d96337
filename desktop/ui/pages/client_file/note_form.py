"""Writing down a contact: text first, everything else has a sensible default. Under twenty seconds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import ClassVar, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QIntValidator, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from desktop.clock import today
from desktop.domain.plans import Goal
from desktop.domain.roles import Compartment
from desktop.domain.support import NOTE_KINDS, Domain, Note, NoteDraft, TaskDraft
from desktop.errors import InvalidField
from desktop.i18n import format_moment, gettext as _
from desktop.services import notes, tasks
from desktop.services.drafts import COUNSELLING_PREFIX
from desktop.services.session import Session
from desktop.ui import wording
from desktop.ui.pages.client_file.short_forms import not_a_date, not_a_moment
from desktop.ui.pages.client_file.support.note_extras import (
    KEYS,
    Extras,
    FoldedExtras,
    from_typed,
    of_draft,
    to_typed,
)
from desktop.ui.pages.client_file.text_field import text_field
from desktop.ui.theme import GRID
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.form import FieldRow
from desktop.ui.widgets.labels import hint
from desktop.ui.widgets.moment_field import MomentField
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.widgets.segments import Segments
from desktop.ui.workplace import Workplace

_MINUTES_IN_A_DAY = 24 * 60
_ROOM_ABOVE = 8 * GRID  # its heading comes in sight too


def domains_of(session: Session) -> tuple[Domain, ...]:
    """The domains this person may write in."""
    held = Compartment.COUNSELLING in session.holds
    return tuple(domain for domain in Domain if domain is not Domain.COUNSELLING or held)


class NoteForm(RecordForm):
    """A contact with a client, or the correction of one; `recorded` carries the `Note`.

    A next step with a day becomes a task too, except in counselling, whose words stay behind their own key.
    """

    last_domain: ClassVar[Domain] = Domain.PSYCHOSOCIAL  # of this person, for as long as the program runs

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="note")
        self.setMaximumWidth(16777215)
        self._client_id = self._corrects = ""
        self._told = hint("", name="note_corrects_label")
        self._domain = Segments(
            [(domain.value, wording.domain_label(domain)) for domain in domains_of(workplace.session)],
            name="note_domain",
        )
        self._text = text_field("note_text_field", lines=4)
        self._kind = ChoiceBox(
            [(kind, wording.note_kind_label(kind)) for kind in NOTE_KINDS], name="note_kind_choice"
        )
        self._happened = MomentField(workplace.session.clock, name="note_happened")
        self._minutes = named(QLineEdit(), "note_minutes_field")
        self._next_step = named(QLineEdit(), "note_next_step_field")
        self._due = DateField(today=self._day())
        self._due.setObjectName("note_due_field")
        self._goals: tuple[Goal, ...] = ()
        self._extras = FoldedExtras(day=self._day())
        self._lay_out()
        self._listen()
        self.finish(_("Record contact"))
        self.setFocusProxy(self._text)

    def watch(self, client_id: str, restored: Callable[[bool], None] = lambda found: None) -> None:
        """An empty note for a client, then what was typed before and never recorded."""
        self._client_id = client_id
        self._show_empty()
        keys = [f"note:{client_id}"]
        if Compartment.COUNSELLING in self.workplace.session.holds:
            keys.append(f"{COUNSELLING_PREFIX}note:{client_id}")
        self.keeper.follow(*keys, restored=restored)

    def begin_correction(self, note: Note) -> None:
        """The text of a note to put right; the note itself stays."""
        made_way, key = self.draft(), self.keeper.key
        self._show_empty()
        with self.filling():
            self._show_note(note)
        self._text.moveCursor(QTextCursor.MoveOperation.End)
        self._text.setFocus()
        self.come_in_sight()
        self.offer_back(made_way, key)

    def use(self, goals: tuple[Goal, ...]) -> None:
        """The open goals a contact can serve."""
        self._goals = goals
        self._extras.fit(Domain(self._domain.code()), goals)

    def come_in_sight(self) -> None:
        """The entry to correct may stand far below the form it is corrected in."""
        above: QWidget | None = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            top = self.mapTo(cast(QWidget, above.widget()), QPoint())  # what grows here grows downwards
            above.ensureVisible(0, top.y(), 0, _ROOM_ABOVE)

    def _show_note(self, note: Note) -> None:
        self._corrects = note.id
        draft = note.draft
        self._domain.set_code(draft.domain.value)
        self._text.setPlainText(draft.text)
        self._kind.set_code(draft.kind)
        self._happened.set_value(draft.happened)
        self._minutes.setText(str(draft.minutes or ""))
        self._next_step.setText(draft.next_step)
        self.use(self._goals)
        self._extras.set_value(of_draft(draft))
        self._show_what_fits()

    def typed(self) -> Typed:
        return {
            "corrects": self._corrects,
            "domain": self._domain.code(),
            "text": self._text.toPlainText(),
            "kind": self._kind.code(),
            "happened": self._happened.typed(),
            "minutes": self._minutes.text(),
            "next_step": self._next_step.text(),
            "due": self._due.text(),
            "extras": to_typed(self._extras.value()),
        }

    def set_typed(self, content: Typed) -> None:
        self._corrects = content["corrects"]
        self._domain.set_code(content["domain"])
        self._text.setPlainText(content["text"])
        self._kind.set_code(content["kind"])
        self._happened.set_typed(content["happened"])
        self._minutes.setText(content["minutes"])
        self._next_step.setText(content["next_step"])
        self._due.setText(content["due"])
        self.use(self._goals)
        self._extras.set_value(from_typed(content["extras"]))
        self._show_what_fits()

    def draft(self) -> str:
        """Only words are worth keeping: a changed time or domain alone is none."""
        words = self._text.toPlainText().strip() or self._next_step.text().strip()
        return super().draft() if words else ""

    def prepare(self) -> Callable[[], object]:
        draft, due = self._note(), self._due_day()
        session, client_id = self.workplace.session, self._client_id
        NoteForm.last_domain = draft.domain
        return lambda: _record(session, client_id, draft, due)

    def refuse(self, problem: Exception) -> None:
        self.rows.update(self._extras.rows)
        super().refuse(problem)

    def keep_soon(self) -> None:
        """Words of counselling are kept behind their own key from the first letter on."""
        self.keeper.move(self._key())
        super().keep_soon()

    def leave(self) -> None:
        super().leave()
        self._show_empty()

    def _acknowledge(self, result: object) -> None:
        super()._acknowledge(result)
        self._show_empty()
        self.setFocus()  # the next contact can begin; what was unfolded is hidden, its fields with the focus too

    def _note(self) -> NoteDraft:
        happened = self._happened.value()
        if happened is None:
            raise InvalidField("happened", self._happened_wrong())
        extras = self._extras.value()
        return NoteDraft(
            domain=Domain(self._domain.code()),
            text=self._text.toPlainText().strip(),
            happened=self._not_ahead(happened),
            kind=self._kind.code(),
            minutes=int(self._minutes.text() or 0),
            next_step=self._next_step.text().strip(),
            corrects=self._corrects,
            actions=extras.actions,
            interpreter=extras.interpreter,
            goal_id=extras.goal_id,
        )

    def _not_ahead(self, happened: datetime) -> datetime:
        """The form shows whole minutes: the present one is not the future."""
        now = self.workplace.session.clock.now()
        same_minute = happened.replace(second=0, microsecond=0) == now.replace(second=0, microsecond=0)
        return now if same_minute and happened > now else happened

    def _due_day(self) -> date | None:
        if not self._due.is_valid():
            raise InvalidField("due", self._due_wrong())
        day = self._due.date() if self._next_step.text().strip() else None
        return None if self._domain.code() == Domain.COUNSELLING else day

    def _show_empty(self) -> None:
        with self.filling():
            self._corrects = ""
            self._domain.set_code(NoteForm.last_domain.value)
            self._kind.set_code(NOTE_KINDS[0])
            self._happened.set_value(self.workplace.session.clock.now())
            for field in (self._text, self._minutes, self._next_step, self._due):
                field.clear()
            self._extras.set_value(Extras())
            self._show_what_fits()
        self.start_clean()

    def _be_now(self) -> None:
        """A file may stand open for hours: the contact that is begun now happens now."""
        if self.is_clean:
            with self.filling():
                self._happened.set_value(self.workplace.session.clock.now())
            self.take_as_clean()

    def _show_what_fits(self) -> None:
        """A correction says what it corrects and stays in its domain; counselling makes no tasks."""
        self._told.setVisible(bool(self._corrects))
        moment = self._happened.value()
        if self._corrects and moment:
            self._told.setText(
                _("Correction of the entry of {moment}. The original stays in the file.").format(
                    moment=format_moment(moment)
                )
            )
        self._domain.setEnabled(not self._corrects)
        self.rows["due"].setVisible(self._domain.code() != Domain.COUNSELLING and not self._corrects)
        self.set_act(_("Record correction") if self._corrects else _("Record contact"))

    def _lay_out(self) -> None:
        self._text.setPlaceholderText(_("What happened, what was said, what was agreed"))
        self._minutes.setValidator(QIntValidator(0, _MINUTES_IN_A_DAY, self._minutes))
        self._minutes.setMaximumWidth(12 * GRID)
        self._happened.name_parts(_("When"))
        self._domain.setAccessibleName(_("Domain"))
        self.add_widget(self._told)
        self.add_widget(self._domain)
        self.add_row("text", _("Contact or note"), self._text)
        self.add_widget(
            self._beside(
                ("kind", _("Kind"), self._kind),
                ("happened", _("When"), self._happened),
                ("minutes", _("Minutes"), self._minutes),
            )
        )
        self.add_widget(
            self._beside(
                ("next_step", _("Next step"), self._next_step),
                ("due", _("By when (makes it a task of yours)"), self._due),
            )
        )
        self.add_widget(self._extras)

    def _beside(self, *rows: tuple[str, str, QWidget]) -> QWidget:
        """Short fields next to each other, below each other where the window is narrow."""
        holder = QWidget()
        flow = wrapping(holder)
        flow.setSpacing(2 * GRID)
        for field_name, label, field in rows:
            row = FieldRow(label, field)
            self.rows[field_name] = row
            flow.addWidget(row)
        self._next_step.setMinimumWidth(32 * GRID)
        return holder

    def _listen(self) -> None:
        self._text.entered.connect(self._be_now)
        self._domain.chosen.connect(self._change_domain)
        self._extras.changed.connect(self.touched)
        more = QShortcut(QKeySequence(KEYS), self)
        more.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        more.activated.connect(self._extras.turn)
        self._text.textChanged.connect(self.touched)
        self._happened.changed.connect(self.touched)
        self._kind.currentIndexChanged.connect(self.touched)
        for line in (self._minutes, self._next_step, self._due):
            line.textChanged.connect(self.touched)
        self._happened.left.connect(self.check_on_leaving("happened", self._happened_wrong))
        self._due.editingFinished.connect(self.check_on_leaving("due", self._due_wrong))

    def _change_domain(self) -> None:
        self._show_what_fits()
        self.use(self._goals)
        self.touched()

    def _key(self) -> str:
        key = f"note:{self._client_id}"
        return COUNSELLING_PREFIX + key if self._domain.code() == Domain.COUNSELLING else key

    def _happened_wrong(self) -> str:
        return "" if self._happened.value() else not_a_moment()

    def _due_wrong(self) -> str:
        return "" if self._due.is_valid() else not_a_date()

    def _day(self) -> date:
        return today(self.workplace.session.clock)


def _record(session: Session, client_id: str, draft: NoteDraft, due: date | None) -> Note:
    """The note, and then the task: were it to stop between, the note with its next step is there."""
    note = notes.record(session, client_id, draft)
    if due is not None:
        task = TaskDraft(title=draft.next_step, owner=session.user.id, due=due, domain=draft.domain)
        tasks.add(session, task, client_id=client_id)
    return note
