"""What a contact may carry besides its words, folded away: actions, the goal it served, who interpreted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.plans import Goal
from desktop.domain.support import Domain, NoteDraft
from desktop.i18n import gettext as _
from desktop.ui.pages.client_file.support.action_words import action_choices
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.form import FieldRow
from desktop.ui.widgets.many_choice import ManyChoice
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import Typed
from desktop.ui.widgets.tab_order import follow

KEYS = "Ctrl+M"
_LONGEST_GOAL = 60


@dataclass(frozen=True, slots=True)
class Extras:
    """What is chosen there."""

    actions: tuple[str, ...] = ()
    interpreter: str = ""
    goal_id: str = ""


class NoteExtras(QWidget):
    """Offers the actions of the note's domain; made when it is first unfolded."""

    changed = Signal()

    def __init__(self, *, day: date) -> None:
        super().__init__()
        self._day = day
        self._domain = Domain.PSYCHOSOCIAL
        self._goals: Sequence[Goal] = ()
        self._actions: dict[Domain, ManyChoice] = {}
        self._holder = QWidget()
        self._stack = QVBoxLayout(self._holder)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._goal = ChoiceBox(name="note_goal_choice")
        self._interpreter = named(QLineEdit(), "note_interpreter_field")
        self._filling = False
        self._wanted = ""  # a draft may come back before the goals were read
        self.rows = {
            "actions": FieldRow(_("What was done"), self._holder),
            "goal_id": FieldRow(_("For the goal"), self._goal),
            "interpreter": FieldRow(_("Interpreter"), self._interpreter),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for row in self.rows.values():
            column.addWidget(row)
        self._goal.currentIndexChanged.connect(self._tell)
        self._interpreter.textChanged.connect(self._tell)

    def fit(self, domain: Domain, goals: Sequence[Goal]) -> None:
        """Offer what this domain has; what was chosen of another domain goes with it."""
        chosen = self._goal.code() or self._wanted
        self._domain, self._goals = domain, goals
        self._filling = True
        for known, choice in self._actions.items():
            choice.setVisible(known is domain)
        self._choice().show()
        self._holder.setFocusProxy(self._choice())
        offered = [(goal.id, _shortened(goal.draft.words)) for goal in goals if goal.draft.domain is domain]
        self._goal.set_choices([("", _("None in particular")), *offered])
        self._goal.set_code(chosen)
        self.rows["goal_id"].setVisible(bool(offered))
        self._filling = False

    def in_order(self) -> tuple[QWidget, ...]:
        """The fields as they are read; actions of another domain are made later."""
        return self._choice(), self._goal, self._interpreter

    def value(self) -> Extras:
        """What is chosen for the domain that is on."""
        actions = tuple(code for code, _marked in self._choice().value())
        return Extras(actions, self._interpreter.text().strip(), self._goal.code() or self._wanted)

    def set_value(self, extras: Extras) -> None:
        """Show these."""
        self._filling = True
        for known, choice in self._actions.items():
            if known is not self._domain:
                choice.set_value(())
        self._choice().set_value([(code, True) for code in extras.actions])
        self._interpreter.setText(extras.interpreter)
        self._wanted = extras.goal_id
        self._goal.set_code(extras.goal_id)
        self._filling = False

    def _choice(self) -> ManyChoice:
        if self._domain not in self._actions:
            choice = ManyChoice(
                action_choices(self._domain, day=self._day),
                name=f"note_{self._domain.value}_actions",
                placeholder=_("Type to find an action"),
            )
            choice.name_line(_("What was done"))
            choice.changed.connect(self._tell)
            self._stack.addWidget(choice)
            self._actions[self._domain] = choice
        return self._actions[self._domain]

    def _tell(self) -> None:
        if not self._filling:
            self._wanted = self._goal.code()
            self.changed.emit()


class FoldedExtras(QWidget):
    """A button until it is pressed: most contacts are words only, and what they do not need is never made."""

    changed = Signal()

    def __init__(self, *, day: date) -> None:
        super().__init__()
        self._day = day
        self._domain = Domain.PSYCHOSOCIAL
        self._goals: Sequence[Goal] = ()
        self._extras: NoteExtras | None = None
        self._button = quiet_button("", name="note_more_button", clicked=self.turn)
        self._button.setToolTip(QKeySequence(KEYS).toString(QKeySequence.SequenceFormat.NativeText))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._column.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignLeading)
        self._fold(folded=True)

    @property
    def rows(self) -> dict[str, FieldRow]:
        """The rows by the name of their field, once they are made."""
        return self._extras.rows if self._extras is not None else {}

    def fit(self, domain: Domain, goals: Sequence[Goal]) -> None:
        """Offer what this domain has."""
        self._domain, self._goals = domain, goals
        if self._extras is not None:
            self._refit(self._extras)

    def value(self) -> Extras:
        """What is chosen."""
        return self._extras.value() if self._extras is not None else Extras()

    def set_value(self, extras: Extras) -> None:
        """Unfolded only for a note that has some."""
        if self._extras is not None or extras != Extras():
            self._made().set_value(extras)
        self._fold(folded=extras == Extras())

    def turn(self) -> None:
        """Unfold and go there, or fold away what was chosen, which stays."""
        opening = self._extras is None or self._extras.isHidden()
        made = self._made()
        self._fold(folded=not opening)
        if opening:
            made.rows["actions"].field.setFocus()

    def _fold(self, *, folded: bool) -> None:
        self._button.setText(_("More: what was done, goal, interpreter") if folded else _("Less"))
        if self._extras is not None:
            self._extras.setVisible(not folded)

    def _made(self) -> NoteExtras:
        if self._extras is None:
            self._extras = NoteExtras(day=self._day)
            self._extras.changed.connect(self.changed)
            self._column.addWidget(self._extras)
        self._refit(self._extras)
        return self._extras

    def _refit(self, extras: NoteExtras) -> None:
        extras.fit(self._domain, self._goals)
        follow(self._button, extras.in_order())


def of_draft(draft: NoteDraft) -> Extras:
    """What a note carries."""
    return Extras(draft.actions, draft.interpreter, draft.goal_id)


def to_typed(extras: Extras) -> Typed:
    """As a draft keeps it; nothing when nothing is chosen."""
    if extras == Extras():
        return {}
    return {"actions": list(extras.actions), "interpreter": extras.interpreter, "goal": extras.goal_id}


def from_typed(content: Typed) -> Extras:
    """The inverse of `to_typed`."""
    if not content:
        return Extras()
    return Extras(tuple(content["actions"]), content["interpreter"], content["goal"])


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_GOAL else f"{words[:_LONGEST_GOAL]}…"
