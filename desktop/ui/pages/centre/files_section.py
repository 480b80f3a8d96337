"""Are the files whole? A check anyone may run, answered in plain words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import gettext as _, join_sorted
from desktop.progress import Progress
from desktop.services import checking, users
from desktop.services.checking import CheckReport
from desktop.ui import theme
from desktop.ui.pages.centre.part import Part
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import secondary_button
from desktop.ui.widgets.labels import hint, text_label
from desktop.ui.workplace import Workplace


class FilesSection(Part):
    """The check and its result."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(_("Files"), parent)
        self._workplace = workplace
        self.add(hint(_("Checks that every file is whole and nothing in it was changed behind our back.")))
        self._check = secondary_button(_("Check the files"), name="centre_check_button", clicked=self._start)
        self._result = text_label(name="centre_check_label")
        self._result.setContentsMargins(12, 8, 12, 8)
        self._result.hide()
        self.add_button(self._check)
        self.add(self._result)

    def _start(self) -> None:
        session = self._workplace.session

        def work(progress: Progress) -> CheckReport:
            return checking.check(session, progress)

        self._check.setEnabled(False)
        self._workplace.jobs.start(
            work, parent=self, done=self._show, failed=self._failed, title=_("Checking the files")
        )

    def _show(self, report: CheckReport) -> None:
        self._check.setEnabled(True)
        if not report.checked:
            self._tell(_("You hold no key to a file, so there is nothing you can check."), Tone.NEUTRAL)
        elif report.sound:
            parts = join_sorted(users.compartment_label(part) for part in report.checked)
            self._tell(_("All is well. Checked: {parts}.").format(parts=parts), Tone.FINE)
        else:
            told = _("Something is wrong. Nothing was changed; call the person who looks after this PC.")
            self._tell("\n".join([told, *report.findings]), Tone.LATE)

    def _failed(self, problem: Exception) -> None:
        self._check.setEnabled(True)
        self._workplace.messages.fail(problem)

    def _tell(self, told: str, tone: Tone) -> None:
        self._result.setText(told)
        self._result.setProperty("tone", str(tone))
        theme.restyle(self._result)
        self._result.show()
