"""A section of entries, each to change and to take out, with the form that adds one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import gettext as _
from desktop.ui.pages.client_file.form_section import FormSection
from desktop.ui.pages.client_file.people.entry_form import Entry, EntryForm
from desktop.ui.pages.client_file.people.undoable import UndoableActs
from desktop.ui.pages.client_file.section import stacked
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button, secondary_button
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.workplace import Workplace

E = TypeVar("E", bound=Entry)


class EntrySection(FormSection, Generic[E]):
    """`changed` when something was recorded or taken out; both can be undone."""

    changed = Signal()

    def __init__(
        self,
        workplace: Workplace,
        form: EntryForm[E],
        *,
        heading: str,
        name: str,
        add: str,
        said: str,
    ) -> None:
        super().__init__(
            heading,
            name=f"people_{name}_section",
            form=form,
            button=secondary_button(add, name=f"people_{name}_button", icon="add"),
            begin=lambda: form.begin(None),
        )
        self.entry_form = form
        self._name = name
        self._said = said
        self.acts = UndoableActs(workplace, parent=self)
        self.acts.changed.connect(self.changed)
        form.recorded.connect(self._tell_recorded)

    def watch(self, client_id: str) -> None:
        """Turn to a client; a draft found opens the form."""
        self.close_form()
        self.entry_form.watch(client_id, self.show_form)

    def change(self, entry: E) -> None:
        """Open the form on an entry."""
        self.open_form(lambda: self.entry_form.begin(entry))

    def row(
        self,
        number: int,
        entry: E,
        *words: QWidget,
        called: str,
        take_out: Callable[[], None] | None = None,
        more: Iterable[QWidget] = (),
    ) -> QWidget:
        """An entry's words, and beside them its acts; each act says aloud of whom it is."""
        change = quiet_button(
            _("Change"), name=f"{self._name}{number}_change_button", clicked=lambda: self.change(entry)
        )
        change.setAccessibleName(_("Change {name}").format(name=called))
        acts: list[QWidget] = [*more, change]
        if take_out is not None:
            out = quiet_button(_("Take out"), name=f"{self._name}{number}_remove_button", clicked=take_out)
            out.setAccessibleName(_("Take out {name}").format(name=called))
            acts.append(out)
        return _with_acts(stacked(*words), acts)

    def _tell_recorded(self, result: E) -> None:
        self.acts.tell(self._said, self.entry_form.undoing(result, self.entry_form.entry))


def flowing(*parts: QWidget) -> QWidget:
    """A name and its chips beside each other, the chips below where the name is long or the text large."""
    holder = QWidget()
    flow = wrapping(holder)
    for part in parts:
        flow.addWidget(part)
    return holder


def _with_acts(words: QWidget, acts: Iterable[QWidget]) -> QWidget:
    """The acts below the words, so that neither is ever clipped by the other."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, GRID)
    column.setSpacing(GRID // 2)
    column.addWidget(words)
    row = QHBoxLayout()
    row.setSpacing(GRID)
    for act in acts:
        row.addWidget(act)
    row.addStretch(1)
    column.addLayout(row)
    return holder
