"""One client's file: the head that stays, and the tabs this person's keys open."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.roles import Compartment, may_print_and_search
from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.services.access import NoSuchFile
from desktop.ui import head_start
from desktop.ui.pages.client_file.acts import FileActs
from desktop.ui.pages.client_file.contents import FileContents, load
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.pages.client_file.file_tabs import FileTabs
from desktop.ui.pages.client_file.header import FileHeader
from desktop.ui.theme import GRID
from desktop.ui.workplace import Workplace

_AHEAD_AFTER_MS = 300  # the file that was asked for is painted by then


class ClientFilePage(QWidget):
    """`show_client(id)` opens a file. A tab is made when it is first shown, and absent when it may not be read."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._client_id = ""
        self._contents: FileContents | None = None
        self._acts = FileActs(workplace, parent=self)
        self._turn = QTimer(self)
        self._read_in_turn = ""
        self._header = FileHeader(workplace.privacy, back=lambda: workplace.show_page("clients"))
        self._tabs = FileTabs()
        self._places: dict[str, QWidget] = {}
        self._made: dict[str, FileTab] = {}
        self._makers = self._readable_tabs()
        self._lay_out()
        self._listen()
        QTimer.singleShot(_AHEAD_AFTER_MS, self, self._load_ahead)

    def _load_ahead(self) -> None:
        """While the first file is read, load what its other tabs need; who opens no file pays no memory for them."""
        self._workplace.jobs.start(head_start.load_file, parent=self, vault=False)

    @property
    def client_id(self) -> str:
        """Whose file is open; empty for none."""
        return self._client_id

    @property
    def head(self) -> QWidget:
        """Back to the list, and the name: the title of the page."""
        return self._header.names

    @property
    def tab(self) -> str:
        """Which part of the file is open."""
        return self._open_tab()

    def tabs(self) -> tuple[str, ...]:
        """The parts of a file that this person may read, in their order."""
        return tuple(self._places)

    def show_client(self, client_id: str, *, tab: str = "overview") -> None:
        """Open a file on a tab; opening is logged."""
        self._tabs.focus_choice()  # first of all: a date tidies itself when left, which is typing in the old file
        self.flush_drafts()
        if client_id != self._client_id:
            self._client_id, self._contents = client_id, None
        self.go(tab)
        self.refresh()

    def refresh(self) -> None:
        """Read the file again; asked twice in one turn of the event loop, once."""
        if self._client_id and self._read_in_turn != self._client_id:
            self._read_in_turn = self._client_id
            self._turn.start()
            self._read()

    def flush_drafts(self) -> None:
        """Keep what is being typed on any tab."""
        for tab in self._made.values():
            tab.flush_drafts()

    def go(self, tab: str) -> None:
        """Show a tab by its name; one this person may not read is not there."""
        if tab in self._places:
            self._tabs.setCurrentWidget(self._places[tab])
        if tab == "support":
            self._start_contact()

    def _read(self) -> None:
        session, client_id = self._workplace.session, self._client_id
        self._workplace.jobs.start(
            lambda: load(session, client_id),
            parent=self,
            done=self._show,
            failed=lambda problem: self._refused(client_id, problem),
        )

    def _refused(self, client_id: str, problem: UserError) -> None:
        """A file that is gone, or no longer this person's, does not stay on screen."""
        if isinstance(problem, NoSuchFile) and client_id == self._client_id:
            self._client_id, self._contents = "", None
            self._workplace.show_page("clients")
        self._workplace.messages.fail(problem)

    def _end_turn(self) -> None:
        self._read_in_turn = ""

    def _show(self, contents: FileContents) -> None:
        if contents.client.id != self._client_id:
            return  # another file was opened meanwhile
        self._contents = contents
        self._header.show_contents(contents)
        self._show_tab()

    def _show_tab(self) -> None:
        """Make the open tab if need be and fill it; the others wait until they are shown."""
        if self._contents is None:
            return
        name = self._open_tab()
        tab = self._made.get(name) or self._make(name)
        tab.show_contents(self._contents)

    def _open_tab(self) -> str:
        current = self._tabs.currentWidget()
        return next(name for name, place in self._places.items() if place is current)

    def _make(self, name: str) -> FileTab:
        """A tab is born in its place: moved there with all that is in it, each part would be styled twice."""
        place = self._places[name]
        tab = self._makers[name](place)
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(tab)
        self._made[name] = tab
        tab.changed.connect(self._tell_recorded)
        return tab

    def _readable_tabs(self) -> dict[str, Callable[[QWidget], FileTab]]:
        """How to make each tab this person may read; a tab's module comes when it is first shown."""
        holds, workplace = self._workplace.session.holds, self._workplace
        makers: dict[str, Callable[[QWidget], FileTab]] = {"overview": self._make_overview}
        if Compartment.CASEWORK in holds:
            makers["timeline"] = _of_module("timeline_tab:TimelineTab", workplace)
        makers["intake"] = _of_module("intake_tab:IntakeTab", workplace)
        if Compartment.CASEWORK in holds:
            makers["procedure"] = _of_module("procedure_tab:ProcedureTab", workplace)
            makers["support"] = self._make_support
        if Compartment.HOUSE in holds:
            makers["stay"] = self._make_stay
        if Compartment.CASEWORK in holds:
            makers["documents"] = _of_module("documents_tab:DocumentsTab", workplace)
        if may_print_and_search(workplace.session.user.roles):
            makers["sheets"] = self._make_sheets
        makers["people"] = _of_module("people_tab:PeopleTab", workplace)
        makers["history"] = _of_module("history_tab:HistoryTab", workplace)
        return makers

    def _make_overview(self, place: QWidget) -> FileTab:
        from desktop.ui.pages.client_file.overview_tab import OverviewTab

        return OverviewTab(self._acts, self.go, place)

    def _make_support(self, place: QWidget) -> FileTab:
        from desktop.ui.pages.client_file.support_tab import SupportTab

        return SupportTab(self._workplace, self._acts, place)

    def _make_stay(self, place: QWidget) -> FileTab:
        from desktop.ui.pages.client_file.stay_tab import StayTab

        return StayTab(lambda: self._workplace.show_page("shelter"), place)

    def _make_sheets(self, place: QWidget) -> FileTab:
        from desktop.ui.pages.client_file.sheets_tab import SheetsTab

        return SheetsTab(lambda: self._workplace.show_sheets_for(self._client_id), place)

    def _start_contact(self) -> None:
        tab = self._made.get("support")
        if tab is not None:
            tab.start()

    def _tell_recorded(self, said: str) -> None:
        if said:  # a tab that told it itself, with Undo beside it, says nothing more
            self._workplace.messages.say(said)
        self.refresh()

    def _lay_out(self) -> None:
        labels, short = _tab_labels(), {"intake": _("Referral")}
        for name in self._makers:
            self._places[name] = QWidget()
            self._tabs.add(self._places[name], labels[name], short=short.get(name, ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._header)
        column.addWidget(self._tabs.make_rows())
        column.addWidget(self._tabs, stretch=1)

    def _listen(self) -> None:
        self._tabs.currentChanged.connect(lambda _number: self._show_tab())
        self._acts.changed.connect(self.refresh)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._end_turn)
        QShortcut(QKeySequence("Ctrl+R"), self).activated.connect(lambda: self.go("support"))


def _of_module(tab: str, workplace: Workplace) -> Callable[[QWidget], FileTab]:
    """A tab that needs nothing but the workplace, as `module:Class` of this file's folder."""
    module, class_name = tab.split(":")
    name = f"desktop.ui.pages.client_file.{module}"
    return lambda place: cast(FileTab, getattr(import_module(name), class_name)(workplace, place))


def _tab_labels() -> dict[str, str]:
    return {
        "overview": _("Overview"),
        "timeline": _("Timeline"),
        "intake": _("Referral and intake"),
        "procedure": _("Procedure"),
        "support": _("Support"),
        "stay": _("Stay"),
        "documents": _("Documents"),
        "sheets": _("Sheets"),
        "people": _("People"),
        "history": _("History"),
    }
