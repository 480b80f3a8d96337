"""Taking a note out of a file it should never have been in, and recording it where it belongs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.domain.roles import Role
from desktop.domain.support import Domain, Note, NoteDraft, WithdrawnNote
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.i18n import gettext as _
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import clients, notes as note_rows, withdrawals as rows
from desktop.storage.secrets import WrongKey
from desktop.storage.vault import Transaction, log_access


@dataclass(frozen=True, slots=True)
class Move:
    """Where a withdrawn note is recorded instead."""

    client_id: str
    domain: Domain


def of_client(session: Session, client_id: str) -> tuple[WithdrawnNote, ...]:
    """What was withdrawn from a file, newest first: that it was, by whom, when and why; never the words."""
    access.check(session, client_id)
    return rows.withdrawn_of(session.vault, client_id)


def may_withdraw(session: Session, author: str) -> bool:
    """Who wrote a note may withdraw it, and a coordinator; `author` is who wrote its first version."""
    return author == session.user.id or Role.COORDINATOR in session.user.roles


def withdraw(
    session: Session, note_id: str, domain: Domain, *, reason: str, move: Move | None = None
) -> WithdrawnNote:
    """Withdraw a note with all its corrections; with `move` its latest words are recorded elsewhere first.

    Were the program to stop in between two parts of the vault, the note stands in both files: visible, nothing lost,
    and withdrawing it again puts it right.
    """
    compartment, _entity = note_rows.note_place(domain)
    session.vault.need(compartment)
    chain = note_rows.chain_of(session.vault, note_id, domain)
    _check(session, chain, reason)
    moved_to = _check_move(session, chain[-1], move) if move else ""
    if move and note_rows.note_place(move.domain)[0] is not compartment:
        with session.vault.save(note_rows.note_place(move.domain)[0]) as save:
            _record_elsewhere(save, moved_to, chain, move)
    with session.vault.save(compartment) as save:
        if move and note_rows.note_place(move.domain)[0] is compartment:
            _record_elsewhere(save, moved_to, chain, move)
        withdrawn_id = rows.withdraw(save, chain, reason=reason.strip(), moved_to=moved_to)
    session.vault.forget(compartment)
    return _withdrawn(session, withdrawn_id, domain)


def read(session: Session, withdrawn_id: str, domain: Domain) -> tuple[Note, ...]:
    """The words of a withdrawn note and of its corrections, the first first; reading them is logged."""
    compartment, entity = rows.withdrawn_place(domain)
    session.vault.need(compartment)
    item = _withdrawn(session, withdrawn_id, domain)
    try:
        words = rows.words_of(session.vault, item)
    except WrongKey as problem:
        raise NotAllowed(
            _("Only who wrote this note and the coordinators can still read it."), _("Ask a coordinator.")
        ) from problem
    log_access(session.vault, compartment, entity, item.id, act="read")
    return words


def _check(session: Session, chain: tuple[Note, ...], reason: str) -> None:
    if not chain:
        raise UserError(_("This note is not in the file any more."), _("Look again at the file."))
    access.check(session, chain[0].client_id)
    if not may_withdraw(session, chain[0].author):
        raise NotAllowed(
            _("Only who wrote this note or a coordinator can withdraw it."), _("Ask a coordinator.")
        )
    if not reason.strip():
        raise InvalidField("reason", _("Say why this note is withdrawn."))


def _check_move(session: Session, note: Note, move: Move) -> str:
    """The id of the note to be; raises InvalidField where it cannot go."""
    session.vault.need(note_rows.note_place(move.domain)[0])
    access.check(session, move.client_id)
    if clients.load(session.vault, move.client_id) is None:
        raise InvalidField("move", _("Choose the file it belongs in."))
    if (move.client_id, move.domain) == (note.client_id, note.draft.domain):
        raise InvalidField("move", _("It is in this file already: choose another."))
    return session.vault.new_id()


def _record_elsewhere(save: Transaction, new_id: str, chain: tuple[Note, ...], move: Move) -> None:
    """When it happened and who wrote it stay true; goals and corrections belong to the file it leaves."""
    _compartment, entity = note_rows.note_place(move.domain)
    draft = _moved(chain, move.domain, mover=save.vault.user.id)
    save.write(entity, new_id, **note_rows.note_fields(move.client_id, draft))


def _moved(chain: tuple[Note, ...], domain: Domain, *, mover: str) -> NoteDraft:
    latest = chain[-1]
    return replace(
        latest.draft,
        domain=domain,
        corrects="",
        goal_id="",
        actions=latest.draft.actions if domain is latest.draft.domain else (),
        written_by="" if latest.author == mover else latest.author,
    )


def _withdrawn(session: Session, withdrawn_id: str, domain: Domain) -> WithdrawnNote:
    item = rows.withdrawn(session.vault, withdrawn_id, domain)
    if item is None:
        raise UserError(_("There is no such withdrawn note."), _("Look again at the file."))
    access.check(session, item.client_id)
    return item
