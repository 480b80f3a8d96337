"""Papers of a client: scans and letters kept encrypted in the vault, shown from memory, copied out on purpose only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.clock import today
from desktop.domain import codelists
from desktop.domain.paper_files import BEGINNING_BYTES, MOST_BYTES, Paper, PaperDraft, media_of, suffix_of
from desktop.domain.roles import Compartment, may_print_and_search
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.i18n import gettext as _
from desktop.progress import Progress
from desktop.services import access, deadlines
from desktop.services.session import Session
from desktop.storage import blobs, papers as rows, sources
from desktop.storage.blobs import Blob
from desktop.storage.files import cannot_write
from desktop.storage.papers import KeptPaper
from desktop.storage.relatives import relatives_of
from desktop.storage.vault import Transaction, log_access

if TYPE_CHECKING:
    from desktop.documents.viewing import ShownPage, Viewing

__all__ = ["Paper", "PaperDraft", "ShownPage", "Viewing"]

LONGEST_TITLE = 200
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """A file that is encrypted in the vault already, while nothing refers to it yet."""

    blob: Blob = field(repr=False)
    media: str


@dataclass(frozen=True, slots=True)
class PaperContent:
    """A paper that was opened: reading it needs no vault and is safe on any thread."""

    paper: Paper
    _folder: Path = field(repr=False)
    _blob: Blob = field(repr=False)

    def pieces(self) -> Iterator[bytes]:
        """The content as it is decrypted; raises UserError when it is missing or damaged."""
        return blobs.pieces(self._folder, self._blob)


def of_client(session: Session, client_id: str) -> tuple[Paper, ...]:
    """A client's papers this person may know of, the newest first."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    names = dict(holders(session, client_id))
    return tuple(
        replace(paper, holder_name=names.get(paper.draft.holder, ""))
        for paper in rows.papers_of(session.vault, client_id)
    )


def holders(session: Session, client_id: str) -> tuple[tuple[str, str], ...]:
    """Whose papers may lie in this file beside the client's own: relatives, by id and name."""
    access.check(session, client_id)
    if Compartment.REGISTRY not in session.holds:
        return ()
    return tuple((relative.id, relative.called) for relative in relatives_of(session.vault, client_id))


def seal_file(folder: Path, path: Path, progress: Progress) -> SealedPaper:
    """Encrypt a file into the vault folder while it is read; the file itself stays where it is, unchanged.

    Needs no open vault, so it runs beside it. Raises UserError for what cannot be kept, Cancelled.
    """
    with sources.opened(path, most_bytes=MOST_BYTES) as source:
        media = media_of(source.beginning(BEGINNING_BYTES), path.name)
        blob = blobs.seal(folder, source.pieces(), progress=progress, expected=source.size)
    return SealedPaper(blob, media)


def seal_bytes(folder: Path, content: bytes, progress: Progress) -> SealedPaper:
    """The same of something that is in memory only, such as a picture from the clipboard."""
    sources.check_size(len(content), most_bytes=MOST_BYTES)
    parts = (content[start : start + _PIECE] for start in range(0, len(content), _PIECE))
    blob = blobs.seal(folder, parts, progress=progress, expected=len(content))
    return SealedPaper(blob, media_of(content[:BEGINNING_BYTES]))


def forget(folder: Path, sealed: SealedPaper) -> None:
    """Take away what was sealed and is not wanted after all."""
    blobs.drop(folder, sealed.blob.name)


def add(session: Session, client_id: str, draft: PaperDraft, sealed: SealedPaper) -> Paper:
    """Put a sealed paper in a client's file; a medical one where only the counselling key opens it."""
    access.check(session, client_id)
    compartment, vault = rows.compartment_of(draft), session.vault
    vault.need(Compartment.CASEWORK, compartment)
    draft = _checked(session, draft)
    blobs.sweep(vault.folder)
    blobs.place(vault.folder, sealed.blob.name)
    return _record(session, client_id, draft, sealed)


def change(session: Session, paper_id: str, draft: PaperDraft) -> Paper:
    """Say something else of a paper; one that becomes medical, or no longer is, gets a new key on its way over."""
    kept = _find(session, paper_id)
    draft = _checked(session, draft, before=kept.paper.draft)
    session.vault.need(rows.compartment_of(draft))
    if rows.compartment_of(draft) is not kept.compartment:
        return _move(session, kept, draft)
    with _saving(session, kept.compartment, kept.paper.client_id) as save:
        save.write(kept.entity, paper_id, **rows.paper_fields(draft))
    return _find(session, paper_id).paper


def remove(session: Session, paper_id: str) -> None:
    """Take a paper out of the file; it stays in the vault and `restore` brings it back."""
    _set_removed(session, _find(session, paper_id), removed=True)


def restore(session: Session, paper_id: str) -> None:
    """Undo a removal."""
    kept = _find(session, paper_id)
    if not kept.blob.name:
        raise _no_such_paper()
    _set_removed(session, kept, removed=False)


