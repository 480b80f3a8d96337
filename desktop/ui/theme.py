"""How Baken looks: two palettes of our own on Qt's Fusion style, tested for contrast.

Fusion's own palettes fall below 4.5:1 (selection 3.69, placeholder 4.0), so every colour is set here. Pages take
colours from `colours()` when they paint and style names (dynamic properties) from the list in `stylesheet.py`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, cast

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.settings import Density, Theme

STYLE = "Fusion"
GRID = 8  # pixels; every space is a multiple or a half of it
TARGET = 40  # height of what is clicked; WCAG 2.2 asks 24
_SMALLEST_BODY_POINTS = 10.5
_HALF_LIGHT = 128


class Size(StrEnum):
    """The four steps of type."""

    SMALL = "small"
    BODY = "body"
    HEADING = "heading"
    TITLE = "title"


_STEPS = {Size.SMALL: 0.88, Size.BODY: 1.0, Size.HEADING: 1.2, Size.TITLE: 1.65}


class Tone(StrEnum):
    """What a chip or line says by colour, always beside a word or a shape."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    LATE = "late"
    SOON = "soon"
    FINE = "fine"


class Colours(NamedTuple):
    """One palette, as `#rrggbb`. A `..._soft` is the background its tone's text stands on.

    No dataclass: making one of so many fields takes three milliseconds of the start.
    """

    window: str  # behind everything
    rail: str  # the places on the side
    surface: str  # cards, fields, lists
    raised: str  # a surface under the pointer, headers of tables
    disabled: str  # the ground of what cannot be used now
    line: str  # between things
    edge: str  # around fields: 3:1 on surface
    text: str
    muted: str  # second line, hints
    placeholder: str
    disabled_text: str
    accent: str  # fills: main button, selection
    accent_hover: str
    on_accent: str  # text on those fills
    accent_text: str  # links, the current place, focus ring
    accent_soft: str
    late: str
    late_soft: str
    soon: str
    soon_soft: str
    fine: str
    fine_soft: str
    neutral_soft: str


LIGHT = Colours(
    window="#f5f6f6",
    rail="#ebeeee",
    surface="#ffffff",
    raised="#f0f3f3",
    disabled="#edefef",
    line="#dce1e1",
    edge="#7f8c8d",
    text="#182223",
    muted="#526062",
    placeholder="#637173",
    disabled_text="#5b6769",
    accent="#0b5f66",
    accent_hover="#084c52",
    on_accent="#ffffff",
    accent_text="#0a575e",
    accent_soft="#dcebec",
    late="#97290f",
    late_soft="#fbe9e3",
    soon="#744700",
    soon_soft="#fbf0d6",
    fine="#1b5e38",
    fine_soft="#e1f1e7",
    neutral_soft="#e8ebeb",
)

DARK = Colours(
    window="#15191a",
    rail="#101415",
    surface="#1d2324",
    raised="#262d2e",
    disabled="#20272a",
    line="#313a3b",
    edge="#7b898a",
    text="#e8ecec",
    muted="#a9b5b6",
    placeholder="#98a5a6",
    disabled_text="#97a3a4",
    accent="#1a7178",
    accent_hover="#228089",
    on_accent="#ffffff",
    accent_text="#74cdd3",
    accent_soft="#173a3d",
    late="#ffab91",
    late_soft="#43211a",
    soon="#f2c56b",
    soon_soft="#3b2e12",
    fine="#8ad3a5",
    fine_soft="#173524",
    neutral_soft="#2b3334",
)

_GROUNDS = ("window", "rail", "surface", "raised", "neutral_soft")
_SIGNALS = ("late", "soon", "fine")
# Every text and ground that meet on screen: at least 4.5:1, checked by the tests in both palettes.
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *(
        (text, ground)
        for text in ("text", "muted")
        for ground in ("window", "rail", "surface", "raised", "neutral_soft")
    ),
    ("placeholder", "surface"),
    ("disabled_text", "disabled"),
    ("disabled_text", "surface"),
    ("disabled_text", "window"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    *(("accent_text", ground) for ground in ("window", "rail", "surface", "raised", "accent_soft")),
    ("text", "accent_soft"),
    *(
        (tone, ground)
        for tone in ("late", "soon", "fine")
        for ground in (f"{tone}_soft", "surface", "window", "raised")
    ),
    *(("text", f"{tone}_soft") for tone in ("late", "soon", "fine")),
)
# Edges that tell where a control is and which has the focus: 3:1 (WCAG 1.4.11).
EDGE_PAIRS: tuple[tuple[str, str], ...] = (
    ("edge", "surface"),
    ("edge", "window"),
    ("accent_text", "surface"),
    ("accent_text", "window"),
    ("accent_text", "rail"),
)


