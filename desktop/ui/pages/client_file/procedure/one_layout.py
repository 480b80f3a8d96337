"""Filling many lists at once: Qt would lay the whole page out anew for every row that appears, thirty times over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


@contextmanager
def laid_out_once(page: QWidget, parts: Sequence[QWidget]) -> Iterator[None]:
    """Meanwhile neither the parts nor what holds them up to the page is laid out; afterwards all is, once."""
    layouts = _layouts(page, parts)
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
        for part in parts:
            _show_what_is_new(part)
    finally:
        for layout in layouts:
            layout.setEnabled(True)
        for layout in layouts:
            layout.invalidate()
        for layout in layouts:
            layout.activate()


def _layouts(page: QWidget, parts: Sequence[QWidget]) -> list[QLayout]:
    """Of the parts, then of what holds them, the page last."""
    widgets: list[QWidget] = list(parts)
    for part in parts:
        above = part.parentWidget()
        while above is not None and above is not page:
            if above not in widgets:
                widgets.append(above)
            above = above.parentWidget()
    return [layout for widget in (*widgets, page) if (layout := widget.layout()) is not None]


def _show_what_is_new(part: QWidget) -> None:
    """Children that were never shown nor hidden wait for the event loop; here they need not."""
    for child in part.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isHidden() and not child.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            child.show()
