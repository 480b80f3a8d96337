"""Something that happened in the procedure: found by typing, today unless another day is given."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from desktop.domain import codelists, law
from desktop.domain.procedure import ProcedureEventDraft
from desktop.errors import InvalidField
from desktop.i18n import current_language, gettext as _
from desktop.services import procedure
from desktop.ui.pages.client_file.procedure import words
from desktop.ui.pages.client_file.procedure.answers import Answers
from desktop.ui.pages.client_file.procedure.legal_choice import LegalChoice
from desktop.ui.pages.client_file.procedure.plain_form import PlainForm
from desktop.ui.widgets.moment_field import TimeLine, read_time
from desktop.ui.widgets.naming import named
from desktop.ui.workplace import Workplace

_TIMED = frozenset({"data_breach_noticed", "council_chamber", "trial", "hearing_adjourned"})
_WITH_COURT = frozenset(
    {
        *(
            "council_chamber",
            "trial",
            "hearing_adjourned",
            "conviction_first_instance",
            "acquittal_first_instance",
        ),
        *("judgment_by_default", "opposition", "appeal", "appeal_judgment", "cassation", "final_judgment"),
    }
)
_WITH_TERM = frozenset({"departure_term", "order_to_leave", "hearing_adjourned"})
_WITH_URGENCY = frozenset({"dvz_refusal", "stay_ended_by_dvz", "order_to_leave"})
_ANSWERED_BY = frozenset(
    {"prosecutor_questions_sent", "prosecutor_answer", "dismissal", "requisitions_with_thb_charge"}
)


class EventForm(PlainForm):
    """The fields follow the kind: a court, a printed term, the prosecutor's answers."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="procedure_event")
        self._client_id = self._track_id = ""
        self._kind = self.choice(
            "kind", _("What happened?"), [("", ""), *words.event_choices(day=self.today)], searched=True
        )
        self._happened = self.day("happened", _("On which day"))
        self._at = self._time()
        self._answers = self._add_answers()
        self._by = self.choice("by", _("By whom"), words.magistrate_choices())
        self._court = self.line("court", _("Court"))
        self._until = self.day("until", _("Until which day"))
        self._urgent = self._add_urgency()
        self._note = self.text("note", _("Note"))
        self._kind.currentIndexChanged.connect(self._turn)
        self.finish(_("Record event"), leave=_("Cancel"))
        self.setFocusProxy(self._kind)

    def watch(self, client_id: str, restored: Callable[[bool], None], *, track_id: str = "") -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        self.know(track_id=track_id)
        self.begin()
        self.keeper.follow(f"event:{client_id}", restored=restored)

    def know(self, *, track_id: str) -> None:
        """On which track an event is recorded."""
        self._track_id = track_id

    def begin(self, kind: str = "") -> None:
        """An empty event of today."""
        with self.filling():
            self._kind.set_code(kind)
            self._happened.set_date(self.today)
            for line in (self._at, self._court, self._until):
                line.clear()
            self._by.set_code("")
            self._urgent.set_code("")
            self._answers.set_value({})
            self._note.clear()
        self._turn()
        self.start_clean()

    def prepare(self) -> Callable[[], object]:
        kind = self._kind.code()
        if not kind:
            raise InvalidField("kind", _("Say what happened: type a few letters of it."))
        draft = ProcedureEventDraft(
            kind,
            self.needed_day("happened"),
            at=self._time_of_day() if kind in _TIMED else "",
            track_id=self._track_id,
            details=self._details(kind),
            note=self._note.toPlainText().strip(),
        )
        session, client_id = self.workplace.session, self._client_id
        return lambda: procedure.record_event(session, client_id, draft)

    def _details(self, kind: str) -> dict[str, str]:
        until = self.day_in("until")
        given = {
            "until": until.isoformat() if until and kind in _WITH_TERM else "",
            "urgent": self._urgent.code() if kind in _WITH_URGENCY else "",
            "court": self._court.text().strip() if kind in _WITH_COURT else "",
            "by": self._by.code() if kind in _ANSWERED_BY else "",
            **(self._answers.value() if kind == "prosecutor_answer" else {}),
        }
        return {name: value for name, value in given.items() if value}

    def _time_of_day(self) -> str:
        typed = self._at.text().strip()
        at = read_time(typed)
        if typed and at is None:
            raise InvalidField("at", _("This is not a time. Write it as 14:30."))
        return f"{at:%H:%M}" if at else ""

    def _turn(self) -> None:
        """Show what this kind of event asks for."""
        kind = self._kind.itemData(self._kind.currentIndex()) or ""
        if kind == "prosecutor_answer":
            self._answers.unfold()
        for name, kinds in (
            ("at", _TIMED),
            ("answers", {"prosecutor_answer"}),
            ("by", _ANSWERED_BY),
            ("court", _WITH_COURT),
            ("until", _WITH_TERM),
            ("urgent", _WITH_URGENCY),
        ):
            self.row(name).setVisible(kind in kinds)

    def _time(self) -> QLineEdit:
        line = named(TimeLine(), "procedure_event_at_field")
        line.setPlaceholderText("14:30")
        line.setMaximumWidth(96)
        line.textChanged.connect(self.touched)
        self.remember("at", line.text, line.setText)
        self.add_row("at", _("At what time"), line)
        return line

    def _add_urgency(self) -> LegalChoice:
        choice = LegalChoice(
            lambda _days: law.statement("appeal_to_council"), name="procedure_event_urgent_choice"
        )
        choice.set_choices([("", _("No extreme urgency")), ("10", "10"), ("5", "5")])
        choice.chosen.connect(self.touched)
        self.remember("urgent", choice.code, choice.set_code)
        self.add_row("urgent", _("Days to appeal in extreme urgency"), choice)
        return choice

    def _add_answers(self) -> Answers:
        language = current_language()
        questions = [
            (entry.code, entry.label(language)) for entry in codelists.entries("prosecutor_questions")
        ]
        answers = Answers(questions, name="procedure_event_answers")
        answers.changed.connect(self.touched)
        answers.rest_on(law.statement("prosecutor_before_end"))
        self.remember("answers", answers.value, answers.set_value)
        self.add_row(
            "answers",
            _("What the answer says"),
            answers,
            told=_("Type the first letter of an answer; Tab goes to the next question."),
        )
        return answers
