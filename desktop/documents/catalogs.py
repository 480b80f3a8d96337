"""Reads the sheets' translations straight from their .po files.

The sheets need no compiled catalogs: one reader serves the source tree, the installed program and a translation that
a centre adds by itself, and the header says who reviewed what, which is what the paper must tell.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from desktop import paths
from desktop.documents.languages import Language
from desktop.errors import UserError
from desktop.i18n import gettext as _

Status = Literal["source", "draft", "outdated", "reviewed"]


class IncompleteTranslation(UserError):
    """A sentence has no translation: a sheet with a hole in it is refused."""

    def __init__(self, language: Language) -> None:
        super().__init__(
            _("This sheet is not fully translated into {language}.").format(language=language.name),
            _("Nothing was printed. Choose another language until the translation is complete."),
        )


@dataclass(frozen=True, slots=True)
class Catalog:
    """One sheet's texts in one language, and what the header of the file says about them."""

    language: Language
    texts: Mapping[str, str]
    header: Mapping[str, str]

    def text(self, source: str) -> str:
        """The translation of an English text. Raises `IncompleteTranslation`."""
        translated = self.texts.get(source, "")
        if not translated:
            raise IncompleteTranslation(self.language)
        return translated

    def status(self, version: str) -> Status:
        """How far this translation of `version` of the sheet may be trusted; the source is not a translation."""
        stated = self.header.get("X-Baken-Status", "draft")
        if stated == "source":
            return "source"
        if self.header.get("X-Baken-Source-Version") != version:
            return "outdated"
        reviewed = stated == "reviewed" and bool(self.header.get("X-Baken-Reviewed-By"))
        return "reviewed" if reviewed else "draft"


def catalog_languages(name: str) -> tuple[str, ...]:
    """The tags of the languages that have a catalog of this name."""
    found = _folder().glob(f"*/LC_MESSAGES/{name}.po")
    return tuple(sorted(path.parts[-3] for path in found))


@lru_cache(maxsize=128)
def read_catalog(name: str, language: Language) -> Catalog:
    """The catalog `name` in `language`; it must exist (see `catalog_languages`)."""
    path = _folder() / language.tag / "LC_MESSAGES" / f"{name}.po"
    texts = read_po(path)
    return Catalog(language, texts, _header_fields(texts.pop("", "")))


def read_po(path: Path) -> dict[str, str]:
    """Source and translation of every entry; the header stands under "". Entries marked fuzzy are left out."""
    texts: dict[str, str] = {}
    for entry in path.read_text("utf-8").split("\n\n"):
        fields = dict(_fields(entry))
        if "msgid" in fields and not _is_fuzzy(entry):
            texts[fields["msgid"]] = fields.get("msgstr", "")
    return texts


def _fields(entry: str) -> Iterator[tuple[str, str]]:
    """The keywords of an entry with their strings joined: `msgid "a"` and a line `"b"` give ("msgid", "ab")."""
    keyword, value = "", ""
    for line in entry.splitlines():
        if line.startswith("#") or '"' not in line:
            continue
        start = line.index('"')
        if start:
            if keyword:
                yield keyword, value
            keyword, value = line[:start].strip(), ""
        value += ast.literal_eval(line[start:].strip())
    if keyword:
        yield keyword, value


def _is_fuzzy(entry: str) -> bool:
    return any(line.startswith("#,") and "fuzzy" in line for line in entry.splitlines())


def _header_fields(header: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in header.splitlines())
    return {name.strip(): value.strip() for name, _colon, value in pairs}


def _folder() -> Path:
    return paths.translations() / "sheets"
