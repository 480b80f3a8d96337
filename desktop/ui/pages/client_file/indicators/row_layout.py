"""Where the words and the answers of an indicator stand, at a width: the answers beside the words, or below them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics

from desktop.i18n import current_language
from desktop.ui import theme
from desktop.ui.pages.client_file.indicators import words
from desktop.ui.theme import GRID, Size

_AROUND = GRID
_BETWEEN = GRID // 2
_WORDS_AT_LEAST = 30  # letters; with fewer beside the answers, the answers go below
_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_ENDLESS = 10_000


@dataclass(frozen=True, slots=True)
class RowLayout:
    """Places as they are from left to right."""

    height: int
    text: QRect
    note: QRect
    source: QRect
    answers: tuple[QRect, ...]


def lay_out(width: int, *, text: str, note: str, source: str) -> RowLayout:
    """Set the words above each other and the answers at the end, or below where the row is narrow."""
    body = QFontMetrics(theme.font(Size.BODY, bold=True))  # bold when yes: no row moves as it is answered
    small = QFontMetrics(theme.font(Size.SMALL))
    sizes = _answer_sizes(current_language(), theme.points(Size.SMALL))
    across = sum(size.width() + _BETWEEN for size in sizes)
    inside = max(width - 2 * _AROUND, 1)
    beside = inside - across - GRID >= _WORDS_AT_LEAST * body.averageCharWidth()
    words_wide = inside - across - GRID if beside else inside
    top, places = _AROUND, []
    for metrics, part in ((body, text), (small, note), (small, source)):
        tall = metrics.boundingRect(QRect(0, 0, words_wide, _ENDLESS), _WRAPPED, part).height() if part else 0
        places.append(QRect(_AROUND, top, words_wide, tall))
        top += tall + (2 if tall else 0)
    answers, bottom = _place_answers(sizes, width, beside=beside, top=_AROUND if beside else top + 2)
    text_place, note_place, source_place = places
    return RowLayout(max(top, bottom) + _AROUND - 2, text_place, note_place, source_place, answers)


def _place_answers(
    sizes: tuple[QSize, ...], width: int, *, beside: bool, top: int
) -> tuple[tuple[QRect, ...], int]:
    """The answers in a line, in two where even they do not fit; and where they end."""
    across = sum(size.width() + _BETWEEN for size in sizes)
    start = width - _AROUND - across + _BETWEEN if beside else _AROUND
    left, places = start, []
    for size in sizes:
        if not beside and left > start and left + size.width() > width - _AROUND:
            left, top = start, top + size.height() + _BETWEEN
        places.append(QRect(left, top, size.width(), size.height()))
        left += size.width() + _BETWEEN
    return tuple(places), top + sizes[0].height()


@cache
def _answer_sizes(_language: str, _points: float) -> tuple[QSize, ...]:
    metrics = QFontMetrics(theme.font(Size.SMALL))
    tall = max(metrics.height() + GRID, 28)
    return tuple(
        QSize(metrics.horizontalAdvance(words.answer_label(answer)) + 2 * GRID, tall)
        for answer in words.ORDER
    )
