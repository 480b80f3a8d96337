"""Reads the client list in slices: the first at once, the rest while the person already looks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.domain.clients import ClientPage
from desktop.domain.roles import Compartment
from desktop.services import clients, referrals, users
from desktop.services.session import Session
from desktop.ui.models.client_list_model import ClientListModel
from desktop.ui.workplace import Workplace

FIRST_SLICE = 200
NEXT_SLICE = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """How many clients match what was typed, of how many; and how many referrals wait for their outcome."""

    found: int
    total: int
    undecided: int = 0


@dataclass(frozen=True, slots=True)
class _FirstRead:
    page: ClientPage
    counts: Counts
    staff: dict[str, str]


class ClientListing(QObject):
    """Fills the model for a search; `counted(Counts)` comes with the first slice, `completed()` with the last.

    Only one read is on its way at a time: what is typed meanwhile is read next, and what lies between never.
    """

    counted = Signal(object)
    completed = Signal()

    def __init__(self, workplace: Workplace, model: ClientListModel, *, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._model = model
        self._search = ("", False)
        self._shown_search: tuple[str, bool] | None = None
        self._reading = False
        self._again = False

    def search(self, text: str, *, undecided: bool = False) -> None:
        """Show the clients that match, `undecided` those whose referral waits; the same again reads anew."""
        self._search = text, undecided
        self._again = True
        self._read_next(0)

    def _read_next(self, offset: int) -> None:
        if self._reading:
            return
        session, search = self._workplace.session, self._search
        self._reading = True
        if self._again:
            self._again = False
            self._workplace.jobs.start(
                lambda: _read_first(session, search),
                parent=self,
                done=lambda read: self._take_first(search, read),
                failed=self._fail,
            )
        else:
            self._workplace.jobs.start(
                lambda: clients.list_clients(
                    session, search=search[0], undecided=search[1], limit=NEXT_SLICE, offset=offset
                ),
                parent=self,
                done=lambda page: self._take_slice(offset, page),
                failed=self._fail,
            )

    def _take_first(self, search: tuple[str, bool], read: _FirstRead) -> None:
        if self._shown_search == search:
            self._model.put(0, read.page.rows)
        else:
            self._model.replace(read.page.rows)
        self._shown_search = search
        self._model.name_staff(read.staff)
        self.counted.emit(read.counts)
        self._go_on(len(read.page.rows), read.page.total)

    def _take_slice(self, offset: int, page: ClientPage) -> None:
        self._model.put(offset, page.rows)
        self._go_on(offset + len(page.rows) if page.rows else page.total, page.total)

    def _go_on(self, read: int, total: int) -> None:
        self._reading = False
        if self._again or read < total:
            self._read_next(read)
        else:
            self._model.cut(total)
            self.completed.emit()

    def _fail(self, problem: Exception) -> None:
        self._reading = False
        self._workplace.messages.fail(problem)


def _read_first(session: Session, search: tuple[str, bool]) -> _FirstRead:
    text, undecided = search
    page = clients.list_clients(session, search=text, undecided=undecided, limit=FIRST_SLICE)
    narrowed = bool(text.strip()) or undecided
    total = clients.list_clients(session, limit=0).total if narrowed else page.total
    waiting = referrals.undecided(session) if Compartment.CASEWORK in session.holds else 0
    return _FirstRead(page, Counts(page.total, total, waiting), users.names(session))
