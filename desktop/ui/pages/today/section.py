"""A part of Today: its heading, its lines, and a kind word when there is nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import format_number, ngettext
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.labels import Card, Chip, SectionHeading, hint
from desktop.ui.widgets.tab_order import follow

ROWS_AT_ONCE = 20  # a row costs some ten milliseconds; hundreds of them would hold the window up


class Section(Card):
    """A card; `show_rows` replaces what it holds."""

    def __init__(
        self,
        title: str,
        *,
        name: str,
        nothing: str = "",
        counted: bool = True,
        at_once: int = ROWS_AT_ONCE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"today_{name}_section")
        self._nothing = hint(nothing, name=f"today_{name}_nothing_label")
        self._nothing.setContentsMargins(GRID, 0, GRID, GRID // 2)
        self._counted = counted
        self._at_once = at_once
        self._count = Chip("")
        head = QHBoxLayout()
        head.setContentsMargins(GRID, 0, GRID, 0)
        head.setSpacing(GRID)
        head.addWidget(SectionHeading(title))
        head.addWidget(self._count)
        head.addStretch(1)
        self._rows: list[QWidget] = []
        self._total = 0
        self._coming: Iterator[QWidget] = iter(())
        self._more = quiet_button("", name=f"today_{name}_more_button", clicked=self.show_more)
        self._more.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GRID, GRID + GRID // 2, GRID, GRID)
        self._column.setSpacing(2)
        self._column.addLayout(head)
        self._column.addSpacing(GRID // 2)
        self._column.addWidget(self._nothing)
        self._column.addWidget(self._more)

    @property
    def rows(self) -> tuple[QWidget, ...]:
        """What it holds now, in reading order."""
        return tuple(self._rows)

    def show_rows(self, rows: Iterable[QWidget], count: int) -> None:
        """Hold these from now on; each is made only when it is shown."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        self._coming = iter(rows)
        self._total = count
        self.show_count(count)
        self._nothing.setVisible(not count and bool(self._nothing.text()))
        self.show_more()

    def show_count(self, count: int) -> None:
        """How many things wait, where one line stands for all of them."""
        self._count.setText(format_number(count))
        self._count.setVisible(self._counted and count > 0)

    def show_more(self) -> None:
        """The next rows, above the button that asks for more."""
        for row in islice(self._coming, self._at_once):
            self._rows.append(row)
            self._column.insertWidget(self._column.count() - 1, row)
        left = self._total - len(self._rows)
        self._more.setText(ngettext("Show {count} more", "Show {count} more", left).format(count=left))
        self._more.setVisible(left > 0)
        follow(self, [*self._rows, self._more])
