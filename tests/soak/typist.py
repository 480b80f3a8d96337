"""A person who types without a pause in a form of the real window, until the process is killed.

Reads nothing but its arguments: folder, form. Says `ready`, then each number it has typed, and when, by the one clock
that goes on for all processes alike.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.app import Desk, make_application
from desktop.clock import FixedClock
from tests.helpers.at_the_window import CTRL, SHIFT, AtTheWindow, come_in
from tests.helpers.vaults import CHEAP

PAUSE_MS = 40  # between two numbers: faster than any pause a form could wait for


def to_the_referral(person: AtTheWindow) -> str:
    person.key(Qt.Key.Key_N, CTRL | SHIFT)
    person.wait()
    return "new_referral_alleged_field"


def to_the_event(person: AtTheWindow) -> str:
    person.take_referral("Yodit Haile")
    person.show_tab("procedure")
    person.begin_event("trial")
    return "procedure_event_note_field"


def to_the_note(person: AtTheWindow) -> str:
    person.take_referral("Yodit Haile")
    person.key(Qt.Key.Key_R, CTRL)
    person.wait()
    return "note_text_field"


FORMS: dict[str, Callable[[AtTheWindow], str]] = {
    "referral": to_the_referral,
    "event": to_the_event,
    "note": to_the_note,
}


def type_for_ever(person: AtTheWindow, name: str) -> None:
    field = person.shown(QWidget, name)
    field.setFocus()
    for number in count():
        QTest.keyClicks(field, f"{number} ")
        print(number, time.monotonic(), flush=True)
        QTest.qWait(PAUSE_MS)


def main(folder: str, form: str) -> None:
    application = make_application()
    clock = FixedClock(datetime.now(UTC))
    desk = Desk(Path(folder), clock=clock, cost=CHEAP)
    desk.start()
    while not (_is_asked(desk) and desk.jobs.idle):
        application.processEvents()
    person = come_in(desk, clock)
    name = FORMS[form](person)
    print("ready", flush=True)
    type_for_ever(person, name)


def _is_asked(desk: Desk) -> bool:
    """Whether the unlock page knows who may come in."""
    return bool(getattr(desk.window.shown, "people", ()))


if __name__ == "__main__":
    main(*sys.argv[1:])
