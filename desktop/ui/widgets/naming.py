"""Object names, by which tests, style sheets and screen readers find a widget."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject

Thing = TypeVar("Thing", bound=QObject)


def named(thing: Thing, name: str) -> Thing:
    """The same thing, under its object name."""
    thing.setObjectName(name)
    return thing
