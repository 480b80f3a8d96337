"""What stands in a table cell about a person, understood as a code: a spreadsheet says it in its own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from desktop.domain import world
from desktop.domain.clients import read_birth
from desktop.domain.codelists import LANGUAGES as INTERFACE_LANGUAGES
from desktop.domain.incidents import Newcomer
from desktop.domain.pasted_rows import FIELDS, PersonRow
from desktop.errors import InvalidField
from desktop.i18n import country_name, current_language, gettext as _, language_name, sort_key
from desktop.ui import wording

_FEWEST_LETTERS = 3  # two may be a code nobody meant here
_GENDERS = {
    "f": "f v w woman vrouw femme frau female vrouwelijk feminin weiblich femelle",
    "m": "m h man homme mann male mannelijk masculin mannlich",
    "x": "x",
    "unknown": "unknown onbekend inconnu unbekannt ?",
}
_GENDER_OF = {word: code for code, words in _GENDERS.items() for word in words.split()}


def gender_code(typed: str) -> str:
    """The gender a word of four languages means; raises ValueError."""
    if not typed.strip():
        return "unknown"
    plain = _plain(typed)
    if plain not in _GENDER_OF:
        raise ValueError("not a gender")
    return _GENDER_OF[plain]


def country_code(typed: str) -> str:
    """A country by its code, its name in four languages or the beginning of only one; raises ValueError."""
    return _code(typed, _countries(), _own_countries(current_language()))


def language_code(typed: str) -> str:
    """A language likewise."""
    return _code(typed, _spoken(), _own_spoken(current_language()))


def in_words(field: str, typed: str, *, today: date) -> str:
    """The cell as it will be understood; raises ValueError for what cannot be."""
    typed = " ".join(typed.split())
    if not typed:
        return ""
    if field == "birth":
        birth = read_birth(typed, today=today)
        return f"~{birth.year}" if birth and birth.about else typed
    if field == "gender":
        return wording.gender_label(gender_code(typed))
    if field == "nationality":
        return wording.nationality_label(country_code(typed))
    if field == "language":
        return wording.language_label(language_code(typed))
    return typed


def newcomer(row: PersonRow, *, number: int, today: date) -> Newcomer:
    """A row as a person; raises InvalidField that says which cell cannot be."""
    cells = dict(zip(FIELDS, (" ".join(cell.split()) for cell in row), strict=True))

    def read(field: str, understand: Callable[[str], str]) -> str:
        try:
            return understand(cells[field])
        except ValueError as problem:
            raise _wrong(number, cells[field]) from problem

    try:
        birth = read_birth(cells["birth"], today=today)
    except ValueError as problem:
        raise _wrong(number, cells["birth"]) from problem
    return Newcomer(
        name=cells["name"],
        native=cells["native"],
        birth=birth,
        gender=read("gender", gender_code),
        nationality=read("nationality", country_code) if cells["nationality"] else "",
        language=read("language", language_code) if cells["language"] else "",
    )


def _wrong(number: int, cell: str) -> InvalidField:
    told = _("Row {number}: “{cell}” is not understood.").format(number=number, cell=cell)
    return InvalidField("persons", told, _("Change the cell, or empty it."))


def _code(typed: str, known: dict[str, str], own: dict[str, str]) -> str:
    plain = _plain(typed)
    if not plain:
        return ""
    if plain in known:
        return known[plain]
    fitting = {code for name, code in own.items() if name.startswith(plain)}
    if len(fitting) != 1 or len(plain) < _FEWEST_LETTERS:
        raise ValueError("not a name we know")
    return fitting.pop()


@cache
def _countries() -> dict[str, str]:
    codes = (*world.COUNTRIES, world.STATELESS, world.UNKNOWN_NATIONALITY)
    named = {
        _plain(country_name(code, language=language)): code
        for language in INTERFACE_LANGUAGES
        for code in world.COUNTRIES
    }
    return {**named, **{code.casefold(): code for code in codes}}


@cache
def _spoken() -> dict[str, str]:
    named = {
        _plain(language_name(tag, language=language)): tag
        for language in INTERFACE_LANGUAGES
        for tag in world.LANGUAGES
    }
    return {**named, **{tag.casefold(): tag for tag in world.LANGUAGES}}


@cache
def _own_countries(_language: str) -> dict[str, str]:
    return _named((*world.COUNTRIES, world.STATELESS, world.UNKNOWN_NATIONALITY), wording.nationality_label)


@cache
def _own_spoken(_language: str) -> dict[str, str]:
    return _named(world.LANGUAGES, wording.language_label)


def _named(codes: Iterable[str], label: Callable[[str], str]) -> dict[str, str]:
    return {_plain(label(code)): code for code in codes}


def _plain(text: str) -> str:
    return sort_key(" ".join(text.split()).strip(". "))[0]
