"""The menu of who is at work: what everyone may set, whatever their role."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop import i18n
from desktop.i18n import gettext as _
from desktop.settings import Theme
from desktop.ui.pages.unlock_page import OWN_NAMES
from desktop.ui.workplace import Workplace


class PersonMenu(QMenu):
    """Language, colours, private mode and lock."""

    def __init__(
        self, workplace: Workplace, *, lock: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._settings = workplace.settings
        self._privacy = workplace.privacy
        current = workplace.settings.current
        languages = [(code, OWN_NAMES[code]) for code in i18n.LANGUAGES]
        self._choices(_("Language"), "language", languages, current.language)
        themes = [(Theme.SYSTEM, _("As the PC")), (Theme.LIGHT, _("Light")), (Theme.DARK, _("Dark"))]
        self._choices(_("Colours"), "theme", themes, current.theme)
        self.addSeparator()
        self._private = self.addAction(_("Show initials only") + "\tCtrl+Shift+P")
        self._private.setCheckable(True)
        self._private.setChecked(self._privacy.on)
        self._private.triggered.connect(self.turn_privacy)
        self.addAction(_("Change my passphrase…"), self._change_passphrase)
        self.addAction(_("Lock") + "\tCtrl+L", lock)

    def turn_privacy(self) -> None:
        """Someone else looks at the screen, or no longer does."""
        self._privacy.switch(on=not self._privacy.on)
        self._private.setChecked(self._privacy.on)
        self._settings.change(private_mode=self._privacy.on)

    def _change_passphrase(self) -> None:
        from desktop.ui.dialogs.passphrase_dialog import PassphraseDialog

        PassphraseDialog(self._workplace, parent=self.parentWidget()).ask()

    def _choices(self, title: str, setting: str, choices: Sequence[tuple[Any, str]], current: Any) -> None:
        menu = self.addMenu(title)
        group = QActionGroup(menu)
        for value, label in choices:
            action: QAction = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(value == current)
            action.setActionGroup(group)
            action.triggered.connect(lambda _on, value=value: self._settings.change(**{setting: value}))
