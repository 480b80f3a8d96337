"""Before the vault is open: what lies in the data folder, who wants in, and the first run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.ui.device_settings import DeviceSettings
from desktop.ui.jobs import Job, Jobs
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.unlock_page import UnlockPage

if TYPE_CHECKING:
    from desktop.clock import Clock
    from desktop.domain.users import User
    from desktop.progress import Progress
    from desktop.services.session import Session
    from desktop.services.setup import Strength
    from desktop.storage.instance_lock import InstanceLock
    from desktop.storage.secrets import KeyDerivation
    from desktop.ui.pages.wizard_page import WizardPage
    from desktop.ui.pages.wizard_steps import Answers


DEMO_CLIENTS, DEMO_SEED = 500, 1
DEMO_LOGIN = "demo"


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found in the data folder: a vault and its people, or nothing yet."""

    is_new: bool
    people: tuple[User, ...] = ()


class Entrance(QObject):
    """Shows the unlock page, the wizard or a refusal; `opened(Session)` when someone is in.

    `cost` is lowered by tests only; None means the floor for real vaults.
    """

    opened = Signal(object)

    def __init__(
        self,
        folder: Path,
        window: MainWindow,
        jobs: Jobs,
        settings: DeviceSettings,
        *,
        demo: bool,
        clock: Clock | None,
        cost: KeyDerivation | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder, self._window, self._jobs, self._settings = folder, window, jobs, settings
        self._demo, self._clock, self._cost = demo, clock, cost
        self._lock_file: InstanceLock | None = None
        self._looking: Job | None = None
        jobs.job_progressed.connect(self._show_making)
        window.show_only(self._make_unlock_page())

    def look(self) -> None:
        """Find out what lies in the data folder, after the window is on screen."""
        self._looking = self._jobs.start(self._survey, parent=self, done=self._enter, failed=self._refuse)

    def speak_anew(self) -> None:
        """The language changed: the same page in the new one; nothing typed is lost."""
        from desktop.ui.pages.wizard_page import WizardPage

        shown = self._window.shown
        if isinstance(shown, UnlockPage):
            unlocking = self._make_unlock_page()
            self._window.show_only(unlocking)
            unlocking.adopt(shown)
        elif isinstance(shown, WizardPage):
            wizard = self._make_wizard(shown.answers)
            wizard.adopt(shown)
            self._window.show_only(wizard)
            wizard.show_step(shown.current)

    def release(self) -> None:
        """Give the folder back, so that the next process can take it."""
        if self._lock_file is not None:
            self._lock_file.release()
            self._lock_file = None

    def _survey(self, progress: Progress) -> Survey:
        from desktop.services import session

        if not session.is_set_up(self._folder):
            if not self._demo:
                return Survey(is_new=True)
            self._make_fictitious_centre(progress)
        self._take_lock()
        return Survey(is_new=False, people=session.people(self._folder))

    def _make_fictitious_centre(self, progress: Progress) -> None:
        from desktop.clock import SystemClock, today
        from desktop.demo.centre import build

        as_of = today(self._clock or SystemClock())
        build(self._folder, clients=DEMO_CLIENTS, seed=DEMO_SEED, as_of=as_of, progress=progress)

    def _show_making(self, job: Job, made: int, total: int) -> None:
        page = self._window.shown
        if job is self._looking and made and isinstance(page, UnlockPage):
            share = i18n.format_share(made / total) if total else ""
            page.set_busy(on=True, told=_("Making the fictitious centre… {share}").format(share=share))

    def _take_lock(self) -> None:
        from desktop.services import session

        if self._lock_file is None:
            self._lock_file = session.lock_folder(self._folder)

    def _enter(self, survey: Survey) -> None:
        if survey.is_new:
            self._window.show_only(self._make_wizard())
        elif isinstance(page := self._window.shown, UnlockPage):
            page.show_people(survey.people, last=DEMO_LOGIN if self._demo else "")

    def _refuse(self, error: Exception) -> None:
        from desktop.ui.pages.refusal_page import RefusalPage

        if isinstance(error, UserError):
            self._window.show_only(RefusalPage(error, leave=self._window.close))

    # Unlocking

    def _make_unlock_page(self) -> UnlockPage:
        page = UnlockPage(demo=self._demo)
        page.language_chosen.connect(self._choose_language)
        page.unlock_asked.connect(self._unlock)
        return page

    def _choose_language(self, code: str) -> None:
        self._settings.change(language=code)

    def _unlock(self, login: str) -> None:
        page = self._window.shown
        if not isinstance(page, UnlockPage):
            return
        passphrase = page.passphrase.take()
        page.set_busy(on=True)
        self._jobs.start(
            lambda: self._open(login, passphrase),
            parent=page,
            done=self.opened.emit,
            failed=lambda error: page.show_wrong(str(error)),
        )

    def _open(self, login: str, passphrase: bytearray) -> Session:
        from desktop.services import session
        from desktop.storage.secrets import FLOOR

        return session.unlock(self._folder, login, passphrase, clock=self._clock, floor=self._cost or FLOOR)

    # First run

    def _make_wizard(self, answers: Answers | None = None) -> WizardPage:
        from desktop.services import setup
        from desktop.ui.pages.wizard_page import WizardPage
        from desktop.ui.pages.wizard_steps import CentreChoice

        spoken = i18n.current_language()
        centres = [
            CentreChoice(code, name, city.get(spoken, city["en"])) for code, name, city in setup.centres()
        ]
        page = WizardPage(centres, judge=self._judge, answers=answers)
        page.language_chosen.connect(self._choose_language)
        page.finished.connect(self._create)
        return page

    def _judge(
        self, asking: QWidget, passphrase: bytearray, name: str, tell: Callable[[Strength], None]
    ) -> None:
        """Judge a passphrase away from the window; the copy is wiped afterwards."""

        def work() -> Strength:
            from desktop.services import setup

            try:
                return setup.strength(passphrase, context=(name,))
            finally:
                passphrase[:] = bytes(len(passphrase))

        self._jobs.start(work, parent=asking, done=tell, vault=False)

    def _create(self, answers: Answers) -> None:
        from desktop.ui.pages.wizard_page import WizardPage

        page = self._window.shown
        if not isinstance(page, WizardPage):
            return
        passphrase = page.take_passphrase()
        page.set_busy(on=True)
        self._jobs.start(
            lambda: self._make_vault(answers, passphrase),
            parent=page,
            done=self.opened.emit,
            failed=page.show_failure,
        )

    def _make_vault(self, answers: Answers, passphrase: bytearray) -> Session:
        from desktop.services import setup
        from desktop.storage.secrets import FLOOR

        again = bytearray(passphrase)  # making the vault wipes one, opening it the other
        try:
            founder = setup.create(
                self._folder,
                centre=answers.centre,
                name=answers.name,
                passphrase=passphrase,
                cost=self._cost or FLOOR,
                clock=self._clock,
            )
            self._take_lock()
            return self._open(founder.login, again)
        finally:
            again[:] = bytes(len(again))
