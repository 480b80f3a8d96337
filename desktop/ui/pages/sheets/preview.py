"""The sheet as it will lie on the table: its pages as pictures in memory, never a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import gettext as _
from desktop.ui import theme
from desktop.ui.theme import GRID

if TYPE_CHECKING:
    from desktop.services.sheets import PageImage

DPI = 144  # sharp at the width of a window, and still drawn in a blink
WIDEST = 900


class Preview(QScrollArea):
    """Pages below each other, as wide as fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheets_preview_scroll")
        self.setAccessibleName(_("Preview"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setObjectName("scroll_body")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(GRID, 0, GRID, GRID)
        self._column.setSpacing(2 * GRID)
        self._column.addStretch(1)
        self._pages: list[_Page] = []
        self.setWidget(body)

    @property
    def page_count(self) -> int:
        return len(self._pages)

    def show_pages(self, pictures: Sequence[QImage]) -> None:
        """Show these instead; it stays scrolled where it was."""
        for page in self._pages:
            self._column.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages = [
            _Page(picture, number=number, of=len(pictures))
            for number, picture in enumerate(pictures, start=1)
        ]
        for at, page in enumerate(self._pages):
            self._column.insertWidget(at, page)


class _Page(QWidget):
    """One page, scaled smoothly to its width; paper stays white in the dark palette too."""

    def __init__(self, picture: QImage, *, number: int, of: int) -> None:
        super().__init__()
        self._picture = QPixmap.fromImage(picture)
        self._scaled = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(WIDEST)
        self.setAccessibleName(_("Page {number} of {count}").format(number=number, count=of))

    def sizeHint(self) -> QSize:
        return QSize(500, self.heightForWidth(500))

    def heightForWidth(self, width: int) -> int:
        width = min(width, WIDEST)
        return round(width * self._picture.height() / max(self._picture.width(), 1)) + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        wanted = QSize(round((self.width() - 2) * ratio), round((self.height() - 2) * ratio))
        if self._scaled.size() != wanted:
            keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._scaled = self._picture.scaled(wanted, keep, smooth)
            self._scaled.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.colour("line")))
        painter.drawPixmap(1, 1, self._scaled)
        painter.end()


def as_image(page: PageImage) -> QImage:
    """A page's pixels as Qt draws them; the copy owns its memory."""
    stride = page.width * 4
    return QImage(page.rgba, page.width, page.height, stride, QImage.Format.Format_RGBA8888).copy()
