"""Canaries: words found nowhere else, put where secrets go, then looked for in every file a program may have left."""

from __future__ import annotations

import os
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
SHORTEST_TRACE = 12  # bytes; a shorter piece could be chance
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Canaries:
    """What was planted: plain texts, by what they stand for."""

    name: str
    native: str
    note: str
    passphrase: str

    def texts(self) -> tuple[str, ...]:
        return self.name, self.native, self.note, self.passphrase


def hatch() -> Canaries:
    """Fresh canaries, as people write them: Latin and native script, a note, a passphrase with accents."""
    first, second, third, fourth = (secrets.token_hex(6) for _ in range(4))
    tigrinya = "".join(chr(0x1208 + int(digit, 16)) for digit in second)
    return Canaries(
        name=f"Kanarie{first} Vogelaar",
        native=f"{tigrinya} ካናርይ",
        note=f"nota{third} zegt dat zij veilig slaapt",
        passphrase=f"kanárie zingt {fourth} om middernacht",
    )


def found_in(
    canaries: Canaries | Iterable[str], folders: Iterable[Path], *, but: Iterable[Path] = ()
) -> list[str]:
    """Where canaries lie in readable form: `file: which`, in UTF-8 or UTF-16, composed or not, whole or a word.

    `but` names files that may hold them, such as the PDF asked for. Names of files are looked at too.
    """
    texts = canaries.texts() if isinstance(canaries, Canaries) else tuple(canaries)
    needles = dict(_needles(texts))
    allowed = {path.resolve() for path in but}
    findings = []
    for file in _files(folders):
        if file.resolve() not in allowed:
            places = {**_in_name(file, needles), **_in_content(file, needles)}
            findings += [f"{file}: {text!r}" for text in places]
    return findings


def _needles(texts: Iterable[str]) -> Iterator[tuple[bytes, str]]:
    for text in texts:
        for piece in {text, *text.split(), text.casefold(), text.upper()}:
            for form in ("NFC", "NFD"):
                for encoding in ENCODINGS:
                    needle = unicodedata.normalize(form, piece).encode(encoding)
                    if len(needle) >= SHORTEST_TRACE and not _ordinary(piece, text):
                        yield needle, text


def _ordinary(piece: str, text: str) -> bool:
    """A word of its own that any dictionary has says nothing; the marked word does."""
    return (
        piece != text
        and piece.casefold() != text.casefold()
        and not any(letter.isdigit() for letter in piece)
    )


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for parent, _folders, names in os.walk(folder):
            yield from (path for name in names if (path := Path(parent, name)).is_file())


def _in_name(file: Path, needles: dict[bytes, str]) -> dict[str, None]:
    name = os.fsencode(file.name)
    return {text: None for needle, text in needles.items() if needle in name}


def _in_content(file: Path, needles: dict[bytes, str]) -> dict[str, None]:
    """Read in pieces that overlap, so that a needle across two is found."""
    longest = max(map(len, needles))
    found: dict[str, None] = {}
    try:
        with file.open("rb") as handle:
            kept = b""
            while piece := handle.read(_AT_ONCE):
                window = kept + piece
                found |= {text: None for needle, text in needles.items() if needle in window}
                kept = window[-longest:]
    except OSError:
        return {}  # gone meanwhile, or not ours to read: then nobody else's either
    return found
