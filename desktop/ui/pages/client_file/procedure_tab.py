"""The procedure: where this person stands, what must happen next and by when, and all that was recorded of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.domain.procedure import Decision, Request, ResidenceDocument, Track
from desktop.i18n import gettext as _
from desktop.services import procedure
from desktop.services.procedure import ProcedureFile
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.pages.client_file.form_section import FormSection
from desktop.ui.pages.client_file.procedure.acts import ProcedureActs
from desktop.ui.pages.client_file.procedure.deadline_section import DeadlinesSection
from desktop.ui.pages.client_file.procedure.one_layout import laid_out_once
from desktop.ui.pages.client_file.procedure.record_sections import (
    DocumentsSection,
    EventsSection,
    RequestsSection,
)
from desktop.ui.pages.client_file.procedure.shown import Shown
from desktop.ui.pages.client_file.procedure.step_acts import StepAct, Takes
from desktop.ui.pages.client_file.procedure.track_sections import NextSection, TracksSection
from desktop.ui.pages.client_file.tab_body import fill_tab
from desktop.ui.theme import GRID
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.record_form import RecordForm
from desktop.ui.workplace import Workplace


class ProcedureTab(FileTab):
    """Reads its own part of the file when it is shown; each section records in place."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._contents: FileContents | None = None
        self._shown: Shown | None = None
        self._acts = ProcedureActs(workplace, parent=self)
        self._tracks = TracksSection(workplace, self._acts)
        self._next = NextSection(self._take_up)
        self._documents = DocumentsSection(workplace, self._acts)
        self._requests = RequestsSection(workplace, self._acts, record_document=self._record_document_of)
        self._events = EventsSection(workplace, self._acts)
        self._deadlines = DeadlinesSection(workplace, self._acts)
        self._lay_out()
        self._listen()

    def show_contents(self, contents: FileContents) -> None:
        """Read the procedure of this client and show it; called again after each change."""
        self._contents = contents
        session, client_id = self._workplace.session, contents.client.id
        self._workplace.jobs.start(
            lambda: procedure.read(session, client_id),
            parent=self,
            done=lambda file: self._show(contents, file),
        )

    def flush_drafts(self) -> None:
        """Keep what is being typed."""
        for form in self._forms():
            form.keeper.flush()

    def _show(self, contents: FileContents, file: ProcedureFile) -> None:
        if contents is not self._contents:
            return  # another file, or a newer reading of this one, is on its way
        other = self._shown is None or self._shown.client_id != contents.client.id
        shown = self._shown = Shown(contents, file)
        held = self._held()
        if other:
            self._watch(shown)
        sections = (
            *(self._tracks, self._next, self._documents, self._events, self._deadlines),
            self._requests,  # last, as it may move the focus on to the next step
        )
        with laid_out_once(self._page(), sections):
            for section in sections:
                section.show_file(shown)
        if not other:
            self._hold_again(held)

    def _page(self) -> QWidget:
        """What scrolls."""
        area = self.findChild(QScrollArea)
        return (area.widget() if isinstance(area, QScrollArea) else None) or self

    def _watch(self, shown: Shown) -> None:
        self._tracks.watch(shown.client_id)
        for section in (self._documents, self._requests, self._events, self._deadlines):
            section.watch(shown)

    def _take_up(self, act: StepAct) -> None:
        """Answer a next step where it is recorded."""
        if act.takes is Takes.REQUEST:
            self._open(self._requests, lambda: self._requests.form.begin(None, kind=act.code))
        elif act.takes is Takes.EVENT:
            self._open(self._events, lambda: self._events.form.begin(act.code))
        else:
            self._requests.go_to(act.code)
            come_in_sight(self._requests)

    def _record_document_of(self, request: Request) -> None:
        self._documents.begin_from(request)
        come_in_sight(self._documents)

    def _open(self, section: FormSection, begin: Callable[[], None]) -> None:
        section.open_form(begin)
        come_in_sight(section)

    def _listen(self) -> None:
        self._acts.changed.connect(lambda: self.changed.emit(""))
        documents, events, requests = self._documents, self._events, self._requests
        self._tracks.form.recorded.connect(self._tell_track)
        self._tracks.end_form.recorded.connect(self._tell_end)
        documents.form.recorded.connect(self._tell_document)
        requests.form.recorded.connect(self._tell_request)
        events.form.recorded.connect(
            lambda event: self._acts.tell(_("Event recorded."), lambda: self._acts.withdraw_event(event))
        )
        self._deadlines.form.recorded.connect(self._tell_silence)
        self._shortcut("Ctrl+Shift+D", lambda: self._open(documents, lambda: documents.form.begin(None)))
        self._shortcut("Ctrl+Shift+E", lambda: self._open(events, events.form.begin))
        self._shortcut("Ctrl+Shift+R", lambda: self._open(requests, lambda: requests.form.begin(None)))

    def _shortcut(self, keys: str, act: Callable[[], None]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _tell_end(self, track: Track) -> None:
        self._acts.tell(_("Track ended."), lambda: self._acts.reopen(track))

    def _tell_silence(self, decision: Decision) -> None:
        client_id, key, reason = decision.client_id, decision.key, decision.reason
        self._acts.tell(_("Deadline silenced."), lambda: self._acts.unsilence(client_id, key, reason))

    def _tell_track(self, track: Track) -> None:
        before = self._tracks.form.before
        self._acts.tell(_("Track recorded."), (lambda: self._acts.rewrite_track(before)) if before else None)

    def _tell_document(self, document: ResidenceDocument) -> None:
        before = self._documents.form.before
        undo = (
            (lambda: self._acts.rewrite_document(before))
            if before
            else (lambda: self._acts.withdraw_document(document))
        )
        self._acts.tell(_("Document recorded."), undo)

    def _tell_request(self, request: Request) -> None:
        before = self._requests.form.before
        undo = (
            (lambda: self._acts.rewrite_request(before)) if before else (lambda: self._acts.cancel(request))
        )
        self._acts.tell(_("Request recorded."), undo)

    def _forms(self) -> tuple[RecordForm, ...]:
        return (
            self._tracks.form,
            self._tracks.end_form,
            self._documents.form,
            self._requests.form,
            self._events.form,
            self._deadlines.form,
        )

    def _held(self) -> QWidget | None:
        """What the hand is on, if it is on this tab."""
        focused = QApplication.focusWidget()
        return focused if focused is not None and self.isAncestorOf(focused) else None

    def _hold_again(self, held: QWidget | None) -> None:
        """Filling a list anew must not throw the hand out of it: back to what took the place of what it was on."""
        if held is None or held is QApplication.focusWidget() or self._requests.went_on:
            return
        if held.isVisible():
            held.setFocus()
            return
        alike = [each for each in self.findChildren(QWidget, held.objectName()) if each is not held]
        if held.objectName() and alike:
            alike[-1].setFocus()

    def _lay_out(self) -> None:
        columns = Columns(main_share=1, side_share=1)
        columns.main.addWidget(self._next)
        columns.main.addWidget(self._deadlines)
        columns.main.addWidget(self._events)
        columns.side.addWidget(self._requests)
        columns.side.addWidget(self._documents)
        fill_tab(self, self._tracks, columns)


def come_in_sight(part: QWidget) -> None:
    """Scroll to where a part begins: what opens in it grows downwards."""
    above: QWidget | None = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        top = part.mapTo(cast(QWidget, above.widget()), QPoint())
        above.ensureVisible(0, top.y(), 0, 4 * GRID)
