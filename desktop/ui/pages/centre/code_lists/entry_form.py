"""One entry of a list: what it is called in four languages, when it can be chosen, where it is counted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLineEdit

from desktop.clock import today
from desktop.domain import codelists
from desktop.domain.codelists import LANGUAGES, Code, ListInfo
from desktop.domain.indicators import theme_of
from desktop.errors import InvalidField
from desktop.i18n import current_language, gettext as _
from desktop.services import codelists as lists
from desktop.services.codelists import CodeDraft
from desktop.ui.pages.centre.code_lists.words import OWN_NAMES
from desktop.ui.pages.client_file.short_forms import not_a_date
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.workplace import Workplace

_DATES = ("valid_from", "valid_to")
_CALCULATED_WITH = (*_DATES, "report_column", "parent")


class EntryForm(RecordForm):
    """`recorded` carries the `Code`; `before` is what it was, None for a new one."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="code")
        self.before: Code | None = None
        self.list_name = ""
        self._lines = {
            field: named(QLineEdit(), f"code_{field}_field")
            for field in (*LANGUAGES, "code", "report_column", "source")
        }
        day = today(workplace.session.clock)
        self._dates = {field: named(DateField(today=day), f"code_{field}_field") for field in _DATES}
        self._parent = ChoiceBox(name="code_parent_choice")
        self._lay_out()
        for line in (*self._lines.values(), *self._dates.values()):
            line.textChanged.connect(self.touched)
        self._parent.currentIndexChanged.connect(self.touched)
        for field, line in self._dates.items():
            line.editingFinished.connect(self.check_on_leaving(field, partial(_date_wrong, line)))
        self.finish(_("Record entry"), leave=_("Cancel"))
        self.setFocusProxy(self._lines[LANGUAGES[0]])

    def turn_to(self, about: ListInfo) -> None:
        """Turn to a list: a new entry of it, to begin with."""
        self.list_name = about.name
        parents = lists.PARENTS.get(about.name, "")
        self.rows["parent"].setVisible(bool(parents))
        with self.filling():
            self._parent.set_choices([("", "–"), *_choices(parents)] if parents else [])
        self.begin(None, about)

    def begin(self, entry: Code | None, about: ListInfo) -> None:
        """A new entry, valid from today, or one to change."""
        self.before = entry
        new = CodeDraft(valid_from=today(self.workplace.session.clock))
        draft = lists.draft_of(entry) if entry else new
        with self.filling():
            for language in LANGUAGES:
                self._lines[language].setText(draft.labels.get(language, ""))
            self._lines["code"].setText(draft.code)
            self._lines["report_column"].setText(draft.report_column)
            self._lines["source"].setText(_source_words(draft.source))
            for field in _DATES:
                self._dates[field].set_date(getattr(draft, field))
            self._parent.set_code(theme_of(entry) if entry else "")
        self._open_what_may_change(entry, about)
        self.start_clean()

    def typed(self) -> Typed:
        fields = {**self._lines, **self._dates}
        code = self.before.code if self.before else ""
        texts = {name: line.text() for name, line in fields.items()}
        return {**texts, "changes": code, "parent": self._parent.code()}

    def set_typed(self, content: Typed) -> None:
        self.before = codelists.find(self.list_name, content["changes"]) if content["changes"] else None
        for name, line in {**self._lines, **self._dates}.items():
            line.setText(content[name])
        self._parent.set_code(content["parent"])

    def prepare(self) -> Callable[[], object]:
        for field, line in self._dates.items():
            if wrong := _date_wrong(line):
                raise InvalidField(field, wrong)
        draft, session, name, before = self._draft(), self.workplace.session, self.list_name, self.before
        if before is None:
            return lambda: lists.add(session, name, draft)
        return lambda: lists.change(session, name, before.code, draft)

    def _draft(self) -> CodeDraft:
        has_parent = self.list_name in lists.PARENTS
        return CodeDraft(
            labels={language: self._lines[language].text() for language in LANGUAGES},
            code=self._lines["code"].text().strip(),
            valid_from=self._dates["valid_from"].date(),
            valid_to=self._dates["valid_to"].date(),
            report_column=self._lines["report_column"].text().strip(),
            parent=self._parent.code() if has_parent else (self.before.parent if self.before else ""),
            source=self._source(),
        )

    def _source(self) -> str:
        """As the data has it while nobody changed the words that stand for it."""
        typed, before = self._lines["source"].text().strip(), self.before.source if self.before else ""
        return before if typed == _source_words(before) else typed

    def _open_what_may_change(self, entry: Code | None, about: ListInfo) -> None:
        free = entry is None or about.may_retire(entry)
        for field in _CALCULATED_WITH:
            self.rows[field].setEnabled(free)
        self._lines["code"].setReadOnly(entry is not None)
        self.set_act(_("Record entry") if entry is None else _("Record change"))

    def _lay_out(self) -> None:
        for language in LANGUAGES:
            self.add_row(language, OWN_NAMES[language], self._lines[language])
        self.add_row("parent", _("Belongs under"), self._parent)
        self.add_row("valid_from", _("Valid from"), self._dates["valid_from"])
        self.add_row("valid_to", _("Valid until"), self._dates["valid_to"])
        self.add_row("report_column", _("Report column"), self._lines["report_column"])
        self.add_row("source", _("Where it comes from"), self._lines["source"])
        told = _("Stays for ever; left empty, it is made from the name.")
        self.add_row("code", _("Code"), self._lines["code"], told=told)


def _choices(list_name: str) -> list[tuple[str, str]]:
    language = current_language()
    return [(entry.code, entry.label(language)) for entry in codelists.entries(list_name)]


def _source_words(source: str) -> str:
    return codelists.source_label(source, current_language())


def _date_wrong(line: DateField) -> str:
    return "" if line.is_valid() else not_a_date()
