"""Real windows over real vaults, on the threads they have in life."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Desk
from desktop.clock import FixedClock
from desktop.errors import UserError
from desktop.services import session as sessions
from desktop.settings import Theme
from desktop.ui import theme
from desktop.ui.device_settings import DeviceSettings
from desktop.ui.jobs import Jobs
from desktop.ui.messages import Messages, Said
from desktop.ui.privacy import Privacy
from desktop.ui.workplace import Workplace
from tests.helpers.vaults import CHEAP, PASSPHRASE

T = TypeVar("T")
Find = Callable[[str], QWidget]


@dataclass
class Seen:
    """What pages asked of the frame, and what they told the person."""

    clients: list[str] = field(default_factory=list)
    tabs: list[tuple[str, str]] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    referrals: list[str] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    failed: list[UserError] = field(default_factory=list)


class Bugs:
    """Collects what no one expected; a test that causes one fails."""

    def __init__(self) -> None:
        self.found: list[Exception] = []

    def take(self, problem: Exception) -> UserError:
        self.found.append(problem)
        return UserError("a bug")


@pytest.fixture
def bugs() -> Iterator[Bugs]:
    collected = Bugs()
    yield collected
    if collected.found:
        raise collected.found[0]


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[Jobs], None]:
    """Wait until no job is on its way and what it brought is on screen: `settle(workplace.jobs)`."""

    def settled(jobs: Jobs) -> None:
        qtbot.waitUntil(lambda: jobs.idle, timeout=20_000)
        QCoreApplication.sendPostedEvents()  # a layout shows its new widgets one round of events later

    return settled


@pytest.fixture
def in_vault(qtbot: QtBot) -> Callable[[Workplace, Callable[[], T]], T]:
    """Do something on the vault's thread and wait for it: `in_vault(workplace, lambda: clients.list_clients(...))`."""

    def do(workplace: Workplace, work: Callable[[], T]) -> T:
        results: list[Any] = []
        workplace.jobs.start(work, parent=workplace.jobs, done=results.append, failed=results.append)
        qtbot.waitUntil(lambda: bool(results), timeout=20_000)
        if isinstance(results[0], Exception):
            raise results[0]
        return results[0]

    return do


@pytest.fixture
def seen() -> Seen:
    """What the pages under test asked for and said."""
    return Seen()


@pytest.fixture
def make_workplace(  # noqa: PLR0917 - one fixture each
    qtbot: QtBot, vault_folder: Path, clock: FixedClock, seen: Seen, bugs: Bugs, qapp: QObject
) -> Iterator[Callable[..., Workplace]]:
    """Unlock as someone, on the thread of the jobs: `make_workplace(login="an")`."""
    theme.apply(Theme.LIGHT)
    made: list[Workplace] = []

    def make(login: str = "an", passphrase: bytes = PASSPHRASE) -> Workplace:
        messages = Messages()
        messages.said.connect(seen.said.append)
        messages.failed.connect(seen.failed.append)
        jobs = Jobs(show_error=messages.fail, unexpected=bugs.take)
        opened: list[sessions.Session] = []
        jobs.start(
            lambda: sessions.unlock(vault_folder, login, bytearray(passphrase), clock=clock, floor=CHEAP),
            parent=jobs,
            done=opened.append,
        )
        qtbot.waitUntil(lambda: bool(opened or seen.failed), timeout=20_000)
        if not opened:
            raise seen.failed[0]
        workplace = Workplace(
            session=opened[0],
            jobs=jobs,
            messages=messages,
            settings=DeviceSettings(vault_folder),
            privacy=Privacy(),
            open_client=seen.clients.append,
            show_page=seen.pages.append,
            new_referral=seen.referrals.append,
            open_client_at=lambda client_id, tab: seen.tabs.append((client_id, tab)),
        )
        made.append(workplace)
        return workplace

    yield make
    for workplace in made:
        workplace.jobs.cancel_all()
        assert workplace.jobs.finish(workplace.session.close, within_ms=20_000)


@pytest.fixture
def workplace(make_workplace: Callable[..., Workplace]) -> Workplace:
    """The founder's desk: a real session on real jobs; what pages ask for lands in `seen`."""
    return make_workplace()


@dataclass
class Departures:
    """How often the process would have been replaced, and whether out of sight."""

    times: list[bool] = field(default_factory=list)

    def __call__(self, *, minimised: bool) -> None:
        self.times.append(minimised)


@pytest.fixture
def departures() -> Departures:
    return Departures()


@pytest.fixture
def make_desk(qtbot: QtBot, clock: FixedClock, departures: Departures) -> Iterator[Callable[..., Desk]]:
    """The whole program on a folder, its window on screen: `make_desk(folder)`."""
    made: list[Desk] = []

    def make(folder: Path, *, demo: bool = False) -> Desk:
        desk = Desk(folder, demo=demo, clock=clock, cost=CHEAP, leave=departures)
        made.append(desk)
        with qtbot.waitSignal(desk.window.painted, timeout=20_000):
            desk.start()
        qtbot.waitUntil(lambda: desk.jobs.idle, timeout=20_000)
        return desk

    yield make
    for desk in made:
        desk.put_away()
        desk.window.deleteLater()
        desk.deleteLater()


@pytest.fixture
def desk(make_desk: Callable[..., Desk], vault_folder: Path) -> Desk:
    """The program at its unlock page, over the set-up vault."""
    return make_desk(vault_folder)


@pytest.fixture
def unlocked(desk: Desk, qtbot: QtBot) -> Desk:
    """The program after the founder came in."""
    from desktop.ui.pages.unlock_page import UnlockPage

    page = desk.window.shown
    assert isinstance(page, UnlockPage)
    qtbot.keyClicks(page.passphrase, PASSPHRASE.decode())
    qtbot.keyClick(page.passphrase, "\r")
    qtbot.waitUntil(lambda: desk.workplace is not None and desk.jobs.idle, timeout=20_000)
    return desk


@pytest.fixture
def window(unlocked: Desk) -> QWidget:
    """The unlocked main window."""
    return unlocked.window
