"""The papers of a procedure along time, to scale: gaps, bridges and overlaps show at once, and where today lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import format_date, gettext as _
from desktop.ui import theme
from desktop.ui.theme import Size

_BAR = 18
_GAP = 4
_UNDER_TODAY = 6  # room for the pointer between the word and the bars
_MOST_LANES = 3
_LEAST_LETTERS = 6  # a bar with room for fewer bears no name
_MARGIN_SHARE = 0.04
_OPEN_END = timedelta(days=60)  # a paper without an end runs on past today


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with its dates; `running` is the one the person lives on now."""

    title: str
    begins: date | None = None
    ends: date | None = None
    running: bool = False


@dataclass(frozen=True, slots=True)
class _Bar:
    paper: Paper
    begins: date
    ends: date
    lane: int


class PaperStrip(QWidget):
    """A bar for each dated paper, the years below, a line for today; its words are told by the picture around it."""

    def __init__(self, papers: Sequence[Paper], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._bars = _in_lanes(papers, today)
        self._lanes = max((bar.lane for bar in self._bars), default=0) + 1
        first = min([today, *(bar.begins for bar in self._bars)])
        last = max([today, *(bar.ends for bar in self._bars)])
        margin = timedelta(days=max(round((last - first).days * _MARGIN_SHARE), 7))
        self._first, self._last = first - margin, last + margin
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @staticmethod
    def has_something_to_show(papers: Sequence[Paper]) -> bool:
        """Whether any paper has its dates."""
        return any(paper.begins or paper.ends for paper in papers)

    def sizeHint(self) -> QSize:
        line = QFontMetricsF(theme.font(Size.SMALL)).height()
        return QSize(320, round(2 * line + self._lanes * (_BAR + _GAP) + _UNDER_TODAY + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(Size.SMALL))
        top = QFontMetricsF(painter.font()).height() + _UNDER_TODAY
        bottom = top + self._lanes * (_BAR + _GAP)
        self._draw_years(painter, top, bottom)
        for bar in self._bars:
            self._draw_bar(painter, bar, top)
        self._draw_today(painter, top, bottom)
        self._draw_end(painter, bottom)
        painter.end()

    def _at(self, day: date) -> float:
        """Where a day lies, from the edge at which the language begins."""
        share = (day - self._first).days / max((self._last - self._first).days, 1)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return self.width() * (1 - share if mirrored else share)

    def _draw_years(self, painter: QPainter, top: float, bottom: float) -> None:
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(0, bottom), QPointF(self.width(), bottom))
        for year in range(self._first.year + 1, self._last.year + 1):
            at = self._at(date(year, 1, 1))
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(at, top), QPointF(at, bottom))
            painter.setPen(theme.colour("muted"))
            _write(painter, str(year), at, bottom + 2, within=self.width())

    def _draw_bar(self, painter: QPainter, bar: _Bar, top: float) -> None:
        left, right = sorted((self._at(bar.begins), self._at(bar.ends)))
        box = QRectF(left, top + bar.lane * (_BAR + _GAP), max(right - left, 4), _BAR)
        late = bar.paper.running and bar.ends < self._today
        tone = "late" if late else "accent"
        ground = theme.colour(f"{tone}_soft" if bar.paper.running else "neutral_soft")
        edge = "late" if late else "accent_text"
        painter.setBrush(ground)
        painter.setPen(
            QPen(theme.colour(edge if bar.paper.running else "edge"), 2 if bar.paper.running else 1)
        )
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        metrics = QFontMetricsF(painter.font())
        if box.width() >= _LEAST_LETTERS * metrics.averageCharWidth():
            words = metrics.elidedText(bar.paper.title, Qt.TextElideMode.ElideRight, box.width() - 8)
            painter.setPen(theme.colour("text" if bar.paper.running else "muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_today(self, painter: QPainter, top: float, bottom: float) -> None:
        at = self._at(self._today)
        painter.setPen(QPen(theme.colour("text"), 2))
        painter.drawLine(QPointF(at, top - 2), QPointF(at, bottom + 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text"))
        painter.drawPolygon(
            QPolygonF([QPointF(at - 4, top - 5), QPointF(at + 4, top - 5), QPointF(at, top + 1)])
        )
        painter.setPen(theme.colour("text"))
        bold = QFont(painter.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        _write(painter, _("Today"), at, -1, within=self.width())
        painter.setFont(theme.font(Size.SMALL))

    def _draw_end(self, painter: QPainter, bottom: float) -> None:
        """The day on which the running paper ends, under its end, over whatever year stood there."""
        running = next((bar for bar in self._bars if bar.paper.running and bar.paper.ends), None)
        if running is None:
            return
        words = _("ends {day}").format(day=format_date(running.ends))
        painter.setPen(theme.colour("late" if running.ends < self._today else "accent_text"))
        _write(painter, words, self._at(running.ends), bottom + 2, within=self.width(), ground="surface")


def _write(painter: QPainter, words: str, at: float, top: float, *, within: float, ground: str = "") -> None:
    """Words centred at a place, pushed inside where they would be cut."""
    metrics = QFontMetricsF(painter.font())
    wide = metrics.horizontalAdvance(words) + 6
    left = min(max(at - wide / 2, 0), max(within - wide, 0))
    box = QRectF(left, top, wide, metrics.height())
    if ground:
        painter.fillRect(box, theme.colour(ground))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _in_lanes(papers: Sequence[Paper], today: date) -> tuple[_Bar, ...]:
    """Papers that overlap stand below each other, as far as there are lanes."""
    dated = sorted(
        (paper for paper in papers if paper.begins or paper.ends), key=lambda paper: _span(paper, today)
    )
    free_from: list[date] = []
    bars = []
    for paper in dated:
        begins, ends = _span(paper, today)
        lane = next((number for number, free in enumerate(free_from) if free <= begins), len(free_from))
        lane = min(lane, _MOST_LANES - 1)
        free_from[lane : lane + 1] = [ends]
        bars.append(_Bar(paper, begins, ends, lane))
    return tuple(bars)


def _span(paper: Paper, today: date) -> tuple[date, date]:
    """The days a bar covers; without a begin it is a short one before its end."""
    ends = paper.ends or max(today, paper.begins or today) + _OPEN_END
    begins = paper.begins or ends - timedelta(days=14)
    return min(begins, ends), ends
