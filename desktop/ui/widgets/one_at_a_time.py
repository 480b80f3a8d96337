"""Parts of which one is shown: in a tall window the place never jumps, in a short one it is as low as it can."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class OneAtATime(QWidget):
    """Unlike a stack, the place can take the height of what it shows instead of the highest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = 0
        self._parts: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def current(self) -> int:
        return self._shown

    def add(self, part: QWidget) -> None:
        self._column.addWidget(part)
        part.setVisible(len(self._parts) == self._shown)
        self._parts.append(part)

    def show_part(self, number: int) -> None:
        self._shown = number
        for each, part in enumerate(self._parts):
            if each != number:
                part.hide()
        self._parts[number].show()

    def keep_height(self, *, on: bool) -> None:
        """Whether it is always as high as its highest part."""
        self.setMinimumHeight(max(map(_height, self._parts)) if on else 0)


def _height(part: QWidget) -> int:
    return max(part.sizeHint().height(), part.heightForWidth(part.width()))
