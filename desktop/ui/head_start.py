"""While someone types a passphrase, load what the work needs: half of the time from unlock to the list was imports."""

from __future__ import annotations

from importlib import import_module

from desktop.ui.places import PLACES

_FIRST = PLACES[:3]  # where a day begins; the others load what they need when they are first shown


def load() -> None:
    """Import the frame and the first pages, and how dates are written; away from the window, it makes nothing of Qt."""
    import_module("desktop.ui.frame")
    for place in _FIRST:
        import_module(place.page.partition(":")[0])
    _write_a_date()


def _write_a_date() -> None:
    """Babel reads a language's data when it writes the first date."""
    from desktop.clock import SystemClock, today
    from desktop.i18n import format_moment, format_weekday_date

    clock = SystemClock()
    format_weekday_date(today(clock))
    format_moment(clock.now())
