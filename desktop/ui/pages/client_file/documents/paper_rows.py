"""The list of papers: what, from whom, of when, how long it holds; Enter looks at one, Delete takes it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.clock import BRUSSELS
from desktop.domain.paper_files import Paper
from desktop.i18n import format_date, format_number, gettext as _
from desktop.ui import theme, wording
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.deadlines import expiry_chip
from desktop.ui.theme import GRID
from desktop.ui.widgets.composed_button import ComposedButton
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.labels import Chip, hint, text_label
from desktop.ui.widgets.tab_order import follow

_KILO = 1024


class PaperRows(QWidget):
    """`chosen(Paper)` and `removal_asked(Paper)`; arrows go up and down."""

    chosen = Signal(object)
    removal_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[PaperRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)

    def show_papers(self, papers: Iterable[Paper], contents: FileContents, *, open_id: str) -> None:
        """Show these and no others; the focus stays on the paper it was on."""
        focused = next((row.paper.id for row in self._rows if row.hasFocus()), "")
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(number, paper, contents) for number, paper in enumerate(papers)]
        follow(self, self._rows)
        self.mark_open(open_id)
        self.focus_on(focused)

    def mark_open(self, paper_id: str) -> None:
        """Show which one is being looked at."""
        for row in self._rows:
            row.setChecked(row.paper.id == paper_id)

    @property
    def open_id(self) -> str:
        """Which one is marked as being looked at."""
        return next((row.paper.id for row in self._rows if row.isChecked()), "")

    def focus_on(self, paper_id: str) -> None:
        for row in self._rows:
            if row.paper.id == paper_id:
                row.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = next((number for number, row in enumerate(self._rows) if row.hasFocus()), None)
        if at is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if event.key() == Qt.Key.Key_Up else 1
            self._rows[min(max(at + step, 0), len(self._rows) - 1)].setFocus()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit(self._rows[at].paper)
        else:
            super().keyPressEvent(event)

    def _row(self, number: int, paper: Paper, contents: FileContents) -> PaperRow:
        row = PaperRow(paper, contents, name=f"documents_paper{number}_row")
        row.clicked.connect(lambda: self.chosen.emit(paper))
        self._column.addWidget(row)
        return row


class PaperRow(ComposedButton):
    """One paper; the whole row opens it."""

    def __init__(self, paper: Paper, contents: FileContents, *, name: str) -> None:
        super().__init__(QHBoxLayout(), name=name)
        self.paper = paper
        self.setCheckable(True)
        facts = facts_of(paper, contents)
        chips = _chips(paper, contents.today)
        said = (paper_title(paper), *(chip.text() for chip in chips), *facts)
        self.setAccessibleName(", ".join(said))
        self.words.setContentsMargins(GRID, GRID - 2, GRID, GRID - 2)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(text_label(paper_title(paper)))
        column.addWidget(hint(" · ".join(facts)))
        if chips:
            column.addWidget(_in_line(chips))
        self.words.addLayout(column, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self.underMouse() or self.hasFocus() or self.isChecked()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("accent_soft" if self.isChecked() else "raised"))
        painter.setPen(QPen(theme.colour("accent_text"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


def paper_title(paper: Paper) -> str:
    """Its kind, and its title where it has one."""
    kind = wording.listed("document_types", paper.draft.kind)
    title = paper.draft.title
    return _("{kind}: {title}").format(kind=kind, title=title) if title else kind


def facts_of(paper: Paper, contents: FileContents) -> tuple[str, ...]:
    """What else is known: its date, where it comes from, whose it is, how large, who added it and when."""
    draft = paper.draft
    added = format_date(paper.added.astimezone(BRUSSELS).date())
    by = _("added by {name} on {day}").format(name=contents.staff_name(paper.added_by), day=added)
    facts = (
        _("dated {day}").format(day=format_date(draft.dated)) if draft.dated else "",
        wording.listed("document_sources", draft.source) if draft.source else "",
        _("of {name}").format(name=paper.holder_name) if paper.holder_name else "",
        size_label(paper.size),
        by,
    )
    return tuple(fact for fact in facts if fact)


def size_label(size: int) -> str:
    """Kilobytes or megabytes, as people count them."""
    if size < _KILO * _KILO:
        return _("{count} kB").format(count=format_number(max(round(size / _KILO), 1)))
    return _("{count} MB").format(count=format_number(size / _KILO / _KILO, decimals=1))


def said_of(paper: Paper, contents: FileContents) -> str:
    """Everything the list shows of a paper, for finding it."""
    return " ".join((paper_title(paper), *facts_of(paper, contents)))


def _chips(paper: Paper, today: date) -> list[Chip]:
    chips = [Chip(_("Counselling"))] if paper.draft.is_medical else []
    if paper.draft.expires_on:
        chips.append(expiry_chip(paper.draft.expires_on, today))
    return chips


def _in_line(chips: Sequence[Chip]) -> QWidget:
    holder = QWidget()
    row = wrapping(holder)
    for chip in chips:
        row.addWidget(chip)
    return holder
