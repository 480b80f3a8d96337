"""Wrapping rows inside a page that scrolls: as high as their lines here, never as high as they would be when narrow."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.widgets.flow_layout import FlowLayout, wrapping


def flowing(parent: QWidget) -> FlowLayout:
    """A flow layout on a widget; its height at its narrowest would otherwise be the least the page can have."""
    layout = wrapping(parent)
    let_shrink(parent)
    return layout


def let_shrink(wrapped: QWidget) -> None:
    """Take the height its lines need at the width it gets, and ask for no more."""
    policy = wrapped.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    wrapped.setSizePolicy(policy)
