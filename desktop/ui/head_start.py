"""Load what the work needs before it is asked for: half of the time from unlock to the list was imports.

The first pages while someone types a passphrase, the parts of a file while they read the first one.
"""

from __future__ import annotations

from importlib import import_module
from time import sleep

from PySide6 import QtWidgets

from desktop.ui.places import PLACES

_FIRST = PLACES[:3]  # where a day begins
_OF_A_FILE = ("procedure", "support", "intake", "people", "documents", "timeline", "history")
_PAUSE_SECONDS = 0.02  # between two modules, so that the window has its turn


def load() -> None:
    """Import the frame and the first pages, and how dates are written; away from the window, it makes nothing of Qt."""
    import_module("desktop.ui.frame")
    for place in _FIRST:
        import_module(place.page.partition(":")[0])
    _write_a_date()


def load_file() -> None:
    """Import the other parts of a client's file and the form for a referral, away from the window and in no hurry."""
    for part in _OF_A_FILE:
        sleep(_PAUSE_SECONDS)
        import_module(f"desktop.ui.pages.client_file.{part}_tab")
    sleep(_PAUSE_SECONDS)
    import_module("desktop.ui.pages.referral_page")
    _know_widgets()


def _know_widgets() -> None:
    """PySide makes a class known when it is first met, and meets all of them when asked what an inner widget is."""
    for name in dir(QtWidgets):
        getattr(QtWidgets, name)
        sleep(0)


def _write_a_date() -> None:
    """Babel reads a language's data when it writes the first date."""
    from desktop.clock import SystemClock, today
    from desktop.i18n import format_moment, format_weekday_date

    clock = SystemClock()
    format_weekday_date(today(clock))
    format_moment(clock.now())
