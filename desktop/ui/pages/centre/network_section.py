"""The network of the centre: found by typing, changed once for every file, and which files each is linked to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.domain.network import Contact, LinkedFile
from desktop.i18n import gettext as _, isolated, ngettext, sort_key
from desktop.services import network
from desktop.ui import wording
from desktop.ui.pages.centre.contact_form import ContactForm
from desktop.ui.pages.centre.linked_files import LinkedFiles
from desktop.ui.pages.centre.part import Part
from desktop.ui.widgets.buttons import secondary_button
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.labels import hint
from desktop.ui.widgets.naming import named
from desktop.ui.workplace import Workplace

_CONTACT = Qt.ItemDataRole.UserRole
_LINES = 10


class NetworkSection(Part):
    """A filter over the list; the marked contact can be changed or removed, and its files opened."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(_("Network"), parent)
        self._workplace = workplace
        self._contacts: tuple[Contact, ...] = ()
        self._to_mark = ""
        self._filter = named(QLineEdit(), "centre_network_filter_field")
        self._filter.setPlaceholderText(_("Type a name, an organisation, a language"))
        self._filter.setAccessibleName(_("Find in the network"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._show_matching)
        self._filter.installEventFilter(self)
        self._list = named(QListWidget(), "centre_network_list")
        self._list.setAccessibleName(_("Contacts"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.setWordWrap(True)
        self._list.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES)
        self._count = hint("", name="centre_network_count_label")
        self._files = LinkedFiles(workplace)
        self._form = ContactForm(workplace)
        self._lay_out()
        self._listen()
        self._watched = False

    def refresh(self, mark: str = "") -> None:
        """Read the network again; `mark` is the id of the contact to stand on."""
        self._to_mark = mark or self._marked_id()
        session = self._workplace.session
        self._workplace.jobs.start(lambda: network.contacts(session), parent=self, done=self._take)

    def flush_drafts(self) -> None:
        """Keep what is being typed."""
        self._form.keeper.flush()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field, the arrows walk the list and Enter changes what is marked."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self._list.count():
                row = min(max(self._list.currentRow() + step, 0), self._list.count() - 1)
                self._list.setCurrentRow(row)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._marked() is not None:
                self._change()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self._add_button = secondary_button(
            _("Add contact"), name="centre_network_add_button", icon="add", clicked=self._begin_new
        )
        self._change_button = secondary_button(
            _("Change"), name="centre_network_change_button", icon="edit", clicked=self._change
        )
        self._remove_button = secondary_button(
            _("Remove"), name="centre_network_remove_button", clicked=self._remove
        )
        acts = QWidget()
        flow = wrapping(acts)
        for button in (self._add_button, self._change_button, self._remove_button):
            flow.addWidget(button)
        for widget in (self._filter, self._list, self._count, self._files, acts, self._form):
            self.add(widget)
        self._form.hide()

    def _listen(self) -> None:
        self._list.currentItemChanged.connect(lambda *_items: self._show_marked())
        self._list.itemActivated.connect(lambda _item: self._change())
        self._form.recorded.connect(self._recorded)
        self._form.left.connect(self._form.hide)
        self._form.taken_back.connect(self._form.show)

    def _take(self, contacts: tuple[Contact, ...]) -> None:
        self._contacts = contacts
        self._form.know(contacts)
        self._show_matching()
        if not self._watched:
            self._watched = True
            self._form.watch(self._form.setVisible)

    def _show_matching(self) -> None:
        wanted = sort_key(self._filter.text())[0].split()
        found = [contact for contact in self._contacts if _matches(contact, wanted)]
        mark = self._to_mark or self._marked_id()
        self._list.clear()
        for contact in found:
            item = QListWidgetItem(_line(contact))
            item.setData(_CONTACT, contact)
            self._list.addItem(item)
            if contact.id == mark:
                self._list.setCurrentItem(item)
        if self._list.currentRow() < 0 and wanted and found:
            self._list.setCurrentRow(0)
        self._to_mark = ""
        self._count.setText(self._counted(len(found)))
        self._list.setVisible(bool(self._contacts))
        self._show_marked()

    def _counted(self, found: int) -> str:
        total = len(self._contacts)
        if not total:
            return _("Nobody yet. Add lawyers, interpreters and services once; files then link to them.")
        told = ngettext("{found} of {total} contact", "{found} of {total} contacts", total)
        return told.format(found=found, total=total)

    def _marked(self) -> Contact | None:
        item: QListWidgetItem | None = self._list.currentItem()
        contact: Contact | None = None if item is None else item.data(_CONTACT)
        return contact

    def _marked_id(self) -> str:
        marked = self._marked()
        return marked.id if marked else ""

    def _show_marked(self) -> None:
        marked = self._marked()
        for button in (self._change_button, self._remove_button):
            button.setVisible(marked is not None)
        self._files.show_files(())
        if marked is None or not marked.files:
            return
        session, contact_id = self._workplace.session, marked.id
        self._workplace.jobs.start(
            lambda: network.files_of(session, contact_id),
            parent=self,
            done=lambda files: self._show_files(contact_id, files),
        )

    def _show_files(self, contact_id: str, files: tuple[LinkedFile, ...]) -> None:
        if contact_id == self._marked_id():
            self._files.show_files(files)

    def _begin_new(self) -> None:
        self._open_form(None)

    def _change(self) -> None:
        marked = self._marked()
        if marked is not None:
            self._open_form(marked)

    def _open_form(self, contact: Contact | None) -> None:
        if self._form.isHidden():
            self._form.begin(contact)
        self._form.show()
        self._form.setFocusInside()

    def _recorded(self, recorded: Contact) -> None:
        self._form.hide()
        session, before = self._workplace.session, self._form.before
        if before is None:
            self._tell(_("Contact recorded."), lambda: network.remove(session, recorded.id), recorded.id)
        else:
            self._tell(
                _("Contact recorded."), lambda: network.change(session, before.id, before.draft), before.id
            )

    def _remove(self) -> None:
        marked, session = self._marked(), self._workplace.session
        if marked is None:
            return
        told = _("{name} is removed from the network.").format(name=isolated(marked.called))
        self._workplace.jobs.start(
            lambda: network.remove(session, marked.id),
            parent=self,
            done=lambda _nothing: self._tell(told, lambda: network.restore(session, marked.id), marked.id),
        )

    def _tell(self, told: str, undo: Callable[[], object], contact_id: str) -> None:
        self._workplace.messages.say(told, lambda: self._take_back(undo, contact_id))
        self.refresh(contact_id)

    def _take_back(self, undo: Callable[[], object], contact_id: str) -> None:
        self._workplace.jobs.start(undo, parent=self, done=lambda _result: self._taken_back(contact_id))

    def _taken_back(self, contact_id: str) -> None:
        self._workplace.messages.say(_("Taken back."))
        self.refresh(contact_id)


def _matches(contact: Contact, wanted: list[str]) -> bool:
    plain = sort_key(_line(contact))[0]
    return all(word in plain for word in wanted)


def _line(contact: Contact) -> str:
    """Who it is, and below it how to reach them; what a person may type to find them."""
    draft = contact.draft
    languages = ", ".join(wording.language_label(tag) for tag in draft.languages)
    files = ngettext("{count} file", "{count} files", contact.files).format(count=contact.files)
    phone = f"\u2066{draft.phone}\u2069" if draft.phone else ""
    facts = (wording.listed_short("contact_kinds", draft.kind), phone, draft.email, languages, files)
    name = " · ".join(isolated(part) for part in (draft.name, draft.organisation) if part)
    return f"{name}\n{' · '.join(fact for fact in facts if fact)}"
