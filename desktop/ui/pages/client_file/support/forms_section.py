"""A section with several forms of which at most one is open: add, change, close, all in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from desktop.ui.pages.client_file.section import Section
from desktop.ui.widgets.record_form import RecordForm


class FormsSection(Section):
    """`open_form(form, begin)` from any button; a form closes itself when recorded or left.

    `offers_button` is off while the act of the heading's button makes no sense.
    """

    def __init__(self, heading: str, *, name: str, button: QPushButton, forms: Iterable[RecordForm]) -> None:
        super().__init__(heading, name=name, action=button)
        self._button = button
        self.offers_button = True
        self.forms = tuple(forms)
        self._places = {form: _place_for(form) for form in self.forms}
        for form, place in self._places.items():
            place.hide()
            self.keep(place)
            form.recorded.connect(partial(self._close_recorded, form))
            form.left.connect(partial(self.close_form, form))
            form.taken_back.connect(partial(self.show_form, form))

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
        for other in self.forms:
            if other is not form and other.is_clean:
                self._places[other].hide()
        self._places[form].show()
        self._button.hide()

    def close_form(self, form: RecordForm) -> None:
        """Back to reading; where the focus was in the form, it goes to the button."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and form.isAncestorOf(focused)
        self._places[form].hide()
        if not any(map(self.is_open, self.forms)):
            self._button.setVisible(self.offers_button)
            if had_focus:
                self._button.setFocus()

    def close_forms(self) -> None:
        """Close them all, as when another file is opened."""
        for form in self.forms:
            self.close_form(form)

    def _close_recorded(self, form: RecordForm, _result: object) -> None:
        self.close_form(form)


def _place_for(form: RecordForm) -> QWidget:
    """A form is narrower than a wide section; its wrapped lines are counted at the width they have."""
    place = QWidget()
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(form, 1)
    row.addStretch(0)
    return place
