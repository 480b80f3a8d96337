"""Keeps the interface's translations in step with the code: extract, update, compile.

`python -m installer.catalogs update` after adding a text, `... compile` before running. Line numbers and dates are left
out of the catalogs, so that a change shows only the texts that changed.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
INTERFACE = ROOT / "translations" / "interface"
TRANSLATED = ("nl", "fr", "de")  # the message ids are the English texts
DOMAIN = "baken"
_HEADER = "# Baken in another language. Licensed under the EUPL-1.2, as Baken itself."
_HEADER_FIELDS_OF_NO_USE = (
    *("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date"),
    *("Last-Translator", "Language-Team", "Generated-By"),
)
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def extract() -> Catalog:
    """Every text of the interface as it stands in the code now."""
    template = Catalog(project="Baken", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        ROOT / "desktop", [("**.py", "python")], keywords=_KEYWORDS, comment_tags=("Translators:",)
    )
    for name, _line, message, comments, context in sorted(found, key=lambda each: (each[0], each[1])):
        template.add(message, locations=[(f"desktop/{name}", 0)], auto_comments=comments, context=context)
    return template


def catalog_path(language: str) -> Path:
    """Where the translations into a language lie."""
    return INTERFACE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(path: Path) -> Catalog:
    """One catalog as it lies on disk."""
    with path.open("rb") as handle:
        return read_po(handle, locale=path.parent.parent.name, abort_invalid=True)


def update_all() -> None:
    """Bring every catalog up to the code: new texts come in empty, gone ones go, the others stay."""
    template = extract()
    for language in TRANSLATED:
        path = catalog_path(language)
        catalog = read(path) if path.exists() else Catalog(locale=language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.fuzzy = False
        catalog.header_comment = _HEADER
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_as_text(catalog))
        print(f"{language}: {_untranslated(catalog)} of {len(catalog)} texts to translate")


def compile_all() -> None:
    """Compile each catalog of the interface beside its source; the sheets are read from theirs."""
    for path in sorted(INTERFACE.rglob("*.po")):
        with path.with_suffix(".mo").open("wb") as handle:
            write_mo(handle, read(path))


def _untranslated(catalog: Catalog) -> int:
    return sum(1 for message in catalog if message.id and not any(_forms(message.string)))


def _forms(string: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())


def _as_text(catalog: Catalog) -> bytes:
    """The catalog without the header lines that change at every run or name a person's machine."""
    written = io.BytesIO()
    write_po(written, catalog, width=110, include_lineno=False, sort_by_file=True)
    dropped = tuple(f'"{field}'.encode() for field in _HEADER_FIELDS_OF_NO_USE)
    return b"".join(
        line for line in written.getvalue().splitlines(keepends=True) if not line.startswith(dropped)
    )


if __name__ == "__main__":
    {"update": update_all, "compile": compile_all}[sys.argv[1]]()
