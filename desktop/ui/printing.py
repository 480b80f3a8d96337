"""Paper, without a file on the way: Linux gets the PDF through a pipe, Windows gets rendered pages.

The spooler keeps its own copy while it prints; SECURITY.md says so. The print job is called "Baken" and nothing else.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.paths import APPLICATION_NAME

_DOTS_PER_INCH = 300
_SECONDS = 60


def print_pdf(pdf: bytes) -> None:
    """Send a PDF to the default printer. Takes its time: call it in a job with `vault=False`. Raises UserError."""
    if sys.platform == "win32":
        _paint_pages(pdf)
    else:
        _pipe_to_lp(pdf)


def _pipe_to_lp(pdf: bytes) -> None:
    lp = shutil.which("lp")
    if lp is None:
        raise UserError(
            _("This PC has no printing system."),
            _("Save the sheet as a PDF, or ask to have a printer set up."),
        )
    command = [lp, "-s", "-t", APPLICATION_NAME, "-o", "media=A4", "-"]
    try:
        answer = subprocess.run(command, input=pdf, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise _printer_silent() from problem
    if answer.returncode != 0:
        raise _printer_silent()


def _printer_silent() -> UserError:
    return UserError(
        _("The printer did not take the pages."), _("See that it is on and has paper, then print again.")
    )


def _paint_pages(pdf: bytes) -> None:
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtPrintSupport import QPrinter

    from desktop.services import sheets

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(APPLICATION_NAME)
    if not printer.isValid():
        raise _printer_silent()
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise _printer_silent()
    try:
        for number, page in enumerate(sheets.pdf_pictures(pdf, dpi=_DOTS_PER_INCH)):
            if number:
                printer.newPage()
            image = QImage(page.rgba, page.width, page.height, QImage.Format.Format_RGBA8888)
            painter.drawImage(painter.viewport(), image)
    finally:
        painter.end()
