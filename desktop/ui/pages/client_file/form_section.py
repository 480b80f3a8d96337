"""A section that is read until someone wants to record: then its form opens in place, no window over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.ui.pages.client_file.section import Section
from desktop.ui.widgets.form import area_around
from desktop.ui.widgets.record_form import RecordForm


class FormSection(Section):
    """`begin` fills the form for its button's act; the form closes itself when recorded or left."""

    def __init__(
        self,
        heading: str,
        *,
        name: str,
        form: RecordForm,
        button: QPushButton,
        begin: Callable[[], None],
        replaces_rows: bool = False,
    ) -> None:
        super().__init__(heading, name=name, action=button)
        self._form = form
        self._button = button
        self._begin = begin
        self._replaces_rows = replaces_rows
        self._offered = True
        form.hide()
        self.keep(form)
        button.clicked.connect(lambda: self.open_form(self._begin))
        form.recorded.connect(lambda _result: self.close_form())
        form.left.connect(self.close_form)
        form.taken_back.connect(self.show_form)

    @property
    def is_open(self) -> bool:
        """Whether the form is open."""
        return not self._form.isHidden()

    def open_form(self, begin: Callable[[], None]) -> None:
        """Fill the form and go to it; an open one is left as it is."""
        if not self.is_open:
            begin()
        self.show_form()
        self._form.setFocus()
        QTimer.singleShot(0, self._form, self._bring_in_sight)  # once the form has its place

    def offer_act(self, offered: bool) -> None:
        """Whether this person may begin at all: the button of what they may not do is not there."""
        self._offered = offered
        self._button.setVisible(offered and not self.is_open)

    def start(self) -> None:
        """Open the form as the button does, when the section is asked for by its key."""
        self.open_form(self._begin)

    def go_on(self) -> None:
        """Put the cursor where one goes on: in the form that is open, else on what opens it."""
        (self._form if self.is_open else self._button).setFocus()

    def show_form(self, found: bool = True) -> None:
        """Show the form as it is filled, e.g. by a draft that was found."""
        if found:
            self._form.show()
            self._button.hide()
            self._show_rows(not self._replaces_rows)

    def close_form(self) -> None:
        """Back to reading."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._form.isAncestorOf(focused)
        self._form.hide()
        self._button.setVisible(self._offered)
        self._show_rows(True)
        if had_focus:
            self._button.setFocus()

    def fill(self, widgets: Iterable[QWidget], *, empty: str) -> None:
        super().fill(widgets, empty=empty)
        if self._replaces_rows and self.is_open:
            self._show_rows(False)

    def _bring_in_sight(self) -> None:
        """Scroll to the cursor, and to as much of its form as there is room for."""
        focused, area = QApplication.focusWidget(), area_around(self._form)
        if area is not None and focused is not None and self._form.isAncestorOf(focused):
            area.ensureWidgetVisible(self._form, 0, 0)
            area.ensureWidgetVisible(focused, 0, area.height() // 3)

    def _show_rows(self, shown: bool) -> None:
        for row in self._shown:
            row.setVisible(shown)