class _Appearance(QObject):
    """Which palette is on; one per process, like the application it dresses."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colours = LIGHT
        self.worn: tuple[Theme, Density, Colours] | None = None
        self.body_points = _SMALLEST_BODY_POINTS
        self.system_is_dark = False


_appearance: _Appearance | None = None


def appearance() -> _Appearance:
    """The object whose `changed` tells custom-painted widgets to repaint and icons to recolour."""
    global _appearance  # noqa: PLW0603 - made at first use: a QObject must not be made at import
    if _appearance is None:
        _appearance = _Appearance()
    return _appearance


def colours() -> Colours:
    """The palette on screen now."""
    return appearance().colours


def colour(name: str) -> QColor:
    """One colour of the palette on screen, by its field name."""
    return QColor(getattr(colours(), name))


def tone_colours(tone: Tone) -> tuple[QColor, QColor]:
    """The text and the ground of a tone."""
    if tone is Tone.NEUTRAL:
        return colour("muted"), colour("neutral_soft")
    if tone is Tone.ACCENT:
        return colour("accent_text"), colour("accent_soft")
    return colour(tone.value), colour(f"{tone.value}_soft")


def points(size: Size) -> float:
    """The point size of a step of type, from the system's own text size."""
    return round(appearance().body_points * _STEPS[size], 1)


def font(size: Size, *, bold: bool = False) -> QFont:
    """The system's font at a step of type, for what is painted by hand."""
    chosen = QFont(QApplication.font())
    chosen.setPointSizeF(points(size))
    chosen.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return chosen


def is_dark() -> bool:
    return colours() is DARK


def apply(theme: Theme, *, density: Density = Density.COMFORTABLE) -> None:
    """Dress the application; with `Theme.SYSTEM` it follows the system from now on."""
    from desktop.ui.stylesheet import style_sheet

    app = cast(QApplication, QApplication.instance())
    _dress_once(app)
    state = appearance()
    wanted = (theme, density, _palette_for(theme))
    if wanted == state.worn:
        return
    state.worn = wanted
    state.colours = wanted[2]
    app.setPalette(palette(state.colours))
    app.setStyleSheet(style_sheet(state.colours, compact=density is Density.COMPACT))
    state.changed.emit()


def _dress_once(app: QApplication) -> None:
    if app.property("dressed"):
        return
    app.setProperty("dressed", "true")
    if app.property("style") != STYLE:
        app.setStyle(STYLE)
    state = appearance()
    state.body_points = max(app.font().pointSizeF(), _SMALLEST_BODY_POINTS)
    body = QFont(app.font())
    body.setPointSizeF(state.body_points)
    app.setFont(body)
    # The style's own palette is the system's; asking for the scheme by its name would wake all of Qt's enums.
    state.system_is_dark = app.palette().color(QPalette.ColorRole.Window).lightness() < _HALF_LIGHT
    QGuiApplication.styleHints().colorSchemeChanged.connect(_follow_system)


def _follow_system(scheme: QtCore.Qt.ColorScheme) -> None:
    appearance().system_is_dark = scheme is QtCore.Qt.ColorScheme.Dark
    worn = appearance().worn
    if worn is not None and worn[0] is Theme.SYSTEM:
        apply(Theme.SYSTEM, density=worn[1])


def _palette_for(theme: Theme) -> Colours:
    if theme is Theme.SYSTEM:
        return DARK if appearance().system_is_dark else LIGHT
    return DARK if theme is Theme.DARK else LIGHT


def palette(chosen: Colours) -> QPalette:
    """The Qt palette: every role of every group set, so that nothing of Fusion's own shines through."""
    role = QPalette.ColorRole
    made = QPalette()
    for target, name in {
        role.Window: "window",
        role.Base: "surface",
        role.AlternateBase: "raised",
        role.Button: "surface",
        role.ToolTipBase: "surface",
        role.WindowText: "text",
        role.Text: "text",
        role.ButtonText: "text",
        role.ToolTipText: "text",
        role.BrightText: "on_accent",
        role.PlaceholderText: "placeholder",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Accent: "accent",
        role.Link: "accent_text",
        role.LinkVisited: "accent_text",
        role.Light: "raised",
        role.Midlight: "line",
        role.Mid: "line",
        role.Dark: "edge",
        role.Shadow: "line",
    }.items():
        made.setColor(target, QColor(getattr(chosen, name)))
    for target in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(chosen.disabled_text))
    for target in (role.Base, role.Button):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(chosen.disabled))
    return made


def restyle(widget: QWidget) -> None:
    """Make a changed dynamic property count: Qt reads style sheets only when a widget is polished."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def contrast(first: str, second: str) -> float:
    """The contrast of two colours after WCAG 2.2, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour_text: str) -> float:
    channels = (int(colour_text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
