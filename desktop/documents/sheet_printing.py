"""Puts a sheet's rows on pages and writes the footer that says how far the paper may be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter

from desktop.documents.catalogs import Catalog, read_catalog
from desktop.documents.centres import Centre
from desktop.documents.languages import Language, known_languages
from desktop.documents.layout import Align, TextBlock, set_text
from desktop.documents.paper import PAGE_SIZES, Paper
from desktop.documents.sheet_page import (
    ALONE,
    BESIDE,
    BOTTOM,
    GREY,
    GUTTER,
    INK,
    TEAL,
    TOP,
    Column,
    Row,
    Scale,
    SheetPage,
)
from desktop.documents.sheet_source import SheetSource

SOURCE_LANGUAGE = "en"
FRAME = "frame"  # the catalog of what every sheet shares
SIDES_OF_A_PAPER = 2
TEXT_SIZES = (1.0, 0.96, 0.92, 0.88, 0.84)  # tried in turn; smaller than the last nobody should have to read
UNREVIEWED = "Unreviewed translation: {languages}"


def page_formats() -> tuple[str, ...]:
    return tuple(PAGE_SIZES)


def print_sheet(
    sheet: SheetSource,
    catalogs: Sequence[Catalog],
    *,
    centre: Centre,
    page: str,
    unreviewed: Sequence[Language],
) -> tuple[bytes, int]:
    """The PDF of a sheet in one language, or two beside each other, and its number of pages."""
    first = catalogs[0]
    frames = [read_catalog(FRAME, catalog.language) for catalog in catalogs]
    paper = Paper(page, title=first.text(sheet.title), language=first.language.tag)
    scale = BESIDE if len(catalogs) > 1 else ALONE
    columns = place_columns(catalogs, frames, scale=scale, page_width=paper.width)
    pages = _fitting_pages(sheet, columns, centre, scale=scale, height=paper.height - TOP - BOTTOM)
    footer = _Footer(sheet, columns, unreviewed, scale=scale)
    for number, page_rows in enumerate(pages, start=1):
        if number > 1:
            paper.new_page()
        _draw_rows(paper, page_rows)
        footer.draw(paper, number, len(pages))
    return paper.finish(), len(pages)


def _fitting_pages(
    sheet: SheetSource, columns: Sequence[Column], centre: Centre, *, scale: Scale, height: float
) -> list[list[Row]]:
    """The largest text with which the sheet fits on the two sides of one paper; languages differ by a third."""
    pages: list[list[Row]] = []
    for factor in TEXT_SIZES:
        rows = SheetPage(sheet, columns, centre, scale=scale.shrunk(factor)).rows()
        pages = break_pages(rows, height)
        if len(pages) <= SIDES_OF_A_PAPER:
            break
    return pages


def place_columns(
    catalogs: Sequence[Catalog], frames: Sequence[Catalog], *, scale: Scale, page_width: float
) -> list[Column]:
    """The reader's language stands where its readers begin: at the left, or at the right if written from there."""
    width = (page_width - 2 * scale.margin - GUTTER * (len(catalogs) - 1)) / len(catalogs)
    places = [scale.margin + index * (width + GUTTER) for index in range(len(catalogs))]
    if catalogs[0].language.direction == "rtl":
        places.reverse()
    return [
        Column(catalog, frame, x, width) for catalog, frame, x in zip(catalogs, frames, places, strict=True)
    ]


def break_pages(rows: Iterable[Row], height: float) -> list[list[Row]]:
    """Rows on pages; a row that keeps with the next is never the last of its page."""
    pages: list[list[Row]] = [[]]
    filled = 0.0
    for group in _groups(rows):
        needed = sum(row.before + row.height for row in group)
        if pages[-1] and filled + needed > height:
            pages.append([])
            filled = -group[0].before
        pages[-1] += group
        filled += needed
    return pages


def _groups(rows: Iterable[Row]) -> Iterable[list[Row]]:
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if not row.with_next:
            yield group
            group = []
    if group:
        yield group


def _draw_rows(paper: Paper, rows: Sequence[Row]) -> None:
    top = TOP
    for index, row in enumerate(rows):
        top += row.before if index else 0
        row.draw(paper, top)
        top += row.height


class _Footer:
    """Version, state of the law, page number, and whether somebody has reviewed the translation."""

    def __init__(
        self, sheet: SheetSource, columns: Sequence[Column], unreviewed: Sequence[Language], *, scale: Scale
    ) -> None:
        self.columns = columns
        self.left = min(column.x for column in columns)
        self.width = max(column.x + column.width for column in columns) - self.left
        self.small = replace(scale.body, size=7.6, leading=11, colour=GREY)
        self.notice = replace(scale.body, size=8.8, leading=13, colour=INK, weight="Bold")
        self.unreviewed = unreviewed
        self.lines = [self._lines(column, sheet) for column in columns]

    def draw(self, paper: Paper, number: int, pages: int) -> None:
        top = paper.height - BOTTOM + 12
        paper.rectangle(self.left, top - 6, self.width, 0.6, colour=TEAL)
        for column, lines in zip(self.columns, self.lines, strict=True):
            down = top
            for block in lines:
                paper.text(block, column.x, down)
                down += block.height
        if self.unreviewed and len(self.columns) == 1:
            paper.text(self._notice_for_staff(), self.left, top)
        count = set_text(
            f"{number} / {pages}",
            replace(self.small, align=self._free_side()),
            language=_english(),
            width=self.width,
        )
        paper.text(count, self.left, top + self.notice.leading + self.small.leading)

    def _free_side(self) -> Align:
        """Where no column's text begins: that is where the page number stands."""
        at_right = max(self.columns, key=attrgetter("x"))
        if not at_right.right_to_left:
            return "end"
        return "start" if len(self.columns) == 1 else "centre"

    def _lines(self, column: Column, sheet: SheetSource) -> list[TextBlock]:
        texts = [
            column.frame.text("Version {version}, {date}").format(
                version=sheet.version, date=_numeric(sheet.dated)
            ),
            column.frame.text("Law as known on {date}").format(date=_numeric(sheet.law_as_of)),
        ]
        notice = [column.set(self._notice(column.frame), self.notice)] if self.unreviewed else []
        return [*notice, *(column.set(text, self.small) for text in texts)]

    def _notice(self, frame: Catalog) -> str:
        names = " · ".join(language.endonym for language in self.unreviewed)
        return frame.text(UNREVIEWED).format(languages=names)

    def _notice_for_staff(self) -> TextBlock:
        """A sheet in one language warns in English too, opposite, for whoever hands it over."""
        frame = read_catalog(FRAME, _english())
        align: Align = "start" if self.columns[0].right_to_left else "end"
        names = ", ".join(language.name for language in self.unreviewed)
        return set_text(
            frame.text(UNREVIEWED).format(languages=names),
            replace(self.notice, align=align),
            language=frame.language,
            width=self.width,
        )


def _english() -> Language:
    return known_languages()[SOURCE_LANGUAGE]


def _numeric(day: date) -> str:
    """A date that reads the same in every language of the sheets: 22-11-2026."""
    return day.strftime("%d-%m-%Y")
