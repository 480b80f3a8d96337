"""Who wrote, read or printed what, and when: one readable line each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.support import HistoryEntry
from desktop.i18n import format_moment, gettext as _, ngettext
from desktop.services import history, users
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.pages.client_file.history_words import act_label, field_lines
from desktop.ui.pages.client_file.procedure.one_layout import laid_out_once
from desktop.ui.pages.client_file.section import Section, readable
from desktop.ui.pages.client_file.tab_body import fill_tab
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.labels import hint
from desktop.ui.workplace import Workplace

_AT_ONCE, _SLICE = 20, 50  # what fills a window, and how many more are asked for
_WHEN_LETTERS = 20


class HistoryTab(FileTab):
    """Read from the log when the tab is shown, the newest first."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._client_id = ""
        self._entries: Sequence[HistoryEntry] = ()
        self._staff: dict[str, str] = {}
        self._shown = _AT_ONCE
        self._section = Section(_("History of this file"), name="history_entries_section")
        self._more = quiet_button("", name="history_more_button", clicked=self._show_more)
        self._more.hide()
        fill_tab(self, self._section, self._more)

    def show_contents(self, contents: FileContents) -> None:
        """Read the log of this client."""
        session, client_id = self._workplace.session, contents.client.id
        if client_id != self._client_id:
            self._client_id, self._shown, self._entries = client_id, _AT_ONCE, ()
        self._workplace.jobs.start(
            lambda: (history.of_client(session, client_id), users.names(session)),
            parent=self,
            done=lambda read: self._show(*read),
        )

    def _show(self, entries: Sequence[HistoryEntry], staff: dict[str, str]) -> None:
        if entries and (entries, staff) == (self._entries, self._staff):
            return  # it stands there
        self._entries, self._staff = entries, staff
        self._show_slice()

    def _show_more(self) -> None:
        self._shown += _SLICE
        self._show_slice()

    def _show_slice(self) -> None:
        rows = [history_row(entry, self._staff) for entry in self._entries[: self._shown]]
        with laid_out_once(self, (self._section,)):
            self._section.fill(rows, empty=_("Nothing was logged yet."))
        left = max(len(self._entries) - self._shown, 0)
        self._more.setVisible(left > 0)
        self._more.setText(
            ngettext("Show {count} earlier line", "Show {count} earlier lines", left).format(count=left)
        )


def history_row(entry: HistoryEntry, staff: dict[str, str]) -> QWidget:
    """When and by whom on the leading side; beside it what was done, and the fields recorded."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * GRID)
    when = hint(f"{format_moment(entry.recorded)}\n{entry.user}")
    when.setFixedWidth(_WHEN_LETTERS * holder.fontMetrics().averageCharWidth())
    done = QVBoxLayout()
    done.setSpacing(2)
    done.addWidget(readable(act_label(entry)))
    written = field_lines(entry, staff)
    if written:
        done.addWidget(hint(" · ".join(written)))
    done.addStretch(1)
    row.addWidget(when, alignment=Qt.AlignmentFlag.AlignTop)
    row.addLayout(done, stretch=1)
    return holder
