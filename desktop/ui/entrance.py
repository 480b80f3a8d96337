"""Before the vault is open: what lies in the data folder, who wants in, and the first run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

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
    from desktop.domain.users import User
    from desktop.progress import Progress
    from desktop.services.session import Session
    from desktop.services.setup import Strength
    from desktop.ui.pages.wizard_page import WizardPage
    from desktop.ui.pages.wizard_steps import Answers


class Survey(NamedTuple):
    """What was found in the data folder: a vault and its people, or nothing yet."""

    is_new: bool
    people: tuple[User, ...] = ()
    chosen: str = ""  # the login that is offered first


class Door(Protocol):
    """The data folder as the entrance sees it; every method runs on the vault's thread."""

    def survey(self, progress: Progress) -> Survey: ...
    def unlock(self, login: str, passphrase: bytearray) -> Session: ...
    def create(self, *, centre: str, name: str, passphrase: bytearray) -> Session: ...


class Entrance(QObject):
    """Shows the unlock page, the wizard or a refusal; `opened(Session)` when someone is in."""

    opened = Signal(object)

    def __init__(
        self,
        door: Door,
        window: MainWindow,
        jobs: Jobs,
        *,
        settings: DeviceSettings,
        demo: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._door, self._window, self._jobs, self._settings, self._demo = door, window, jobs, settings, demo
        self._looking: Job | None = None
        jobs.job_progressed.connect(self._show_making)
        window.show_only(self._make_unlock_page())

    def look(self) -> None:
        """Find out what lies in the data folder, after the window is on screen."""
        if isinstance(page := self._window.shown, UnlockPage):
            page.offer_languages()
        self._looking = self._jobs.start(
            self._door.survey, parent=self, done=self._enter, failed=self._refuse
        )

    def speak_anew(self) -> None:
        """The language changed: the same page in the new one; nothing typed is lost."""
        from desktop.ui.pages.wizard_page import WizardPage

        shown = self._window.shown
        if isinstance(shown, UnlockPage):
            unlocking = self._make_unlock_page()
            unlocking.offer_languages()
            self._window.show_only(unlocking)
            unlocking.adopt(shown)
        elif isinstance(shown, WizardPage):
            wizard = self._make_wizard(shown.answers)
            wizard.adopt(shown)
            self._window.show_only(wizard)
            wizard.show_step(shown.current)

    def _enter(self, survey: Survey) -> None:
        if survey.is_new:
            wizard = self._make_wizard()
            self._window.show_only(wizard)
            wizard.show_step(0)  # only a page that is shown can have the focus
        elif isinstance(page := self._window.shown, UnlockPage):
            page.show_people(survey.people, last=survey.chosen)
            self._load_ahead()

    def _load_ahead(self) -> None:
        from desktop.ui import head_start

        self._jobs.start(head_start.load, parent=self, vault=False)

    def _refuse(self, error: UserError) -> None:
        from desktop.ui.pages.refusal_page import RefusalPage

        self._window.show_only(RefusalPage(error, leave=self._window.close))

    def _show_making(self, job: Job, made: int, total: int) -> None:
        """The demo's centre is being made: say how far it is."""
        page = self._window.shown
        if job is self._looking and made and isinstance(page, UnlockPage):
            share = i18n.format_share(made / total) if total else ""
            page.set_busy(on=True, told=_("Making the fictitious centre… {share}").format(share=share))

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
            lambda: self._door.unlock(login, passphrase),
            parent=page,
            done=self.opened.emit,
            failed=lambda error: page.show_wrong(str(error)),
        )

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
            lambda: self._door.create(centre=answers.centre, name=answers.name, passphrase=passphrase),
            parent=page,
            done=self.opened.emit,
            failed=page.show_failure,
        )
