"""What the forms of a file say of a date or a moment that is none."""

from __future__ import annotations

from desktop.i18n import gettext as _


def not_a_date() -> str:
    """What to say of something that is no date."""
    return _("This is not a date. Write it as 22/11/2026.")


def not_a_moment() -> str:
    """What to say of something that is no day and time."""
    return _("Give a day and a time, as 22/11/2026 and 23:10.")
