"""The style sheet: flat, calm, one accent; built from a palette so that light and dark cannot drift apart.

Dynamic properties that pages may set (values are text):

| property | on | values |
|---|---|---|
| `kind`  | QPushButton | `primary`, `secondary` (default), `quiet`, `part` (one of the tabs of a file, in rows) |
| `type`  | QLabel | `small`, `body`, `heading`, `title`; `muted` ones are hints, `strong` ones labels |
| `tone`  | QLabel, QFrame | `neutral`, `accent`, `late`, `soon`, `fine`: coloured text on its soft ground |
| `card`  | QFrame | `true`: a surface with a line around |
| `wrong` | fields | `true`: the value cannot be recorded, the sentence stands below |
"""

from __future__ import annotations

from string import Template

from PySide6.QtCore import QDir

from desktop import paths
from desktop.ui import theme
from desktop.ui.theme import Colours, Size

# ruff: noqa: E501 - one rule of the sheet a line
_SHEET = Template("""
* { outline: none; }
QWidget { color: $text; }
QMainWindow, QDialog { background: $window; }
QStackedWidget { background: transparent; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px 8px; }

QLabel { background: transparent; }
QLabel[type="small"] { font-size: ${small}pt; }
QLabel[type="heading"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[type="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[strong="true"] { font-weight: 600; }
QLabel[muted="true"] { color: $muted; }
QLabel[wrong="true"] { color: $late; }
QLabel:disabled { color: $disabled_text; }

QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[line="true"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
*[tone="neutral"] { color: $muted; background: $neutral_soft; }
*[tone="accent"] { color: $accent_text; background: $accent_soft; }
*[tone="late"] { color: $late; background: $late_soft; }
*[tone="soon"] { color: $soon; background: $soon_soft; }
*[tone="fine"] { color: $fine; background: $fine_soft; }
QLabel[chip="true"] { border-radius: 6px; padding: 2px 8px; font-size: ${small}pt; font-weight: 600; }
QFrame[band="true"] { border: none; border-radius: 6px; }
QFrame[band="true"] QLabel { font-weight: 500; }

QPushButton, QToolButton {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px;
  padding: 7px 16px; min-height: 22px; font-weight: 500;
}
QToolButton { padding: 7px 8px; }
QPushButton:hover, QToolButton:hover { background: $raised; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent_text; padding: 6px 15px; }
QToolButton:focus { padding: 6px 7px; }
QPushButton:disabled, QToolButton:disabled { background: $disabled; color: $disabled_text; border-color: $line; }
QPushButton:checked, QToolButton:checked { background: $accent_soft; color: $accent_text; border-color: $accent_text; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $disabled; color: $disabled_text; border-color: $line; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent; border: 1px solid transparent; color: $accent_text; }
QPushButton[kind="quiet"] { padding: 7px 8px; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $raised; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 2px solid $accent_text; }
QPushButton[kind="quiet"]:focus { padding: 6px 7px; }
QPushButton[kind="quiet"]:disabled, QToolButton[kind="quiet"]:disabled { color: $disabled_text; }
QPushButton[kind="part"], QPushButton[kind="part"]:focus {
  background: transparent; color: $muted; border: none; border-bottom: 3px solid transparent; border-radius: 0;
  padding: 4px 6px 2px 6px; min-height: 20px;
}
QPushButton[kind="part"]:hover { color: $text; background: $raised; }
QPushButton[kind="part"]:checked { color: $accent_text; border-bottom-color: $accent_text; }
QPushButton[kind="part"]:focus { background: $accent_soft; }
QToolButton::menu-indicator { image: none; }
QToolButton[bare="true"] { border: 1px solid transparent; background: transparent; padding: 0; min-height: 0; }
QToolButton[bare="true"]:hover { background: $raised; }
QToolButton[bare="true"]:focus { border: 2px solid $accent_text; padding: 0; }

QLineEdit, PassphraseField, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px; padding: 6px 10px;
  selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $placeholder;
}
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit { min-height: 24px; }
QLineEdit QToolButton { background: transparent; border: none; padding: 0; min-height: 0; }
QLineEdit:focus, PassphraseField:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent_text; padding: 5px 9px;
}
QLineEdit[wrong="true"], PassphraseField[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"], QAbstractSpinBox[wrong="true"] {
  border: 2px solid $late; padding: 5px 9px;
}
QLineEdit:disabled, PassphraseField:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  background: $disabled; color: $disabled_text; border-color: $line;
}
QLineEdit:read-only, QPlainTextEdit:read-only { background: $raised; }
QComboBox::drop-down { border: none; width: 28px; subcontrol-origin: border; }
QComboBox::down-arrow { image: url(baken:$shade/chevron_down.svg); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; border-radius: 6px; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px; border-radius: 4px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 24px; background: transparent; }
QAbstractSpinBox::up-arrow { image: url(baken:$shade/chevron_up.svg); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url(baken:$shade/chevron_down.svg); width: 12px; height: 12px; }
QDateEdit::drop-down { border: none; width: 28px; }
QDateEdit::down-arrow { image: url(baken:$shade/chevron_down.svg); width: 16px; height: 16px; }

QCheckBox, QRadioButton { spacing: 10px; min-height: 28px; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator { width: 18px; height: 18px; border: 1px solid $edge; background: $surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 10px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $raised; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:checked { image: url(baken:check.svg); }
QRadioButton::indicator:checked { image: url(baken:dot.svg); }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $accent_text; width: 16px; height: 16px; }
QCheckBox::indicator:checked:focus, QRadioButton::indicator:checked:focus { border: 2px solid $text; width: 16px; height: 16px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $disabled; border-color: $line; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled_text; }

QAbstractItemView {
  background: $surface; alternate-background-color: $surface; border: 1px solid $line; border-radius: 8px;
  selection-background-color: $accent_soft; selection-color: $text; gridline-color: $line;
}
QAbstractItemView:focus { border: 2px solid $accent_text; }
QListView::item, QTreeView::item, QTableView::item { padding: ${item}px 10px; border: none; color: $text; }
QListView::item:hover, QTreeView::item:hover, QTableView::item:hover { background: $raised; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: $accent_soft; color: $text; }
QListWidget#unlock_people_list { padding: 3px; }
QListWidget#unlock_people_list::item { border-radius: 4px; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
  background: $surface; color: $muted; border: none; border-bottom: 1px solid $line; padding: 8px 10px; font-weight: 600;
}
QTableCornerButton::section { background: $surface; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid $line; background: transparent; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab {
  background: transparent; color: $muted; border: none; border-bottom: 3px solid transparent;
  padding: 9px 12px 6px 12px; margin-right: 4px; font-weight: 500;
}
QTabBar[compact="true"]::tab { padding: 9px 6px 6px 6px; margin-right: 0; }
QTabBar::tab:hover { color: $text; background: $raised; }
QTabBar::tab:selected { color: $accent_text; border-bottom-color: $accent_text; font-weight: 600; }
QTabBar::tab:focus { background: $accent_soft; }
QTabBar QToolButton { padding: 0; min-height: 0; border-color: $line; }

QScrollArea, QScrollArea > QWidget#qt_scrollarea_viewport, QWidget#scroll_body { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none; width: 0; height: 0; }

QGroupBox { border: 1px solid $line; border-radius: 8px; margin-top: 12px; padding: 16px 12px 12px 12px; background: $surface; }
QGroupBox::title { subcontrol-origin: margin; left: 12px; padding: 0 4px; color: $muted; font-weight: 600; }
QMenu { background: $surface; border: 1px solid $line; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 8px 24px 8px 16px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $disabled_text; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QProgressBar { background: $neutral_soft; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; color: transparent; }
QProgressBar::chunk { background: $accent_text; border-radius: 4px; }
QSplitter::handle { background: $line; }
QCalendarWidget QWidget { alternate-background-color: $raised; }
QCalendarWidget QToolButton { border: none; padding: 4px 8px; }

QWidget#rail { background: $rail; border: none; }
QWidget#rail QPushButton {
  background: transparent; border: 2px solid transparent; text-align: left; padding: 8px 12px; color: $text; font-weight: 500;
}
QWidget#rail[mirrored="true"] QPushButton { text-align: right; }
QWidget#rail QPushButton:hover { background: $raised; }
QWidget#rail QPushButton:checked { background: $accent_soft; color: $accent_text; font-weight: 600; }
QWidget#rail QPushButton:focus { border: 2px solid $accent_text; }
QWidget#strip { background: $window; border-top: 1px solid $line; }
QWidget#strip QPushButton { padding: 2px 8px; min-height: 20px; }
QWidget#strip QPushButton:focus { padding: 1px 7px; }
QLabel#rail_wordmark_label, QLabel#unlock_wordmark_label { color: $accent_text; font-weight: 700; font-size: ${title}pt; }
QLabel#frame_fictitious_label { background: $soon_soft; color: $soon; padding: 5px 16px; font-weight: 600; font-size: ${small}pt; }
""")


def style_sheet(colours: Colours, *, compact: bool = False) -> str:
    """The whole sheet for a palette; point sizes follow the system's text size."""
    QDir.setSearchPaths("baken", [str(paths.resources() / "icons" / "drawn")])
    sizes = {str(size): theme.points(size) for size in Size}
    shade = "dark" if colours is theme.DARK else "light"
    return _SHEET.substitute(colours._asdict(), shade=shade, item=4 if compact else 8, **sizes)