def open_paper(session: Session, paper_id: str) -> PaperContent:
    """A paper to look at; the reading is logged."""
    return _opened(session, paper_id, act="read")


def open_for_copy(session: Session, paper_id: str) -> PaperContent:
    """A paper to write outside the vault with `save_copy`; that is logged before it is done."""
    if not may_print_and_search(session.user.roles):
        raise NotAllowed(_("Your role does not save copies."), _("Ask the coordinator on call."))
    return _opened(session, paper_id, act="export")


def save_copy(content: PaperContent, target: Path, progress: Progress, *, vault_folder: Path) -> Path:
    """Write the content to `target`, whole or not at all. Safe on any thread; raises UserError, Cancelled."""
    if target.resolve().is_relative_to(vault_folder.resolve()):
        raise UserError(
            _("This is the folder of Baken's own files; nothing was saved."), _("Choose another folder.")
        )
    fresh = target.with_name(f".{target.name}.new")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            written = 0
            for piece in content.pieces():
                file.write(piece)
                written += len(piece)
                progress.step(written, content.paper.size)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    except OSError as problem:
        fresh.unlink(missing_ok=True)
        raise cannot_write(problem) from problem
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return target


def copy_name(paper: Paper) -> str:
    """A neutral name for a copy: what it is called is seen by anyone who passes."""
    return f"{_('document')}.{suffix_of(paper.media)}"


def view(content: PaperContent) -> Viewing:
    """A paper to be looked at page by page, decoded in a process of its own; close it when done."""
    from desktop.documents.viewing import Viewing

    return Viewing(content.paper.media, content.pieces, size=content.paper.size)


def _record(session: Session, client_id: str, draft: PaperDraft, sealed: SealedPaper) -> Paper:
    paper_id = session.vault.new_id()
    with _saving(session, rows.compartment_of(draft), client_id) as save:
        save.write(
            rows.entity_of(draft),
            paper_id,
            client_id=client_id,
            **rows.paper_fields(draft),
            **rows.content_fields(sealed.blob, sealed.media),
        )
    return _find(session, paper_id).paper


def _move(session: Session, kept: KeptPaper, draft: PaperDraft) -> Paper:
    """To the other compartment under a new key, since the old one stays in the log of the first.

    Two saves: between them the paper stands in both, which is seen and can be removed.
    """
    vault = session.vault
    blob = blobs.seal(vault.folder, blobs.pieces(vault.folder, kept.blob), progress=Progress())
    blobs.place(vault.folder, blob.name)
    moved = _record(session, kept.paper.client_id, draft, SealedPaper(blob, kept.paper.media))
    with _saving(session, kept.compartment, kept.paper.client_id) as save:
        save.write(kept.entity, kept.paper.id, removed=1, blob="", key="")
    blobs.drop(vault.folder, kept.blob.name)
    return moved


def _set_removed(session: Session, kept: KeptPaper, *, removed: bool) -> None:
    with _saving(session, kept.compartment, kept.paper.client_id) as save:
        save.write(kept.entity, kept.paper.id, removed=int(removed))


def _saving(
    session: Session, compartment: Compartment, client_id: str
) -> AbstractContextManager[Transaction]:
    """A save; in casework, where its end is a deadline, with the file's deadlines worked out anew."""
    if compartment is Compartment.CASEWORK:
        return deadlines.saving(session.vault, client_id)
    return session.vault.save(compartment)


def _opened(session: Session, paper_id: str, *, act: str) -> PaperContent:
    kept = _find(session, paper_id)
    log_access(session.vault, kept.compartment, kept.entity, paper_id, act=act)
    return PaperContent(kept.paper, session.vault.folder, kept.blob)


def _find(session: Session, paper_id: str) -> KeptPaper:
    session.vault.need(Compartment.CASEWORK)
    kept = rows.kept_paper(session.vault, paper_id)
    if kept is None:
        raise _no_such_paper()
    access.check(session, kept.paper.client_id)
    return kept


def _no_such_paper() -> UserError:
    return UserError(_("There is no such document."), _("Look again in the list of documents."))


def _checked(session: Session, draft: PaperDraft, *, before: PaperDraft | None = None) -> PaperDraft:
    """The draft as it may be recorded; raises InvalidField."""
    day = today(session.clock)
    known = {entry.code for entry in codelists.entries("document_types")}
    if draft.kind not in known and (before is None or draft.kind != before.kind):
        raise InvalidField("kind", _("Say what kind of document it is."))
    if draft.dated is not None and draft.dated > day:
        raise InvalidField("dated", _("This date has not come yet."), _("Check the year."))
    if draft.dated and draft.expires_on and draft.expires_on < draft.dated:
        raise InvalidField("expires_on", _("It would end before it was made."), _("Check both dates."))
    title = " ".join(draft.title.split())
    if len(title) > LONGEST_TITLE:
        raise InvalidField("title", _("A title has at most {count} characters.").format(count=LONGEST_TITLE))
    return replace(draft, title=title, note=draft.note.strip())
