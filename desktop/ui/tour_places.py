"""Where the tour goes: each place of the rail, each part of a file that has much to show, each with its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from desktop.clock import today
from desktop.ui.frame import Frame
from desktop.ui.theme import GRID
from desktop.ui.tour_camera import Desk, settle, wait_ms

if TYPE_CHECKING:
    from desktop.services.session import Session
    from desktop.ui.pages.client_file_page import ClientFilePage

_DAYS_AHEAD, _DOCUMENTS = 120, 3
_PARTS = {
    "centre": ("centre_network_filter_field", "code_list_choice")
}  # further down a page: what to look for
_PART_NAMES = {"centre_network_filter_field": "network", "code_list_choice": "lists"}
_ABOVE = 8 * GRID  # of a part, its heading comes in sight too
_PAPER_MS = 400  # a paper is drawn again once its width is settled


def places(desk: Desk, client_id: str) -> Iterator[str]:
    """Go from place to place; yields the name of each when it is on screen."""
    frame = desk.window.shown
    if not isinstance(frame, Frame):
        return
    for name in frame.pages():
        frame.show_page(name)
        settle(desk)
        yield from _page(frame.page(name), name)
    yield from _referral(frame)
    if client_id:
        frame.open_client(client_id)
        settle(desk)
        yield from _file(desk, cast("ClientFilePage", frame.page("client_file")))
        frame.show_sheets_for(client_id)
        yield "sheet-chosen"


def rich_client(desk: Desk) -> str:
    """Whose file shows most: of the demo user's own, the first with something due, with documents and papers."""
    frame, workplace = desk.window.shown, desk.workplace
    if not isinstance(frame, Frame) or workplace is None or "clients" not in frame.pages():
        return ""
    found: list[str] = []
    session = workplace.session
    desk.jobs.start(lambda: _richest(session), parent=desk.jobs, done=found.append)
    settle(desk)
    return found[0] if found else ""


def _richest(session: Session) -> str:
    from desktop.services import clients, deadlines, papers, procedure

    until = today(session.clock) + timedelta(days=_DAYS_AHEAD)
    waiting = dict.fromkeys(item.client_id for item in deadlines.due(session, until=until, mine=True))
    for client_id in waiting:
        documents = procedure.read(session, client_id).documents
        if len(documents) >= _DOCUMENTS and papers.of_client(session, client_id):
            return client_id
    rows = clients.list_clients(session, limit=1).rows
    return next(iter(waiting), rows[0].id if rows else "")


def _page(page: QWidget, name: str) -> Iterator[str]:
    """A page from its top, then the parts of it that lie further down."""
    _scroll_to(page, None)
    yield name
    for wanted in _PARTS.get(name, ()):
        part = page.findChild(QWidget, wanted)
        if part is not None:
            _scroll_to(page, part)
            yield f"{name}-{_PART_NAMES[wanted]}"


def _referral(frame: Frame) -> Iterator[str]:
    """For one person, and for several at once."""
    frame.new_referral()
    yield "referral"
    _press(frame.page("referral"), "referral_kind_many_button")
    yield "referral-several"
    _press(frame.page("referral"), "referral_kind_one_button")


def _file(desk: Desk, page: ClientFilePage) -> Iterator[str]:
    """Every tab of a file, by its name; what is long is shown further down too."""
    for tab in page.tabs():
        page.go(tab)
        settle(desk)
        _scroll_to(page, None)
        if tab == "documents":
            _look_at_a_paper(desk, page)
        yield f"client-{tab}"
        if further := _FURTHER.get(tab):
            yield from (f"client-{tab}-{part}" for part in further(desk, page))


def _indicators(desk: Desk, page: QWidget) -> Iterator[str]:
    """The indicators unfolded, those asked and those still to be."""
    section = page.findChild(QWidget, "indicators_section")
    if section is not None:
        _press(section, "indicators_unfold_button")
        settle(desk)
        _scroll_to(page, section)
        yield "indicators"
        _press(section, "indicators_fold_button")


def _twice_further(desk: Desk, page: QWidget) -> Iterator[str]:
    """A long tab, a window at a time."""
    area = _area_of(page)
    for number in (2, 3):
        bar = area.verticalScrollBar() if area is not None else None
        if area is None or bar is None or bar.value() >= bar.maximum():
            return
        bar.setValue(bar.value() + area.viewport().height() - 4 * GRID)
        settle(desk)
        yield str(number)


def _look_at_a_paper(desk: Desk, page: QWidget) -> None:
    _press(page, "documents_paper0_row")
    settle(desk)
    wait_ms(_PAPER_MS)


_FURTHER: dict[str, Callable[[Desk, QWidget], Iterator[str]]] = {
    "intake": _indicators,
    "procedure": _twice_further,
}


def _press(page: QWidget, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    if button is not None:
        button.click()


def _area_of(page: QWidget) -> QScrollArea | None:
    """What scrolls the page: the largest scroll area in sight."""
    areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
    return max(areas, key=lambda area: area.height() * area.width(), default=None)


def _scroll_to(page: QWidget, part: QWidget | None) -> None:
    """Bring a part to the top; None for the top of the page."""
    area = _area_of(page)
    body = area.widget() if area is not None else None
    if area is not None and body is not None:
        above = 0 if part is None else part.mapTo(body, QPoint()).y() - _ABOVE
        area.verticalScrollBar().setValue(above)
