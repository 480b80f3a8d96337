"""The composition root: the only place where windows, jobs, settings and the vault are wired together."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from desktop.paths import APPLICATION_NAME
from desktop.ui import relaunch, theme
from desktop.ui.collecting import Collector
from desktop.ui.crash import CrashDesk
from desktop.ui.device_settings import DeviceSettings
from desktop.ui.entrance import Entrance, Survey
from desktop.ui.jobs import Jobs
from desktop.ui.main_window import MainWindow
from desktop.ui.messages import Messages
from desktop.ui.privacy import Privacy
from desktop.ui.speech import load_letters, speak

if TYPE_CHECKING:
    from datetime import date

    from desktop.clock import Clock
    from desktop.progress import Progress
    from desktop.services.session import Session
    from desktop.settings import Settings
    from desktop.storage.instance_lock import InstanceLock
    from desktop.storage.secrets import KeyDerivation
    from desktop.ui.clipboard import OwnClipboard
    from desktop.ui.frame import Frame
    from desktop.ui.idle_lock import IdleLock
    from desktop.ui.workplace import Workplace

LOCK_WITHIN_MS = 500


class Leave(Protocol):
    """How the process is replaced; tests put something gentler in its place."""

    def __call__(self, *, minimised: bool) -> None: ...


DEMO_CLIENTS, DEMO_SEED, DEMO_LOGIN = 500, 1, "demo"


class FolderDoor:
    """The way into one data folder, held for this program alone; used on the vault's thread."""

    def __init__(self, folder: Path, *, demo: bool, clock: Clock | None, cost: KeyDerivation | None) -> None:
        self._folder, self._demo, self._clock, self._cost = folder, demo, clock, cost
        self._held: InstanceLock | None = None

    def survey(self, progress: Progress) -> Survey:
        """Who can come in; makes the fictitious centre where it is wanted and not there yet."""
        from desktop.services import session

        if not session.is_set_up(self._folder):
            if not self._demo:
                return Survey(is_new=True)
            self._make_fictitious_centre(progress)
        self._hold()
        people = session.people(self._folder)
        return Survey(is_new=False, people=people, chosen=DEMO_LOGIN if self._demo else "")

    def unlock(self, login: str, passphrase: bytearray) -> Session:
        """Open the vault; the passphrase is wiped."""
        from desktop.services import session
        from desktop.storage.secrets import FLOOR

        return session.unlock(self._folder, login, passphrase, clock=self._clock, floor=self._cost or FLOOR)

    def create(self, *, centre: str, name: str, passphrase: bytearray) -> Session:
        """Make the vault and open it; the passphrase is wiped."""
        from desktop.services import setup
        from desktop.storage.secrets import FLOOR, wipe

        again = bytearray(passphrase)  # making the vault wipes one, opening it the other
        try:
            founder = setup.create(
                self._folder,
                centre=centre,
                name=name,
                passphrase=passphrase,
                cost=self._cost or FLOOR,
                clock=self._clock,
            )
            self._hold()
            return self.unlock(founder.login, again)
        finally:
            wipe(again)

    def release(self) -> None:
        """Give the folder back, so that the next process can take it."""
        if self._held is not None:
            self._held.release()
            self._held = None

    def _hold(self) -> None:
        from desktop.services import session

        if self._held is None:
            self._held = session.lock_folder(self._folder)

    def _make_fictitious_centre(self, progress: Progress) -> None:
        from desktop.clock import SystemClock, today
        from desktop.demo.centre import build

        as_of = today(self._clock or SystemClock())
        build(self._folder, clients=DEMO_CLIENTS, seed=DEMO_SEED, as_of=as_of, progress=progress)


