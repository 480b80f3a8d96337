"""Everything that happened and is planned, on one screen: filtered by domain and kind, found by typing."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.clock import today
from desktop.domain.roles import Compartment
from desktop.domain.timeline import Timeline, TimelineEntry
from desktop.i18n import format_number, gettext as _, ngettext
from desktop.services import timeline
from desktop.ui.models.dated_rows import DatedRows, Words
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.pages.client_file.timeline.rows import GROUPS, domain_choices, group_choices, rows_of
from desktop.ui.pages.client_file.timeline.words import TABS, line_words
from desktop.ui.theme import GRID
from desktop.ui.widgets.dated_list import DatedList
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.filter_line import FilterLine, matches
from desktop.ui.widgets.filter_rows import FilterChoices, FilterRow, over_a_list
from desktop.ui.widgets.labels import hint
from desktop.ui.workplace import Workplace

_FILTER_LETTERS = 36


class TimelineTab(FileTab):
    """Reads its own part of the file when it is shown; Enter goes to the tab where the thing lives."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._client_id = ""
        self._staff: dict[str, str] = {}
        self._timeline = Timeline(today(workplace.session.clock))
        self._ahead: frozenset[TimelineEntry] = frozenset()
        self._worded: dict[TimelineEntry, Words] = {}
        counselling = Compartment.COUNSELLING in workplace.session.holds
        self._domains = FilterChoices(domain_choices(counselling=counselling), name="timeline_domain")
        self._groups = FilterChoices(group_choices(), name="timeline_kind")
        self._rows: DatedRows[TimelineEntry] = DatedRows(self._words, parent=self)
        self._list = DatedList(self._rows, name="timeline_list", told=_("Timeline"))
        self._filter = FilterLine(
            self._list,
            name="timeline_filter_field",
            told=_("Search in the timeline"),
            placeholder=_("Search in this file"),
        )
        self._count = hint("", name="timeline_count_label")
        self._nothing = EmptyState("history", "")
        self._below = QStackedWidget()
        self._lay_out()
        self._listen()

    def show_contents(self, contents: FileContents) -> None:
        """Read the timeline of this client."""
        session, client_id = self._workplace.session, contents.client.id
        if client_id != self._client_id:
            self._client_id = client_id
            self._filter.clear()
        self._staff = contents.staff
        self._workplace.jobs.start(
            lambda: timeline.of_client(session, client_id), parent=self, done=self._show
        )

    def _show(self, found: Timeline) -> None:
        kept = self._list.current
        self._timeline, self._ahead, self._worded = found, frozenset(found.ahead), {}
        self._refill()
        if kept is not None:
            self._list.go_to(lambda entry: (entry.kind, entry.id, entry.moment) == _key(kept))

    def _refill(self) -> None:
        """Show what the filters leave."""
        rows = list(rows_of(self._timeline, self._is_wanted))
        self._rows.replace(rows)
        found = sum(isinstance(row, TimelineEntry) for row in rows)
        self._count.setText(_counted(found, len(self._timeline.entries)))
        self._below.setCurrentIndex(0 if found else 1)
        if self._timeline.entries:
            self._nothing.set_text(
                _("Nothing found"), _("Try fewer letters, or look at all domains and kinds.")
            )
        else:
            self._nothing.set_text(
                _("Nothing happened yet"), _("Whatever is recorded in this file comes here.")
            )

    def _is_wanted(self, entry: TimelineEntry) -> bool:
        domain, group, typed = self._domains.code(), self._groups.code(), self._filter.text()
        if domain and (entry.domain is None or entry.domain.value != domain):
            return False
        if group and entry.kind not in GROUPS[group]:
            return False
        return not typed or matches(f"{self._words(entry).aloud} {entry.text} {entry.detail}", typed)

    def _words(self, entry: TimelineEntry) -> Words:
        if entry not in self._worded:
            self._worded[entry] = line_words(
                entry,
                today=self._timeline.today,
                ahead=entry in self._ahead,
                staff=self._staff,
            )
        return self._worded[entry]

    def _open(self, entry: TimelineEntry) -> None:
        self._workplace.open_client_at(self._client_id, TABS[entry.kind])

    def _listen(self) -> None:
        for filters in (self._domains, self._groups):
            filters.chosen.connect(lambda _code: self._refill())
        self._filter.textChanged.connect(lambda _text: self._refill())
        self._list.opened.connect(self._open)
        find = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_F)
        QShortcut(find, self).activated.connect(self._filter.setFocus)

    def _lay_out(self) -> None:
        self._domains.setAccessibleName(_("Domain"))
        self._groups.setAccessibleName(_("Kind"))
        self._below.addWidget(self._list)
        self._below.addWidget(self._nothing)
        self._count.setWordWrap(False)
        self._filter.setMinimumWidth(self.fontMetrics().averageCharWidth() * _FILTER_LETTERS)
        self.setContentsMargins(0, 2 * GRID, 0, 0)
        over_a_list(
            self,
            FilterRow(self._filter, self._domains),
            FilterRow(self._groups, self._count),
            below=self._below,
        )


def _key(entry: TimelineEntry) -> tuple[object, str, str]:
    return entry.kind, entry.id, entry.moment


def _counted(found: int, total: int) -> str:
    """`212 entries`, or `12 of 212`."""
    if found == total:
        return ngettext("{count} entry", "{count} entries", total).format(count=format_number(total))
    return _("{found} of {total}").format(found=format_number(found), total=format_number(total))
