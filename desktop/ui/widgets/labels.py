"""Words on a page: headings, hints, chips. Chips carry a word; their colour only repeats it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.theme import Size, Tone
from desktop.ui.widgets.naming import set_by_name

_WIDEST_WORD = 280  # a longer one breaks rather than make the page wider than the window


def text_label(text: str = "", *, size: Size = Size.BODY, muted: bool = False, name: str = "") -> QLabel:
    """Plain words that wrap; never rich text, so that no value from a file is read as markup."""
    label = QLabel(text)
    set_by_name(label, textFormat="PlainText")
    label.setWordWrap(True)
    lead(label)
    label.setProperty("type", str(size))
    label.setProperty("muted", "true" if muted else "false")
    if name:
        label.setObjectName(name)
    return label


def lead(label: QLabel) -> None:
    """Begin where a line begins in the language of the screen; Qt would align each label by its own letters."""
    side = "AlignRight|AlignAbsolute" if QGuiApplication.isRightToLeft() else "AlignLeft|AlignAbsolute"
    set_by_name(label, alignment=f"{side}|AlignVCenter")


def hint(text: str, *, name: str = "") -> QLabel:
    """A second line that explains."""
    return text_label(text, size=Size.SMALL, muted=True, name=name)


class SectionHeading(QLabel):
    """The heading of a part of a page."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        set_by_name(self, textFormat="PlainText")
        lead(self)
        self.setProperty("type", str(Size.HEADING))


class LongTitle(QLabel):
    """A title on one line where there is room for it, and on more where there is not: a name is never cut."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        set_by_name(self, textFormat="PlainText")
        self.setObjectName(name)
        self.setProperty("type", str(Size.TITLE))
        self.setWordWrap(True)
        lead(self)

    def sizeHint(self) -> QSize:
        """Qt would wrap it to a pleasing shape of its own."""
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(wide, super().heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """As wide as its longest word, so that no word is cut."""
        words = (self.fontMetrics().horizontalAdvance(word) for word in self.text().split())
        return QSize(min(max(words, default=0) + 2, _WIDEST_WORD), self.fontMetrics().height())


class Chip(QLabel):
    """A word or two on a coloured ground; `tone` repeats what the word says."""

    def __init__(self, text: str, tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        set_by_name(self, textFormat="PlainText")
        self.setProperty("chip", "true")
        self.setProperty("tone", str(tone))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_tone(self, tone: Tone) -> None:
        self.setProperty("tone", str(tone))
        theme.restyle(self)


def separator() -> QFrame:
    """A thin line across."""
    line = QFrame()
    line.setProperty("line", "true")
    return line


class Card(QFrame):
    """A surface that holds what belongs together; give it a layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
