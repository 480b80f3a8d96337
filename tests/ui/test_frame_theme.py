"""Every text can be read on the ground it stands on, in both palettes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton

from desktop.settings import Density, Theme
from desktop.ui import icons, theme
from desktop.ui.stylesheet import style_sheet
from desktop.ui.theme import DARK, EDGE_PAIRS, LIGHT, TEXT_PAIRS, Colours, Tone, contrast

PALETTES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


@PALETTES
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_is_readable(colours: Colours, text: str, ground: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@PALETTES
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_and_focus_ring_are_visible(colours: Colours, edge: str, ground: str) -> None:
    assert contrast(getattr(colours, edge), getattr(colours, ground)) >= 3


@pytest.mark.parametrize("name", Colours._fields)
def test_no_colour_is_left_unchecked(name: str) -> None:
    decoration = {"line"}  # a line between things says nothing that is not said otherwise
    assert name in {each for pair in TEXT_PAIRS + EDGE_PAIRS for each in pair} | decoration


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("chosen", [Theme.LIGHT, Theme.DARK])
def test_what_qt_paints_itself_is_readable_too(qapp: QApplication, chosen: Theme) -> None:
    theme.apply(chosen)
    palette = qapp.palette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    for text, ground in (
        (role.Text, role.Base),
        (role.WindowText, role.Window),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.PlaceholderText, role.Base),
        (role.ToolTipText, role.ToolTipBase),
        (role.Link, role.Window),
    ):
        for state in (group.Active, group.Inactive, group.Disabled):
            pair = palette.color(state, text).name(), palette.color(state, ground).name()
            assert contrast(*pair) >= 4.5, (text, ground, state)


def test_the_palette_changes_while_widgets_live(qapp: QApplication) -> None:
    theme.apply(Theme.LIGHT)
    field = QLineEdit()
    field.ensurePolished()
    theme.apply(Theme.DARK)
    assert field.palette().color(QPalette.ColorRole.Base) == QColor(DARK.surface)
    assert theme.is_dark()
    theme.apply(Theme.LIGHT)


def test_it_follows_the_system_into_the_dark_and_back(qapp: QApplication) -> None:
    theme.apply(Theme.SYSTEM)
    changed = QGuiApplication.styleHints().colorSchemeChanged
    changed.emit(Qt.ColorScheme.Dark)
    assert theme.is_dark()
    changed.emit(Qt.ColorScheme.Light)
    assert not theme.is_dark()
    changed.emit(Qt.ColorScheme.Dark)
    theme.apply(Theme.LIGHT)
    assert not theme.is_dark()
    theme.apply(Theme.SYSTEM)
    assert theme.is_dark()
    changed.emit(Qt.ColorScheme.Light)


def test_tones_have_a_text_and_a_ground(qapp: QApplication) -> None:
    for tone in Tone:
        text, ground = theme.tone_colours(tone)
        assert contrast(text.name(), ground.name()) >= 4.5


@PALETTES
def test_the_style_sheet_names_only_colours_there_are(qapp: QApplication, colours: Colours) -> None:
    sheet = style_sheet(colours, compact=True)
    assert "$" not in sheet
    assert colours.accent in sheet


def test_compact_density_sets_lists_closer(qapp: QApplication) -> None:
    heights = []
    for density in (Density.COMFORTABLE, Density.COMPACT):
        theme.apply(Theme.LIGHT, density=density)
        listed = QListWidget()
        listed.addItem("An")
        listed.ensurePolished()
        heights.append(listed.sizeHintForRow(0))
    theme.apply(Theme.LIGHT)
    assert heights[1] < heights[0]


def test_what_is_clicked_is_large_enough(qapp: QApplication) -> None:
    theme.apply(Theme.LIGHT)
    button = QPushButton("Record contact")
    button.ensurePolished()
    assert button.sizeHint().height() >= 36


def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    theme.apply(Theme.LIGHT)
    for name in icons.names():
        image = icons.pixmap(name, 24, ink="accent_text").toImage()
        solid = {
            image.pixelColor(x, y).name()
            for x in range(24)
            for y in range(24)
            if image.pixelColor(x, y).alpha() == 255
        }
        assert solid == {LIGHT.accent_text}, name


def test_icons_follow_the_palette(qapp: QApplication) -> None:
    theme.apply(Theme.LIGHT)
    button = QPushButton()
    icons.dress(button, "lock")
    before = button.icon().pixmap(20).toImage()
    theme.apply(Theme.DARK)
    assert button.icon().pixmap(20).toImage() != before
    theme.apply(Theme.LIGHT)
