"""The places on the side: icons and words, or icons only where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import format_number, gettext as _
from desktop.paths import APPLICATION_NAME
from desktop.ui import icons
from desktop.ui.places import Place
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import icon_button
from desktop.ui.widgets.labels import Chip, hint, lead

WIDE = 25 * GRID
NARROW = 8 * GRID


class Rail(QFrame):
    """`place_chosen(name)` when someone goes to a place; its foot says who is at work."""

    place_chosen = Signal(str)

    def __init__(
        self, places: Sequence[Place], *, who: str, roles: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._narrow = False
        self._places = {place.name: place for place in places}
        self._wordmark = QLabel(APPLICATION_NAME)
        self._wordmark.setObjectName("rail_wordmark_label")
        lead(self._wordmark)
        self._buttons = {place.name: self._make_button(place) for place in places}
        self._counts: dict[str, Chip] = {}
        self.counts: dict[str, int] = {}
        self._foot = _Foot(who, roles)
        self.fold = icon_button(
            "rail", _("Show icons only"), name="rail_fold_button", clicked=self._turn_width
        )
        self._lay_out()
        self.set_narrow(on=False)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._places)

    @property
    def person_button(self) -> QToolButton:
        """The foot: who is at work; the frame hangs a menu on it."""
        return self._foot.button

    @property
    def narrow(self) -> bool:
        return self._narrow

    def mark(self, name: str) -> None:
        """Show which place one is in; the keyboard's focus goes along when it stands on the rail."""
        if name not in self._buttons:
            return
        stood_here = any(button.hasFocus() for button in self._buttons.values())
        self._buttons[name].setChecked(True)
        if stood_here:
            self._buttons[name].setFocus()

    def show_count(self, name: str, count: int) -> None:
        """How many things wait in a place, beside its word."""
        if name not in self._counts:
            self._counts[name] = _count_on(self._buttons[name])
        self.counts[name] = count
        chip, label = self._counts[name], self._places[name].label()
        shown = format_number(count)
        chip.setText(shown)
        chip.setVisible(count > 0 and not self._narrow)
        told = _("{place}, {count}").format(place=label, count=shown) if count else label
        self._buttons[name].setAccessibleName(told)

    def take_counts(self, before: Rail) -> None:
        """What another rail counted, e.g. before the language changed."""
        for name, count in before.counts.items():
            self.show_count(name, count)

    def set_narrow(self, *, on: bool) -> None:
        """Icons only, or icons and words."""
        self._narrow = on
        for chip in self._counts.values():
            chip.setVisible(not on and chip.text() != format_number(0))
        self.setFixedWidth(NARROW if on else WIDE)
        self._wordmark.setVisible(not on)
        self._foot.set_narrow(on=on)
        for name, button in self._buttons.items():
            label = self._places[name].label()
            button.setText("" if on else label)
            button.setToolTip(label if on else "")
        told = _("Show icons and words") if on else _("Show icons only")
        self.fold.setToolTip(told)
        self.fold.setAccessibleName(told)

    def _turn_width(self) -> None:
        self.set_narrow(on=not self._narrow)

    def _make_button(self, place: Place) -> QPushButton:
        button = QPushButton(place.label())
        button.setObjectName(f"rail_{place.name}_button")
        button.setAccessibleName(place.label())
        button.setCheckable(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        icons.dress(button, place.icon, size=22)
        button.clicked.connect(lambda: self.place_chosen.emit(place.name))
        return button

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        group.setExclusive(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 2 * GRID, GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._wordmark)
        layout.addSpacing(GRID)
        for button in self._buttons.values():
            group.addButton(button)
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(self.fold)
        layout.addWidget(self._foot)
        self._wordmark.setContentsMargins(GRID, 0, GRID, 0)


class _Foot(QWidget):
    """Who is at work, and in which roles: the first in words, all of them when asked; pressing it opens the menu."""

    def __init__(self, who: str, roles: Sequence[str]) -> None:
        super().__init__()
        self.button = QToolButton()
        self.button.setObjectName("rail_person_button")
        self.button.setProperty("kind", "quiet")
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.setAccessibleName(_("{name}, {role}").format(name=who, role=", ".join(roles)))
        self.button.setToolTip(self.button.accessibleName())
        icons.dress(self.button, "person")
        self._who = who
        self._role = hint(_first_role(roles), name="rail_role_label")
        self._role.setToolTip("\n".join(roles))
        self._role.setAccessibleDescription(", ".join(roles))
        self._role.setContentsMargins(GRID, 0, GRID, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        layout.addWidget(self._role)

    def set_narrow(self, *, on: bool) -> None:
        self._role.setVisible(not on)
        room = WIDE - 8 * GRID
        shown = self.button.fontMetrics().elidedText(self._who, Qt.TextElideMode.ElideRight, room)
        self.button.setText("" if on else shown)


def _count_on(button: QPushButton) -> Chip:
    """A number at the end of a button; a click on it is a click on the button."""
    chip = Chip("", parent=button)
    chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    row = QHBoxLayout(button)
    row.setContentsMargins(GRID, 0, GRID, 0)
    row.addStretch(1)
    row.addWidget(chip)
    return chip


def _first_role(roles: Sequence[str]) -> str:
    """One role as it is; of several the first, and how many more."""
    if len(roles) < 2:
        return "".join(roles)
    return _("{role} +{count}").format(role=roles[0], count=format_number(len(roles) - 1))
