"""How a sheet looks: calm, large enough to read when tired, block beside block in two languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from desktop.documents.bidi import LRI, PDI
from desktop.documents.catalogs import Catalog
from desktop.documents.centres import Centre, known_lines
from desktop.documents.layout import Paragraph, TextBlock, TextStyle
from desktop.documents.paper import MILLIMETRE, Colour, Paper
from desktop.documents.sheet_source import Block, SheetSource
from desktop.documents.typefaces import Weight

TEAL: Colour = (0.06, 0.32, 0.35)
INK: Colour = (0.11, 0.14, 0.16)
GREY: Colour = (0.34, 0.38, 0.41)
TINT: Colour = (0.925, 0.957, 0.957)

TOP, BOTTOM = 15 * MILLIMETRE, 24 * MILLIMETRE
GUTTER = 10 * MILLIMETRE
PADDING = 4 * MILLIMETRE
LISTS = frozenset({"bullets", "steps"})


@dataclass(frozen=True, slots=True)
class Scale:
    """The sizes of one page design: margins in points, and every style from one text size."""

    margin: float
    body: TextStyle
    phone_step: float  # how much larger than the text a phone number is

    def style(self, step: float, **changes: object) -> TextStyle:
        """The body style, larger or smaller by `step` points."""
        grown = replace(self.body, size=self.body.size + step, leading=self.body.leading + step * 1.25)
        return replace(grown, **changes)  # type: ignore[arg-type]  # the names are those of TextStyle

    def shrunk(self, factor: float) -> Scale:
        """The same design with a smaller text."""
        body = replace(self.body, size=self.body.size * factor, leading=self.body.leading * factor)
        return replace(self, body=body, phone_step=self.phone_step * factor)


ALONE = Scale(25 * MILLIMETRE, TextStyle(11.4, 17.2, colour=INK), phone_step=8)
BESIDE = Scale(16 * MILLIMETRE, TextStyle(9.8, 14.2, colour=INK), phone_step=5)


@dataclass(frozen=True, slots=True)
class Column:
    """One language of a page and where it stands; `_prepared` keeps what does not depend on the text's size."""

    catalog: Catalog
    frame: Catalog
    x: float
    width: float
    _prepared: dict[tuple[str, Weight], Paragraph] = field(default_factory=dict)

    def set(self, text: str, style: TextStyle, *, indent: float = 0, width: float | None = None) -> TextBlock:
        paragraph = self._prepared.get((text, style.weight))
        if paragraph is None:
            paragraph = Paragraph(text, self.catalog.language, style.weight)
            self._prepared[text, style.weight] = paragraph
        return paragraph.set(style, (width or self.width) - indent)

    def at_start(self, indent: float) -> float:
        """Where an indented text begins: the indent stands on the side from which the language is read."""
        return self.x if self.right_to_left else self.x + indent

    @property
    def right_to_left(self) -> bool:
        return self.catalog.language.direction == "rtl"


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side: its height, what draws it, and how it keeps company with its neighbours."""

    height: float
    before: float
    draw: Callable[[Paper, float], None]
    with_next: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    block: TextBlock
    x: float
    down: float = 0


def _row(placed: Sequence[Placed], *, before: float, with_next: bool = False) -> Row:
    def draw(paper: Paper, top: float) -> None:
        for item in placed:
            paper.text(item.block, item.x, top + item.down)

    height = max(item.down + item.block.height for item in placed)
    return Row(height, before, draw, with_next)


class SheetPage:
    """Turns a sheet's blocks into rows over one or two columns."""

    def __init__(
        self, sheet: SheetSource, columns: Sequence[Column], centre: Centre, *, scale: Scale
    ) -> None:
        self.sheet = sheet
        self.columns = columns
        self.centre = centre
        self.scale = scale
        lines = {code: line.phone for code, line in known_lines().items()}
        self.values = {**sheet.values, **lines, "centre": centre.name}

    def rows(self) -> Iterator[Row]:
        yield self._texts(self.sheet.title, self.scale.style(13, weight="Bold", colour=TEAL), before=0)
        for block, following in zip_longest(self.sheet.blocks, self.sheet.blocks[1:]):
            introduces = following is not None and following.kind in LISTS
            yield from self._rows_of(block, introduces=introduces)

    def _rows_of(self, block: Block, *, introduces: bool) -> Iterator[Row]:
        if block.kind == "contacts":
            yield self._contacts()
        elif block.kind == "note":
            yield self._note(block.texts[0])
        elif block.kind in LISTS:
            for number, text in enumerate(block.texts, start=1):
                yield self._item(
                    text, number if block.kind == "steps" else None, last=number == len(block.texts)
                )
        elif block.kind == "heading":
            style = self.scale.style(1.8, weight="Bold", colour=TEAL)
            yield self._texts(block.texts[0], style, before=self.scale.body.leading * 0.72, with_next=True)
        else:
            style = self.scale.style(1.0) if block.kind == "lead" else self.scale.body
            yield self._texts(
                block.texts[0], style, before=self.scale.body.leading * 0.3, with_next=introduces
            )

    def _say(self, column: Column, text: str) -> str:
        return column.catalog.text(text).format_map(self.values)

    def _texts(self, text: str, style: TextStyle, *, before: float, with_next: bool = False) -> Row:
        placed = [Placed(column.set(self._say(column, text), style), column.x) for column in self.columns]
        return _row(placed, before=before, with_next=with_next)

    def _item(self, text: str, number: int | None, *, last: bool) -> Row:
        indent = self.scale.body.size * 1.5
        placed = [
            Placed(
                column.set(self._say(column, text), self.scale.body, indent=indent), column.at_start(indent)
            )
            for column in self.columns
        ]
        row = _row(placed, before=self.scale.body.leading * 0.22, with_next=not last)
        marks = [self._mark(column, number) for column in self.columns]

        def draw(paper: Paper, top: float) -> None:
            row.draw(paper, top)
            for mark in marks:
                mark(paper, top)

        return replace(row, draw=draw)

    def _mark(self, column: Column, number: int | None) -> Callable[[Paper, float], None]:
        """A dot, or the number of a step, at the side from which the language is read."""
        body = self.scale.body
        if number is not None:
            block = column.set(f"{number}", replace(body, weight="Bold", colour=TEAL))
            return lambda paper, top: paper.text(block, column.x, top)
        near = body.size * 0.42
        x = column.x + column.width - near if column.right_to_left else column.x + near
        return lambda paper, top: paper.dot(x, top + body.leading / 2, body.size * 0.15, colour=TEAL)

    def _note(self, text: str) -> Row:
        """A text on a tint, across the page."""
        style = self.scale.style(0, weight="Bold")
        placed = [
            Placed(
                column.set(self._say(column, text), style, indent=2 * PADDING),
                column.x + PADDING,
                PADDING * 0.75,
            )
            for column in self.columns
        ]
        return self._tinted(_row(placed, before=self.scale.body.leading * 0.7), below=PADDING * 0.75)

    def _tinted(self, row: Row, *, below: float) -> Row:
        def draw(paper: Paper, top: float) -> None:
            for column in self.columns:
                paper.rectangle(column.x, top, column.width, row.height + below, colour=TINT, radius=4)
            row.draw(paper, top)

        return replace(row, draw=draw, height=row.height + below)

    # -- contacts --------------------------------------------------------------------------------------------------

    def _contacts(self) -> Row:
        """The numbers, large, two by two in each column; never torn over two pages."""
        placed: list[Placed] = []
        cells = [self._cells(column) for column in self.columns]
        down = PADDING
        headings = [
            Placed(
                column.set(
                    column.frame.text("Numbers to call"),
                    self.scale.style(1.8, weight="Bold", colour=TEAL),
                    indent=2 * PADDING,
                ),
                column.x + PADDING,
                down,
            )
            for column in self.columns
        ]
        placed += headings
        down += max(item.block.height for item in headings) + PADDING / 2
        for pair in range(0, len(cells[0]), 2):
            height = 0.0
            for column, column_cells in zip(self.columns, cells, strict=True):
                for place, cell in enumerate(column_cells[pair : pair + 2]):
                    below = down
                    for block in cell:
                        placed.append(Placed(block, self._cell_x(column, place), below))
                        below += block.height
                    height = max(height, below - down)
            down += height + PADDING * 0.8
        row = _row(placed, before=self.scale.body.leading * 1.1)
        return self._tinted(row, below=PADDING)

    def _cell_width(self, column: Column) -> float:
        return (column.width - 3 * PADDING) / 2

    def _cell_x(self, column: Column, place: int) -> float:
        at_right = place == (0 if column.right_to_left else 1)
        return column.x + PADDING + (self._cell_width(column) + PADDING if at_right else 0)

    def _cells(self, column: Column) -> list[list[TextBlock]]:
        lines, frame = known_lines(), column.frame
        day_and_night = frame.text("Day and night")
        fallback = frame.text("No answer? Call {helpline}.").format_map(self.values)
        centre_hours = day_and_night if self.centre.always_open else fallback
        contacts = [
            (self.centre.phone, self.centre.name, [centre_hours, self.centre.email]),
            (lines["helpline"].phone, frame.text("National line of the three centres"), [day_and_night]),
            (lines["police"].phone, frame.text("Police, if you are in danger"), [day_and_night]),
            (lines["emergency"].phone, frame.text("Ambulance, fire brigade, police"), [day_and_night]),
        ]
        return [self._cell(column, *contact) for contact in contacts]

    def _cell(self, column: Column, phone: str, label: str, small: Sequence[str]) -> list[TextBlock]:
        width = self._cell_width(column)
        styled = [
            (f"{LRI}{phone}{PDI}", self.scale.style(self.scale.phone_step, weight="Bold", colour=TEAL)),
            (label, self.scale.style(-0.4, weight="Bold", leading=self.scale.body.leading - 2)),
            *[
                (text, self.scale.style(-0.8, colour=GREY, leading=self.scale.body.leading - 2))
                for text in small
            ],
        ]
        return [column.set(text, style, width=width) for text, style in styled]
