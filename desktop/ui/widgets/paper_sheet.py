"""One page as pixels, scaled and turned; paper stays white in the dark palette too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QWidget

from desktop.i18n import gettext as _
from desktop.ui import theme

if TYPE_CHECKING:
    from desktop.services.papers import ShownPage


class PaperSheet(QWidget):
    """Holds the pixels of one page and no other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._upright = QImage()
        self._seen = QImage()
        self.setAccessibleName(_("Document"))

    def show_page(self, page: ShownPage, *, turned: int) -> None:
        """Show these pixels, turned by so many degrees."""
        format_ = QImage.Format.Format_RGBX8888
        self._upright = QImage(page.pixels, page.width, page.height, page.width * 4, format_).copy()
        self.turn(turned)

    def turn(self, degrees: int) -> None:
        self._seen = self._upright.transformed(QTransform().rotate(degrees)) if degrees else self._upright
        self.update()

    def clear(self) -> None:
        self._upright = self._seen = QImage()
        self.resize(0, 0)

    def fit(self, width: int, *, enlarged: float) -> None:
        """Be `width` wide; what has fewer dots is only made larger than it is when asked to be."""
        if self._seen.isNull():
            return
        own = self._seen.width() / self.devicePixelRatioF()
        wide = min(width, round(own * enlarged)) if own < width * 0.98 else width
        self.resize(QSize(wide, max(1, round(wide * self._seen.height() / self._seen.width()))))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._seen.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._seen)
        painter.setPen(QColor(theme.colour("line")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
