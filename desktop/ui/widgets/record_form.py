"""A form that is recorded with Ctrl+Enter and keeps a draft until then."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.ui.widgets.buttons import primary_button, quiet_button
from desktop.ui.widgets.draft_keeper import DraftKeeper
from desktop.ui.widgets.form import Form
from desktop.ui.workplace import Workplace

Typed = dict[str, Any]
_RECORD_KEYS = ("Ctrl+Return", "Ctrl+Enter")


class RecordForm(Form):
    """What a subclass knows is its fields; this knows about drafts, recording and what can go wrong.

    `recorded(result)` comes after the vault acknowledged, `left()` when the person gives up, `taken_back()` when what
    was thrown away is wanted after all. A subclass builds its
    fields, connects their changes to `touched`, ends with `finish`, and gives `typed`, `set_typed` and `prepare`.
    """

    recorded = Signal(object)
    left = Signal()
    taken_back = Signal()

    def __init__(self, workplace: Workplace, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.workplace = workplace
        self.keeper = DraftKeeper(workplace, self, parent=self)
        self._clean: Typed = {}
        self._record_button = QPushButton()
        self._busy = False
        self._filling = False

    @abstractmethod
    def typed(self) -> Typed:
        """What stands in the fields, ready for JSON, valid or not."""

    @abstractmethod
    def set_typed(self, content: Typed) -> None:
        """Bring back what `typed` gave."""

    @abstractmethod
    def prepare(self) -> Callable[[], object]:
        """The work that records what is typed; raises InvalidField for a value that cannot be one."""

    def finish(self, act: str, *, leave: str = "") -> None:
        """Close the form with its buttons; `act` is the verb on the main one."""
        name = self.objectName()
        self._record_button = primary_button(act, name=f"{name}_record_button", clicked=self.record)
        self._record_button.setToolTip(_("Ctrl+Enter"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._record_button)
        row.addWidget(quiet_button(leave or _("Discard"), name=f"{name}_discard_button", clicked=self.leave))
        row.addStretch(1)
        buttons = QWidget()
        buttons.setLayout(row)
        self.add_widget(buttons)
        for keys in _RECORD_KEYS:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.record)

    def set_act(self, act: str) -> None:
        """Say something else on the main button."""
        self._record_button.setText(act)

    def start_clean(self) -> None:
        """Begin anew: what stands in the fields now is no draft yet, and nothing is wrong."""
        self.clear_wrong()
        self.take_as_clean()

    def take_as_clean(self) -> None:
        """What stands in the fields now is no draft yet."""
        self._clean = self.typed()

    @property
    def is_clean(self) -> bool:
        """Whether nothing was typed since `start_clean`."""
        return self.typed() == self._clean

    def draft(self) -> str:
        """The form as text for the vault; empty when nothing was typed."""
        return "" if self.is_clean else json.dumps(self.typed(), ensure_ascii=False)

    def restore(self, draft: str) -> None:
        """Bring a draft back; one of an older release that no longer fits is left alone."""
        with self.filling():
            try:
                self.set_typed({**self._clean, **json.loads(draft)})
            except (KeyError, TypeError, ValueError):
                self.set_typed(self._clean)

    @contextmanager
    def filling(self) -> Iterator[None]:
        """While the program fills the fields, nobody types: no draft is kept, and none is lost."""
        self._filling = True
        try:
            yield
        finally:
            self._filling = False

    def touched(self) -> None:
        """A field changed: keep a draft soon, if it was a person who changed it."""
        if not self._filling:
            self.keep_soon()

    def keep_soon(self) -> None:
        """Keep a draft within moments."""
        self.keeper.touch()

    def record(self) -> None:
        """Record what is typed, or say beside the field what is wrong."""
        if self._busy:
            return
        self.clear_wrong()
        try:
            work = self.prepare()
        except InvalidField as wrong:
            self.refuse(wrong)
            return
        self._set_busy(True)
        self.workplace.jobs.start(work, parent=self, done=self._acknowledge, failed=self.refuse)

    def leave(self) -> None:
        """Throw away what was typed; Undo brings it back."""
        thrown_away, key = self.draft(), self.keeper.key
        self.keeper.discard()
        self.left.emit()
        self.offer_back(thrown_away, key)

    def offer_back(self, thrown_away: str, key: str) -> None:
        """Tell that a draft made way, with Undo beside it; nothing when there was none."""
        if thrown_away:
            self.workplace.messages.say(
                _("Thrown away; nothing was recorded."), lambda: self._take_back(thrown_away, key)
            )

    def _take_back(self, draft: str, key: str) -> None:
        """Into the form when it is still there for the same client, and in any case into the vault."""
        self.keeper.put_back(key, draft)
        if self.keeper.key == key:
            self.restore(draft)
            self.taken_back.emit()

    def refuse(self, problem: Exception) -> None:
        """Show what is wrong beside its field, or above the page when it belongs to none."""
        self._set_busy(False)
        if not self.show_invalid(problem):
            self.workplace.messages.fail(problem)

    def check_on_leaving(self, field_name: str, sentence: Callable[[], str]) -> Callable[[], None]:
        """What to connect to a field's end of editing: its sentence appears or goes."""
        return lambda: self.rows[field_name].set_wrong(sentence())

    def _acknowledge(self, result: object) -> None:
        self._set_busy(False)
        self.keeper.discard()
        self.recorded.emit(result)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._record_button.setEnabled(not busy)
