"""The indicators by theme, gone through with the keyboard: one key answers, and the next one is there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.domain.codelists import Code
from desktop.domain.indicators import IndicatorAnswer, count
from desktop.domain.procedure import Answer
from desktop.ui.pages.client_file.indicators.row import IndicatorRow
from desktop.ui.pages.client_file.indicators.theme_bar import ThemeBar
from desktop.ui.theme import GRID
from desktop.ui.widgets.tab_order import follow

Theme = tuple[Code, tuple[Code, ...]]  # and its indicators
_IN_SIGHT = 12 * GRID  # of what comes before and after the row that has the focus


class QuestionList(QWidget):
    """Themes to fold and unfold; the rows of one are made when it is first unfolded.

    `answered(row, answer, by_key)`, `note_wanted(row)`, `undone()`.
    """

    answered = Signal(object, object, bool)
    note_wanted = Signal(object)
    undone = Signal()

    def __init__(self, questions: Sequence[Theme], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions = {code.code: (theme, code) for theme, codes in questions for code in codes}
        self._order = tuple(self._questions)
        self._wanted: frozenset[str] = frozenset(self._order)
        self._answers: Mapping[str, IndicatorAnswer] = {}
        self._author: Callable[[str], str] = str
        self._rows: dict[str, IndicatorRow] = {}
        self._current = ""
        self._bars: dict[str, ThemeBar] = {}
        self._places: dict[str, QVBoxLayout] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        for theme, _codes in questions:
            self._add_theme(theme)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The codes that are asked now, in order."""
        return tuple(code for code in self._order if code in self._wanted)

    def row(self, code: str) -> IndicatorRow:
        """The row of an indicator, its theme unfolded."""
        self._bars[self._theme(code)].setChecked(True)
        return self._rows[code]

    def show_answers(self, answers: Mapping[str, IndicatorAnswer], author: Callable[[str], str]) -> None:
        """Show what is known, and who said so."""
        self._answers, self._author = answers, author
        for row in self._rows.values():
            self._fill(row)
        self._count()

    def show_answer(self, given: IndicatorAnswer) -> None:
        """Show one answer that was just given."""
        self._answers = {**self._answers, given.code: given}
        if given.code in self._rows:
            self._fill(self._rows[given.code])
        self._count()

    def ask_only(self, codes: Collection[str]) -> None:
        """Show these and hide the others."""
        self._wanted = frozenset(codes)
        for code, row in self._rows.items():
            row.setVisible(code in self._wanted)
        self._count()

    def fold_all(self, *, folded: bool) -> None:
        """Show only the themes, or every row."""
        for bar in self._bars.values():
            bar.setChecked(not folded)

    def go_to(self, code: str) -> None:
        """Unfold its theme, bring it in sight, and let the keys answer it."""
        row = self.row(code)
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, row, lambda: bring_in_sight(row))

    def go_to_next_unasked(self) -> None:
        """The first one that was not asked yet; else the first."""
        unasked = (code for code in self.wanted if self._answer(code) is Answer.NOT_ASKED)
        first = next(unasked, next(iter(self.wanted), ""))
        if first:
            self.go_to(first)

    def step(self, code: str, by: int) -> None:
        """To the indicator before or after this one; at the end it stays."""
        wanted = self.wanted
        to = wanted.index(code) + by if code in wanted else 0
        if 0 <= to < len(wanted):
            self.go_to(wanted[to])

    def step_theme(self, code: str, by: int) -> None:
        """To the first indicator of the theme before or after."""
        themes = list(dict.fromkeys(self._theme(each) for each in self.wanted))
        to = themes.index(self._theme(code)) + by
        if 0 <= to < len(themes):
            self.go_to(next(each for each in self.wanted if self._theme(each) == themes[to]))

    def put_under(self, code: str, widget: QWidget) -> None:
        """Set a widget right below an indicator's row."""
        row = self.row(code)
        place = self._places[self._theme(code)]
        place.removeWidget(widget)
        place.insertWidget(place.indexOf(row) + 1, widget)
        follow(row, [widget])

    def _theme(self, code: str) -> str:
        return self._questions[code][0].code

    def _answer(self, code: str) -> Answer:
        known = self._answers.get(code)
        return known.answer if known else Answer.NOT_ASKED

    def _add_theme(self, theme: Code) -> None:
        bar, holder = ThemeBar(theme), QWidget()
        place = QVBoxLayout(holder)
        place.setContentsMargins(0, 0, 0, GRID)
        place.setSpacing(0)
        holder.hide()
        bar.toggled.connect(lambda on: self._unfold(theme.code, holder, on=on))
        self._bars[theme.code], self._places[theme.code] = bar, place
        self._column.addWidget(bar)
        self._column.addWidget(holder)

    def _unfold(self, theme: str, holder: QWidget, *, on: bool) -> None:
        place = self._places[theme]
        if on and not place.count():
            rows = [self._make(code) for code in self._order if self._theme(code) == theme]
            for row in rows:
                place.addWidget(row)
                row.setVisible(row.indicator.code in self._wanted)
            follow(self._bars[theme], rows)
        holder.setVisible(on)

    def _make(self, code: str) -> IndicatorRow:
        row = IndicatorRow(self._questions[code][1])
        row.answered.connect(lambda answer, by_key: self.answered.emit(row, answer, by_key))
        row.stepped.connect(lambda by: self.step(code, by))
        row.theme_stepped.connect(lambda by: self.step_theme(code, by))
        row.run_to.connect(lambda end: self.go_to(self.wanted[0 if end < 0 else -1]))
        row.note_wanted.connect(lambda: self.note_wanted.emit(row))
        row.undone.connect(self.undone)
        row.entered.connect(lambda: self._make_current(row))
        self._rows[code] = row
        self._fill(row)
        return row

    def _make_current(self, row: IndicatorRow) -> None:
        """Tab stops once in the list: where one was."""
        before = self._rows.get(self._current)
        if before is not None:
            before.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._current = row.indicator.code

    def _fill(self, row: IndicatorRow) -> None:
        given = self._answers.get(row.indicator.code, IndicatorAnswer(row.indicator.code))
        row.show_answer(given, self._author(given.author))

    def _count(self) -> None:
        for theme, bar in self._bars.items():
            codes = [code for code in self.wanted if self._theme(code) == theme]
            bar.setVisible(bool(codes))
            bar.show_count(count(map(self._answer, codes)))


def bring_in_sight(widget: QWidget) -> None:
    """Scroll whatever the widget stands in, so that its neighbours show too."""
    above: QObject | None = widget.parent()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, _IN_SIGHT)
            return
        above = above.parent()
