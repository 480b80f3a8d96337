"""A form whose act is done for many persons, one save each: a line shows how far it is, and it may be cancelled."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from desktop.domain.incidents import Done
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.progress import Progress
from desktop.ui.widgets.record_form import RecordForm


class ManyForm(RecordForm):
    """`recorded` comes when everyone is done. Stopped before, what is typed stays, and recording again goes on."""

    @abstractmethod
    def prepare_many(self) -> Callable[[Progress], Done]:
        """The work for all of them; raises InvalidField for a value that cannot be one."""

    @abstractmethod
    def title(self) -> str:
        """What the progress line calls the work."""

    def prepare(self) -> Callable[[], object]:
        work = self.prepare_many()
        return lambda: work(Progress())

    def record(self) -> None:
        if self._busy:
            return
        self.clear_wrong()
        try:
            work = self.prepare_many()
        except InvalidField as wrong:
            self.refuse(wrong)
            return
        self.start_work(work)

    def start_work(self, work: Callable[[Progress], Done]) -> None:
        """Do it with a progress line."""
        self._set_busy(True)
        self.workplace.jobs.start(work, parent=self, done=self._take, failed=self.refuse, title=self.title())

    def stopped(self, done: Done) -> None:
        """Tell how far it came; what is recorded stays."""
        self.workplace.messages.say(
            _("Stopped: {done} of {wanted} are recorded. Record again for the others.").format(
                done=done.done, wanted=done.wanted
            )
        )

    def _take(self, done: Done) -> None:
        if done.is_whole:
            self._acknowledge(done)
            return
        self._set_busy(False)
        self.stopped(done)
