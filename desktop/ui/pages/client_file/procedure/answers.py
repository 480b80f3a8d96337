"""Several questions with the same four answers: a letter or an arrow answers, Tab goes on to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.domain.law import Statement
from desktop.domain.procedure import Answer
from desktop.ui.pages.client_file.procedure import words
from desktop.ui.pages.client_file.procedure.flowing import let_shrink
from desktop.ui.theme import GRID
from desktop.ui.widgets.labels import text_label
from desktop.ui.widgets.legal_line import LegalLine
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.suggest_line import Choice
from desktop.ui.widgets.tab_order import follow

_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up}
_ON = {Qt.Key.Key_Right, Qt.Key.Key_Down}
_SIDEWAYS = {Qt.Key.Key_Left, Qt.Key.Key_Right}


class AnswerRow(Segments):
    """One question. The first letter of an answer gives it; `changed` comes however it was given."""

    changed = Signal()

    def __init__(self, question: str, *, name: str) -> None:
        self._answers = words.answer_choices()
        super().__init__(self._answers, name=name)
        let_shrink(self)
        self.setAccessibleName(question)
        for button in self.findChildren(QPushButton):
            button.setAccessibleName(f"{question} {button.text()}")
            button.installEventFilter(self)
        self.set_code(Answer.NOT_ASKED.value)
        self.chosen.connect(lambda _code: self.changed.emit())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        wanted = self._moved_by(event) or self._begun_by(event.text())
        if wanted:
            self._give(wanted)
        return bool(wanted)

    def _give(self, answer: str) -> None:
        self.set_code(answer)
        self.setFocus()
        self.changed.emit()

    def _moved_by(self, event: QKeyEvent) -> str:
        key = Qt.Key(event.key())
        if key not in _BACK | _ON:
            return ""
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft and key in _SIDEWAYS
        step = -1 if (key in _BACK) is not mirrored else 1
        codes = [code for code, _label in self._answers]
        return codes[(codes.index(self.code()) + step) % len(codes)]

    def _begun_by(self, typed: str) -> str:
        letter = typed.strip().casefold()
        begun = (code for code, label in self._answers if letter and label.casefold().startswith(letter))
        return next(begun, "")


class Answers(QWidget):
    """Its rows are made when they are first wanted: most forms are opened for something else."""

    changed = Signal()

    def __init__(self, questions: Sequence[Choice], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._questions = tuple(questions)
        self._rows: dict[str, AnswerRow] = {}
        self._kept: dict[str, str] = {}
        self._ground: Statement | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)

    def value(self) -> dict[str, str]:
        """The answers that were given; a question that was not asked is left out."""
        answers = {code: row.code() for code, row in self._rows.items()} if self._rows else self._kept
        return {code: answer for code, answer in answers.items() if answer != Answer.NOT_ASKED}

    def set_value(self, answers: Mapping[str, str]) -> None:
        """Show these; the others were not asked."""
        self._kept = dict(answers)
        for code, row in self._rows.items():
            row.set_code(answers.get(code, Answer.NOT_ASKED.value))

    def rest_on(self, statement: Statement) -> None:
        """Say below the questions where the law asks them."""
        self._ground = statement

    def unfold(self) -> None:
        """Make the rows, once."""
        if self._rows:
            return
        for code, question in self._questions:
            self._column.addWidget(text_label(question))
            self._column.addWidget(self._row(code, question))
        made: list[QWidget] = list(self._rows.values())
        if self._ground is not None:
            made.append(LegalLine(self._ground, name=f"{self.objectName()}_legal_line"))
            self._column.addWidget(made[-1])
        follow(self, made)

    def _row(self, code: str, question: str) -> AnswerRow:
        row = AnswerRow(question, name=f"{self.objectName()}_{code.lower()}")
        row.set_code(self._kept.get(code, Answer.NOT_ASKED.value))
        row.changed.connect(self.changed)
        self._rows[code] = row
        return row
