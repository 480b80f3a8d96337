"""A procedure as a picture: its phases in a row, the papers under them, and how long the running one still holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.standing import StepState
from desktop.i18n import format_date, gettext as _, ngettext, pgettext, relative_days
from desktop.ui import theme
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.labels import hint, text_label
from desktop.ui.widgets.paper_strip import Paper, PaperStrip

_PHASE_LETTERS = 17  # a phase narrower than this many letters stands under the one before it, not beside it
_SHOWN_PAPERS = 3
_MARK = 22


@dataclass(frozen=True, slots=True)
class PhaseView:
    """One phase with its papers, the latest last; `since` is the day it began."""

    title: str
    state: StepState
    since: date | None = None
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackView:
    """A whole track as the picture shows it, in words of the interface language."""

    title: str
    phases: tuple[PhaseView, ...]
    today: date
    leading: bool = True
    ended_on: date | None = None
    ended_why: str = ""

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers of all phases, in order."""
        return tuple(paper for phase in self.phases for paper in phase.papers)

    @property
    def running(self) -> Paper | None:
        """The paper the person lives on now."""
        return next((paper for paper in self.papers if paper.running), None)


class TrackPicture(QWidget):
    """Side by side where there is room, else one below the other; a screen reader hears it as sentences."""

    def __init__(self, view: TrackView, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.setObjectName(name)
        self.setAccessibleName(_("Procedure: {track}").format(track=view.title))
        self.setAccessibleDescription(told(view))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._phases = [
            _Phase(phase, view.today, last=phase is view.phases[-1], leads_on=_is_passed(view, number + 1))
            for number, phase in enumerate(view.phases)
        ]
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(0)
        for phase in self._phases:
            self._row.addWidget(phase, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(GRID)
        column.addLayout(self._row)
        if PaperStrip.has_something_to_show(view.papers):
            column.addWidget(PaperStrip(view.papers, view.today))

    @property
    def is_upright(self) -> bool:
        """Whether the phases stand one below the other."""
        return self._row.direction() is QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """As narrow as one phase needs: side by side is only taken where there is room for it."""
        narrowest = max((phase.minimumSizeHint().width() for phase in self._phases), default=0)
        return QSize(narrowest + 8, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        self._set_upright(upright=event.size().width() < len(self._phases) * _PHASE_LETTERS * letter)

    def _set_upright(self, *, upright: bool) -> None:
        if upright is self.is_upright:
            return
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if upright else way.LeftToRight)
        for phase in self._phases:
            phase.set_upright(upright=upright)
        self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent_text"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


class _Phase(QWidget):
    """A phase: its mark on the line, its name, how it stands, its last papers."""

    def __init__(self, phase: PhaseView, today: date, *, last: bool, leads_on: bool) -> None:
        super().__init__()
        self._mark = StepMark(phase.state, last=last, leads_on=leads_on)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 2 * GRID, GRID)
        words.setSpacing(2)
        title = text_label(phase.title, muted=not _was_reached(phase))
        title.setStyleSheet("font-weight: 600;" if _was_reached(phase) else "")
        words.addWidget(title)
        words.addWidget(hint(state_words(phase)))
        for line in _paper_lines(phase, today):
            words.addWidget(line)
        words.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        self._box.addWidget(self._mark)
        self._box.addLayout(words, 1)

    def set_upright(self, *, upright: bool) -> None:
        """The mark beside the words, or above them."""
        way = QBoxLayout.Direction
        self._box.setDirection(way.LeftToRight if upright else way.TopToBottom)
        self._box.setSpacing(GRID if upright else 4)
        self._mark.set_upright(upright=upright)


class StepMark(QWidget):
    """The shape of a phase's state (check, full ring, empty, dotted, square), and the line on to the next."""

    def __init__(self, state: StepState, *, last: bool, leads_on: bool) -> None:
        super().__init__()
        self._state, self._last, self._leads_on = state, last, leads_on
        self._upright = False
        self.set_upright(upright=False)

    def set_upright(self, *, upright: bool) -> None:
        """Let the line go down instead of on."""
        self._upright = upright
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(fixed if upright else free, free if upright else fixed)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_MARK, _MARK)

    def minimumSizeHint(self) -> QSize:
        return QSize(_MARK, _MARK)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if not self._last:
            self._draw_way_on(painter, mirrored=mirrored)
        left = self.width() - _MARK if mirrored else 0  # the mark moves over, but a check is never turned
        _draw_state(painter, self._state, QRectF(left + 2, 2, _MARK - 4, _MARK - 4))
        painter.end()

    def _draw_way_on(self, painter: QPainter, *, mirrored: bool) -> None:
        pen = QPen(theme.colour("accent_text" if self._leads_on else "edge"), 2)
        if not self._leads_on:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        start, gap = _MARK + 2, 2
        middle = self.width() - _MARK / 2 if mirrored and self._upright else _MARK / 2
        if self._upright:
            painter.drawLine(QPointF(middle, start), QPointF(middle, self.height() - gap))
        else:
            ends = (gap, self.width() - start) if mirrored else (start, self.width() - gap)
            painter.drawLine(QPointF(ends[0], middle), QPointF(ends[1], middle))