class Desk(QObject):
    """One program at work on one data folder, from the unlock page to the lock.

    `cost` is lowered by tests only; None means the floor for real vaults.
    """

    def __init__(
        self,
        folder: Path,
        *,
        demo: bool = False,
        clock: Clock | None = None,
        cost: KeyDerivation | None = None,
        leave: Leave = relaunch.replace_process,
    ) -> None:
        super().__init__()
        self._leave = leave
        self._spoken = ""
        self._idle: IdleLock | None = None
        self._clipboard: OwnClipboard | None = None
        self.workplace: Workplace | None = None
        self.settings = DeviceSettings(folder, parent=self)
        self._dress(self.settings.current)
        self.messages = Messages(self)
        self.crashes = CrashDesk(self.messages, parent=self)
        self.jobs = Jobs(show_error=self.messages.fail, unexpected=self.crashes.report, parent=self)
        self.privacy = Privacy(on=self.settings.current.private_mode, parent=self)
        self.collector = Collector(parent=self)
        self.window = MainWindow()
        self._door = FolderDoor(folder, demo=demo, clock=clock, cost=cost)
        self.entrance = Entrance(
            self._door, self.window, self.jobs, settings=self.settings, demo=demo, parent=self
        )
        self.entrance.opened.connect(self.open)
        self.window.panic.connect(self.panic)
        self.window.lock_asked.connect(self.lock)
        self.window.closing.connect(self.put_away)
        self.settings.changed.connect(self._take_settings)

    def start(self) -> None:
        """Show the window, then look into the data folder: never the other way round."""
        if relaunch.starts_minimised():
            self.window.showMinimized()
            QTimer.singleShot(0, self.entrance.look)  # nothing is painted while it is small
        else:
            self.window.painted.connect(self.entrance.look)
            self.window.show()
            self.window.activateWindow()  # a window come back from a lock is not always given the keys

    def open(self, session: Session) -> None:
        """The vault is open: lay out the desk of this person."""
        from desktop.ui.workplace import Workplace

        self.workplace = Workplace(
            session=session,
            jobs=self.jobs,
            messages=self.messages,
            settings=self.settings,
            privacy=self.privacy,
            open_client=lambda client_id: self._frame().open_client(client_id),
            show_page=lambda name: self._frame().show_page(name),
            show_sheets_for=lambda client_id: self._frame().show_sheets_for(client_id),
            new_referral=lambda slip_id: self._frame().new_referral(slip_id),
            open_incident=lambda incident_id: self._frame().open_incident(incident_id),
            show_undecided=lambda: self._frame().show_undecided(),
            open_client_at=lambda client_id, tab: self._frame().open_client(client_id, tab=tab),
        )
        self.settings.store()  # the wizard's choices could not be stored before there was a folder
        load_letters()
        self._lay_out(self.workplace).show_first()
        self._watch_for_absence()

    def lock(self, *, minimised: bool = False) -> None:
        """Lock without asking: drafts into the vault, keys away, then a new process."""
        self.window.conceal()
        self.put_away()
        self._leave(minimised=minimised)

    def panic(self) -> None:
        """Lock, and stay out of sight afterwards."""
        self.lock(minimised=True)

    def put_away(self) -> None:
        """Close the vault, at lock or when the window closes; waits at most half a second."""
        workplace, self.workplace = self.workplace, None
        self.jobs.cancel_all()
        if workplace is not None:
            self._frame().flush_drafts()
            if self._clipboard is not None:
                self._clipboard.clear()
            self.jobs.finish(workplace.session.close, within_ms=LOCK_WITHIN_MS)
        self._door.release()

    def _lay_out(self, workplace: Workplace) -> Frame:
        from desktop.ui.frame import Frame

        frame = Frame(workplace)
        frame.lock_asked.connect(self.lock)
        self.window.show_only(frame)
        return frame

    def _frame(self) -> Frame:
        from desktop.ui.frame import Frame

        frame = self.window.shown
        if not isinstance(frame, Frame):
            raise TypeError("the vault is not open")
        return frame

    def _watch_for_absence(self) -> None:
        from desktop.ui.clipboard import OwnClipboard
        from desktop.ui.idle_lock import IdleLock

        self._clipboard = OwnClipboard(parent=self)
        self._idle = IdleLock(self.settings.current.lock_minutes, parent=self)
        self._idle.expired.connect(self.lock)
        self._idle.start()

    def _take_settings(self, current: Settings) -> None:
        if self._idle is not None:
            self._idle.set_minutes(current.lock_minutes)
        spoken_before = self._spoken
        self._dress(current)
        if self._spoken != spoken_before:
            self._speak_anew()

    def _dress(self, current: Settings) -> None:
        theme.apply(current.theme, density=current.density)
        if current.language != self._spoken:
            self._spoken = current.language
            speak(current.language)

    def _speak_anew(self) -> None:
        """A new language: every page is made anew; what was half written waits in the vault."""
        if self.workplace is None:
            self.entrance.speak_anew()
            return
        before = self._frame()
        before.flush_drafts()
        self._lay_out(self.workplace).resume(before)


def run_app(folder: Path, *, demo: bool = False, as_of: date | None = None) -> int:
    """Run the program on a data folder until its window closes; returns the exit code.

    With `demo` a fictitious centre is made first where there is none; `as_of` is its today.
    """
    gc.disable()  # nothing made on the way to the first picture is garbage; collecting costs a tenth of that time
    application = make_application()
    desk = Desk(folder, demo=demo, clock=_clock_of(as_of))
    desk.crashes.install()
    desk.start()
    return application.exec()


def run_tour(folder: Path, output: Path, *, demo: bool = False, as_of: date | None = None) -> int:
    """Visit every page of a fictitious centre without a display and save pictures in `output`."""
    from desktop.ui.tour import take_tour

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = make_application()
    load_letters()
    application.setFont(QFont("Noto Sans"))  # the same letters on every machine
    clock = _clock_of(as_of)
    return take_tour(folder, output, make_desk=lambda at, demo: Desk(at, demo=demo, clock=clock), demo=demo)


def make_application() -> QApplication:
    """The application object, named neutrally."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # By argument, as `setStyle` gives back a QStyle, whose hundreds of names PySide then makes: 5 ms of the start.
    application = QApplication([APPLICATION_NAME, *sys.argv[1:], "-style", theme.STYLE])
    application.setProperty("style", theme.STYLE)
    application.setApplicationName(APPLICATION_NAME)
    application.setDesktopFileName(APPLICATION_NAME.lower())
    return application


def _clock_of(day: date | None) -> Clock | None:
    """A clock that stands at ten in the morning of a day; None for the PC's own."""
    if day is None:
        return None
    from datetime import time

    from desktop.clock import FixedClock, at_brussels

    return FixedClock(at_brussels(day, time(10)))
