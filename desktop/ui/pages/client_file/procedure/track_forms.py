"""Opening a track and ending one, in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.domain import law
from desktop.domain.procedure import Answer, LinkWithPerpetrators, Track, TrackDraft, TrackEnd, TrackKind
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import procedure
from desktop.ui import wording
from desktop.ui.pages.client_file.procedure.answers import Answers
from desktop.ui.pages.client_file.procedure.legal_choice import LegalChoice
from desktop.ui.pages.client_file.procedure.plain_form import PlainForm
from desktop.ui.widgets.suggest_line import Choice
from desktop.ui.workplace import Workplace

RECONTACT = "recontact"
_FACTS = ("active", "voluntary", "own_initiative")


class TrackForm(PlainForm):
    """Which procedure, since when, and whether it leads."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="procedure_track")
        self._client_id = self._track_id = ""
        self._tracks: tuple[Track, ...] = ()
        self._kind = self.choice("kind", _("Procedure"), wording.choices("track_kinds", day=self.today))
        self._begins = self.day("begins", _("Since"))
        self._leading = self.tick("leading", _("This is the leading track: the head of the file shows it"))
        self._note = self.line("note", _("Note"))
        self.remember("track", lambda: self._track_id, self._set_track)
        self.finish(_("Open track"), leave=_("Cancel"))
        self.setFocusProxy(self._kind)

    @property
    def before(self) -> Track | None:
        """The track as it was, of one that is being changed."""
        return next((item for item in self._tracks if item.id == self._track_id), None)

    def know(self, tracks: Sequence[Track]) -> None:
        """The tracks there are; what is typed stays."""
        self._tracks = tuple(tracks)

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        self.begin(None)
        self.keeper.follow(f"track:{client_id}", restored=restored)

    def begin(self, track: Track | None, *, leading: bool = True) -> None:
        """A new track, or one to change."""
        self._track_id = track.id if track else ""
        draft = track.draft if track else TrackDraft(TrackKind.TRAFFICKING, self.today, leading=leading)
        with self.filling():
            self._kind.set_code(draft.kind)
            self._begins.set_date(draft.begins)
            self._leading.setChecked(draft.leading)
            self._note.setText(draft.note)
        self.set_act(_("Record change") if track else _("Open track"))
        self.start_clean()

    def prepare(self) -> Callable[[], object]:
        draft = TrackDraft(
            TrackKind(self._kind.code()),
            self.needed_day("begins"),
            leading=self._leading.isChecked(),
            note=self._note.text().strip(),
        )
        session, client_id, before = self.workplace.session, self._client_id, self.before
        if before is not None:
            return lambda: procedure.change_track(session, before.id, draft)
        return lambda: procedure.open_track(session, client_id, draft)

    def _set_track(self, track_id: str) -> None:
        self._track_id = track_id
        self.set_act(_("Record change") if track_id else _("Open track"))


class EndTrackForm(PlainForm):
    """How a track ended: on which ground of its phase; a renewed link is three facts, each with its own answer."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="procedure_end")
        self._track_id = self._wanted = ""
        self._grounds = LegalChoice(law.statement_of_ground, name="procedure_end_ground_choice")
        self._grounds.chosen.connect(self._show_facts)
        self._grounds.chosen.connect(self.touched)
        self.add_row("ground", _("Why does this track end?"), self._grounds)
        self.remember("ground", self._grounds.code, self._want)
        self._ends = self.day("ends", _("On which day"))
        self._link = Answers(_fact_questions(), name="procedure_end_link")
        self._link.changed.connect(self.touched)
        self.remember("link", self._link.value, self._link.set_value)
        self.add_row(
            "link",
            _("The link with the presumed perpetrators"),
            self._link,
            told=_("Three facts, each with its own answer."),
        )
        self._note = self.text("note", _("Reason, in your own words"))
        self.remember("track", lambda: self._track_id, self._set_track)
        self.finish(_("End track"), leave=_("Cancel"))
        self.setFocusProxy(self._grounds)

    @property
    def track_id(self) -> str:
        """Which track is being ended; empty for none."""
        return self._track_id

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client."""
        self.begin("", ())
        self.keeper.follow(f"track_end:{client_id}", restored=restored)

    def begin(self, track_id: str, grounds: Sequence[Choice]) -> None:
        """The end of this track, on one of the grounds of its phase."""
        self._track_id = track_id
        self._wanted = ""
        with self.filling():
            self.offer(grounds)
            self._ends.set_date(self.today)
            self._link.set_value({})
            self._note.clear()
        self._show_facts()
        self.start_clean()

    def offer(self, grounds: Sequence[Choice]) -> None:
        """These grounds can be chosen; what a draft had chosen is chosen again."""
        self._grounds.set_choices([("", _("Choose a ground")), *grounds])
        self._grounds.set_code(self._wanted)

    def prepare(self) -> Callable[[], object]:
        if not self._grounds.code():
            raise InvalidField("ground", _("Choose why the track ends."))
        answers = self._link.value()
        facts = {fact: Answer(answers.get(fact, Answer.NOT_ASKED)) for fact in _FACTS}
        link = LinkWithPerpetrators(**facts) if self._grounds.code() == RECONTACT else LinkWithPerpetrators()
        end = TrackEnd(self.needed_day("ends"), self._grounds.code(), link, self._note.toPlainText().strip())
        session, track_id = self.workplace.session, self._track_id
        return lambda: procedure.end_track(session, track_id, end)

    def offer_again(self, grounds: Sequence[Choice]) -> None:
        """After a draft came back: the grounds of its track, without taking it for something typed."""
        with self.filling():
            self.offer(grounds)
        self._show_facts()

    def _want(self, ground: str) -> None:
        self._wanted = ground
        self._grounds.set_code(ground)

    def _set_track(self, track_id: str) -> None:
        self._track_id = track_id

    def _show_facts(self) -> None:
        wanted = self._grounds.code() == RECONTACT
        if wanted:
            self._link.unfold()
        self.row("link").setVisible(wanted)


def _fact_questions() -> list[tuple[str, str]]:
    return [
        ("active", _("Did the person act to renew it?")),
        ("voluntary", _("Did the person want it freely?")),
        ("own_initiative", _("Did it come from the person, not from the other side?")),
    ]
