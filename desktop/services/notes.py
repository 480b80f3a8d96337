"""Contacts and notes in the domains of support: written once, corrected beside, never overwritten."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.roles import Compartment
from desktop.domain.support import Domain, Note, NoteDraft
from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import goals, notes as rows

LONGEST_TEXT = 100_000


def of_client(session: Session, client_id: str, *, domain: Domain | None = None) -> tuple[Note, ...]:
    """A client's notes this person may read, newest first."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    notes = rows.notes_of(session.vault, client_id)
    return tuple(note for note in notes if domain is None or note.draft.domain is domain)


def latest_of_client(session: Session, client_id: str, *, count: int) -> tuple[Note, ...]:
    """The last few notes of a client as they stand now, newest first."""
    session.vault.need(Compartment.CASEWORK)
    access.check(session, client_id)
    return rows.latest_notes_of(session.vault, client_id, count)


def record(session: Session, client_id: str, draft: NoteDraft) -> Note:
    """Record a contact or note; with `draft.corrects` it stands beside the note it corrects."""
    access.check(session, client_id)
    compartment, entity = rows.note_place(draft.domain)
    session.vault.need(compartment)
    _check(session, draft)
    if draft.corrects:
        _check_correction(session, client_id, draft)
    if draft.goal_id:
        _check_goal(session, client_id, draft)
    if draft.written_by:
        draft = replace(
            draft, written_by=""
        )  # who records it now wrote it, also where it corrects one of another
    note_id = session.vault.new_id()
    with session.vault.save(compartment) as save:
        save.write(entity, note_id, **rows.note_fields(client_id, draft))
    return rows.note_as_recorded(session.vault, note_id, client_id, draft)


def _check(session: Session, draft: NoteDraft) -> None:
    if not draft.text.strip():
        raise InvalidField("text", _("Write what happened."))
    if len(draft.text) > LONGEST_TEXT:
        raise InvalidField(
            "text",
            _("A note has at most {count} characters.").format(count=LONGEST_TEXT),
            _("Split it in two notes."),
        )
    if draft.minutes < 0 or draft.minutes > 24 * 60:
        raise InvalidField("minutes", _("Give the duration in minutes, at most a day."))
    if draft.happened > session.clock.now():
        raise InvalidField("happened", _("This moment has not come yet."), _("Check the date and time."))


def _check_correction(session: Session, client_id: str, draft: NoteDraft) -> None:
    for note in rows.notes_of(session.vault, client_id):
        if note.id == draft.corrects and note.draft.domain is draft.domain:
            if note.corrected_by:
                break
            return
    raise UserError(
        _("This note was corrected already, or is not in this file."), _("Correct the latest version.")
    )


def _check_goal(session: Session, client_id: str, draft: NoteDraft) -> None:
    goal = goals.goal(session.vault, draft.goal_id)
    if goal is None or goal.client_id != client_id:
        raise InvalidField(
            "goal_id", _("This goal is not in the plan any more."), _("Choose another, or none.")
        )
