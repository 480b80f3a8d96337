"""Tab goes as one reads: what is added to a page later would otherwise come after everything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(anchor: QWidget, parts: Iterable[QWidget]) -> None:
    """Reach the parts, each with all that is inside it, right after the anchor, which has no focus proxy.

    It need not take the focus itself, but Qt refuses one that does not, so it does so meanwhile.
    """
    policy = anchor.focusPolicy()
    anchor.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    before = anchor
    for part in parts:
        for widget in tuple(_reached(part)):
            QWidget.setTabOrder(before, widget)
            before = widget
    anchor.setFocusPolicy(policy)


def _reached(part: QWidget) -> Iterator[QWidget]:
    """What Tab stops at in a part, in the order it has there; the chain is only walked as far as that."""
    window = part.window()  # the list of a choice is a window of its own, with its own chain
    inside = (part, *part.findChildren(QWidget))
    left = {id(widget) for widget in inside if _takes_tab(widget) and widget.window() is window}
    widget: QWidget | None = part
    while left and widget is not None:
        if id(widget) in left:
            left.remove(id(widget))
            yield widget
        widget = widget.nextInFocusChain()


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
