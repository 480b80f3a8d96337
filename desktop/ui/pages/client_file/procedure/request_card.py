"""A request as it travels: what its package still lacks, one button for each step, a word when nothing comes."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from desktop.domain.procedure import Request, RequestStep
from desktop.i18n import format_date, gettext as _, ngettext, pgettext
from desktop.ui.pages.client_file.procedure import words
from desktop.ui.pages.client_file.procedure.flowing import flowing
from desktop.ui.pages.client_file.procedure.request_form import package_of
from desktop.ui.pages.client_file.section import short
from desktop.ui.theme import GRID, Size, Tone
from desktop.ui.widgets.buttons import quiet_button, secondary_button
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.labels import Chip, hint, text_label
from desktop.ui.widgets.naming import named

_WAY = (
    RequestStep.SENT,
    RequestStep.ACKNOWLEDGED,
    RequestStep.INSTRUCTED,
    RequestStep.SUMMONED,
    RequestStep.COLLECTED,
)


class RequestCard(QWidget):
    """`stepped(step, day)` with None to take a step back, `packed(items)`, `cancelled()`, `wants_document()`."""

    stepped = Signal(object, object)
    packed = Signal(object)
    cancelled = Signal()
    changing = Signal()
    wants_document = Signal()

    def __init__(
        self, request: Request, *, today: date, silent_since: date | None, documented: bool, name: str
    ) -> None:
        super().__init__()
        self._documented = documented
        self.request, self._today, self._name = request, today, name
        self._in_hand = request.draft.package
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._column.addWidget(self._head(silent_since))
        self._add_facts()
        self._date_line: StepDate | None = None

    def focus_next(self) -> bool:
        """To the step that comes next, where the hand already is; whether there is one."""
        following = self._next()
        button = self.findChild(QWidget, f"{self._name}_{following}_button") if following else None
        if button is not None:
            button.setFocus()
        return button is not None

    def _head(self, silent_since: date | None) -> QWidget:
        holder = QWidget()
        flow = flowing(holder)
        title = short(words.request_label(self.request.draft.kind))
        title.setProperty("strong", "true")
        flow.addWidget(title)
        flow.addWidget(Chip(*self._state()))
        if silent_since is not None:
            told = _("No reaction since {day}").format(day=format_date(silent_since))
            flow.addWidget(Chip(told, Tone.LATE))
        return holder

    def _state(self) -> tuple[str, Tone]:
        if not self.request.steps:
            return pgettext("request", "In preparation"), Tone.SOON
        last = max(
            self.request.steps, key=lambda step: (self.request.steps[step], list(RequestStep).index(step))
        )
        tone = {RequestStep.COLLECTED: Tone.FINE, RequestStep.REFUSED: Tone.LATE}.get(last, Tone.ACCENT)
        return words.step_label(last), tone

    def _add_facts(self) -> None:
        if RequestStep.SENT not in self.request.steps:
            self._add_package()
        if self.request.draft.note:
            self._column.addWidget(hint(self.request.draft.note))
        if not self._is_open and len(self.request.steps) > 1:
            self._column.addWidget(hint(self._way_told()))
        self._column.addWidget(self._steps())

    def _way_told(self) -> str:
        """The steps before the last one, of a request that is over."""
        done = [step for step in RequestStep if step in self.request.steps]
        return " · ".join(self._step_told(step) for step in done[:-1])

    def _step_told(self, step: RequestStep) -> str:
        day = format_date(self.request.steps[step])
        return _("{step} {day}").format(step=words.step_label(step), day=day)

    def _add_package(self) -> None:
        items = package_of(self.request.draft.kind, day=self._today, keep=self.request.draft.package)
        missing = sum(code not in self.request.draft.package for code, _label in items)
        if items:
            told = ngettext("{count} item still missing", "{count} items still missing", missing)
            self._column.addWidget(
                text_label(
                    told.format(count=missing) if missing else _("The package is complete."), size=Size.SMALL
                )
            )
        for code, label in items:
            box = named(QCheckBox(label), f"{self._name}_{code}_check")
            box.setChecked(code in self.request.draft.package)
            box.clicked.connect(lambda on, item=code: self._pack(item, on=on))
            self._column.addWidget(box)

    def _pack(self, item: str, *, on: bool) -> None:
        kept = tuple(each for each in self._in_hand if each != item)
        self._in_hand = (*kept, item) if on else kept
        self.packed.emit(self._in_hand)

    def _steps(self) -> QWidget:
        """What was done, each with its day to change; then the buttons of what can come."""
        holder = QWidget()
        flow = flowing(holder)
        flow.setSpacing(GRID // 2)
        done = [step for step in RequestStep if step in self.request.steps]
        for step in done if self._is_open else done[-1:]:
            flow.addWidget(self._done_button(step))
        for step in self._possible():
            flow.addWidget(self._step_button(step))
        if self._is_collected and not self._documented:
            flow.addWidget(
                secondary_button(
                    _("Record the document"),
                    name=f"{self._name}_document_button",
                    clicked=self.wants_document.emit,
                )
            )
        if self._is_open:
            flow.addWidget(self._button(_("Change"), "change", self.changing.emit))
            flow.addWidget(self._button(_("Cancel it"), "cancel", self.cancelled.emit))
        return holder

    @property
    def _is_collected(self) -> bool:
        return RequestStep.COLLECTED in self.request.steps

    @property
    def _is_open(self) -> bool:
        return not {RequestStep.COLLECTED, RequestStep.REFUSED}.intersection(self.request.steps)

    def _next(self) -> RequestStep | None:
        done = [number for number, step in enumerate(_WAY) if step in self.request.steps]
        following = max(done, default=-1) + 1
        return _WAY[following] if self._is_open and following < len(_WAY) else None

    def _possible(self) -> list[RequestStep]:
        """The next step first, then those that may come without it; a refusal once it was sent."""
        following = self._next()
        if following is None:
            return []
        later = list(_WAY[_WAY.index(following) :])
        if following is RequestStep.SENT:
            return [RequestStep.SENT]
        return [*later, RequestStep.REFUSED]

    def _step_button(self, step: RequestStep) -> QWidget:
        make = secondary_button if step is self._next() else quiet_button
        button = make(
            words.step_label(step),
            name=f"{self._name}_{step}_button",
            clicked=lambda: self.stepped.emit(step, self._today),
        )
        button.setAccessibleName(
            _("{step}, today: {request}").format(
                step=words.step_label(step), request=words.request_label(self.request.draft.kind)
            )
        )
        return button

    def _done_button(self, step: RequestStep) -> QWidget:
        button = quiet_button(
            self._step_told(step),
            name=f"{self._name}_{step}_done_button",
            icon="check",
            clicked=lambda: self._edit(step),
        )
        button.setAccessibleDescription(_("Change the day, or take the step back"))
        return button

    def _edit(self, step: RequestStep) -> None:
        """Open the day of a step in place."""
        if self._date_line is not None:
            self._column.removeWidget(self._date_line)
            self._date_line.hide()
            self._date_line.deleteLater()
        made = StepDate(step, self.request.steps[step], today=self._today, name=f"{self._name}_step")
        made.decided.connect(lambda day: self.stepped.emit(step, day))
        self._column.addWidget(made)
        self._date_line = made
        made.setFocus()

    def _button(self, text: str, act: str, clicked: object) -> QWidget:
        button = quiet_button(text, name=f"{self._name}_{act}_button", clicked=clicked)  # type: ignore[arg-type]
        button.setAccessibleName(
            _("{act}: {request}").format(act=text, request=words.request_label(self.request.draft.kind))
        )
        return button


class StepDate(QWidget):
    """The day of one step: Enter records another, the button takes the step back."""

    decided = Signal(object)

    def __init__(self, step: RequestStep, day: date, *, today: date, name: str) -> None:
        super().__init__()
        self._field = named(DateField(day, today=today), f"{name}_day_field")
        self._field.setAccessibleName(_("Day of: {step}").format(step=words.step_label(step)))
        self._field.returnPressed.connect(self._decide)
        label = QLabel(words.step_label(step))
        flow = flowing(self)
        for widget in (
            label,
            self._field,
            secondary_button(_("Record day"), name=f"{name}_day_button", clicked=self._decide),
            quiet_button(
                _("Take it back"), name=f"{name}_back_button", clicked=lambda: self.decided.emit(None)
            ),
        ):
            flow.addWidget(widget)
        self.setFocusProxy(self._field)

    def _decide(self) -> None:
        day = self._field.date()
        if day is not None:
            self.decided.emit(day)
