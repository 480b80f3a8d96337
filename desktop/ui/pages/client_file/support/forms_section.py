"""A section with several forms of which at most one is open: add, change, close, all in place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from desktop.ui.pages.client_file.section import Section
from desktop.ui.widgets.record_form import RecordForm

Form = TypeVar("Form", bound=RecordForm)


class FormsSection(Section):
    """`open_form(form, begin)` from any button; a form closes itself when recorded or left. `done(Done)` then.

    A form is made when it is first needed and joins by `place`: a file is opened far more often than written in.
    `offers_button` is off while the act of the heading's button makes no sense.
    """

    done = Signal(object)

    def __init__(self, heading: str, *, name: str, button: QPushButton) -> None:
        super().__init__(heading, name=name, action=button)
        self._button = button
        self._places: dict[RecordForm, QWidget] = {}
        self.offers_button = True

    @property
    def forms(self) -> tuple[RecordForm, ...]:
        """The forms made so far."""
        return tuple(self._places)

    def place(self, form: Form) -> Form:
        """Take a new form in, closed."""
        place = self._places[form] = _place_for(form)
        place.hide()
        self.keep(place)
        form.recorded.connect(partial(self._close_recorded, form))
        form.left.connect(partial(self.close_form, form))
        form.taken_back.connect(partial(self.show_form, form))
        return form

    def is_open(self, form: RecordForm) -> bool:
        """Whether a form is open."""
        return not self._places[form].isHidden()

    def open_form(self, form: RecordForm, begin: Callable[[], None]) -> None:
        """Fill a form and go to it; one in which something was typed is left as it is."""
        if not self.is_open(form) or form.is_clean:
            begin()
        self.show_form(form)
        form.setFocus()

    def restored(self, form: RecordForm) -> Callable[[bool], None]:
        """What to tell a form's keeper: a draft that was found opens its form."""
        return lambda found: self.show_form(form) if found else None

    def show_form(self, form: RecordForm) -> None:
        """Show one form; another that nothing was typed in makes way."""
        for other, place in self._places.items():
            if other is not form and other.is_clean:
                place.hide()
        self._places[form].show()
        self._button.hide()

    def close_form(self, form: RecordForm) -> None:
        """Back to reading; where the focus was in the form, it goes to the button."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and form.isAncestorOf(focused)
        self._places[form].hide()
        self.show_button()
        if had_focus and not self._button.isHidden():
            self._button.setFocus()

    def show_button(self) -> None:
        """The heading's button is there while no form is open and its act makes sense."""
        self._button.setVisible(self.offers_button and not any(map(self.is_open, self.forms)))

    def close_forms(self) -> None:
        """Close them all, as when another file is opened."""
        for form in self.forms:
            self.close_form(form)

    def _close_recorded(self, form: RecordForm, result: object) -> None:
        self.close_form(form)
        self.done.emit(result)


def _place_for(form: RecordForm) -> QWidget:
    """A form is narrower than a wide section; its wrapped lines are counted at the width they have."""
    place = QWidget()
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(form, 1)
    row.addStretch(0)
    return place
