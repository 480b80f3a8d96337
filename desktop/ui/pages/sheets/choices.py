"""What is asked before a sheet is on paper: which one, for whom, in which language, beside which other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import current_language, gettext as _, language_name
from desktop.ui.pages.sheets.language_list import LanguageList
from desktop.ui.theme import GRID, Size, Tone
from desktop.ui.widgets.buttons import icon_button
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.form import FieldRow
from desktop.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from desktop.services.sheets import Language, SheetInfo

TRUSTED = ("source", "reviewed")


class SheetChoices(QWidget):
    """`changed` comes whenever another sheet would come out."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._infos: dict[str, SheetInfo] = {}
        self.sheet = ChoiceBox(name="sheets_sheet_choice")
        self.language = LanguageList(name="sheets_language")
        self.beside = ChoiceBox(name="sheets_beside_choice")
        self._status = text_label(size=Size.SMALL, name="sheets_status_label")
        self._status.setProperty("chip", "true")
        self._status.setProperty("tone", str(Tone.SOON))
        self._status.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID)
        column.setSpacing(GRID + GRID // 2)
        column.addWidget(FieldRow(_("Sheet"), self.sheet))
        column.addWidget(FieldRow(_("Language of the client"), self.language), 1)
        column.addWidget(FieldRow(_("Beside it"), self.beside))
        column.addWidget(self._status)
        self.sheet.currentIndexChanged.connect(self._tell)
        self.beside.currentIndexChanged.connect(self._tell)
        self.language.chosen.connect(self._tell)

    def offer(self, infos: Sequence[SheetInfo], languages: Sequence[Language]) -> None:
        """Fill the choices; the interface language is beside until another is chosen."""
        here = current_language()
        self.blockSignals(True)
        self._infos = {info.id: info for info in infos}
        self.sheet.set_choices([(info.id, info.title(here)) for info in infos])
        self.beside.set_choices(
            [("", _("Nothing")), *((language.tag, language_name(language.tag)) for language in languages)]
        )
        self.beside.set_code(here)
        self.language.offer(languages)
        self.blockSignals(False)

    @property
    def ready(self) -> bool:
        """Whether a sheet and a language are chosen."""
        return bool(self._infos and self.language.tag())

    def _tell(self) -> None:
        self._show_status()
        self.changed.emit()

    def _show_status(self) -> None:
        info = self._infos.get(self.sheet.code())
        tags = [tag for tag in (self.language.tag(), self.beside.code()) if tag]
        waiting = sorted({tag for tag in tags if info and info.status.get(tag) not in TRUSTED})
        names = ", ".join(language_name(tag) for tag in waiting)
        self._status.setText(_("Unreviewed translation: {languages}").format(languages=names))
        self._status.setVisible(bool(waiting))


class ForWhom(QWidget):
    """The client a sheet is for, when it is known; `dropped` when a person takes the name away."""

    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = text_label(name="sheets_client_label")
        drop = icon_button(
            "close", _("For somebody else"), name="sheets_drop_button", clicked=self.dropped.emit
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label, 1)
        row.addWidget(drop)
        self.hide()

    def show_name(self, name: str) -> None:
        """Show for whom; an empty name hides it all."""
        self._label.setText(_("For {name}").format(name=name))
        self.setVisible(bool(name))
