"""Scans and letters, kept inside the vault: added, found, looked at beside the list, copied out on purpose only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QHideEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.paper_files import MOST_BYTES, Paper
from desktop.errors import UserError
from desktop.i18n import gettext as _, ngettext
from desktop.services import papers
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.documents.paper_form import AddedFile, PaperForm
from desktop.ui.pages.client_file.documents.paper_rows import PaperRows, paper_title, said_of
from desktop.ui.pages.client_file.documents.reader import PaperReader
from desktop.ui.pages.client_file.documents.taking_in import TakingIn, files_in
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.pages.client_file.form_section import FormSection
from desktop.ui.pages.client_file.people.undoable import UndoableActs
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button, secondary_button
from desktop.ui.widgets.filter_line import matches
from desktop.ui.widgets.form import scrolling
from desktop.ui.widgets.labels import hint, text_label
from desktop.ui.widgets.suggest_line import Choice
from desktop.ui.workplace import Workplace

_SLICE = 50
_LETTERS_FOR_BOTH = 120  # below this many letters across, a paper takes the place of the list
_LIST_SHARE, _READER_SHARE = 2, 3
_BAR = 12  # the width of a scroll bar
_ROOM_ABOVE = 8 * GRID  # the name of the file comes in sight too


class PapersSection(FormSection):
    """Its button asks for a file; the form opens when there is one."""

    def open_form(self, begin: Callable[[], None]) -> None:
        begin()

    def add_below(self, *parts: QWidget) -> None:
        """Set these below the form, for good."""
        for part in parts:
            self._column.addWidget(part)


class DocumentsTab(FileTab):
    """Reads its own part of the file when it is shown."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._contents: FileContents | None = None
        self._papers: tuple[Paper, ...] = ()
        self._watched = ""
        self._shown = _SLICE
        self._acts = UndoableActs(workplace, parent=self)
        self._taking = TakingIn(workplace, parent=self)
        self._form = PaperForm(workplace)
        self._rows = PaperRows()
        self._reader = PaperReader(workplace)
        self._drop_hint = text_label(_("Drop the files here to add them."), name="documents_drop_label")
        self._filter = QLineEdit()
        self._more = quiet_button("", name="documents_more_button", clicked=self._show_more)
        self._nothing = text_label("", muted=True, name="documents_nothing_label")
        add = secondary_button(_("Add document…"), name="documents_add_button", icon="add")
        self._section = PapersSection(
            _("Documents"), name="documents_section", form=self._form, button=add, begin=self._taking.choose
        )
        self._lay_out()
        self._listen()

    def show_contents(self, contents: FileContents) -> None:
        """Read the papers of this client."""
        if self._contents is None or contents.client.id != self._contents.client.id:
            self._turn_to_another()
        self._contents = contents
        session, client_id = self._workplace.session, contents.client.id
        self._workplace.jobs.start(
            lambda: (papers.of_client(session, client_id), papers.holders(session, client_id)),
            parent=self,
            done=lambda read: self._show(contents, *read),
        )

    def flush_drafts(self) -> None:
        """Keep what is being typed, and put away what is being looked at: a lock may follow."""
        self._form.keeper.flush()
        self._reader.close_paper()

    def start(self) -> None:
        """Where one begins here: at the list."""
        self._filter.setFocus()

    # Reading

    def _turn_to_another(self) -> None:
        self._papers, self._shown = (), _SLICE
        self._taking.give_up()
        self._reader.close_paper()
        self._filter.clear()
        self._section.close_form()

    def _show(self, contents: FileContents, found: tuple[Paper, ...], holders: tuple[Choice, ...]) -> None:
        if contents is not self._contents:
            return  # another file was opened meanwhile, or this one was read again
        self._papers = found
        self._form.know(found, holders)
        self._show_rows()
        if contents.client.id != self._watched:
            self._watched = contents.client.id
            self._form.watch(contents.client.id, self._section.show_form)
        self._follow_open_paper(contents)

    def _follow_open_paper(self, contents: FileContents) -> None:
        """What is looked at was perhaps changed, or is gone."""
        if self._reader.paper_id:
            still = next((paper for paper in self._papers if paper.id == self._reader.paper_id), None)
            if still is None:
                self._reader.close_paper()
            else:
                self._reader.tell(still, contents)

    def _show_rows(self) -> None:
        if self._contents is None:
            return
        typed, contents = self._filter.text(), self._contents
        wanted = [paper for paper in self._papers if matches(said_of(paper, contents), typed)]
        self._rows.show_papers(wanted[: self._shown], contents, open_id=self._reader.paper_id)
        self._filter.setVisible(len(self._papers) > 1)
        left = max(len(wanted) - self._shown, 0)
        self._more.setVisible(left > 0)
        more = ngettext("Show {count} more document", "Show {count} more documents", left)
        self._more.setText(more.format(count=left))
        self._nothing.setText(self._why_nothing())
        self._nothing.setVisible(not wanted)

    def _why_nothing(self) -> str:
        if self._papers:
            return _("No document has these words.")
        return _("No document was added yet. Drag a scan or a letter here, or add it with the button.")

    def _show_more(self) -> None:
        self._shown += _SLICE
        self._show_rows()

    # Adding and changing

    def _take(self, added: AddedFile) -> None:
        self._form.add_file(added)
        if not self._section.is_open:
            self._show_form()

    def _begin_change(self, paper: Paper) -> None:
        if self._form.is_adding:
            self._workplace.messages.fail(
                UserError(_("You are adding a document."), _("Record or cancel it first."))
            )
            return
        self._form.change(paper)
        self._show_form()

    def _recorded(self, recorded: tuple[Paper, ...]) -> None:
        said = self._said_of(len(recorded))
        if self._form.is_adding and self._form.go_on():
            self._show_form()
        else:
            self._make_room(reading=bool(self._reader.paper_id))
        self.changed.emit(said)

    def _said_of(self, count: int) -> str:
        if not self._form.is_adding:
            return _("Document changed.")
        if not self._form.has_files_elsewhere:
            return _("Document recorded.")
        said = ngettext(
            "{count} document recorded. The file you added still lies where it was.",
            "{count} documents recorded. The files you added still lie where they were.",
            count,
        )
        return said.format(count=count)

    def _remove(self, paper: Paper) -> None:
        session = self._workplace.session
        self._acts.do(
            lambda: papers.remove(session, paper.id),
            said=_("Removed: {what}").format(what=paper_title(paper)),
            undo=lambda: papers.restore(session, paper.id),
        )

    # Looking

    def _open(self, paper: Paper) -> None:
        if self._contents is not None:
            self._rows.mark_open(paper.id)
            self._reader.show_paper(paper, self._contents)
            self._make_room(reading=True)

    def _closed(self) -> None:
        opened = self._rows.open_id
        self._rows.mark_open("")
        self._make_room(reading=False)
        if self.isVisible():
            self._rows.focus_on(opened)

    def _make_room(self, *, reading: bool) -> None:
        """Both beside each other where there is room, else the paper in the place of the list."""
        least = self._body.minimumSizeHint().width() + _BAR
        letters = _LETTERS_FOR_BOTH * self.fontMetrics().averageCharWidth()
        wide = self.width() >= max(letters, least + self._reader.least_width)
        self._reader.setVisible(bool(self._reader.paper_id) and (wide or reading))
        self._list.setVisible(wide or not self._reader.isVisibleTo(self))
        self._list.setMinimumWidth(least if wide else 0)
        self._reader.setMinimumWidth(self._reader.least_width if wide else 0)

    def _show_form(self) -> None:
        self._section.show_form()
        self._make_room(reading=False)
        self._form.setFocus()
        QTimer.singleShot(0, self, self._come_to_the_form)  # its place is known a round of events later

    def _come_to_the_form(self) -> None:
        self._list.ensureWidgetVisible(self._form.field_to_begin, 0, _ROOM_ABOVE)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room(reading=self._reader.isVisibleTo(self) and not self._section.is_open)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._reader.close_paper()  # no page, and no process with it, stays behind another tab

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()) or event.mimeData().hasImage():
            event.setDropAction(Qt.DropAction.CopyAction)  # never a move: the file stays where it is
            event.accept()
            self._drop_hint.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_hint.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._taking.take(event.mimeData())

    def _listen(self) -> None:
        self._form.recorded.connect(self._recorded)
        self._form.files_wanted.connect(self._taking.take_paths)
        self._form.left.connect(lambda: self._make_room(reading=bool(self._reader.paper_id)))
        self._taking.taken.connect(self._take)
        self._filter.textChanged.connect(lambda _typed: self._show_rows())
        self._rows.chosen.connect(self._open)
        self._rows.removal_asked.connect(self._remove)
        self._reader.change_asked.connect(self._begin_change)
        self._reader.removal_asked.connect(self._remove)
        self._reader.closed.connect(self._closed)
        self._acts.changed.connect(lambda: self.changed.emit(""))
        # While this tab is shown, wherever the focus is; a field that is typed in keeps its own paste.
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self._taking.paste)

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self._drop_hint.setProperty("tone", "accent")
        self._drop_hint.setMargin(GRID)
        self._drop_hint.hide()
        self._filter.setObjectName("documents_filter_field")
        self._filter.setPlaceholderText(_("Find a document"))
        self._filter.setAccessibleName(_("Find a document"))
        self._filter.setClearButtonEnabled(True)
        self._section.keep(self._told())
        self._section.keep(self._drop_hint)
        self._section.add_below(self._filter, self._rows, self._nothing, self._more)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 2 * GRID, GRID, 2 * GRID)
        column.addWidget(self._section)
        column.addStretch(1)
        self._list = scrolling(self._body)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._list, _LIST_SHARE)
        row.addWidget(self._reader, _READER_SHARE)

    def _told(self) -> QWidget:
        """What is taken, how large, and what becomes of the file one adds."""
        paste = quiet_button(_("Paste a picture"), name="documents_paste_button", clicked=self._taking.paste)
        told = hint(
            _(
                "PDF, pictures and letters up to {count} MB. A copy is encrypted here; the file you add stays"
                " where it is, readable: delete it yourself when it is no longer needed."
            ).format(count=MOST_BYTES // (1024 * 1024))
        )
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(told)
        column.addWidget(paste, alignment=Qt.AlignmentFlag.AlignLeading)
        return holder
