"""One entry of the timeline; a corrected one stays to be read under what replaced it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.support import Domain, Note, NoteDraft
from desktop.i18n import format_moment, gettext as _, isolated
from desktop.ui import wording
from desktop.ui.pages.client_file.section import line, readable
from desktop.ui.pages.client_file.support.action_words import action_labels
from desktop.ui.theme import GRID, Tone
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.labels import Card, Chip, hint, text_label


class NoteCard(Card):
    """A note and, under it, the originals it corrects.

    `correction_wanted(Note)` and `withdrawal_wanted(Note)` come from its buttons; `goals` gives the words of a goal.
    """

    correction_wanted = Signal(object)
    withdrawal_wanted = Signal(object)

    def __init__(
        self,
        note: Note,
        originals: tuple[Note, ...],
        staff: Mapping[str, str],
        *,
        goals: Mapping[str, str],
        may_withdraw: bool = False,
    ) -> None:
        super().__init__()
        self._note = note
        self._staff = staff
        self._buttons = {"correct": self._correct_button()}
        if may_withdraw:
            self._buttons["withdraw"] = self._withdraw_button()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        column.setSpacing(GRID)
        column.addWidget(self._top())
        column.addWidget(readable(note.draft.text))
        if note.draft.next_step:
            column.addWidget(next_step_line(note.draft.next_step))
        if done := facts_of(note.draft, goals):
            column.addWidget(hint(done))
        for original in originals:
            column.addWidget(self._original(original))

    def renumber(self, number: int) -> None:
        """Its place among the cards, by which it is found."""
        self.setObjectName(f"support_note{number}_card")
        for act, button in self._buttons.items():
            button.setObjectName(f"support_note{number}_{act}_button")

    def _top(self) -> QWidget:
        told = text_label(self._when_and_how(self._note), muted=True)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(domain_chip(self._note.draft.domain))
        row.addWidget(told, stretch=1)
        for button in self._buttons.values():
            row.addWidget(button)
        return holder

    def _correct_button(self) -> QWidget:
        button = quiet_button(_("Correct"), name="", clicked=lambda: self.correction_wanted.emit(self._note))
        happened = format_moment(self._note.draft.happened)
        button.setAccessibleName(_("Correct the entry of {moment}").format(moment=happened))
        return button

    def _withdraw_button(self) -> QWidget:
        button = quiet_button(_("Withdraw"), name="", clicked=lambda: self.withdrawal_wanted.emit(self._note))
        happened = format_moment(self._note.draft.happened)
        button.setAccessibleName(_("Withdraw the entry of {moment}").format(moment=happened))
        return button

    def _when_and_how(self, note: Note) -> str:
        parts = [
            format_moment(note.draft.happened),
            wording.note_kind_label(note.draft.kind),
            self._staff.get(note.author, ""),
        ]
        if note.draft.minutes:
            parts.append(wording.minutes_label(note.draft.minutes))
        return " · ".join(part for part in parts if part)

    def _original(self, note: Note) -> QWidget:
        holder = Card()
        holder.setProperty("card", "false")
        holder.setProperty("tone", "neutral")
        holder.setProperty("band", "true")
        column = QVBoxLayout(holder)
        column.setSpacing(4)
        column.addWidget(
            hint(
                _("Original entry of {moment} by {name}, corrected above").format(
                    moment=format_moment(note.recorded), name=self._staff.get(note.author, "")
                )
            )
        )
        column.addWidget(readable(note.draft.text))
        return holder


def facts_of(draft: NoteDraft, goals: Mapping[str, str]) -> str:
    """What was done in a contact, for which goal, and who interpreted; empty for words only."""
    parts = []
    if draft.actions:
        parts.append(_("Done: {actions}").format(actions=action_labels(draft.domain, draft.actions)))
    if draft.goal_id in goals:
        parts.append(_("For the goal: {words}").format(words=isolated(goals[draft.goal_id])))
    if draft.interpreter:
        parts.append(_("Interpreter: {name}").format(name=isolated(draft.interpreter)))
    return " · ".join(parts)


def next_step_line(next_step: str) -> QWidget:
    """What comes next, told apart by its word."""
    return line(Chip(_("Next step"), Tone.ACCENT), readable(next_step), stretch_last=True)


def domain_chip(domain: Domain) -> Chip:
    """The domain of support as a chip."""
    return Chip(wording.domain_label(domain), Tone.NEUTRAL)


def threads(notes: tuple[Note, ...]) -> list[tuple[Note, tuple[Note, ...]]]:
    """Each note as it stands now with the originals it corrects, newest first."""
    by_id = {note.id: note for note in notes}
    return [(note, _originals(note, by_id)) for note in notes if not note.corrected_by]


def _originals(note: Note, by_id: dict[str, Note]) -> tuple[Note, ...]:
    found: list[Note] = []
    while (earlier := by_id.get(note.draft.corrects)) is not None and earlier not in found:
        found.append(earlier)
        note = earlier
    return tuple(found)
