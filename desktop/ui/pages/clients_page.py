"""The clients of the centre: type to find one, Enter to open the file; those whose referral waits on their own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.clock import today
from desktop.domain.clients import Client
from desktop.domain.roles import Compartment
from desktop.i18n import format_number, gettext as _, ngettext
from desktop.services import drafts
from desktop.ui import icons
from desktop.ui.models.client_list_model import ClientListModel
from desktop.ui.models.client_listing import ClientListing, Counts
from desktop.ui.pages.client_file.contents import read_colleagues
from desktop.ui.pages.client_file.identity_form import NEW_CLIENT_KEY, IdentityForm
from desktop.ui.pages.client_file.tab_body import fill_tab
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import primary_button, secondary_button
from desktop.ui.widgets.client_table import ClientTable
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.labels import SectionHeading, hint, text_label
from desktop.ui.widgets.list_head import ListHead
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.suggest_line import Choice
from desktop.ui.workplace import Workplace

_TO_THE_TABLE = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_TO_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ClientsPage(QWidget):
    """The list, or in its place the form for a new client."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._model = ClientListModel(
            today=today(workplace.session.clock), shown=workplace.privacy.shown, parent=self
        )
        self._listing = ClientListing(workplace, self._model, parent=self)
        self._search = named(QLineEdit(), "clients_search_field")
        self._count = named(hint(""), "clients_count_label")
        self._table = ClientTable(self._model, name="clients_table")
        self._nobody = EmptyState("clients", "", action=self._new_button("clients_empty_new_button"))
        self._takes_referrals = Compartment.CASEWORK in workplace.session.holds
        self._undecided = self._undecided_button()
        self._form: IdentityForm | None = None
        self._colleagues: tuple[Choice, ...] = ((workplace.session.user.id, workplace.session.user.name),)
        self._below = QStackedWidget()
        self._stack = QStackedWidget()
        self._kept_client = ""
        self._watching = False
        self._lay_out()
        self._listen()

    def refresh(self) -> None:
        """Read the list again, keeping the cursor where it is."""
        self._kept_client = self._table.current_client
        self._model.hide_names(self._workplace.privacy.on)
        self._search_again()
        if not self._watching:
            self._watch_drafts()

    def flush_drafts(self) -> None:
        """Keep a new client that is being typed."""
        if self._form is not None:
            self._form.keeper.flush()

    def focus_search(self) -> None:
        """Put the cursor in the filter, what it holds selected."""
        self._show_list()
        self._search.setFocus()
        self._search.selectAll()

    def show_undecided(self) -> None:
        """Only those with a referral that waits for its outcome, whatever was typed before."""
        self._show_list()
        self._search.clear()
        self._undecided.setChecked(True)
        self._search_again()

    def new_client(self) -> None:
        """Open the form for a new client; one that was begun is still there."""
        self._form = self._form or self._make_form()
        self._stack.setCurrentIndex(1)
        self._form.setFocus()

    def _make_form(self) -> IdentityForm:
        """Made when it is first needed: its lists of countries and languages cost more than the whole list."""
        form = IdentityForm(self._workplace, name="new_client")
        form.recorded.connect(self._open_recorded)
        form.left.connect(self._leave_form)
        form.taken_back.connect(self.new_client)
        self._stack.addWidget(_form_page(form))
        form.watch_new(self._colleagues, lambda _found: None)
        return form

    def _watch_drafts(self) -> None:
        """A new client that was begun and never recorded comes back."""
        self._watching = True
        session = self._workplace.session
        self._workplace.jobs.start(
            lambda: (read_colleagues(session), drafts.recall(session, NEW_CLIENT_KEY)),
            parent=self,
            done=lambda read: self._bring_back_form(*read),
        )

    def _bring_back_form(self, colleagues: tuple[Choice, ...], draft: str) -> None:
        self._colleagues = colleagues
        if draft:
            self.new_client()

    def _show_list(self) -> None:
        self._stack.setCurrentIndex(0)
        self._search.setFocus()

    def _leave_form(self) -> None:
        self._empty_form()
        self._show_list()

    def _empty_form(self) -> None:
        if self._form is not None:
            self._form.begin(None)

    def _open_recorded(self, client: Client) -> None:
        self._empty_form()
        self._stack.setCurrentIndex(0)
        self._workplace.messages.say(_("File {number} opened.").format(number=client.number))
        self._workplace.open_client(client.id)

    def _show_counts(self, counts: Counts) -> None:
        self._count.setText(_counted(counts))
        self._undecided.setText(
            _("Referrals not decided yet: {count}").format(count=format_number(counts.undecided))
        )
        self._head.arrange()
        self._below.setCurrentIndex(0 if counts.found else 1)
        if not counts.total:
            self._nobody.set_text(_("No client yet"), _("Open the first file with Ctrl+N. A name can wait."))
        elif not counts.found and self._undecided.isChecked() and not self._search.text().strip():
            self._nobody.set_text(_("Every referral is decided"), _("Nobody waits for an outcome."))
        elif not counts.found:
            self._nobody.set_text(
                _("Nobody found"),
                _("Try fewer letters, another spelling, or the number. Or open a new file."),
            )
        self._table.go_to(self._kept_client)

    def _new_button(self, name: str) -> QPushButton:
        return secondary_button(_("New client"), name=name, clicked=self.new_client, icon="add")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter, arrows move through the list and Enter opens: the hands stay where they are."""
        if watched is self._search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in _TO_THE_TABLE:
                self._table.keyPressEvent(event)
                return True
            if event.key() in _TO_OPEN:
                self._table.open_current()
                return True
            if event.key() == Qt.Key.Key_Escape and self._search.text():
                self._search.clear()
                return True
        return super().eventFilter(watched, event)

    def _listen(self) -> None:
        self._search.installEventFilter(self)
        self._search.textChanged.connect(self._search_typed)
        self._listing.counted.connect(self._show_counts)
        self._table.client_opened.connect(self._workplace.open_client)
        self._undecided.clicked.connect(self._search_typed)

    def _search_typed(self) -> None:
        self._kept_client = ""
        self._search_again()

    def _search_again(self) -> None:
        self._listing.search(self._search.text(), undecided=self._undecided.isChecked())

    def _lay_out(self) -> None:
        self._below.addWidget(self._table)
        self._below.addWidget(self._nobody)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        self._head = self._make_head()
        column.addWidget(self._head)
        if self._takes_referrals:
            column.addWidget(self._make_filters())
        column.addWidget(self._below, stretch=1)
        self._stack.addWidget(listed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, GRID)
        outer.addWidget(self._stack)

    def _make_head(self) -> ListHead:
        self._search.setPlaceholderText(_("Name in any script, or number"))
        self._search.setAccessibleName(_("Search clients"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icons.icon("search", ink="muted"), QLineEdit.ActionPosition.LeadingPosition)
        return ListHead(self._search, self._count, self._main_act())

    def _main_act(self) -> QPushButton:
        """Mostly someone calls; whoever takes no referrals opens a file."""
        if not self._takes_referrals:
            return self._tip(
                primary_button(
                    _("New client"), name="clients_new_button", clicked=self.new_client, icon="add"
                ),
                "Ctrl+N",
            )
        call = primary_button(
            _("New referral"),
            name="clients_referral_button",
            clicked=lambda: self._workplace.new_referral(""),
            icon="phone",
        )
        return self._tip(call, "Ctrl+Shift+N")

    def _make_filters(self) -> QWidget:
        """Those whose referral waits; and a file without a referral, which is rare."""
        filters = QWidget()
        flow = wrapping(filters)
        flow.addWidget(self._undecided)
        flow.addWidget(self._tip(self._new_button("clients_new_button"), "Ctrl+N"))
        return filters

    def _undecided_button(self) -> QPushButton:
        button = QPushButton(_("Referrals not decided yet"))
        button.setObjectName("clients_undecided_button")
        button.setProperty("kind", "segment")
        button.setCheckable(True)
        return button

    @staticmethod
    def _tip(button: QPushButton, keys: str) -> QPushButton:
        button.setToolTip(keys)
        return button


def _form_page(form: IdentityForm) -> QWidget:
    page = QWidget()
    fill_tab(
        page,
        SectionHeading(_("New client")),
        text_label(_("Only what is known now; everything can be added later."), muted=True),
        form,
    )
    return page


def _counted(counts: Counts) -> str:
    """`500 clients`, or `12 of 500`."""
    if counts.found == counts.total:
        return ngettext("{count} client", "{count} clients", counts.total).format(
            count=format_number(counts.total)
        )
    return _("{found} of {total}").format(
        found=format_number(counts.found), total=format_number(counts.total)
    )
