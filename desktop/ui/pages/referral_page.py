"""Taking a referral: one page, reached from anywhere with Ctrl+Shift+N, for one person or for many at once."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.support import Slip
from desktop.i18n import gettext as _
from desktop.services import night_calls, slips, users
from desktop.services.session import Session
from desktop.ui.pages.client_file.tab_body import fill_tab
from desktop.ui.pages.referral.incident_view import IncidentView
from desktop.ui.pages.referral.new_referral_form import NewReferralForm
from desktop.ui.pages.referral.several_persons import SeveralPersons
from desktop.ui.pages.referral.slip_card import SlipCard
from desktop.ui.theme import GRID
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.labels import SectionHeading
from desktop.ui.widgets.segments import Segments
from desktop.ui.workplace import Workplace

ONE, MANY, INCIDENT = "one", "many", "incident"
Part = TypeVar("Part", bound=QWidget)


class ReferralPage(QWidget):
    """`begin(slip id)` for a referral, `show_incident(id)` for what a raid brought; what is half typed stays."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("referral_page")
        self._workplace = workplace
        self._slip_id: str | None = None
        self._form = NewReferralForm(workplace)
        self._slip = SlipCard(put_aside=self._put_aside)
        self._one = QWidget()
        self._many: SeveralPersons | None = None  # made when it is first shown: a call does not wait for it
        self._view: IncidentView | None = None
        self._kind = Segments([(ONE, _("One person")), (MANY, _("Several persons"))], name="referral_kind")
        self._stack = QStackedWidget()
        self._lay_out()
        self._listen()

    def begin(self, slip_id: str = "") -> None:
        """The form for one person; a call slip stands beside it. One that was begun is still there."""
        self._show(self._one)
        if slip_id and slip_id != self._slip_id:
            self._read_slip(slip_id)
        elif self._slip_id is None or (self._slip_id and not slip_id):
            self._begin_with(None)
        self._form.setFocus()

    def show_incident(self, incident_id: str) -> None:
        """An incident with its persons."""
        self._view = self._view or self._add(IncidentView(self._workplace, add=self._add_persons))
        self._show(self._view)
        self._view.show_incident(incident_id)

    def resume(self, before: ReferralPage) -> None:
        """Go on where another page was before the language changed."""
        shown, slip_id = before.shown, before.slip_id
        if shown == INCIDENT:
            self.show_incident(before.incident_id)
        elif shown == MANY:
            self._choose_kind(MANY)
        else:
            self.begin(slip_id)

    @property
    def shown(self) -> str:
        """What is on screen: the form for one, the form for many, or an incident."""
        current = self._stack.currentWidget()
        return MANY if current is self._many else INCIDENT if current is self._view else ONE

    @property
    def slip_id(self) -> str:
        """The slip beside the form; empty for none."""
        return self._slip_id or ""

    @property
    def incident_id(self) -> str:
        """The incident that was shown last."""
        return self._view.incident_id if self._view else ""

    def refresh(self) -> None:
        """Read again what others may have changed."""
        current = self._stack.currentWidget()
        if isinstance(current, IncidentView | SeveralPersons):
            current.refresh()

    def flush_drafts(self) -> None:
        """Keep what is being typed."""
        self._form.keeper.flush()
        for part in (self._many, self._view):
            if part is not None:
                part.flush_drafts()

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        self._head.setVisible(part is not self._view)
        self._kind.set_code(MANY if part is self._many else ONE)

    def _add(self, part: Part) -> Part:
        self._stack.addWidget(part)
        return part

    def _several(self) -> SeveralPersons:
        self._many = self._many or self._add(SeveralPersons(self._workplace, chosen=self.show_incident))
        self._show(self._many)
        return self._many

    def _choose_kind(self, kind: str) -> None:
        if kind == ONE:
            self.begin(self.slip_id)
        else:
            self._several().go_on()
            self._several().setFocus()

    def _add_persons(self, incident_id: str) -> None:
        self._several().begin(incident_id)

    def _begin_with(self, slip: Slip | None, *, writer: str = "") -> None:
        self._slip_id = slip.id if slip else ""
        self._slip.show_slip(slip, writer=writer)
        self._form.begin(slip)

    def _read_slip(self, slip_id: str) -> None:
        session = self._workplace.session
        self._workplace.jobs.start(
            lambda: _read_slip(session, slip_id),
            parent=self,
            done=lambda read: self._show_slip(*read),
        )

    def _show_slip(self, slip: Slip, writer: str) -> None:
        self._begin_with(slip, writer=writer)
        self._form.setFocus()

    def _put_aside(self) -> None:
        session, slip_id = self._workplace.session, self.slip_id
        self._workplace.jobs.start(
            lambda: slips.take(session, slip_id), parent=self, done=lambda _slip: self._leave_slip()
        )

    def _leave_slip(self) -> None:
        self._form.keeper.discard()
        self._forget()
        self._workplace.messages.say(_("The slip is put aside."))
        self._workplace.show_page("today")

    def _recorded(self, client_id: object) -> None:
        self._forget()
        self._workplace.messages.say(_("Referral recorded: it waits for a decision."))
        self._workplace.open_client(str(client_id))

    def _left(self) -> None:
        """The form is emptied when it is next asked for; Undo brings back what was thrown away."""
        self._forget()
        self._workplace.show_page("clients")

    def _forget(self) -> None:
        self._slip_id = None

    def _listen(self) -> None:
        self._kind.chosen.connect(self._choose_kind)
        self._form.recorded.connect(self._recorded)
        self._form.left.connect(self._left)
        self._form.taken_back.connect(lambda: self._workplace.new_referral(self._form.slip_id))

    def _lay_out(self) -> None:
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(SectionHeading(_("New referral")))
        row.addWidget(self._kind, stretch=1)
        columns = Columns(side_above=True)
        columns.main.addWidget(self._form)
        columns.side.addWidget(self._slip)
        fill_tab(self._one, columns)
        self._stack.addWidget(self._one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._head)
        column.addWidget(self._stack, stretch=1)


def _read_slip(session: Session, slip_id: str) -> tuple[Slip, str]:
    slip = night_calls.slip(session, slip_id)
    return slip, users.names(session).get(slip.written_by, "")
