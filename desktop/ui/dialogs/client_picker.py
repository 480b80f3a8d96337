"""Choosing a person while typing: the first letters, the arrows, Enter."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain.clients import ClientPage, ClientSummary
from desktop.i18n import gettext as _, isolated
from desktop.services import clients
from desktop.ui.workplace import Workplace

OFFERED = 8
_CLIENT = Qt.ItemDataRole.UserRole


class _Offers(QListWidget):
    """Nobody is chosen by merely coming past: Qt would mark the first line of whoever comes with Tab."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        nobody = self.currentRow() < 0
        super().focusInEvent(event)
        if nobody and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.setCurrentRow(-1)


class ClientPicker(QWidget):
    """A search field over a short list; what is marked in the list is chosen.

    With `name_only` the text itself may be chosen as a call-name for somebody who has no file yet.
    """

    changed = Signal()

    def __init__(
        self, workplace: Workplace, *, page: str, name_only: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._name_only = name_only
        self._asked = ""
        self._found: tuple[str, ClientPage] | None = None
        self._remarks: Mapping[str, str] = {}
        self.search = QLineEdit()
        self.search.setObjectName(f"{page}_person_edit")
        self.search.setPlaceholderText(_("Type a name or a file number"))
        self.search.setAccessibleName(_("Person"))
        self.search.setClearButtonEnabled(True)
        self.offers = _Offers()
        self.offers.setObjectName(f"{page}_person_list")
        self.offers.setAccessibleName(_("People found"))
        self.offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offers.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.offers.setFixedHeight(self.fontMetrics().lineSpacing() * 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addWidget(self.offers)
        self.setFocusProxy(self.search)
        self.search.installEventFilter(self)
        self.search.textEdited.connect(self._ask)
        self.offers.currentItemChanged.connect(lambda *_items: self.changed.emit())
        self._ask("")

    def remark(self, remarks: Mapping[str, str]) -> None:
        """Say something beside these clients, by their id, so that nobody chooses one by mistake."""
        self._remarks = remarks
        if self._found is not None:
            self._offer(*self._found)

    @property
    def client_id(self) -> str:
        """The chosen client's id, or empty."""
        chosen = self._chosen()
        return chosen.id if isinstance(chosen, ClientSummary) else ""

    @property
    def typed_name(self) -> str:
        """The name to use for somebody without a file, or empty."""
        chosen = self._chosen()
        return chosen if isinstance(chosen, str) else ""

    def _chosen(self) -> ClientSummary | str | None:
        if self._found is None or self._found[0] != self._asked:
            return None  # what is marked was found for letters typed before
        item: QListWidgetItem | None = self.offers.currentItem()
        chosen: ClientSummary | str | None = None if item is None else item.data(_CLIENT)
        return chosen

    def _ask(self, text: str) -> None:
        self._asked = text
        session = self._workplace.session
        self._workplace.jobs.start(
            lambda: clients.list_clients(session, search=text.strip(), limit=OFFERED),
            parent=self,
            done=lambda page: self._offer(text, page),
        )

    def _offer(self, text: str, page: ClientPage) -> None:
        if text != self._asked:
            return  # an answer to letters typed before
        self._found = text, page
        self.offers.clear()
        for summary in page.rows:
            self._add(self._line(summary), summary)
        if self._name_only and text.strip():
            self._add(_("“{name}”, without a file").format(name=text.strip()), text.strip())
        self.offers.setCurrentRow(0 if text.strip() else -1)
        self.changed.emit()

    def _add(self, line: str, chosen: ClientSummary | str) -> None:
        item = QListWidgetItem(line)
        item.setData(_CLIENT, chosen)
        self.offers.addItem(item)

    def _line(self, summary: ClientSummary) -> str:
        shown = self._workplace.privacy.shown
        name = shown(summary.name) or _("No name yet")
        native = shown(summary.native_name) if summary.native_name != summary.name else ""
        remark = self._remarks.get(summary.id, "")
        who = "   ".join(isolated(part) for part in (name, native, summary.number) if part)
        return f"{who}\n{remark}" if remark else who

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field, the arrows walk the list, so that the hands stay where they type."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.offers.count():
                row = min(max(self.offers.currentRow() + step, 0), self.offers.count() - 1)
                self.offers.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)
