"""How Baken looks and locks on this PC; every choice counts at once."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.i18n import LANGUAGES, gettext as _, ngettext
from desktop.settings import Theme
from desktop.ui.pages.centre.part import Part
from desktop.ui.pages.unlock_page import OWN_NAMES
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.form import FieldRow
from desktop.ui.widgets.segments import Segments
from desktop.ui.workplace import Workplace

LOCK_CHOICES = (1, 2, 3, 5, 10, 15, 20, 30)


class DeviceSection(Part):
    """Language, colours, locking, private mode."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(_("This PC"), parent)
        self._workplace = workplace
        current = workplace.settings.current
        self._language = Segments([(code, OWN_NAMES[code]) for code in LANGUAGES], name="centre_language")
        self._language.set_code(current.language)
        self._language.chosen.connect(lambda code: workplace.settings.change(language=code))
        themes = [(Theme.SYSTEM, _("As the PC")), (Theme.LIGHT, _("Light")), (Theme.DARK, _("Dark"))]
        self._theme = Segments([(str(theme), label) for theme, label in themes], name="centre_theme")
        self._theme.set_code(str(current.theme))
        self._theme.chosen.connect(lambda code: workplace.settings.change(theme=Theme(code)))
        self._lock = ChoiceBox(
            [(str(each), _minutes(each)) for each in LOCK_CHOICES], name="centre_lock_choice"
        )
        self._lock.set_code(str(min(LOCK_CHOICES, key=lambda each: abs(each - current.lock_minutes))))
        self._lock.activated.connect(lambda: workplace.settings.change(lock_minutes=int(self._lock.code())))
        self._lock.setMaximumWidth(self.fontMetrics().averageCharWidth() * 28)
        self._private = QCheckBox(_("Show initials instead of names (Ctrl+Shift+P)"))
        self._private.setObjectName("centre_private_check")
        self._private.clicked.connect(self._turn_privacy)
        self.add(FieldRow(_("Language"), self._language))
        self.add(FieldRow(_("Colours"), self._theme))
        told = _("Without a key or a movement of the mouse.")
        self.add(FieldRow(_("Lock by itself after"), self._lock, told=told))
        self.add(self._private)

    def refresh(self) -> None:
        """Show what was switched elsewhere, by its key or in the menu."""
        self._private.setChecked(self._workplace.privacy.on)
        self._theme.set_code(str(self._workplace.settings.current.theme))

    def _turn_privacy(self, on: bool) -> None:
        self._workplace.privacy.switch(on=on)
        self._workplace.settings.change(private_mode=on)


def _minutes(count: int) -> str:
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)
