"""Papers kept as files: scans, letters and pictures of a client, and what a file turns out to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

MOST_BYTES = 50 * 1024 * 1024
MEDICAL = "medical"  # the one kind that only the counselling key opens
BEGINNING_BYTES = 4096  # enough to tell what a file is

PDF, TEXT, UNKNOWN = "application/pdf", "text/plain", "application/octet-stream"
PICTURES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/tiff": "tif",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/bmp": "bmp",
}
_OTHERS = {  # kept as they are and never shown; the name is believed only where the content agrees
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    "odt": ("application/vnd.oasis.opendocument.text", b"PK"),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", b"PK"),
    "doc": ("application/msword", b"\xd0\xcf\x11\xe0"),
    "xls": ("application/vnd.ms-excel", b"\xd0\xcf\x11\xe0"),
    "msg": ("application/vnd.ms-outlook", b"\xd0\xcf\x11\xe0"),
    "rtf": ("application/rtf", b"{\\rtf"),
}
_SUFFIXES = {PDF: "pdf", TEXT: "txt", **PICTURES, **{media: name for name, (media, _) in _OTHERS.items()}}
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)
_NOT_IN_TEXT = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b") | {127}


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """What is said of a paper. `kind` and `source` are codes of `document_types` and `document_sources`.

    `dated` is the date on it, `expires_on` its printed end, `holder` the id of a relative when it is a child's own.
    """

    kind: str
    title: str = ""
    source: str = ""
    dated: date | None = None
    expires_on: date | None = None
    holder: str = ""
    note: str = ""

    @property
    def is_medical(self) -> bool:
        return self.kind == MEDICAL


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as the file lists it; `size` in bytes, `added_by` a user's id, `holder_name` empty for the client."""

    id: str
    client_id: str
    draft: PaperDraft
    media: str
    size: int
    added_by: str
    added: datetime
    holder_name: str = ""
    removed: bool = False


def media_of(beginning: bytes, file_name: str = "") -> str:
    """What a file is, by its first bytes; its name only tells office documents apart."""
    if b"%PDF-" in beginning[:1024]:
        return PDF
    if beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP":
        return "image/webp"
    for magic, media in _BEGINNINGS:
        if beginning.startswith(magic):
            return media
    media, magic = _OTHERS.get(file_name.rpartition(".")[2].casefold(), (UNKNOWN, b""))
    if magic and beginning.startswith(magic):
        return media
    return TEXT if _is_text(beginning) else UNKNOWN


def suffix_of(media: str) -> str:
    """The end of a file's name for a copy; `bin` for what is not known."""
    return _SUFFIXES.get(media, "bin")


def _is_text(beginning: bytes) -> bool:
    """Whether these bytes read as text: UTF-16 with its mark, or no control signs but those of lines."""
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return bool(beginning) and _NOT_IN_TEXT.isdisjoint(beginning)
