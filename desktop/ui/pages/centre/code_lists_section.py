"""The code lists of the centre: read by everyone, changed by a coordinator; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.clock import today
from desktop.domain import codelists
from desktop.domain.codelists import LANGUAGES, Code, ListInfo
from desktop.i18n import current_language, gettext as _
from desktop.services import codelists as lists
from desktop.ui.pages.centre.code_lists.entry_form import EntryForm
from desktop.ui.pages.centre.code_lists.entry_table import EntryTable
from desktop.ui.pages.centre.code_lists.law_start import LawStart
from desktop.ui.pages.centre.code_lists.words import OWN_NAMES, rules_told, validity
from desktop.ui.pages.centre.part import Part
from desktop.ui.pages.client_file.section import Facts
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button, secondary_button
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.form import FieldRow
from desktop.ui.widgets.labels import hint
from desktop.ui.workplace import Workplace


class CodeListsSection(Part):
    """Choose a list, see its entries; the one under the cursor is shown whole below."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(_("Code lists"), parent)
        self._workplace = workplace
        self._may_edit = lists.may_edit(workplace.session)
        self._lists = {about.name: about for about in codelists.lists()}
        language = current_language()
        titles = [(name, about.title(language)) for name, about in self._lists.items()]
        self._choice = ChoiceBox(titles, name="code_list_choice")
        self._told = hint("", name="code_list_told_label")
        self._table = EntryTable(today(workplace.session.clock))
        self._whole = QVBoxLayout()
        self._shown: QWidget | None = None
        self._form = EntryForm(workplace)
        self._law = LawStart(workplace)
        self._lay_out()
        self._listen()

    def refresh(self) -> None:
        """Show the list as it stands; the lists themselves are in memory."""
        self._turn()

    def flush_drafts(self) -> None:
        """Keep the entry that is being typed."""
        self._form.keeper.flush()

    @property
    def _about(self) -> ListInfo:
        return self._lists[self._choice.code()]

    # Layout

    def _lay_out(self) -> None:
        self.add(FieldRow(_("List"), self._choice))
        self.add(self._told)
        self.add(self._law)
        self.add(self._table)
        self._below = QWidget()
        self._below.setLayout(self._whole)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self.add(self._below)
        self._buttons = self._make_buttons()
        self.add(self._buttons)
        self._buttons.setVisible(self._may_edit)  # only now: shown without a parent it is a window of its own
        self.add(self._form)
        self._form.hide()
        self._law.hide()

    def _make_buttons(self) -> QWidget:
        holder = QWidget()
        row = wrapping(holder)
        row.setSpacing(GRID)
        self._add = secondary_button(
            _("Add an entry"), name="code_add_button", icon="add", clicked=self._begin_new
        )
        self._change = secondary_button(_("Change it"), name="code_change_button", clicked=self._begin_change)
        self._retire = secondary_button(
            _("Retire it"), name="code_retire_button", clicked=self._retire_current
        )
        self._back = secondary_button(
            _("Bring it back"), name="code_bring_back_button", clicked=self._bring_back
        )
        self._up = quiet_button(
            _("Up"), name="code_up_button", icon="chevron_up", clicked=partial(self._move, -1)
        )
        self._down = quiet_button(
            _("Down"), name="code_down_button", icon="chevron_down", clicked=partial(self._move, 1)
        )
        for button in (self._add, self._change, self._retire, self._back, self._up, self._down):
            row.addWidget(button)
        return holder

    def _listen(self) -> None:
        self._choice.currentIndexChanged.connect(lambda _number: self._turn())
        self._table.turned.connect(self._show_current)
        self._law.changed.connect(self._turn)
        self._form.recorded.connect(self._recorded)
        self._form.left.connect(self._close_form)
        self._form.taken_back.connect(lambda: self._open_form(found=True))
        if self._may_edit:
            self._table.opened.connect(self._begin_change)
            self._table.moved.connect(self._move)

    # Showing

    def _turn(self) -> None:
        """To another list, or to the same one after it changed."""
        if not self._choice.code():
            return
        about, current = self._about, self._table.current
        self._told.setText(rules_told(about, may_edit=self._may_edit))
        is_law = about.name == lists.ARTICLES and self._may_edit
        self._law.setVisible(is_law)
        if is_law:
            self._law.refresh()
        if about.name != self._form.list_name:
            self._close_form()
            self._form.turn_to(about)
            if self._may_edit:
                self._form.keeper.follow(
                    f"code:{about.name}", restored=lambda found: self._open_form(found=found)
                )
        self._table.show_entries(codelists.entries(about.name), code=current.code if current else "")
        self._show_current()

    def _show_current(self) -> None:
        entry = self._table.current
        if self._shown is not None:
            self._whole.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None
        if entry is not None and self._choice.code():
            self._shown = _facts(entry, self._about)
            self._whole.addWidget(self._shown)
            self._show_acts(entry)

    def _show_acts(self, entry: Code) -> None:
        about, day = self._about, today(self._workplace.session.clock)
        retired, may = entry.retired_on(day), self._about.may_retire(entry)
        dated_by_law = (
            about.name == lists.ARTICLES
        )  # an article that ended was replaced, not retired by the centre
        self._add.setVisible(about.open)
        self._retire.setVisible(may and not retired and not dated_by_law)
        self._back.setVisible(may and retired and not dated_by_law)

    # Acts

    def _begin_new(self) -> None:
        self._form.begin(None, self._about)
        self._open_form(found=True)
        self._form.setFocus()

    def _begin_change(self) -> None:
        entry = self._table.current
        if entry is not None:
            self._form.begin(entry, self._about)
            self._open_form(found=True)
            self._form.setFocus()

    def _open_form(self, *, found: bool) -> None:
        if found:
            self._form.show()
            self._below.hide()
            self._buttons.hide()

    def _close_form(self) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._form.isAncestorOf(focused)
        self._form.hide()
        self._below.show()
        self._buttons.setVisible(self._may_edit)
        if had_focus:
            self._table.setFocus()

    def _recorded(self, entry: object) -> None:
        if not isinstance(entry, Code):
            return
        name, before, session = self._form.list_name, self._form.before, self._workplace.session
        self._close_form()
        if before is None:
            said, undo = _("Added: {what}"), lambda: lists.retire(session, name, entry.code)
        else:
            draft = lists.draft_of(before)
            said, undo = _("Changed: {what}"), lambda: lists.change(session, name, entry.code, draft)
        self._tell(said, entry, undo)

    def _retire_current(self) -> None:
        self._act(lists.retire, _("Retired: {what}"))

    def _bring_back(self) -> None:
        self._act(lists.bring_back, _("Can be chosen again: {what}"))

    def _act(self, act: Callable[..., Code], said: str) -> None:
        entry, name, session = self._table.current, self._choice.code(), self._workplace.session
        if entry is None:
            return
        before = lists.draft_of(entry)
        self._do(
            lambda: act(session, name, entry.code),
            lambda changed: self._tell(
                said, changed, lambda: lists.change(session, name, entry.code, before)
            ),
        )

    def _move(self, by: int) -> None:
        entry, name, session = self._table.current, self._choice.code(), self._workplace.session
        if entry is not None:
            self._do(lambda: lists.move(session, name, entry.code, by=by), lambda _nothing: self._turn())

    def _tell(self, said: str, entry: Code, undo: Callable[[], object]) -> None:
        self._workplace.messages.say(
            said.format(what=entry.label(current_language())),
            lambda: self._do(undo, lambda _changed: self._turn()),
        )
        self._turn()
        self._table.show_entries(codelists.entries(self._choice.code()), code=entry.code)

    def _do(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._workplace.jobs.start(work, parent=self, done=done)


def _facts(entry: Code, about: ListInfo) -> QWidget:
    """An entry whole: the four names, its dates, and where it comes from."""
    language = current_language()
    parents = lists.PARENTS.get(about.name, "")
    facts = [
        *((OWN_NAMES[each], entry.labels.get(each, "–")) for each in LANGUAGES),
        (
            _("Belongs under"),
            codelists.label(parents, entry.parent, language) if parents and entry.parent else "",
        ),
        (_("Valid"), validity(entry)),
        (_("Report column"), entry.report_column),
        (_("Where it comes from"), codelists.source_label(entry.source, language)),
        (_("Code"), entry.code),
    ]
    return Facts((label, value) for label, value in facts if value)
