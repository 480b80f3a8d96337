"""A walk through every page without a display, saving a picture of each: for `make screenshots`, to be looked at.

It runs the real program over the fictitious centre, and refuses any other: pictures of real files must never exist.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.ui.pages.unlock_page import UnlockPage
from desktop.ui.pages.wizard_page import WizardPage
from desktop.ui.tour_camera import VARIANTS, Camera, Desk, Variant, settle, wait_ms, wait_until
from desktop.ui.tour_places import places, rich_client

DEMO_PASSPHRASE = b"demo"
_A_MOMENT_MS = 50
MakeDesk = Callable[[Path, bool], Desk]


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
    cameras = tuple(Camera(output, variant) for variant in variants)
    _visit_wizard(cameras, make_desk)
    _visit_centre(folder, cameras, make_desk)
    return 0


def _visit_wizard(cameras: tuple[Camera, ...], make_desk: MakeDesk) -> None:
    """Each in a program of its own: what the wizard showed in one language does not return in another."""
    for camera in cameras:
        with tempfile.TemporaryDirectory() as empty:
            desk = _open_desk(make_desk(Path(empty) / "none", False))
            camera.prepare(desk)
            wizard = desk.window.shown
            if isinstance(wizard, WizardPage):
                for number in range(len(wizard.steps)):
                    wizard.show_step(number)
                    camera.take(desk, f"wizard-{number + 1}")
            _close_desk(desk)


def _visit_centre(folder: Path, cameras: tuple[Camera, ...], make_desk: MakeDesk) -> None:
    desk = _open_desk(make_desk(folder, True))
    before = desk.settings.current
    try:
        for camera in cameras:
            camera.prepare(desk)
            camera.take(desk, "unlock")
        _unlock(desk)
        client_id = rich_client(desk)
        for camera in cameras:
            camera.prepare(desk)
            for name in places(desk, client_id):
                camera.take(desk, name)
    finally:
        desk.settings.change(language=before.language, theme=before.theme)
        _close_desk(desk)


def _open_desk(desk: Desk) -> Desk:
    desk.start()
    wait_ms(_A_MOMENT_MS)
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
    wait_ms(_A_MOMENT_MS)
