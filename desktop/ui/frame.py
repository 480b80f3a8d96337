"""The unlocked window: rail, title row, the work, and the strip that says what was done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.roles import Compartment
from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.services.users import role_label
from desktop.ui import icons, places
from desktop.ui.person_menu import PersonMenu
from desktop.ui.places import Page, Place
from desktop.ui.rail import Rail
from desktop.ui.status_strip import StatusStrip
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.buttons import icon_button, secondary_button
from desktop.ui.widgets.error_band import ErrorBand
from desktop.ui.widgets.labels import text_label
from desktop.ui.workplace import Workplace

_RECOUNT_AFTER_MS = 2000  # once one goes on reading or typing
NARROW_BELOW = 110 * GRID  # window width at which the rail shows icons only


class Frame(QWidget):
    """Holds the pages, made when first shown; `lock_asked` when the person locks by hand."""

    lock_asked = Signal()
    page_shown = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("frame")
        self._workplace = workplace
        session = workplace.session
        self.places = {place.name: place for place in places.for_person(session.holds, session.user.roles)}
        self.rail = Rail(tuple(self.places.values()), who=session.user.name, roles=_role_words(workplace))
        self._pages: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self._title = text_label(size=Size.TITLE, name="frame_title_label")
        self._heads: dict[str, QWidget] = {}  # of pages that bring a title of their own
        self._error = ErrorBand(name="frame")
        self._menu = PersonMenu(workplace, lock=self.lock_asked.emit, parent=self)
        self._titles = QHBoxLayout()
        self._searches = Compartment.REGISTRY in session.holds and "clients" in self.places
        self.client_id = ""
        self._recount = QTimer(self)
        self._lay_out()
        self._connect()

    @property
    def current(self) -> str:
        """The name of the page on screen: a place, or `client_file`."""
        return next((name for name, page in self._pages.items() if page is self._stack.currentWidget()), "")

    def show_first(self) -> None:
        """Where the day begins: the first place this person may enter."""
        self.show_page(next(iter(self.places)))

    def show_page(self, name: str) -> None:
        """Show a place of the rail; a place that is not this person's is not there."""
        place = self.places.get(name)
        if place is None:
            return
        page = self._pages.get(name) or self._add(name, cast(QWidget, place.make_page(self._workplace)))
        self._bring_forward(page, place)

    def open_client(self, client_id: str, *, tab: str = "overview") -> None:
        """Show a client's file, under Clients."""
        if "clients" not in self.places:
            return
        page = self._pages.get("client_file") or self._add(
            "client_file", cast(QWidget, places.make_client_file(self._workplace))
        )
        self.client_id = client_id
        page.show_client(client_id, tab=tab)  # type: ignore[attr-defined]
        self._bring_forward(page, self.places["clients"])

    def show_sheets_for(self, client_id: str) -> None:
        """Show the sheets with a client chosen."""
        self.show_page("sheets")
        page = self._pages.get("sheets")
        if page is not None:
            page.select_client(client_id)  # type: ignore[attr-defined]

    def new_client(self) -> None:
        """The form for a new client, from anywhere."""
        if "clients" in self.places:
            self.show_page("clients")
            self._pages["clients"].new_client()  # type: ignore[attr-defined]

    def new_referral(self, slip_id: str = "") -> None:
        """The form for a referral; whoever may not take one writes a call slip."""
        if places.takes_referrals(self._workplace.session.holds):
            self._show_referral().begin(slip_id)  # type: ignore[attr-defined]
        else:
            self._write_slip()

    def open_incident(self, incident_id: str) -> None:
        """An incident with its persons."""
        if places.takes_referrals(self._workplace.session.holds):
            self._show_referral().show_incident(incident_id)  # type: ignore[attr-defined]

    def show_undecided(self) -> None:
        """The clients whose referral waits for its outcome."""
        if "clients" in self.places:
            self.show_page("clients")
            self._pages["clients"].show_undecided()  # type: ignore[attr-defined]

    def search(self) -> None:
        """To the filter of the client list."""
        if not self._searches:
            return
        self.show_page("clients")
        focus = getattr(self._pages["clients"], "focus_search", None)
        if focus is not None:
            focus()

    def resume(self, before: Frame) -> None:
        """Go on where another frame was before the language changed."""
        self.rail.take_counts(before.rail)
        if before.current == "client_file":
            tab = before.page("client_file").tab  # type: ignore[attr-defined]
            self.open_client(before.client_id, tab=tab)
        elif before.current == "referral":
            self._show_referral().resume(before.page("referral"))  # type: ignore[attr-defined]
        else:
            self.show_page(before.current)

    def flush_drafts(self) -> None:
        """Have every page put what is half written into the vault."""
        for page in self._pages.values():
            cast(Page, page).flush_drafts()
        _flush_slips(self)

    def page(self, name: str) -> QWidget:
        """A page that was shown before."""
        return self._pages[name]

    def pages(self) -> tuple[str, ...]:
        """The places that can be shown, in the order of the rail."""
        return tuple(self.places)

    def _add(self, name: str, page: QWidget) -> QWidget:
        if not page.objectName():
            page.setObjectName(f"{name}_page")
        self._pages[name] = page
        self._stack.addWidget(page)
        if hasattr(page, "counted"):
            page.counted.connect(partial(self.rail.show_count, name))
        if hasattr(page, "head"):
            self._heads[name] = page.head
            self._titles.insertWidget(0, page.head, stretch=1)
        return page

    def _bring_forward(self, page: QWidget, place: Place) -> None:
        self._error.hide()
        self._stack.setCurrentWidget(page)
        self._show_title(page, place.label())
        self.rail.mark(place.name)
        cast(Page, page).refresh()
        self.page_shown.emit(place.name)

    def _show_title(self, page: QWidget, label: str) -> None:
        """What the place is called, or whose file it is."""
        own = getattr(page, "head", None)
        self._title.setText(label)
        self._title.setVisible(own is None)
        for head in self._heads.values():
            head.setVisible(head is own)

    def _show_referral(self) -> QWidget:
        page = self._pages.get("referral") or self._add(
            "referral", cast(QWidget, places.make_referral(self._workplace))
        )
        self._bring_forward(page, self.places["clients"])
        return page

    def _write_slip(self) -> None:
        from desktop.ui.dialogs.slip_dialogs import CallSlipDialog

        dialog = CallSlipDialog(self._workplace, again=self._write_slip, parent=self)
        dialog.acted.connect(self._slip_written)
        dialog.open()

    def _slip_written(self, _slip: object) -> None:
        self._workplace.messages.say(_("The slip is sealed. A caseworker finds it under Today."))

    def _connect(self) -> None:
        messages = self._workplace.messages
        messages.failed.connect(self._show_error)
        messages.settled.connect(self._error.hide)
        self._recount.setSingleShot(True)
        self._recount.setInterval(_RECOUNT_AFTER_MS)
        self._recount.timeout.connect(self._count_today)
        messages.said.connect(self._expect_another_count)
        self.rail.place_chosen.connect(self.show_page)
        self._workplace.privacy.changed.connect(self._refresh_current)
        self.rail.person_button.setMenu(self._menu)
        for number, name in enumerate(self.places, start=1):
            self._shortcut(f"Ctrl+{number}", partial(self.show_page, name))
        self._shortcut("Ctrl+K", self.search)
        self._shortcut("Ctrl+N", self.new_client)
        self._shortcut("Ctrl+Shift+N", self.new_referral)
        self._shortcut("Ctrl+L", self.lock_asked.emit)
        self._shortcut("Ctrl+Shift+P", self._menu.turn_privacy)

    def _expect_another_count(self) -> None:
        self._recount.start()

    def _count_today(self) -> None:
        """What was just done may have left less to do, or more; Today itself counts when it is shown."""
        if "today" not in self.places or self.current == "today":
            return
        from desktop.services.today import today

        session = self._workplace.session
        self._workplace.jobs.start(
            lambda: today(session).count, parent=self, done=partial(self.rail.show_count, "today")
        )

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _show_error(self, error: UserError) -> None:
        self._error.show_error(error)

    def _refresh_current(self) -> None:
        page = self._stack.currentWidget()
        if page is not None:
            cast(Page, page).refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was, now = event.oldSize().width(), event.size().width()
        if (was < NARROW_BELOW) != (now < NARROW_BELOW) or was <= 0:
            self.rail.set_narrow(on=now < NARROW_BELOW)

    def _lay_out(self) -> None:
        work = QWidget()
        self._fill_title_row()
        column = QVBoxLayout(work)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 0)
        column.setSpacing(2 * GRID)
        column.addLayout(self._titles)
        column.addWidget(self._error)
        column.addWidget(self._stack, stretch=1)
        right = QVBoxLayout()
        right.setSpacing(0)
        if self._workplace.session.fictitious:
            right.addWidget(_fictitious_band())
        right.addWidget(work, stretch=1)
        right.addWidget(StatusStrip(self._workplace.messages, self._workplace.jobs))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, stretch=1)

    def _fill_title_row(self) -> None:
        row = self._titles
        row.setSpacing(GRID)
        row.addWidget(self._title, stretch=1)
        if self._searches:
            row.addWidget(self._search_button())
        row.addWidget(
            icon_button("lock", _("Lock (Ctrl+L)"), name="frame_lock_button", clicked=self.lock_asked.emit)
        )

    def _search_button(self) -> QPushButton:
        button = secondary_button(_("Search clients"), name="frame_search_button", clicked=self.search)
        button.setToolTip(_("Search clients (Ctrl+K)"))
        icons.dress(button, "search", ink="muted")
        return button


def _flush_slips(frame: QWidget) -> None:
    from desktop.ui.dialogs.slip_dialogs import flush_slips  # not on the way to the first picture

    flush_slips(frame)


def _role_words(workplace: Workplace) -> tuple[str, ...]:
    return tuple(role_label(role) for role in workplace.session.user.roles)


def _fictitious_band() -> QLabel:
    band = QLabel(_("Fictitious centre: nobody here exists."))
    band.setObjectName("frame_fictitious_label")
    band.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return band
