"""Where the person stands, as pictures, and what must happen next, each step with the act that answers it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain import codelists, law
from desktop.domain.procedure import Phase, Track
from desktop.domain.standing import NextStep, Standing
from desktop.i18n import current_language, format_date, gettext as _
from desktop.ui.pages.client_file.form_section import FormSection
from desktop.ui.pages.client_file.procedure import words
from desktop.ui.pages.client_file.procedure.acts import ProcedureActs
from desktop.ui.pages.client_file.procedure.flowing import flowing
from desktop.ui.pages.client_file.procedure.shown import Shown
from desktop.ui.pages.client_file.procedure.step_acts import StepAct, Takes, act_of
from desktop.ui.pages.client_file.procedure.step_rows import next_step_row
from desktop.ui.pages.client_file.procedure.track_forms import EndTrackForm, TrackForm
from desktop.ui.pages.client_file.procedure.track_view import track_view
from desktop.ui.pages.client_file.section import Section, line, short, stacked
from desktop.ui.theme import GRID, Tone
from desktop.ui.widgets.buttons import quiet_button, secondary_button
from desktop.ui.widgets.labels import Chip, hint, separator
from desktop.ui.widgets.legal_line import LegalLine
from desktop.ui.widgets.suggest_line import Choice
from desktop.ui.widgets.track_picture import TrackPicture
from desktop.ui.workplace import Workplace


class TracksSection(FormSection):
    """Every track, the leading one first; opening, changing and ending one happens above them, in place."""

    def __init__(self, workplace: Workplace, acts: ProcedureActs) -> None:
        self.form = TrackForm(workplace)
        self.end_form = EndTrackForm(workplace)
        self._acts = acts
        self._shown_file: Shown | None = None
        super().__init__(
            _("Tracks"),
            name="procedure_tracks_section",
            form=self.form,
            button=secondary_button(_("Open a track"), name="procedure_track_button", icon="add"),
            begin=self._begin_track,
        )
        self.keep(self.end_form)
        self.end_form.hide()
        self.end_form.recorded.connect(lambda _result: self._close_end())
        self.end_form.left.connect(self._close_end)
        self.end_form.taken_back.connect(self._reopen_end)

    def watch(self, client_id: str) -> None:
        """Turn to a client; what was begun there comes back."""
        self.close_form()
        self._close_end()
        self.form.watch(client_id, self.show_form)
        self.end_form.watch(client_id, lambda found: self._reopen_end() if found else None)

    def show_file(self, shown: Shown) -> None:
        """Fill the pictures."""
        self._shown_file = shown
        self.form.know(shown.file.tracks)
        tracks = [
            self._track(standing, number, shown) for number, standing in enumerate(shown.file.standings)
        ]
        self.fill(
            tracks,
            empty=_("No track is open yet. Open the one this person is in; support does not depend on it."),
        )

    def _begin_track(self) -> None:
        tracks = self._shown_file.file.tracks if self._shown_file else ()
        self.form.begin(None, leading=not any(track.end is None for track in tracks))

    def _track(self, standing: Standing, number: int, shown: Shown) -> QWidget:
        name = f"procedure_track{number}"
        view = track_view(standing, shown.file.documents, today=shown.today)
        parts: list[QWidget] = [] if number == 0 else [separator()]
        parts += [
            _title_line(standing),
            TrackPicture(view, name=f"{name}_picture"),
            *_grounds(standing, name),
            line(*self._buttons(standing, name)),
        ]
        return stacked(*parts, spacing=GRID)

    def _buttons(self, standing: Standing, name: str) -> list[QWidget]:
        track = standing.track
        if track.end is not None:
            return [
                self._act_button(
                    _("Reopen"), f"{name}_reopen_button", track, lambda: self._acts.reopen(track)
                )
            ]
        buttons = [
            self._act_button(_("Change"), f"{name}_change_button", track, lambda: self._change(track)),
            self._act_button(_("End track…"), f"{name}_end_button", track, lambda: self._begin_end(standing)),
        ]
        if not track.draft.leading:
            buttons.insert(
                0, self._act_button(_("Let it lead"), f"{name}_lead_button", track, lambda: self._lead(track))
            )
        return buttons

    def _act_button(self, text: str, name: str, track: Track, clicked: Callable[[], None]) -> QWidget:
        button = quiet_button(text, name=name, clicked=clicked)
        button.setAccessibleName(_("{act}: {what}").format(act=text, what=words.track_label(track)))
        return button

    def _lead(self, track: Track) -> None:
        if self._shown_file is not None:
            self._acts.lead(track, self._shown_file.file.tracks)

    def _change(self, track: Track) -> None:
        self._close_end()
        self.open_form(lambda: self.form.begin(track))

    def _begin_end(self, standing: Standing) -> None:
        self.close_form()
        if self.end_form.isHidden() or self.end_form.track_id != standing.track.id:
            self.end_form.begin(standing.track.id, grounds_of(standing, on=self.end_form.today))
        self.end_form.show()
        self.end_form.setFocus()

    def _reopen_end(self) -> None:
        """Show the end of a track as it was being written."""
        standing = self._standing_of(self.end_form.track_id)
        if standing is not None:
            self.end_form.offer_again(grounds_of(standing, on=self.end_form.today))
            self.end_form.show()

    def _standing_of(self, track_id: str) -> Standing | None:
        standings = self._shown_file.file.standings if self._shown_file else ()
        return next((each for each in standings if each.track.id == track_id), None)

    def _close_end(self) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.end_form.isAncestorOf(focused)
        self.end_form.hide()
        if had_focus:
            self.go_on()


class NextSection(Section):
    """The next steps of every open track; `do(act)` is asked when a person takes one up."""

    def __init__(self, do: Callable[[StepAct], None]) -> None:
        super().__init__(_("What must happen next"), name="procedure_next_section")
        self._do = do

    def show_file(self, shown: Shown) -> None:
        """Fill the steps."""
        open_tracks = [standing for standing in shown.file.standings if standing.track.end is None]
        rows: list[QWidget] = []
        for number, standing in enumerate(open_tracks):
            rows += self._news(standing, number, several=len(open_tracks) > 1)
            rows += [
                self._row(step, standing, shown, f"procedure_step{number}_{step.code}")
                for step in standing.next_steps
            ]
        self.fill(rows, empty=_("Nothing waits on this track now."))

    def _row(self, step: NextStep, standing: Standing, shown: Shown, name: str) -> QWidget:
        act = act_of(step.code)
        if act is not None and act.takes is Takes.REQUEST and shown.prepares(act.code):
            act = StepAct(Takes.LOOK, act.code)  # begun already: not twice
        button = None
        if act is not None:
            button = quiet_button(act.label(), name=f"{name}_act_button", clicked=lambda: self._do(act))
            button.setAccessibleName(
                _("{act}: {what}").format(act=act.label(), what=law.step_label(step.code, current_language()))
            )
        return next_step_row(step, today=shown.today, act=button, name=name)

    def _news(self, standing: Standing, number: int, *, several: bool) -> list[QWidget]:
        """What changed the course of a track, before its steps."""
        rows: list[QWidget] = [hint(words.track_label(standing.track))] if several else []
        if standing.dismissed:
            told = _("Dismissed on {day}").format(day=format_date(standing.dismissed))
            rows.append(
                stacked(
                    Chip(told, Tone.SOON),
                    LegalLine(
                        law.statement("dismissal_is_provisional"),
                        name=f"procedure_dismissal{number}_legal_line",
                    ),
                )
            )
        return rows


def grounds_of(standing: Standing, *, on: date) -> list[Choice]:
    """The grounds of the phase first, then the other reasons to leave a track; none that is retired on the day."""
    language = current_language()
    in_use = {entry.code for entry in codelists.entries("procedure_end_grounds", on)}
    legal = [code for code in law.grounds(standing.track.draft.kind, standing.phase) if code in in_use]
    other = [(entry.code, entry.label(language)) for entry in codelists.entries("track_end_reasons", on)]
    return [*((code, words.ground_label(code)) for code in legal), *other]


def _title_line(standing: Standing) -> QWidget:
    """Its name, and how it stands in words."""
    track, holder = standing.track, QWidget()
    flow = flowing(holder)
    title = short(words.track_label(track))
    title.setProperty("strong", "true")
    for part in (title, *_state_chips(standing)):
        flow.addWidget(part)
    return stacked(holder, hint(track.draft.note)) if track.draft.note else holder


def _state_chips(standing: Standing) -> list[QWidget]:
    track = standing.track
    if track.end is not None:
        told = _("Ended {day}: {why}").format(
            day=format_date(track.end.ends), why=words.ground_label(track.end.ground)
        )
        return [Chip(told)]
    chips: list[QWidget] = [Chip(_("Leading"), Tone.ACCENT)] if track.draft.leading else []
    if standing.dismissed:
        chips.append(Chip(_("Dismissed"), Tone.SOON))
    elif standing.reopened:
        chips.append(Chip(_("Reopened {day}").format(day=format_date(standing.reopened)), Tone.FINE))
    if standing.turns_18:
        chips.append(Chip(_("Comes of age {day}").format(day=format_date(standing.turns_18)), Tone.SOON))
    return chips


def _grounds(standing: Standing, name: str) -> list[QWidget]:
    """On what the phase and, where it ended, the end rest."""
    kind = standing.track.draft.kind
    plan = law.track(kind)
    phase = plan.phase(standing.phase)
    lines: list[QWidget] = [
        LegalLine(law.statement(phase.statement if phase else plan.statement), name=f"{name}_legal_line")
    ]
    ended = law.statement_of_ground(standing.track.end.ground) if standing.track.end else None
    if standing.phase is Phase.ENDED and ended is not None:
        lines.append(LegalLine(ended, name=f"{name}_end_legal_line"))
    return lines
