"""SQL for papers: a row per file of the `papers` folder, the medical ones in counselling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from desktop.domain.paper_files import Paper, PaperDraft
from desktop.domain.roles import Compartment
from desktop.storage import blobs
from desktop.storage.blobs import Blob, MissingBlob
from desktop.storage.columns import Row, day_of, iso
from desktop.storage.operations import Value
from desktop.storage.secrets import from_base64, to_base64
from desktop.storage.vault import Vault

_TABLES = {Compartment.CASEWORK: "file_document", Compartment.COUNSELLING: "care_document"}
_COLUMNS = (
    "id, client_id, kind, title, source, dated, expires_on, holder, note, media, size, removed,"
    " blob, key, digest"
)


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper with where its content lies. A blob without a name was moved elsewhere with another key."""

    paper: Paper
    compartment: Compartment
    blob: Blob = field(repr=False)

    @property
    def entity(self) -> str:
        return _TABLES[self.compartment]


def compartment_of(draft: PaperDraft) -> Compartment:
    """Where a paper belongs, by its kind."""
    return Compartment.COUNSELLING if draft.is_medical else Compartment.CASEWORK


def entity_of(draft: PaperDraft) -> str:
    """The entity that records a paper of this kind."""
    return _TABLES[compartment_of(draft)]


def paper_fields(draft: PaperDraft) -> dict[str, Value]:
    """What is said of a paper, as the log keeps it."""
    return {
        "kind": draft.kind,
        "title": draft.title,
        "source": draft.source,
        "dated": iso(draft.dated),
        "expires_on": iso(draft.expires_on),
        "holder": draft.holder,
        "note": draft.note,
    }


def content_fields(blob: Blob, media: str) -> dict[str, Value]:
    """Where its content lies, and what opens it."""
    return {
        "blob": blob.name,
        "key": to_base64(blob.key),
        "size": blob.size,
        "media": media,
        "digest": blob.digest,
    }


def papers_of(vault: Vault, client_id: str) -> tuple[Paper, ...]:
    """A client's papers that this person may know of, the newest first; removed ones are left out."""
    found = [
        kept.paper
        for compartment in _held(vault)
        for kept in _read(vault, compartment, "client_id = ? AND removed = 0", client_id)
    ]
    return tuple(sorted(found, key=lambda paper: (_day(paper), paper.id), reverse=True))


def kept_paper(vault: Vault, paper_id: str) -> KeptPaper | None:
    """One paper, removed or not; None when there is none that this person may know of."""
    for compartment in _held(vault):
        for kept in _read(vault, compartment, "id = ?", paper_id):
            return kept
    return None


def findings(vault: Vault, compartment: Compartment) -> Iterator[str]:
    """What is wrong with the files of a compartment's papers, and which files belong to none; names no content."""
    if compartment not in _TABLES:
        return
    counts = Counter(_state_of(vault, kept.blob) for kept in _read(vault, compartment, "blob <> ?", ""))
    table = f"{compartment}.{_TABLES[compartment]}"
    yield from (f"{table}: {counts[state]} {state}" for state in ("missing", "damaged") if counts[state])
    if compartment is Compartment.CASEWORK and _held(vault) == tuple(_TABLES):
        strays = blobs.names(vault.folder) - _known_blobs(vault)
        if strays:
            yield f"papers: {len(strays)} without a document"


def _state_of(vault: Vault, blob: Blob) -> str:
    try:
        return "sound" if blobs.is_sound(vault.folder, blob) else "damaged"
    except MissingBlob:
        return "missing"


def _known_blobs(vault: Vault) -> set[str]:
    sql = " UNION ALL ".join(f"SELECT blob FROM {place}.{table}" for place, table in _TABLES.items())
    return {row[0] for row in vault.connection.execute(sql)}


def _held(vault: Vault) -> tuple[Compartment, ...]:
    return tuple(compartment for compartment in _TABLES if compartment in vault.holds)


def _read(vault: Vault, compartment: Compartment, where: str, value: str) -> list[KeptPaper]:
    """Who added a paper is whoever wrote its first operation."""
    rows = vault.connection.execute(
        f"SELECT {_COLUMNS}, (SELECT user FROM {compartment}.operation AS written"
        " WHERE written.entity_id = item.id AND written.kind = 'write' ORDER BY written.rowid LIMIT 1)"
        f" FROM {compartment}.{_TABLES[compartment]} AS item WHERE {where}",
        (value,),
    ).fetchall()
    return [_kept(compartment, row) for row in rows]


def _kept(compartment: Compartment, row: Row) -> KeptPaper:
    paper_id, client_id, kind, title, source, dated, expires, holder, note, media, size, removed = row[:12]
    name, key, digest, user = row[12:]
    draft = PaperDraft(kind, title, source, day_of(dated), day_of(expires), holder, note)
    paper = Paper(
        id=paper_id,
        client_id=client_id,
        draft=draft,
        media=media,
        size=size,
        added_by=user or "",
        added=_added(paper_id),
        removed=bool(removed),
    )
    return KeptPaper(paper, compartment, Blob(name, _key(key), size, digest))


def _key(text: str) -> bytes:
    try:
        return from_base64(text)
    except ValueError:
        return b""  # opens nothing: the blob is then found damaged


def _added(paper_id: str) -> datetime:
    """A UUIDv7 begins with the milliseconds at which it was made."""
    return datetime.fromtimestamp(int(paper_id.replace("-", "")[:12], 16) / 1000, UTC)


def _day(paper: Paper) -> str:
    return (paper.draft.dated or paper.added.date()).isoformat()
