"""A paper on screen, page by page, from memory: keys turn and enlarge, and what cannot be shown is a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.ui.jobs import Jobs
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import icon_button, quiet_button
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.labels import hint
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.paper_sheet import PaperSheet

if TYPE_CHECKING:
    from desktop.services.papers import ShownPage, Viewing

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_FITS = ZOOMS.index(1.0)
_SETTLED_MS = 150  # a window being resized is drawn sharp again when the hand rests
_NARROWEST = 200


class PaperView(QWidget):
    """`show_paper` takes a viewing over and closes it when another comes, or none. `left` when Escape is pressed."""

    left = Signal()

    def __init__(self, jobs: Jobs, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._name = jobs, name
        self._viewing: Viewing | None = None
        self._called = ""
        self._count = self._number = self._turned = 0
        self._zoom = _FITS
        self._asking = self._ask_again = False
        self._sheet = PaperSheet()
        self._text = QPlainTextEdit()
        self._area = _PageArea(self._sheet, turn=self.turn, act=self._act, resized=self._room_changed)
        self._told = EmptyState("sheets", "")
        self._bar = QWidget()
        self._page_label = hint("", name=f"{name}_page_label")
        self._zoom_label = hint("", name=f"{name}_zoom_label")
        self._settling = QTimer(self)
        self._lay_out()

    @property
    def page_number(self) -> int:
        """The page on screen, counted from 1; 0 when nothing is shown."""
        return self._number + 1 if self._count else 0

    @property
    def page_count(self) -> int:
        return self._count

    @property
    def told(self) -> str:
        """The sentence in the place of a page; empty when a page is shown."""
        return self._told.accessibleName() if not self._told.isHidden() else ""

    def show_paper(self, viewing: Viewing, *, called: str) -> None:
        """Open it and show its first page; `called` is what a screen reader says."""
        self.close_paper()
        self._viewing, self._called = viewing, called
        self._jobs.start(
            viewing.open,
            parent=self,
            done=lambda count: self._opened(viewing, count),
            failed=lambda problem: self._refuse(viewing, problem),
            title=_("Opening the document…"),
            vault=False,
        )

    def close_paper(self) -> None:
        """Let go of the paper, its process and its pixels."""
        viewing, self._viewing = self._viewing, None
        if viewing is not None:
            viewing.close()
        self._count = self._number = self._turned = 0
        self._zoom, self._ask_again = _FITS, False
        self._sheet.clear()
        self._text.clear()
        self._show_only(None)

    def turn(self, pages: int) -> bool:
        """Go so many pages on or back; whether there was one."""
        wanted = min(max(self._number + pages, 0), self._count - 1)
        if not self._count or wanted == self._number:
            return False
        self._number = wanted
        self._area.to_the_top(from_below=pages < 0)
        self._ask()
        return True

    def enlarge(self, steps: int) -> None:
        """Larger or smaller by so many steps; 0 is as wide as there is room."""
        self._zoom = _FITS if not steps else min(max(self._zoom + steps, 0), len(ZOOMS) - 1)
        self._ask()

    def rotate(self) -> None:
        """Turn what was scanned on its side; only on screen."""
        self._turned = (self._turned + 90) % 360
        self._sheet.turn(self._turned)
        self._fit()

    def _room_changed(self) -> None:
        self._fit()
        if self._count:
            self._settling.start()

    def _opened(self, viewing: Viewing, count: int) -> None:
        if viewing is self._viewing:
            self._count = count
            self._ask()

    def _ask(self) -> None:
        """Have the page drawn; while one is being drawn, only the last wish counts."""
        viewing = self._viewing
        self._say_where()
        if viewing is None or not self._count:
            return
        if self._asking:
            self._ask_again = True
            return
        self._asking = True
        number, width = self._number, round(self._width() * self.devicePixelRatioF())
        self._jobs.start(
            lambda: viewing.page(number, width=width),
            parent=self,
            done=lambda page: self._drawn(viewing, page),
            failed=lambda problem: self._not_drawn(viewing, problem),
            title=_("Drawing the page…"),
            vault=False,
        )

    def _drawn(self, viewing: Viewing, page: ShownPage) -> None:
        if self._still_wanted(viewing):
            self._show_page(page)

    def _not_drawn(self, viewing: Viewing, problem: UserError) -> None:
        if self._still_wanted(viewing):
            self._refuse(viewing, problem)

    def _still_wanted(self, viewing: Viewing) -> bool:
        """Whether what came is what is waited for now; if not, what is gets asked for."""
        self._asking = False
        again, self._ask_again = self._ask_again, False
        if again or viewing is not self._viewing:
            self._ask()
            return False
        return True

    def _show_page(self, page: ShownPage) -> None:
        if page.pixels:
            self._sheet.show_page(page, turned=self._turned)
            self._sheet.setAccessibleName(self._where_aloud())
            self._sheet.setAccessibleDescription(page.text)
            self._fit()
            self._show_only(self._area)
        else:
            self._text.setPlainText(page.text)
            self._text.setAccessibleName(self._where_aloud())
            self._show_only(self._text)

    def _refuse(self, viewing: Viewing, problem: UserError) -> None:
        if viewing is self._viewing:
            self._told.set_text(problem.message, problem.next_step)
            self._told.setAccessibleName(str(problem))
            self._show_only(self._told)

    def _width(self) -> int:
        """How wide the page is to be, in the pixels of the window."""
        return max(round(self._area.room() * ZOOMS[self._zoom]), _NARROWEST)

    def _fit(self) -> None:
        self._sheet.fit(self._width(), enlarged=max(ZOOMS[self._zoom], 1.0))

    def _say_where(self) -> None:
        page = _("Page {number} of {count}").format(number=self._number + 1, count=self._count)
        self._page_label.setText(page if self._count else "")
        self._zoom_label.setText(_("{count} %").format(count=round(ZOOMS[self._zoom] * 100)))

    def _where_aloud(self) -> str:
        return _("{document}, page {number} of {count}").format(
            document=self._called, number=self._number + 1, count=self._count
        )

    def _show_only(self, part: QWidget | None) -> None:
        had_focus = any(each.hasFocus() for each in (self._area, self._text))
        for each in (self._area, self._text, self._told):
            each.setVisible(each is part)
        self._bar.setVisible(self._count > 0)
        self._zoom_bar.setVisible(part is not self._text)
        self.setFocusProxy(self._text if part is self._text else self._area)
        if had_focus and part is not None:
            self.setFocus()

    def _act(self, key: int) -> bool:
        """What a key does beside scrolling; whether it did something."""
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Plus: lambda: self.enlarge(1),
            Qt.Key.Key_Equal: lambda: self.enlarge(1),
            Qt.Key.Key_Minus: lambda: self.enlarge(-1),
            Qt.Key.Key_0: lambda: self.enlarge(0),
            Qt.Key.Key_Home: lambda: self.turn(-self._count),
            Qt.Key.Key_End: lambda: self.turn(self._count),
            Qt.Key.Key_R: self.rotate,
            Qt.Key.Key_Escape: self.left.emit,
        }
        act = acts.get(key)
        if act is not None:
            act()
        return act is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that turn pages also do so in plain text, which scrolls by itself."""
        if watched is self._text and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                return self.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return False

    def _lay_out(self) -> None:
        named(self._text, f"{self._name}_text").setReadOnly(True)
        self._text.setUndoRedoEnabled(False)
        self._text.installEventFilter(self)
        self._text.setAccessibleName(_("Document"))
        self._area.setObjectName(f"{self._name}_scroll")
        self._area.setAccessibleName(_("Document"))
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED_MS)
        self._settling.timeout.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._fill_bar()
        for part in (self._bar, self._area, self._text, self._told):
            column.addWidget(part, stretch=0 if part is self._bar else 1)
        self._show_only(None)

    def _fill_bar(self) -> None:
        row = wrapping(self._bar)
        for label in (self._page_label, self._zoom_label):
            label.setWordWrap(False)
        row.addWidget(self._page_bar())
        self._zoom_bar = QWidget()
        row.addWidget(self._zoom_bar)
        self._fill_zoom_bar()

    def _page_bar(self) -> QWidget:
        name, before, after = self._name, "chevron_left", "chevron_right"
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            before, after = after, before
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        back = icon_button(
            before, _("Previous page"), name=f"{name}_previous_button", clicked=lambda: self.turn(-1)
        )
        on = icon_button(after, _("Next page"), name=f"{name}_next_button", clicked=lambda: self.turn(1))
        for widget in (back, self._page_label, on):
            row.addWidget(widget)
        return bar

    def _fill_zoom_bar(self) -> None:
        name, row = self._name, QHBoxLayout(self._zoom_bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        smaller = quiet_button("−", name=f"{name}_smaller_button", clicked=lambda: self.enlarge(-1))
        larger = quiet_button("+", name=f"{name}_larger_button", clicked=lambda: self.enlarge(1))
        turn = quiet_button(_("Turn"), name=f"{name}_turn_button", clicked=self.rotate)
        for button, told in ((smaller, _("Smaller")), (larger, _("Larger")), (turn, _("Turn by a quarter"))):
            button.setAccessibleName(told)
            button.setToolTip(told)
        for widget in (smaller, self._zoom_label, larger, turn):
            row.addWidget(widget)


class _PageArea(QScrollArea):
    """Scrolls a page; at its end the keys and the wheel go to the next one."""

    def __init__(
        self,
        sheet: PaperSheet,
        *,
        turn: Callable[[int], bool],
        act: Callable[[int], bool],
        resized: Callable[[], None],
    ) -> None:
        super().__init__()
        self._turn, self._act, self._resized = turn, act, resized
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        )  # the page's width must not flicker
        self.setWidget(sheet)

    def sizeHint(self) -> QSize:
        return QSize(_NARROWEST, _NARROWEST)  # it takes the room there is: the page on it asks for none

    def room(self) -> int:
        """How wide a page can be without scrolling sideways."""
        return self.viewport().width()

    def to_the_top(self, *, from_below: bool) -> None:
        """Where reading goes on: at the top, or going back at the end."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if from_below else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        forward, back = (Qt.Key.Key_PageDown, Qt.Key.Key_Space), (Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)
        if key in forward and bar.value() == bar.maximum():
            self._turn(1)
        elif key in back and bar.value() == 0:
            self._turn(-1)
        elif key in (*forward, *back):
            bar.setValue(bar.value() + bar.pageStep() * (1 if key in forward else -1))
        elif not self._act(key):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._act(Qt.Key.Key_Plus if event.angleDelta().y() > 0 else Qt.Key.Key_Minus)
            event.accept()
        else:
            super().wheelEvent(event)