def _draw_state(painter: QPainter, state: StepState, box: QRectF) -> None:
    accent, surface = theme.colour("accent_text"), theme.colour("surface")
    if state is StepState.DONE:
        _draw_done(painter, box, accent, surface)
    elif state is StepState.CURRENT:
        painter.setPen(QPen(accent, 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(box.adjusted(5, 5, -5, -5))
    elif state is StepState.STOPPED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("muted"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
    else:
        dashed = Qt.PenStyle.DotLine if state is StepState.SKIPPED else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.colour("edge"), 1.5, dashed))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(2, 2, -2, -2))


def _draw_done(painter: QPainter, box: QRectF, accent: QColor, surface: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(accent)
    painter.drawEllipse(box)
    painter.setPen(
        QPen(surface, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    left, top, side = box.left(), box.top(), box.width()
    painter.drawPolyline(
        [QPointF(left + x * side, top + y * side) for x, y in ((0.28, 0.53), (0.44, 0.68), (0.72, 0.36))]
    )


def _was_reached(phase: PhaseView) -> bool:
    return phase.state not in {StepState.AHEAD, StepState.SKIPPED}


def _is_passed(view: TrackView, number: int) -> bool:
    """Whether the way to this phase was gone."""
    return number < len(view.phases) and view.phases[number].state is not StepState.AHEAD


def state_words(phase: PhaseView) -> str:
    """How a phase stands, and since when."""
    word = {
        StepState.DONE: pgettext("phase", "Done"),
        StepState.SKIPPED: pgettext("phase", "Passed over"),
        StepState.CURRENT: pgettext("phase", "Now"),
        StepState.AHEAD: pgettext("phase", "Ahead"),
        StepState.STOPPED: pgettext("phase", "Stopped"),
    }[phase.state]
    if phase.since is None:
        return word
    begun = _("{state}, begun {day}") if phase.state is StepState.DONE else _("{state}, since {day}")
    return begun.format(state=word, day=format_date(phase.since))


def paper_words(paper: Paper, today: date) -> str:
    """A paper with its dates; the running one says how long it still holds."""
    if paper.ends is None:
        if paper.begins is None:
            return paper.title
        return _("{document}, from {day}").format(document=paper.title, day=format_date(paper.begins))
    if paper.running:
        return _("{document}, until {day} ({when})").format(
            document=paper.title, day=format_date(paper.ends), when=relative_days(paper.ends, today=today)
        )
    if paper.begins is None:
        return _("{document}, until {day}").format(document=paper.title, day=format_date(paper.ends))
    return _("{document}, {begin} – {end}").format(
        document=paper.title, begin=format_date(paper.begins), end=format_date(paper.ends)
    )


def _paper_lines(phase: PhaseView, today: date) -> list[QWidget]:
    """The last papers of a phase; of many renewals only how many came before."""
    earlier = len(phase.papers) - _SHOWN_PAPERS
    lines: list[QWidget] = []
    for paper in phase.papers[-_SHOWN_PAPERS:]:
        label = text_label(paper_words(paper, today), size=Size.SMALL, muted=not paper.running)
        if paper.running:
            label.setProperty("strong", "true")
        lines.append(label)
    if earlier > 0:
        told_earlier = ngettext("and {count} earlier document", "and {count} earlier documents", earlier)
        lines.insert(0, hint(told_earlier.format(count=earlier)))
    return lines


def told(view: TrackView) -> str:
    """The whole picture in sentences, for who hears it."""
    sentences = [_("Leading track.") if view.leading else _("Track beside the leading one.")]
    for phase in view.phases:
        papers = "; ".join(paper_words(paper, view.today) for paper in phase.papers)
        template = _("{phase}: {state}. Documents: {papers}.") if papers else _("{phase}: {state}.")
        sentences.append(template.format(phase=phase.title, state=state_words(phase), papers=papers))
    if view.ended_on is not None:
        template = _("The track ended on {day}: {why}.") if view.ended_why else _("The track ended on {day}.")
        sentences.append(template.format(day=format_date(view.ended_on), why=view.ended_why))
    return " ".join(sentences)
