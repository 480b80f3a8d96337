"""Rows of persons as they come from a spreadsheet: which column is what, and what is only a heading."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Sequence

FIELDS = ("name", "native", "birth", "gender", "nationality", "language")
PersonRow = tuple[str, ...]  # a text for each of FIELDS
_EMPTY: PersonRow = ("",) * len(FIELDS)
_FIRST, _LAST = "first", "last"
_HEADINGS = {
    "name": "name naam nom fullname volledigenaam",
    _FIRST: "firstname voornaam prenom vorname givenname",
    _LAST: "lastname achternaam familienaam nomdefamille nachname surname familyname familienname",
    "native": "native ownscript eigenschrift ecritureorigine eigeneschrift originalscript",
    "birth": "birth birthdate dateofbirth born dob geboortedatum geboren geboorte datedenaissance naissance nele neele"
    " geburtsdatum geburt age leeftijd alter",
    "gender": "gender sex geslacht sexe genre geschlecht mv mf mfx",
    "nationality": "nationality nationaliteit nationalite staatsangehorigkeit nationalitat land country pays",
    "language": "language taal langue sprache",
}
_FIELD_OF = {word: field for field, words in _HEADINGS.items() for word in words.split()}


def read_rows(text: str) -> list[PersonRow]:
    """The rows of a copied table, one text for each of FIELDS; a line of headings says which column is what.

    Without headings the columns are in the order of FIELDS; cells beyond them are left out, empty lines too.
    """
    grid = [row for row in _grid(text) if any(row)]
    if not grid:
        return []
    columns = [_FIELD_OF.get(_plain(cell), "") for cell in grid[0]]
    if sum(map(bool, columns)) * 2 > len([cell for cell in grid[0] if cell]):
        return [row for row in (_by_heading(columns, cells) for cells in grid[1:]) if any(row)]
    return [(*cells[: len(FIELDS)], *_EMPTY[len(cells) :]) for cells in grid]


def _grid(text: str) -> list[list[str]]:
    """Cells between tabs, as spreadsheets copy them, or between semicolons, as they save them; a comma is in a name."""
    separator = "\t" if "\t" in text or ";" not in text else ";"
    lines = text.replace("\0", "").splitlines()
    try:
        rows = list(csv.reader(lines, delimiter=separator))
    except csv.Error:
        return []  # a cell of a hundred thousand letters is no person
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def _by_heading(columns: Sequence[str], cells: Sequence[str]) -> PersonRow:
    found = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    whole = found.get("name") or " ".join(part for part in (found.get(_FIRST), found.get(_LAST)) if part)
    return tuple(whole if field == "name" else found.get(field, "") for field in FIELDS)


def _plain(heading: str) -> str:
    """`Date de naissance` as `datedenaissance`."""
    letters = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha())
