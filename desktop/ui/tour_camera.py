"""Pictures of a window as it looks in one language, theme and scale, taken when nothing is on its way any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEventLoop, QPoint, QSize, QTimer
from PySide6.QtGui import QPixmap

from desktop import i18n
from desktop.settings import Theme

if TYPE_CHECKING:
    from desktop.ui.device_settings import DeviceSettings
    from desktop.ui.jobs import Jobs
    from desktop.ui.main_window import MainWindow
    from desktop.ui.workplace import Workplace

SCREEN = QSize(1440, 900)
_PATIENCE_MS = 60_000
_LOOK_EVERY_MS = 10
_SEEN = 1  # what the waiting ends with when it was not in vain
_ROUND_MS = 30  # in which what a job brought is laid out, and asks for more
_QUICK = 80  # how PNGs are written: little time for a file that is made smaller afterwards


class Desk(Protocol):
    """The program as the tour sees it."""

    window: MainWindow
    jobs: Jobs
    settings: DeviceSettings
    workplace: Workplace | None

    def start(self) -> None: ...
    def put_away(self) -> None: ...
    def deleteLater(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Variant:
    """One way the window can look; `scale` 2 is 200 % on a screen of the same pixels."""

    language: str
    theme: Theme
    scale: int = 1

    @property
    def name(self) -> str:
        enlarged = f"-{self.scale}00" if self.scale > 1 else ""
        return f"{self.language.lower()}-{self.theme}{enlarged}"


VARIANTS = (
    *(Variant(language, theme) for language in ("nl", "fr") for theme in (Theme.LIGHT, Theme.DARK)),
    Variant("de", Theme.LIGHT, scale=2),
    Variant(i18n.PSEUDO_RIGHT_TO_LEFT, Theme.LIGHT),
)


class Camera:
    """Takes pictures of a window as it looks in one variant."""

    def __init__(self, output: Path, variant: Variant) -> None:
        self._output = output
        self.variant = variant

    def prepare(self, desk: Desk) -> None:
        """Make the window look so."""
        desk.window.setMinimumSize(1, 1)
        desk.window.resize(SCREEN / self.variant.scale)
        desk.settings.change(language=self.variant.language, theme=self.variant.theme)
        settle(desk)

    def take(self, desk: Desk, page: str) -> None:
        """Draw the window at the variant's scale, as sharp as a screen of that scale would."""
        settle(desk)
        window = desk.window
        picture = QPixmap(window.size() * self.variant.scale)
        picture.setDevicePixelRatio(self.variant.scale)
        window.render(picture, QPoint())
        picture.save(str(self._output / f"{page}-{self.variant.name}.png"), None, _QUICK)


def settle(desk: Desk) -> None:
    """Let the window live until nothing is on its way any more."""
    for _round in range(2):  # what a job brought may have started another one
        wait_until(lambda: desk.jobs.idle)
        wait_ms(_ROUND_MS)


def wait_until(met: Callable[[], bool]) -> None:
    """Keep the window alive until the condition is met; gives up after a minute."""
    waiting, looking = QEventLoop(), QTimer()
    looking.timeout.connect(lambda: waiting.exit(_SEEN) if met() else None)
    looking.start(_LOOK_EVERY_MS)
    QTimer.singleShot(_PATIENCE_MS, waiting, waiting.quit)
    if not met() and waiting.exec() != _SEEN:  # what was met need not last until the loop has ended
        raise TimeoutError


def wait_ms(duration: int) -> None:
    """Keep the window alive for so long."""
    waiting = QEventLoop()
    QTimer.singleShot(duration, waiting.quit)
    waiting.exec()
