"""The note that goes with an indicator, written in place under its row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from desktop.i18n import gettext as _
from desktop.services import indicators
from desktop.ui.pages.client_file.text_field import text_field
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.workplace import Workplace


class IndicatorNoteForm(RecordForm):
    """`recorded` carries the `IndicatorAnswer`; Ctrl+Enter records, Escape gives up (and can be undone)."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="indicator_note")
        self._client_id = self.code = ""
        self._text = text_field("indicator_note_text_field", lines=2)
        self._row = self.add_row("note", _("Note"), self._text)
        self._text.textChanged.connect(self.touched)
        self.finish(_("Record note"), leave=_("Cancel"))
        self.setFocusProxy(self._text)
        self.layout().setContentsMargins(16, 4, 16, 12)  # type: ignore[union-attr]  # Form always has one
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether a note was begun and never recorded."""
        self._client_id, self.code = client_id, ""
        with self.filling():
            self._text.clear()
        self.start_clean()
        self.keeper.follow(f"indicator_note:{client_id}", restored=restored)

    def begin(self, code: str, note: str, about: str) -> None:
        """Write the note of one indicator."""
        self.code = code
        self._text.setAccessibleName(_("Note: {indicator}").format(indicator=about))
        with self.filling():
            self._text.setPlainText(note)
        self.start_clean()

    def typed(self) -> Typed:
        return {"code": self.code, "text": self._text.toPlainText()}

    def set_typed(self, content: Typed) -> None:
        self.code = content["code"]
        self._text.setPlainText(content["text"])

    def prepare(self) -> Callable[[], object]:
        session, client_id = self.workplace.session, self._client_id
        code, text = self.code, self._text.toPlainText()
        return lambda: indicators.note(session, client_id, code, text)
