"""The agenda: what passed undone and what comes in the next weeks, over all files; type to find, Enter to open."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.clock import today
from desktop.domain.agenda import Agenda, AgendaItem
from desktop.i18n import gettext as _, ngettext
from desktop.services import agenda, deadlines, users
from desktop.services.session import Session
from desktop.ui.models.dated_rows import DatedRows, Words
from desktop.ui.pages.agenda.export_dialog import ExportDialog
from desktop.ui.pages.agenda.reminder_days import ReminderLine
from desktop.ui.pages.agenda.rows import rows_of
from desktop.ui.pages.agenda.words import TABS, kind_choices, line_words, summed
from desktop.ui.widgets.buttons import secondary_button
from desktop.ui.widgets.dated_list import DatedList
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.filter_line import FilterLine, matches
from desktop.ui.widgets.filter_rows import FilterChoices, FilterRow, over_a_list
from desktop.ui.widgets.labels import hint
from desktop.ui.widgets.list_head import ListHead
from desktop.ui.workplace import Workplace

_MINE, _EVERYONE = "mine", "everyone"


@dataclass(frozen=True, slots=True)
class _Found:
    agenda: Agenda
    staff: dict[str, str]
    reminder_days: tuple[int, ...]


class AgendaPage(QWidget):
    """One list, filtered by whose and what; `refresh` reads it again and keeps the cursor."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agenda_page")
        self._workplace = workplace
        self._agenda = Agenda(today(workplace.session.clock))
        self._staff: dict[str, str] = {}
        self._worded: dict[AgendaItem, Words] = {}
        self._rows: DatedRows[AgendaItem] = DatedRows(self._words, parent=self)
        self._list = DatedList(self._rows, name="agenda_list", told=_("Agenda"))
        self._filter = FilterLine(
            self._list,
            name="agenda_filter_field",
            told=_("Search in the agenda"),
            placeholder=_("Name, number or what"),
        )
        self._whose = FilterChoices(((_MINE, _("Mine")), (_EVERYONE, _("Everyone"))), name="agenda_whose")
        self._kinds = FilterChoices(kind_choices(), name="agenda_kind")
        self._count = hint("", name="agenda_count_label")
        self._reminders = ReminderLine(workplace)
        self._nothing = EmptyState("agenda", "")
        self._below = QStackedWidget()
        self._lay_out()
        self._listen()

    @property
    def shown(self) -> tuple[AgendaItem, ...]:
        """What the filters leave, in order."""
        return tuple(item for item in self._agenda.items if self._is_wanted(item))

    def refresh(self) -> None:
        """Read everything again; called each time the page is shown."""
        session = self._workplace.session
        self._workplace.jobs.start(lambda: _find(session), parent=self, done=self._show)

    def flush_drafts(self) -> None:
        """Nothing is typed here that could be lost."""

    def _show(self, found: _Found) -> None:
        kept = self._list.current
        self._agenda, self._staff, self._worded = found.agenda, found.staff, {}
        self._reminders.show_days(found.reminder_days)
        self._refill()
        if kept is not None:
            self._list.go_to(lambda item: (item.kind, item.id) == (kept.kind, kept.id))

    def _refill(self) -> None:
        shown = self.shown
        self._rows.replace(rows_of(self._agenda, self._is_wanted))
        self._count.setText(summed(shown))
        self._head.arrange()
        self._below.setCurrentIndex(0 if shown else 1)
        if self._agenda.items:
            self._nothing.set_text(
                _("Nothing found"), _("Look at everyone, at everything, or try fewer letters.")
            )
        else:
            self._nothing.set_text(_("Nothing is planned"), _("Appointments, tasks and deadlines come here."))

    def _is_wanted(self, item: AgendaItem) -> bool:
        kind, typed = self._kinds.code(), self._filter.text()
        if self._whose.code() == _MINE and not item.is_mine:
            return False
        if kind and item.kind.value != kind:
            return False
        return not typed or matches(f"{self._words(item).aloud} {item.client_name}", typed)

    def _words(self, item: AgendaItem) -> Words:
        if item not in self._worded:
            shown = self._workplace.privacy.shown
            self._worded[item] = line_words(item, today=self._agenda.today, shown=shown, staff=self._staff)
        return self._worded[item]

    def _open(self, item: AgendaItem) -> None:
        if item.client_id:
            self._workplace.open_client_at(item.client_id, TABS.get(item.kind, "support"))

    def _export(self) -> None:
        dialog = ExportDialog(self._workplace, self.shown, parent=self)
        dialog.acted.connect(self._tell_exported)
        dialog.open()

    def _tell_exported(self, count: int) -> None:
        told = ngettext("Calendar saved: {count} entry.", "Calendar saved: {count} entries.", count)
        self._workplace.messages.say(told.format(count=count))

    def _listen(self) -> None:
        for filters in (self._whose, self._kinds):
            filters.chosen.connect(lambda _code: self._refill())
        self._filter.textChanged.connect(lambda _text: self._refill())
        self._list.opened.connect(self._open)
        self._reminders.changed.connect(self.refresh)
        find = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_F)
        QShortcut(find, self).activated.connect(self._filter.setFocus)

    def _lay_out(self) -> None:
        self._whose.setAccessibleName(_("Whose"))
        self._kinds.setAccessibleName(_("Kind"))
        export = secondary_button(
            _("Export calendar…"), name="agenda_export_button", clicked=self._export, icon="save"
        )
        self._head = ListHead(self._filter, self._count, export)
        self._below.addWidget(self._list)
        self._below.addWidget(self._nothing)
        over_a_list(
            self,
            self._head,
            FilterRow(self._whose, self._kinds),
            below=self._below,
            under=self._reminders,
        )


def _find(session: Session) -> _Found:
    return _Found(agenda.upcoming(session), users.names(session), deadlines.reminder_days(session))
