"""A walk through every page without a display, saving a picture of each: for `make screenshots`, to be looked at.

It runs the real program over the fictitious centre, and refuses any other: pictures of real files must never exist.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEventLoop, QPoint, QSize, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QTabWidget, QWidget

from desktop import i18n
from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.settings import Theme
from desktop.ui.frame import Frame
from desktop.ui.pages.unlock_page import UnlockPage
from desktop.ui.pages.wizard_page import WizardPage

if TYPE_CHECKING:
    from desktop.ui.device_settings import DeviceSettings
    from desktop.ui.jobs import Jobs
    from desktop.ui.main_window import MainWindow
    from desktop.ui.workplace import Workplace

DEMO_PASSPHRASE = b"demo"
SCREEN = QSize(1440, 900)
_PATIENCE_MS = 60_000
_LOOK_EVERY_MS = 25


class Desk(Protocol):
    """The program as the tour sees it."""

    window: MainWindow
    jobs: Jobs
    settings: DeviceSettings
    workplace: Workplace | None

    def start(self) -> None: ...
    def put_away(self) -> None: ...
    def deleteLater(self) -> None: ...


MakeDesk = Callable[[Path, bool], Desk]


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
    Variant("nl", Theme.LIGHT),
    Variant("fr", Theme.DARK),
    Variant("de", Theme.LIGHT, scale=2),
    Variant(i18n.PSEUDO_RIGHT_TO_LEFT, Theme.LIGHT),
)


def take_tour(
    folder: Path,
    output: Path,
    *,
    make_desk: MakeDesk,
    demo: bool = False,
    variants: tuple[Variant, ...] = VARIANTS,
) -> int:
    """Save `<page>-<variant>.png` for every page and variant; returns the exit code.

    With `demo` the fictitious centre is made first where there is nothing.
    Raises UserError when the folder holds a real centre or does not open.
    """
    from desktop.services import session

    to_be_made = demo and not session.is_set_up(folder)
    if not to_be_made and not session.is_fictitious(folder):
        raise UserError(
            _("These are real files; no pictures are made of them."),
            _("Use the folder of a fictitious centre."),
        )
    output.mkdir(parents=True, exist_ok=True)
    for variant in variants:
        _visit_wizard(Camera(output, variant), make_desk)
    _visit_centre(folder, output, make_desk, variants)
    return 0


class Camera:
    """Takes pictures of a window as it looks in one variant."""

    def __init__(self, output: Path, variant: Variant) -> None:
        self._output = output
        self.variant = variant

    def prepare(self, desk: Desk) -> None:
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
        picture.save(str(self._output / f"{page}-{self.variant.name}.png"))


def settle(desk: Desk) -> None:
    """Let the window live until nothing is on its way any more."""
    for _round in range(2):  # what a job brought may have started another one
        wait_until(lambda: desk.jobs.idle)
        wait_ms(2 * _LOOK_EVERY_MS)


def wait_until(met: Callable[[], bool]) -> None:
    """Keep the window alive until the condition is met; gives up after a minute."""
    waiting, looking = QEventLoop(), QTimer()
    looking.timeout.connect(lambda: waiting.quit() if met() else None)
    looking.start(_LOOK_EVERY_MS)
    QTimer.singleShot(_PATIENCE_MS, waiting.quit)
    if not met():
        waiting.exec()
    if not met():
        raise TimeoutError


def wait_ms(duration: int) -> None:
    waiting = QEventLoop()
    QTimer.singleShot(duration, waiting.quit)
    waiting.exec()


def _visit_wizard(camera: Camera, make_desk: MakeDesk) -> None:
    with tempfile.TemporaryDirectory() as empty:
        desk = _open_desk(make_desk(Path(empty) / "none", False))
        camera.prepare(desk)
        wizard = desk.window.shown
        if isinstance(wizard, WizardPage):
            for number in range(len(wizard.steps)):
                wizard.show_step(number)
                camera.take(desk, f"wizard-{number + 1}")
        _close_desk(desk)


def _visit_centre(folder: Path, output: Path, make_desk: MakeDesk, variants: tuple[Variant, ...]) -> None:
    desk = _open_desk(make_desk(folder, True))
    before = desk.settings.current
    try:
        for variant in variants:
            camera = Camera(output, variant)
            camera.prepare(desk)
            camera.take(desk, "unlock")
        _unlock(desk)
        for variant in variants:
            camera = Camera(output, variant)
            camera.prepare(desk)
            for name in _places(desk):
                camera.take(desk, name)
    finally:
        desk.settings.change(language=before.language, theme=before.theme)
        _close_desk(desk)


def _places(desk: Desk) -> Iterator[str]:
    """Go from place to place and from tab to tab; yields the name of each."""
    frame = desk.window.shown
    if not isinstance(frame, Frame):
        return
    for name in frame.pages():
        frame.show_page(name)
        yield from _tabs(desk, frame.page(name), name)
    frame.new_referral()
    settle(desk)
    yield "referral"
    if client_id := _first_client(desk):
        frame.open_client(client_id)
        settle(desk)
        yield from _tabs(desk, frame.page("client_file"), "client")
        frame.show_sheets_for(client_id)
        settle(desk)
        yield "sheet-chosen"


def _tabs(desk: Desk, page: QWidget, name: str) -> Iterator[str]:
    settle(desk)
    tabs = next((each for each in page.findChildren(QTabWidget) if each.isVisible()), None)
    if tabs is None:
        yield name
        return
    for number in range(tabs.count()):
        if tabs.isTabVisible(number):
            tabs.setCurrentIndex(number)
            yield f"{name}-{number + 1}"


def _first_client(desk: Desk) -> str:
    """The first client of the list, or none."""
    from desktop.services import clients

    found: list[str] = []
    workplace = desk.workplace
    if workplace is None or "clients" not in _frame_pages(desk):
        return ""
    session = workplace.session
    desk.jobs.start(
        lambda: clients.list_clients(session, limit=1).rows,
        parent=desk.jobs,
        done=lambda rows: found.extend(row.id for row in rows),
    )
    settle(desk)
    return found[0] if found else ""


def _frame_pages(desk: Desk) -> tuple[str, ...]:
    frame = desk.window.shown
    return frame.pages() if isinstance(frame, Frame) else ()


def _open_desk(desk: Desk) -> Desk:
    desk.start()
    wait_ms(2 * _LOOK_EVERY_MS)
    settle(desk)
    return desk


def _unlock(desk: Desk) -> None:
    page = desk.window.shown
    if not isinstance(page, UnlockPage):
        raise UserError(_("The fictitious centre does not open."))
    page.passphrase.type_text(DEMO_PASSPHRASE.decode())
    page.ask()
    wait_until(lambda: desk.workplace is not None)
    settle(desk)


def _close_desk(desk: Desk) -> None:
    desk.window.hide()
    desk.put_away()
    desk.window.deleteLater()
    desk.deleteLater()
    wait_ms(_LOOK_EVERY_MS)
