"""Information sheets: which there are, in which languages, and one of them as a PDF in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.documents.catalogs import Catalog, Status, catalog_languages, read_catalog
from desktop.documents.centres import find_centre
from desktop.documents.languages import Language, known_languages
from desktop.documents.sheet_source import SheetSource, read_sheet, sheet_ids
from desktop.errors import UserError
from desktop.i18n import gettext as _

TRUSTED: frozenset[Status] = frozenset({"source", "reviewed"})


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet as one chooses it; `titles` and `status` by language tag."""

    id: str
    titles: Mapping[str, str]
    version: str
    dated: date
    status: Mapping[str, Status]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.status)

    def title(self, language: str) -> str:
        """The title in `language`, or in English where the sheet does not have it."""
        return self.titles.get(language, self.titles["en"])


@dataclass(frozen=True, slots=True)
class RenderedSheet:
    """A sheet on paper. `reviewed` is false as soon as one translation on it has not been reviewed."""

    sheet_id: str
    pdf: bytes
    pages: int
    version: str
    language: str
    beside: str | None
    reviewed: bool


def list_sheets() -> tuple[SheetInfo, ...]:
    """Every sheet, with the languages it exists in."""
    return tuple(_sheet_info(sheet_id) for sheet_id in sheet_ids())


def sheet_languages() -> tuple[Language, ...]:
    """The languages in which at least one sheet exists, in the order of the list of languages."""
    available = {tag for sheet_id in sheet_ids() for tag in catalog_languages(sheet_id)}
    return tuple(language for tag, language in known_languages().items() if tag in available)


def render_sheet(
    sheet_id: str, language: str, *, beside: str | None = None, centre: str = "PAG-ASA", page: str = "a4"
) -> RenderedSheet:
    """The sheet in `language`, with a second language `beside` it, as PDF bytes; nothing is written to disk.

    Raises UserError for a sheet, language, centre or page format that does not exist, `MissingGlyph` and
    `IncompleteTranslation` where the paper would have a hole.
    """
    # ReportLab and HarfBuzz cost a fifth of a second: only who prints pays for them.
    from desktop.documents.sheet_printing import page_formats, print_sheet

    sheet = _find_sheet(sheet_id)
    if page not in page_formats():
        raise _not_found(_("There is no page format {name}."), page, page_formats())
    tags = [language] if beside in (None, language) else [language, str(beside)]
    catalogs = [_find_catalog(sheet, tag) for tag in tags]
    unreviewed = [catalog.language for catalog in catalogs if not _trusted(catalog, sheet)]
    pdf, pages = print_sheet(sheet, catalogs, centre=find_centre(centre), page=page, unreviewed=unreviewed)
    return RenderedSheet(
        sheet_id=sheet.id,
        pdf=pdf,
        pages=pages,
        version=sheet.version,
        language=language,
        beside=tags[1] if len(tags) > 1 else None,
        reviewed=not unreviewed,
    )


def _sheet_info(sheet_id: str) -> SheetInfo:
    sheet = read_sheet(sheet_id)
    catalogs = {tag: _find_catalog(sheet, tag) for tag in _languages_of(sheet_id)}
    return SheetInfo(
        id=sheet.id,
        titles={tag: catalog.text(sheet.title) for tag, catalog in catalogs.items()},
        version=sheet.version,
        dated=sheet.dated,
        status={tag: catalog.status(sheet.version) for tag, catalog in catalogs.items()},
    )


def _languages_of(sheet_id: str) -> Sequence[str]:
    available = catalog_languages(sheet_id)
    return [tag for tag in known_languages() if tag in available]


def _trusted(catalog: Catalog, sheet: SheetSource) -> bool:
    return catalog.status(sheet.version) in TRUSTED


def _find_sheet(sheet_id: str) -> SheetSource:
    if sheet_id not in sheet_ids():
        raise _not_found(_("There is no sheet called {name}."), sheet_id, sheet_ids())
    return read_sheet(sheet_id)


def _find_catalog(sheet: SheetSource, tag: str) -> Catalog:
    if tag not in _languages_of(sheet.id):
        message = _("This sheet does not exist in the language {name}.")
        raise _not_found(message, tag, _languages_of(sheet.id))
    return read_catalog(sheet.id, known_languages()[tag])


def _not_found(message: str, name: str, existing: Iterable[str]) -> UserError:
    return UserError(
        message.format(name=name), _("Choose one of these: {names}.").format(names=", ".join(existing))
    )
