"""One monochrome set of icons, drawn in the colour of the text beside them.

The files are our own SVGs of 24 by 24 with a black line of 1.75; the colour is put in before drawing, so no icon plugin
of Qt and no second set for the dark palette is needed.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton

from desktop import paths
from desktop.ui import theme

_INK = b'stroke="#000000"'
_SIZES = (20, 24, 40, 48)


def names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(sorted(path.stem for path in (paths.resources() / "icons").glob("*.svg")))


def icon(name: str, *, ink: str = "text", chosen_ink: str = "accent_text") -> QIcon:
    """The icon in a colour of the palette on screen; `chosen_ink` for checked buttons."""
    colours = theme.colours()
    made = QIcon()
    _draw_states(made, name, getattr(colours, ink), QIcon.Mode.Normal, QIcon.State.Off)
    _draw_states(made, name, getattr(colours, chosen_ink), QIcon.Mode.Normal, QIcon.State.On)
    _draw_states(made, name, colours.disabled_text, QIcon.Mode.Disabled, QIcon.State.Off)
    return made


def pixmap(name: str, size: int, *, ink: str = "text", scale: float = 1.0) -> QPixmap:
    """One picture of `size` logical pixels for a screen of `scale`."""
    drawn = _drawn(name, getattr(theme.colours(), ink), round(size * scale))
    sharp = QPixmap(drawn)
    sharp.setDevicePixelRatio(scale)
    return sharp


def dress(button: QAbstractButton, name: str, *, ink: str = "text", size: int = 20) -> None:
    """Give a button its icon and keep it in the colour of the palette."""
    button.setIconSize(QSize(size, size))
    _Dressed(button, name, ink)


class _Dressed(QObject):
    """Recolours one button's icon; goes when the button goes."""

    def __init__(self, button: QAbstractButton, name: str, ink: str) -> None:
        super().__init__(button)
        self._button, self._name, self._ink = button, name, ink
        self._recolour()
        theme.appearance().changed.connect(self._recolour)

    def _recolour(self) -> None:
        self._button.setIcon(icon(self._name, ink=self._ink))


def _draw_states(made: QIcon, name: str, ink: str, mode: QIcon.Mode, state: QIcon.State) -> None:
    for size in _SIZES:
        made.addPixmap(_drawn(name, ink, size), mode, state)


@lru_cache(maxsize=1024)
def _drawn(name: str, ink: str, pixels: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    source = _source(name).replace(_INK, f'stroke="{ink}"'.encode())
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return picture


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    return (paths.resources() / "icons" / f"{name}.svg").read_bytes()
