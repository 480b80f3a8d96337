"""The paper being looked at, beside the list: what it is, what can be done with it, and its pages."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.paper_files import Paper, suffix_of
from desktop.domain.roles import may_print_and_search
from desktop.i18n import gettext as _
from desktop.services import papers
from desktop.services.papers import PaperContent
from desktop.ui.files import choose_where_to_save
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.documents.paper_rows import facts_of, paper_title
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.buttons import icon_button, quiet_button
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.form import scrolling
from desktop.ui.widgets.labels import hint, text_label
from desktop.ui.widgets.paper_view import PaperView
from desktop.ui.workplace import Workplace

_LOWEST = 30 * GRID  # of a page: in a lower window its head scrolls away


class PaperReader(QWidget):
    """`change_asked(Paper)` and `removal_asked(Paper)` are for the tab; `closed` when nothing is looked at any more."""

    change_asked = Signal(object)
    removal_asked = Signal(object)
    closed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._paper: Paper | None = None
        self._title = text_label(size=Size.HEADING, name="documents_reader_title_label")
        self._facts = hint("", name="documents_reader_facts_label")
        self.view = PaperView(workplace.jobs, name="documents_view")
        self._lay_out()
        self.view.left.connect(self.close_paper)

    @property
    def paper_id(self) -> str:
        """Which paper is open; empty for none."""
        return self._paper.id if self._paper else ""

    @property
    def least_width(self) -> int:
        """What it needs to be read without scrolling sideways."""
        body = self._scroll.widget()
        return (body.minimumSizeHint().width() if body else 0) + 2 * GRID

    def show_paper(self, paper: Paper, contents: FileContents) -> None:
        """Open a paper; the reading is logged."""
        self.tell(paper, contents)
        self.show()
        session = self._workplace.session
        self._workplace.jobs.start(
            lambda: papers.open_paper(session, paper.id),
            parent=self,
            done=self._view,
            failed=self._workplace.messages.fail,
        )

    def tell(self, paper: Paper, contents: FileContents) -> None:
        """What is known of it, perhaps just changed."""
        self._paper = paper
        self._title.setText(paper_title(paper))
        self._facts.setText(" · ".join(facts_of(paper, contents)))

    def close_paper(self) -> None:
        """Put it away, with the process that decoded it."""
        if self._paper is not None:
            self._paper = None
            self.view.close_paper()
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_paper()
        else:
            super().keyPressEvent(event)

    def _view(self, content: PaperContent) -> None:
        if content.paper.id == self.paper_id:
            self.view.show_paper(papers.view(content), called=self._title.text())
            self.view.setFocus()
            self._scroll.ensureWidgetVisible(self.view, 0, 0)

    def _save_copy(self) -> None:
        """Outside the vault, on purpose: said before, logged before."""
        paper = self._paper
        if paper is None:
            return
        suffix = suffix_of(paper.media)
        kind = _("Readable copy, outside Baken")
        target = choose_where_to_save(self, suggested=papers.copy_name(paper), kind=kind, suffix=suffix)
        if target is None:
            return
        session = self._workplace.session
        self._workplace.jobs.start(
            lambda: papers.open_for_copy(session, paper.id),
            parent=self,
            done=lambda content: self._write_copy(content, target),
        )

    def _write_copy(self, content: PaperContent, target: Path) -> None:
        folder = self._workplace.session.folder
        self._workplace.jobs.start(
            lambda progress: papers.save_copy(content, target, progress, vault_folder=folder),
            parent=self,
            done=self._tell_saved,
            title=_("Saving a copy…"),
            vault=False,
        )

    def _tell_saved(self, target: Path) -> None:
        self._workplace.messages.say(
            _("Saved {name}. Anyone can read it there: delete it when it is no longer needed.").format(
                name=target.name
            )
        )

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        close = icon_button(
            "close", _("Close the document"), name="documents_close_button", clicked=self.close_paper
        )
        top.addWidget(close)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 2 * GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(self._acts())
        column.addWidget(self.view, stretch=1)
        self.view.setMinimumHeight(_LOWEST)
        self._scroll = scrolling(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.hide()

    def _acts(self) -> QWidget:
        acts = QWidget()
        row = wrapping(acts)
        if may_print_and_search(self._workplace.session.user.roles):
            copy = quiet_button(
                _("Save a copy…"), name="documents_copy_button", clicked=self._save_copy, icon="save"
            )
            copy.setToolTip(_("The copy leaves the vault: anyone can read it. It is logged."))
            copy.setAccessibleDescription(copy.toolTip())
            row.addWidget(copy)
        row.addWidget(
            quiet_button(_("Change"), name="documents_change_button", clicked=self._ask_change, icon="edit")
        )
        row.addWidget(quiet_button(_("Remove"), name="documents_remove_button", clicked=self._ask_removal))
        return acts

    def _ask_change(self) -> None:
        if self._paper is not None:
            self.change_asked.emit(self._paper)

    def _ask_removal(self) -> None:
        if self._paper is not None:
            self.removal_asked.emit(self._paper)
