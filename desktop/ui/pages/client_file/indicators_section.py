"""The indicators of a file: asked one by one, saved one by one, an aid and never a score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain import codelists, indicators as rules
from desktop.domain.codelists import Code
from desktop.domain.indicators import IndicatorAnswer
from desktop.domain.procedure import Answer
from desktop.i18n import current_language, format_date, gettext as _, join_sorted, ngettext
from desktop.services import indicators
from desktop.services.indicators import IndicatorFile
from desktop.ui import wording
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.pages.client_file.indicators import words
from desktop.ui.pages.client_file.indicators.note_form import IndicatorNoteForm
from desktop.ui.pages.client_file.indicators.question_list import QuestionList, Theme
from desktop.ui.pages.client_file.indicators.row import IndicatorRow
from desktop.ui.pages.client_file.section import Section, line, stacked
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button, secondary_button
from desktop.ui.widgets.labels import hint, text_label
from desktop.ui.widgets.segments import Segments
from desktop.ui.workplace import Workplace

_RELEVANT, _ALL = "relevant", "all"
_UNDO_STEPS = 100


class IndicatorsSection(FileTab):
    """Folded themes with their counts; "Ask the indicators" goes to the first one not asked yet."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.setObjectName("indicators_section")
        self._workplace = workplace
        self._contents: FileContents | None = None
        self._file = IndicatorFile({}, frozenset())
        self._undo: list[IndicatorAnswer] = []
        self._codes: tuple[Code, ...] = ()
        self._list = QuestionList([])
        self._form = IndicatorNoteForm(workplace)
        self._form.hide()
        self._form.recorded.connect(self._note_recorded)
        self._form.left.connect(lambda: self._close_note(go_back=True))
        self._form.taken_back.connect(lambda: self._bring_note_back(found=True))
        self._lay_out()

    def show_contents(self, contents: FileContents) -> None:
        """Read the answers in a job of their own; turning to another client brings back a note begun there."""
        other = self._contents is None or self._contents.client.id != contents.client.id
        self._contents = contents
        session, client_id = self._workplace.session, contents.client.id
        if other:
            self._close_note(go_back=False)
            self._undo.clear()
            self._show(client_id, IndicatorFile({}, frozenset()))
        self._workplace.jobs.start(
            lambda: indicators.read(session, client_id), parent=self, done=partial(self._show, client_id)
        )
        if other:
            self._form.watch(client_id, lambda found: self._bring_note_back(found=found))

    def flush_drafts(self) -> None:
        """Keep the note that is being typed."""
        self._form.keeper.flush()

    def start(self) -> None:
        """Go to the first indicator that was not asked yet."""
        self._list.go_to_next_unasked()

    # Showing

    def _lay_out(self) -> None:
        ask = secondary_button(_("Ask the indicators"), name="indicators_ask_button", clicked=self.start)
        self._section = Section(_("Indicators"), name="indicators_card", action=ask)
        self._asked = text_label(name="indicators_asked_label")
        self._filter = Segments([(_RELEVANT, _("For this file")), (_ALL, _("All"))], name="indicators_filter")
        self._filter.chosen.connect(lambda _code: self._ask_wanted())
        unfold, fold = (partial(self._list_fold, folded=folded) for folded in (False, True))
        buttons = line(
            self._filter,
            quiet_button(_("Unfold all"), name="indicators_unfold_button", clicked=unfold),
            quiet_button(_("Fold all"), name="indicators_fold_button", clicked=fold),
            stretch=0,
        )
        told = hint(words.keys_told(), name="indicators_keys_label")
        self._place = QVBoxLayout()
        holder = QWidget()
        holder.setLayout(self._place)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.addWidget(self._list)
        head = (hint(_aid(), name="indicators_aid_label"), self._asked, buttons, told)
        self._section.keep(stacked(*head, holder, spacing=GRID))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)

    def _show(self, client_id: str, file: IndicatorFile) -> None:
        if self._contents is None or self._contents.client.id != client_id:
            return
        self._file = file
        if self._codes is not codelists.entries(rules.LIST):
            self._make_list()
        self._list.show_answers(file.answers, self._contents.staff_name)
        self._filter.setVisible(bool(self._known_forms()))
        self._ask_wanted()

    def _make_list(self) -> None:
        """The rows anew: for the first time, or because a coordinator changed the list."""
        self._codes = codelists.entries(rules.LIST)
        self._form.setParent(self)
        old, self._list = self._list, QuestionList(_by_theme(self._codes))
        self._place.replaceWidget(old, self._list)
        old.deleteLater()
        self._list.answered.connect(self._answer)
        self._list.note_wanted.connect(self._open_note)
        self._list.undone.connect(self._undo_last)

    def _list_fold(self, *, folded: bool) -> None:
        self._list.fold_all(folded=folded)

    def _ask_wanted(self) -> None:
        """Those for the forms known, those answered already, and none that was retired before it was asked."""
        contents = self._contents
        if contents is None:
            return
        every = self._filter.code() == _ALL
        self._list.ask_only(
            {
                each.code
                for each in self._codes
                if each.code in self._file.answers
                or (each.valid_on(contents.today) and (every or rules.is_relevant(each, self._file.forms)))
            }
        )
        self._count()

    def _count(self) -> None:
        answers = self._file.answers
        wanted = self._list.wanted
        asked = sum(1 for code in wanted if code in answers and answers[code].answer is not Answer.NOT_ASKED)
        told = ngettext("{asked} of {count} asked", "{asked} of {count} asked", len(wanted))
        told = told.format(asked=asked, count=len(wanted))
        known = self._known_forms()
        if known and self._filter.code() == _RELEVANT:
            told = _("{counted}. Shown are those for: {forms}.").format(
                counted=told, forms=join_sorted(known)
            )
        self._asked.setText(told)

    def _known_forms(self) -> list[str]:
        return [wording.listed("exploitation_forms", form) for form in self._file.forms if form != "unknown"]

    # Answering

    def _answer(self, row: IndicatorRow, given: Answer, by_key: bool) -> None:
        before, contents = row.given, self._contents
        if contents is None:
            return
        if given is not before.answer:
            self._save(
                replace(
                    before, answer=given, answered_on=contents.today, author=self._workplace.session.user.id
                ),
                lambda session, client: indicators.answer(session, client, before.code, given),
                before,
            )
        if by_key:
            self._list.step(before.code, 1)

    def _save(
        self,
        after: IndicatorAnswer,
        work: Callable[..., IndicatorAnswer],
        before: IndicatorAnswer,
        *,
        can_undo: bool = True,
    ) -> None:
        """Show it at once, save it, and take it back should the vault refuse."""
        contents, session = self._contents, self._workplace.session
        if contents is None:
            return
        client_id = contents.client.id
        self._put(after)
        self._workplace.jobs.start(
            lambda: work(session, client_id),
            parent=self,
            done=lambda saved: self._saved(client_id, before, saved, can_undo=can_undo),
            failed=lambda problem: self._refused(client_id, before, problem),
        )

    def _saved(
        self, client_id: str, before: IndicatorAnswer, saved: IndicatorAnswer, *, can_undo: bool
    ) -> None:
        indicator = codelists.find(rules.LIST, saved.code)
        if indicator is None or self._contents is None or self._contents.client.id != client_id:
            return
        said = words.told(indicator, saved, current_language())
        if can_undo:
            self._undo = [*self._undo[-_UNDO_STEPS:], before]
        undo = partial(self._put_back, client_id, before) if can_undo else None
        self._workplace.messages.say(said, undo)

    def _refused(self, client_id: str, before: IndicatorAnswer, problem: Exception) -> None:
        if self._contents is not None and self._contents.client.id == client_id:
            self._put(before)
        self._workplace.messages.fail(problem)

    def _undo_last(self) -> None:
        if self._undo and self._contents is not None:
            self._put_back(self._contents.client.id, self._undo[-1])

    def _put_back(self, client_id: str, before: IndicatorAnswer) -> None:
        if self._contents is None or self._contents.client.id != client_id:
            session = self._workplace.session
            self._workplace.jobs.start(lambda: indicators.put_back(session, client_id, before), parent=self)
            return
        self._undo = [each for each in self._undo if each is not before]
        now = self._file.answers.get(before.code, IndicatorAnswer(before.code))
        self._save(
            before, lambda session, client: indicators.put_back(session, client, before), now, can_undo=False
        )
        self._list.go_to(before.code)

    def _put(self, given: IndicatorAnswer) -> None:
        self._file = IndicatorFile({**self._file.answers, given.code: given}, self._file.forms)
        self._list.show_answer(given)
        self._count()

    # Notes

    def _open_note(self, row: IndicatorRow) -> None:
        """Under its row; one that was begun under another is recorded first."""
        if not self._form.isHidden() and self._form.code != row.indicator.code and not self._form.is_clean:
            self._form.record()
        if self._form.isHidden() or self._form.code != row.indicator.code:
            self._form.begin(row.indicator.code, row.given.note, row.text)
        self._show_note()
        self._form.setFocus()

    def _show_note(self) -> None:
        self._list.put_under(self._form.code, self._form)
        self._form.show()

    def _bring_note_back(self, *, found: bool) -> None:
        if found and codelists.find(rules.LIST, self._form.code):
            self._show_note()

    def _close_note(self, *, go_back: bool) -> None:
        had_it = not self._form.isHidden()
        self._form.hide()
        if go_back and had_it and self._form.code:
            self._list.go_to(self._form.code)

    def _note_recorded(self, saved: object) -> None:
        if not isinstance(saved, IndicatorAnswer):
            return
        before = self._file.answers.get(saved.code, IndicatorAnswer(saved.code))
        self._put(saved)
        if self._contents is not None:
            self._saved(self._contents.client.id, before, saved, can_undo=True)
        if self._form.code == saved.code:
            self._close_note(go_back=True)


def _by_theme(asked: tuple[Code, ...]) -> list[Theme]:
    themes = codelists.entries(rules.THEMES)
    return [(theme, tuple(each for each in asked if rules.theme_of(each) == theme.code)) for theme in themes]


def _aid() -> str:
    dated = next(about.dated for about in codelists.lists() if about.name == rules.LIST)
    return _(
        "An aid to see what is going on: no number of answers decides anything. The official checklist is longer"
        " than what was published; each line says where it comes from. List checked on {day}."
    ).format(day=format_date(dated))
