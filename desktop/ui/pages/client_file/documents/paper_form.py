"""What is said of a paper: the form for files just added, one after the other, and for a paper that is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.clock import today
from desktop.domain.paper_files import MEDICAL, Paper, PaperDraft
from desktop.domain.roles import Compartment
from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _, ngettext
from desktop.services import papers
from desktop.services.drafts import COUNSELLING_PREFIX
from desktop.services.papers import SealedPaper
from desktop.ui import wording
from desktop.ui.pages.client_file.section import line
from desktop.ui.pages.client_file.short_forms import not_a_date
from desktop.ui.widgets.buttons import secondary_button
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.labels import hint, text_label
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.widgets.suggest_line import Choice
from desktop.ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file that is sealed in the vault and waits for its form; `path` is None for a picture that was pasted."""

    called: str
    sealed: SealedPaper
    path: Path | None = None


class PaperForm(RecordForm):
    """`recorded` carries a tuple of papers; `files_wanted` the paths that a draft found again needs read once more.

    The title begins empty: a file is called by whoever made it, often by a name that should not be copied about, and
    the list shows kind, source and date in any case.
    """

    files_wanted = Signal(list)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="paper")
        self._client_id = ""
        self._before: Paper | None = None
        self._known: dict[str, Paper] = {}
        self._files: list[AddedFile] = []
        self._everything = False
        day = today(workplace.session.clock)
        self._which = text_label(name="paper_which_label")
        self._kind = ChoiceBox(name="paper_kind_choice")
        self._title = named(QLineEdit(), "paper_title_field")
        self._source = ChoiceBox(name="paper_source_choice")
        self._dated = named(DateField(today=day), "paper_dated_field")
        self._expires = named(DateField(today=day), "paper_expires_field")
        self._holder = ChoiceBox(name="paper_holder_choice")
        self._who_sees = hint(_("Only those who open counselling will see it."))
        self._all = secondary_button("", name="paper_all_button", clicked=self._record_all)
        self._lay_out()
        self._listen()
        self.setFocusProxy(self._kind)

    @property
    def is_adding(self) -> bool:
        """Whether it is about files that were just added."""
        return bool(self._files)

    @property
    def has_files_elsewhere(self) -> bool:
        """Whether one of those just recorded still lies readable outside the vault."""
        return any(each.path for each in self._files[: len(self._files) if self._everything else 1])

    @property
    def field_to_begin(self) -> QWidget:
        """Where one begins: what kind it is."""
        return self.rows["kind"]

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        self.begin(None)
        keys = [f"paper:{client_id}"]
        if Compartment.COUNSELLING in self.workplace.session.holds:
            keys.append(f"{COUNSELLING_PREFIX}paper:{client_id}")
        self.keeper.follow(*keys, restored=restored)

    def know(self, known: Sequence[Paper], holders: Sequence[Choice]) -> None:
        """The papers of this file, and whose papers may lie in it beside the client's own."""
        self._known = {paper.id: paper for paper in known}
        with self.filling():
            self._holder.set_choices([("", _("The client")), *holders])
        self.rows["holder"].setVisible(bool(holders))

    def begin(self, paper: Paper | None) -> None:
        """Empty for what is added next, or filled with a paper to change."""
        self.forget_files()
        self._before = paper
        with self.filling():
            self._fill(paper.draft if paper else PaperDraft(""))
        self.start_clean()
        self._say_which()

    def change(self, paper: Paper) -> None:
        """A paper to change; what was half written makes way, and Undo brings it back."""
        made_way, key = self.draft(), self.keeper.key
        self.begin(paper)
        self.offer_back(made_way, key)

    def add_file(self, added: AddedFile) -> None:
        """One more file to say something of; a change that was half written makes way for the first."""
        if not self._files and self._before is not None:
            made_way, key = self.draft(), self.keeper.key
            self.begin(None)
            self.offer_back(made_way, key)
        self._files.append(added)
        self._say_which()
        self.touched()

    def go_on(self) -> bool:
        """To the next file that was added, with kind and source as before; whether there is one."""
        del self._files[: len(self._files) if self._everything else 1]
        self._everything = False
        kept = PaperDraft(self._kind.code(), source=self._source.code(), holder=self._holder.code())
        with self.filling():
            self._fill(kept if self._files else PaperDraft(""))
        self.start_clean()
        self._say_which()
        if self._files:
            self.touched()
        return bool(self._files)

    def forget_files(self) -> None:
        """Take out of the vault again what was sealed and is not wanted."""
        files, self._files = self._files, []
        folder = self.workplace.session.folder
        for each in files:
            self.workplace.jobs.start(partial(papers.forget, folder, each.sealed), parent=self, vault=False)

    def typed(self) -> Typed:
        return {
            "paper": self._before.id if self._before else "",
            "paths": [str(each.path) for each in self._files if each.path],
            "kind": self._kind.code(),
            "title": self._title.text(),
            "source": self._source.code(),
            "dated": self._dated.text(),
            "expires": self._expires.text(),
            "holder": self._holder.code(),
        }

    def set_typed(self, content: Typed) -> None:
        self._before = self._known.get(content["paper"])
        self._kind.set_code(content["kind"])
        self._title.setText(content["title"])
        self._source.set_code(content["source"])
        self._dated.setText(content["dated"])
        self._expires.setText(content["expires"])
        self._holder.set_code(content["holder"])
        self._say_which()
        if content["paths"] and not self._files:
            self.files_wanted.emit([Path(path) for path in content["paths"]])

    def prepare(self) -> Callable[[], object]:
        draft, before = self._draft(), self._before
        session, client_id = self.workplace.session, self._client_id
        if before is not None:
            return lambda: (papers.change(session, before.id, replace(draft, note=before.draft.note)),)
        files = tuple(self._files) if self._everything else tuple(self._files[:1])
        if not files:
            raise UserError(_("There is no file to record yet."), _("Add it again."))
        return lambda: tuple(papers.add(session, client_id, draft, each.sealed) for each in files)

    def record(self) -> None:
        """As any form; a file that went meanwhile is told above the page."""
        try:
            super().record()
        except UserError as problem:
            self.refuse(problem)

    def refuse(self, problem: Exception) -> None:
        self._everything = False
        super().refuse(problem)

    def _draft(self) -> PaperDraft:
        for name, field in (("dated", self._dated), ("expires_on", self._expires)):
            if not field.is_valid():
                raise InvalidField(name, not_a_date())
        if not self._kind.code():
            raise InvalidField("kind", _("Say what kind of document it is."))
        return PaperDraft(
            kind=self._kind.code(),
            title=self._title.text(),
            source=self._source.code(),
            dated=self._dated.date(),
            expires_on=self._expires.date(),
            holder=self._holder.code(),
        )

    def _record_all(self) -> None:
        self._everything = True
        self.record()

    def _fill(self, draft: PaperDraft) -> None:
        day = today(self.workplace.session.clock)
        kinds = wording.choices("document_types", day=day, keep=draft.kind)
        sees_medical = Compartment.COUNSELLING in self.workplace.session.holds
        offered = [choice for choice in kinds if choice[0] != MEDICAL or sees_medical]
        self._kind.set_choices([("", _("Choose")), *offered])
        self._kind.set_code(draft.kind)
        sources = wording.choices("document_sources", day=day, keep=draft.source)
        self._source.set_choices([("", _("Not known")), *sources])
        self._source.set_code(draft.source)
        self._title.setText(draft.title)
        self._dated.set_date(draft.dated)
        self._expires.set_date(draft.expires_on)
        self._holder.set_code(draft.holder)

    def _say_which(self) -> None:
        """Which file it is about, by the name it had: on screen only, never recorded."""
        waiting = len(self._files)
        which = self._files[0].called if self._files else ""
        if waiting > 1:
            more = ngettext("{name}, and {count} more", "{name}, and {count} more", waiting - 1)
            which = more.format(name=which, count=waiting - 1)
        self._which.setText(which)
        self._which.setVisible(bool(which))
        self._all.setText(
            ngettext("Record the file like this", "Record all {count} files like this", waiting).format(
                count=waiting
            )
        )
        self._all.setVisible(waiting > 1)
        self.set_act(_("Record the change") if self._before else _("Record document"))

    def _kind_chosen(self) -> None:
        is_medical = self._kind.code() == MEDICAL
        self._who_sees.setVisible(is_medical)
        if self._client_id and not self._filling:
            prefix = COUNSELLING_PREFIX if is_medical else ""
            self.keeper.move(f"{prefix}paper:{self._client_id}")
        self.touched()

    def _lay_out(self) -> None:
        self.add_widget(self._which)
        self.add_row("kind", _("Kind of document"), self._kind)
        self.add_widget(self._who_sees)
        self.add_row("title", _("Title, if it needs one"), self._title)
        self.add_row("source", _("Where it comes from"), self._source)
        self.add_row("dated", _("Date on it"), self._dated)
        self.add_row(
            "expires_on", _("Valid until"), self._expires, told=_("Deadlines will remind of this day.")
        )
        self.add_row("holder", _("Whose document it is"), self._holder)
        self._which.hide()
        self._who_sees.hide()
        self.finish(_("Record document"), leave=_("Cancel"))
        self.add_widget(line(self._all))
        self._all.hide()

    def _listen(self) -> None:
        self._kind.currentIndexChanged.connect(self._kind_chosen)
        for choice in (self._source, self._holder):
            choice.currentIndexChanged.connect(self.touched)
        for field in (self._title, self._dated, self._expires):
            field.textChanged.connect(self.touched)
        for name, date_line in (("dated", self._dated), ("expires_on", self._expires)):
            date_line.editingFinished.connect(self.check_on_leaving(name, partial(_date_wrong, date_line)))
        self.left.connect(self.forget_files)


def _date_wrong(line: DateField) -> str:
    return "" if line.is_valid() else not_a_date()
