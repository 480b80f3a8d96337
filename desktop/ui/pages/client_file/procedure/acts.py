"""What is done on the tab in one stroke, each act with its way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from desktop.clock import today
from desktop.domain.procedure import ProcedureEvent, Request, RequestStep, ResidenceDocument, Track, TrackEnd
from desktop.i18n import gettext as _
from desktop.services import deadlines, procedure, requests
from desktop.ui.pages.client_file.procedure import words
from desktop.ui.workplace import Workplace


class ProcedureActs(QObject):
    """`changed` comes when the vault holds something new and the file must be read again."""

    changed = Signal()

    def __init__(self, workplace: Workplace, *, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace

    def withdraw_document(self, document: ResidenceDocument) -> None:
        """Take a document back; Undo restores it."""
        session, label = self._workplace.session, words.document_label(document.draft.kind)
        self._start(
            lambda: procedure.withdraw_document(session, document.id),
            said=_("Document withdrawn: {document}").format(document=label),
            undo=lambda: self.restore_document(document),
        )

    def restore_document(self, document: ResidenceDocument) -> None:
        """Undo a withdrawal."""
        session, label = self._workplace.session, words.document_label(document.draft.kind)
        self._start(
            lambda: procedure.restore_document(session, document.id),
            said=_("Document restored: {document}").format(document=label),
            undo=lambda: self.withdraw_document(document),
        )

    def withdraw_event(self, event: ProcedureEvent) -> None:
        """Take an event back; Undo restores it."""
        session, label = self._workplace.session, words.event_label(event.draft.kind)
        self._start(
            lambda: procedure.withdraw_event(session, event.id),
            said=_("Event withdrawn: {event}").format(event=label),
            undo=lambda: self.restore_event(event),
        )

    def restore_event(self, event: ProcedureEvent) -> None:
        """Undo a withdrawal."""
        session, label = self._workplace.session, words.event_label(event.draft.kind)
        self._start(
            lambda: procedure.restore_event(session, event.id),
            said=_("Event restored: {event}").format(event=label),
            undo=lambda: self.withdraw_event(event),
        )

    def lead(self, track: Track, tracks: Sequence[Track]) -> None:
        """Let a track lead; Undo gives the lead back."""
        session = self._workplace.session
        before = next((each for each in tracks if each.draft.leading and each.end is None), None)
        self._start(
            lambda: procedure.set_leading(session, track.id),
            said=_("Now leading: {track}").format(track=words.track_label(track)),
            undo=(lambda: self.lead(before, [track])) if before else None,
        )

    def reopen(self, track: Track) -> None:
        """Open an ended track again; Undo ends it as it was."""
        session, end = self._workplace.session, track.end
        day = today(session.clock)
        self._start(
            lambda: procedure.reopen_track(session, track.id, day),
            said=_("Track open again: {track}").format(track=words.track_label(track)),
            undo=(lambda: self.end_again(track, end)) if end else None,
        )

    def end_again(self, track: Track, end: TrackEnd) -> None:
        """End a track as it was ended before."""
        session = self._workplace.session
        self._start(
            lambda: procedure.end_track(session, track.id, end),
            said=_("Track ended: {track}").format(track=words.track_label(track)),
            undo=lambda: self.reopen(track),
        )

    def step(self, request: Request, step: RequestStep, day: date | None) -> None:
        """Record a step, or with None take it back; Undo puts what stood before."""
        session, before = self._workplace.session, request.steps.get(step)
        label, kind = words.step_label(step), words.request_label(request.draft.kind)
        said = _("{step}: {request}") if day else _("Taken back, {step}: {request}")
        self._start(
            lambda: requests.step(session, request.id, step, day),
            said=said.format(step=label, request=kind),
            undo=lambda: self._step_back(request, step, before),
        )

    def pack(self, request: Request, items: tuple[str, ...]) -> None:
        """Note which items of the package are in hand; the boxes themselves are the way back."""
        session, draft = self._workplace.session, request.draft
        changed = type(draft)(draft.kind, draft.track_id, items, draft.note)
        self._workplace.jobs.start(
            lambda: requests.change(session, request.id, changed),
            parent=self,
            done=lambda _request: self.changed.emit(),
        )

    def cancel(self, request: Request) -> None:
        """Cancel a request; Undo restores it."""
        session, kind = self._workplace.session, words.request_label(request.draft.kind)
        self._start(
            lambda: requests.cancel(session, request.id),
            said=_("Request cancelled: {request}").format(request=kind),
            undo=lambda: self.restore(request),
        )

    def restore(self, request: Request) -> None:
        """Undo a cancellation."""
        session, kind = self._workplace.session, words.request_label(request.draft.kind)
        self._start(
            lambda: requests.restore(session, request.id),
            said=_("Request restored: {request}").format(request=kind),
            undo=lambda: self.cancel(request),
        )

    def unsilence(self, client_id: str, key: str, reason: str) -> None:
        """Let a deadline be heard again; Undo silences it for the same reason."""
        session = self._workplace.session
        self._start(
            lambda: deadlines.unsilence(session, client_id, key),
            said=_("The deadline is heard again."),
            undo=lambda: self.silence(client_id, key, reason),
        )

    def silence(self, client_id: str, key: str, reason: str) -> None:
        """Silence a deadline for a reason that was given before."""
        session = self._workplace.session
        self._start(
            lambda: deadlines.silence(session, client_id, key, reason=reason),
            said=_("Deadline silenced."),
            undo=lambda: self.unsilence(client_id, key, reason),
        )

    def rewrite_track(self, before: Track) -> None:
        """Put a changed track back as it was."""
        session = self._workplace.session
        self._start(
            lambda: procedure.change_track(session, before.id, before.draft),
            said=_("As it was: {what}").format(what=words.track_label(before)),
            undo=None,
        )

    def rewrite_document(self, before: ResidenceDocument) -> None:
        """Put a changed document back as it was."""
        session = self._workplace.session
        self._start(
            lambda: procedure.record_document(session, before.client_id, before.draft, document_id=before.id),
            said=_("As it was: {what}").format(what=words.document_label(before.draft.kind)),
            undo=None,
        )

    def rewrite_request(self, before: Request) -> None:
        """Put a changed request back as it was."""
        session = self._workplace.session
        self._start(
            lambda: requests.change(session, before.id, before.draft),
            said=_("As it was: {what}").format(what=words.request_label(before.draft.kind)),
            undo=None,
        )

    def tell(self, said: str, undo: Callable[[], None] | None) -> None:
        """Say what a form recorded, with its way back, and have the file read again."""
        self._workplace.messages.say(said, undo)
        self.changed.emit()

    def _step_back(self, request: Request, step: RequestStep, before: date | None) -> None:
        session = self._workplace.session
        self._start(
            lambda: requests.step(session, request.id, step, before),
            said=_("As it was: {what}").format(what=words.request_label(request.draft.kind)),
            undo=None,
        )

    def _start(self, work: Callable[[], object], *, said: str, undo: Callable[[], None] | None) -> None:
        self._workplace.jobs.start(work, parent=self, done=lambda _result: self.tell(said, undo))
