"""Instructions to the house: what the board shows beside this person, and until when."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from desktop.domain.family import Instruction
from desktop.i18n import format_date, gettext as _
from desktop.services import instructions
from desktop.ui import wording
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.people.contents import PeopleContents
from desktop.ui.pages.client_file.people.entry_section import EntrySection
from desktop.ui.pages.client_file.people.instruction_form import InstructionForm
from desktop.ui.pages.client_file.section import line, readable
from desktop.ui.theme import Tone
from desktop.ui.widgets.labels import Chip, hint, text_label
from desktop.ui.workplace import Workplace


class InstructionsSection(EntrySection[Instruction]):
    """Who may not write them reads why; who has no key to the house is told so."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(
            workplace,
            InstructionForm(workplace),
            heading=_("Instructions to the house"),
            name="instruction",
            add=_("Add instruction"),
            said=_("Instruction recorded; the board shows it."),
        )
        self._workplace = workplace

    def show_people(self, people: PeopleContents, contents: FileContents) -> None:
        """Fill the rows."""
        self.offer_act(people.may_instruct)
        if people.instructions is None:
            told = _("An instruction goes to the house, and your role has no key to it.")
            self.fill([text_label(told, muted=True), hint(_("Ask a caseworker or a counsellor."))], empty="")
            return
        self.entry_form.know(people.instructions)
        rows = [
            self._row(number, each, contents, acts=people.may_instruct)
            for number, each in enumerate(people.instructions)
        ]
        told = _("The house has no instructions for this person: for example to check every 2 h.")
        self.fill(rows, empty=told)

    def _row(self, number: int, each: Instruction, contents: FileContents, *, acts: bool) -> QWidget:
        kind = wording.listed("instruction_kinds", each.draft.kind)
        yesterday = contents.today - timedelta(days=1)  # until noon, its night is still under way
        stands = each.stands_between(yesterday, contents.today)
        chip = Chip(kind, Tone.LATE if each.forbids else Tone.SOON) if stands else Chip(_("Not now"))
        words: list[QWidget] = [line(chip)]
        if not each.forbids or not stands:
            words.append(readable(instructions.sentence(each)))
        if told := _span(each):
            words.append(hint(told))
        if not acts:
            return line(*words)
        take_back = self._take_back
        return self.row(
            number,
            each,
            *words,
            called=instructions.sentence(each),
            take_out=lambda: take_back(each),
        )

    def _take_back(self, each: Instruction) -> None:
        session = self._workplace.session
        self.acts.do(
            lambda: instructions.remove(session, each.id),
            said=_("The instruction is taken back; the board no longer shows it."),
            undo=lambda: instructions.restore(session, each.id),
        )


def _span(each: Instruction) -> str:
    begins, ends = each.draft.begins, each.draft.ends
    if begins and ends:
        return _("{begins} to {ends}").format(begins=format_date(begins), ends=format_date(ends))
    if begins:
        return _("since {day}").format(day=format_date(begins))
    return _("until {day}").format(day=format_date(ends)) if ends else ""
