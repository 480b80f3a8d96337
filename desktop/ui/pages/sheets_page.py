"""Sheets: the right one, in the right language, on paper in under thirty seconds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.clients import Client
from desktop.domain.roles import Compartment
from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.services import clients, sheets
from desktop.services.session import Session
from desktop.ui import files, printing
from desktop.ui.dialogs.hand_over_dialog import HandOverDialog
from desktop.ui.pages.sheets.choices import ForWhom, SheetChoices
from desktop.ui.pages.sheets.preview import DPI, Preview, as_image
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import primary_button, secondary_button
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.form import scrolling
from desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.services.sheets import Language, RenderedSheet, SheetInfo

_NEUTRAL_NAME = "sheet.pdf"  # a file's name is seen by anyone who passes
_PANEL_LETTERS = 42
_PAUSE_MS = 60  # walking the list with the arrows renders where it stops


class SheetsPage(QWidget):
    """Choices beside a live preview; `select_client` says for whom, from that client's file."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheets_page")
        self._workplace = workplace
        self._client: Client | None = None
        self._sheet: RenderedSheet | None = None
        self._asked = ("", "", "")
        self.choices = SheetChoices()
        self.choices.changed.connect(self._render_soon)
        self._for_whom = ForWhom()
        self._for_whom.dropped.connect(lambda: self._take_client(None))
        self.preview = Preview()
        self._right = QStackedWidget()
        self._right.addWidget(
            EmptyState(
                "language",
                _("Choose the language of the client"),
                _("The sheet appears here as it will be printed."),
            )
        )
        self._right.addWidget(self.preview)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._render)
        self._lay_out()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.print_sheet)

    def refresh(self) -> None:
        """Read which sheets there are; what was chosen stays chosen."""
        self._show_client()
        if not self.choices.ready:
            self._workplace.jobs.start(_offers, parent=self, done=self._offer, vault=False)

    def flush_drafts(self) -> None:
        """Nothing is typed on this page itself."""

    def select_client(self, client_id: str) -> None:
        """Make the sheet for this client: the file's first language that sheets exist in is chosen."""
        session = self._workplace.session
        self._workplace.jobs.start(
            lambda: clients.open_client(session, client_id), parent=self, done=self._take_client
        )

    def _lay_out(self) -> None:
        self._print = primary_button(
            _("Print"), name="sheets_print_button", clicked=self.print_sheet, icon="print"
        )
        self._save = secondary_button(
            _("Save as PDF…"), name="sheets_save_button", clicked=self.save_sheet, icon="save"
        )
        self._hand_over = secondary_button(
            _("Handed over…"), name="sheets_hand_over_button", clicked=self.hand_over, icon="person"
        )
        if Compartment.REGISTRY not in self._workplace.session.holds:
            self._hand_over.hide()  # shown here, without a parent yet, it would be a window of its own
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, GRID // 2, 0)
        column.setSpacing(GRID)
        column.addWidget(self._for_whom)
        column.addWidget(self.choices, 1)
        for button in (self._print, self._save, self._hand_over):
            column.addWidget(button)
        self._hand_over.setVisible(Compartment.REGISTRY in self._workplace.session.holds)
        panel = scrolling(body)
        panel.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        panel.setFixedWidth(self.fontMetrics().averageCharWidth() * _PANEL_LETTERS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(panel)
        row.addWidget(self._right, 1)
        self._enable()

    def _offer(self, offers: tuple[Sequence[SheetInfo], Sequence[Language]]) -> None:
        self.choices.offer(*offers)
        self._choose_language()

    def _take_client(self, client: Client | None) -> None:
        self._client = client
        self._show_client()
        self._choose_language()

    def _show_client(self) -> None:
        client, shown = self._client, self._workplace.privacy.shown
        name = (shown(client.details.display_name) or client.number) if client else ""
        self._for_whom.show_name(name)

    def _choose_language(self) -> None:
        spoken = self._client.details.languages if self._client else ()
        for language in sorted(spoken, key=lambda each: not each.reads):
            if self.choices.language.set_tag(language.tag):
                return

    def _render_soon(self) -> None:
        self._pause.start()

    def _render(self) -> None:
        if not self.choices.ready:
            return
        sheet, language = self.choices.sheet.code(), self.choices.language.tag()
        beside, centre = self.choices.beside.code(), self._workplace.session.centre
        asked = self._asked = (sheet, language, beside)
        self._workplace.jobs.start(
            lambda: _rendered(sheet, language, beside, centre),
            parent=self,
            done=lambda made: self._show_sheet(asked, *made),
            failed=self._show_problem,
            title=_("Preparing the sheet"),
            vault=False,
        )

    def _show_sheet(self, asked: tuple[str, str, str], sheet: RenderedSheet, pages: list[QImage]) -> None:
        if asked != self._asked:
            return  # another choice was made meanwhile
        self._sheet = sheet
        self.preview.show_pages(pages)
        self._right.setCurrentIndex(1)
        self._enable()

    def _show_problem(self, problem: Exception) -> None:
        self._sheet = None
        self._enable()
        self._workplace.messages.fail(problem)

    def _enable(self) -> None:
        for button in (self._print, self._save, self._hand_over):
            button.setEnabled(self._sheet is not None)

    @property
    def _client_id(self) -> str:
        return self._client.id if self._client else ""

    def print_sheet(self) -> None:
        """Log it, then send it to the printer, without a file on the way."""
        sheet, session, client_id = self._sheet, self._workplace.session, self._client_id
        if sheet is None:
            return
        self._workplace.jobs.start(
            lambda: sheets.log_print(session, sheet, client_id=client_id),
            parent=self,
            done=lambda _logged: self._send(sheet),
        )

    def _send(self, sheet: RenderedSheet) -> None:
        self._workplace.jobs.start(
            lambda: printing.print_pdf(sheet.pdf),
            parent=self,
            done=lambda _sent: self._workplace.messages.say(_("The sheet is on its way to the printer.")),
            title=_("Printing"),
            vault=False,
        )

    def save_sheet(self) -> None:
        """Save it where the person wants, under a name that says nothing."""
        sheet, session, client_id = self._sheet, self._workplace.session, self._client_id
        if sheet is None:
            return
        path = files.choose_where_to_save(self, suggested=_NEUTRAL_NAME, kind=_("PDF document"), suffix="pdf")
        if path is None:
            return
        self._workplace.jobs.start(
            lambda: _save(session, sheet, client_id, path),
            parent=self,
            done=lambda _saved: self._workplace.messages.say(
                _("Saved. Delete the file when you no longer need it.")
            ),
        )

    def hand_over(self) -> None:
        """Note in the client's file that this sheet was handed over."""
        if self._sheet is None:
            return
        name = self._client.details.display_name or self._client.number if self._client else ""
        dialog = HandOverDialog(
            self._workplace, self._sheet, client_id=self._client_id, client_name=name, parent=self
        )
        dialog.acted.connect(lambda _given: self._workplace.messages.say(_("Noted in the client's file.")))
        dialog.open()


def _offers() -> tuple[Sequence[SheetInfo], Sequence[Language]]:
    return sheets.list_sheets(), sheets.sheet_languages()


def _rendered(sheet: str, language: str, beside: str, centre: str) -> tuple[RenderedSheet, list[QImage]]:
    made = sheets.render(sheet, language, beside=beside or None, centre=centre)
    return made, [as_image(page) for page in sheets.pictures(made, dpi=DPI)]


def _save(session: Session, sheet: RenderedSheet, client_id: str, path: Path) -> None:
    sheets.log_print(session, sheet, client_id=client_id, act="export")
    try:
        path.write_bytes(sheet.pdf)
    except OSError as problem:
        raise UserError(
            _("The sheet could not be saved there."), _("Choose another folder, or see that there is room.")
        ) from problem
