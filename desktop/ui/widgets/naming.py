"""Names: of a widget, by which tests, style sheets and screen readers find it; of a value, which Qt looks up."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject

Thing = TypeVar("Thing", bound=QObject)


def named(thing: Thing, name: str) -> Thing:
    """The same thing, under its object name."""
    thing.setObjectName(name)
    return thing


def set_by_name(thing: QObject, **values: str) -> None:
    """Set Qt's properties by the names of their values, e.g. `set_by_name(label, textFormat="PlainText")`.

    Python's `Qt` holds over a hundred enums and makes them all when one is asked for: a tenth of the start. What the
    first picture needs is set this way instead.
    """
    for name, value in values.items():
        if not thing.setProperty(name, value):
            raise ValueError(f"{type(thing).__name__} has no {name} {value}")
