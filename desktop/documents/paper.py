"""A PDF being written: pages, shapes and set text, in memory and with nothing telling in it."""

from __future__ import annotations

from io import BytesIO
from typing import Any, cast

from reportlab.pdfbase.pdfdoc import PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.embedded_font import EmbeddedFont
from desktop.documents.harfbuzz import FontFile
from desktop.documents.layout import GlyphRun, Line, TextBlock

Colour = tuple[float, float, float]

MILLIMETRE = 72 / 25.4
PAGE_SIZES = {"a4": (210 * MILLIMETRE, 297 * MILLIMETRE)}


class Paper:
    """One document. The origin is the top left corner; lengths are points.

    The same content gives the same bytes: no clock, no host name and no program version are written.
    """

    def __init__(self, page: str, *, title: str, language: str) -> None:
        self.width, self.height = PAGE_SIZES[page]
        self.language = language
        self._buffer = BytesIO()
        self._canvas = Canvas(
            self._buffer, pagesize=(self.width, self.height), invariant=1, pageCompression=1, lang=language
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor("")
        self._canvas.setSubject("")
        self._canvas.setCreator("Baken")
        self._canvas.setProducer("Baken")
        self._inside = cast(
            Any, self._canvas
        )  # what ReportLab does not publish: the page's code and the document
        self._inside._doc.defaultStreamFilters = [PDFZCompress]  # not also as ASCII, a quarter larger
        _drop_standard_font(self._inside)
        self._fonts: dict[str, EmbeddedFont] = {}
        self.pages = 1

    def new_page(self) -> None:
        self._canvas.showPage()
        self.pages += 1

    def finish(self) -> bytes:
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()

    def rectangle(
        self, x: float, top: float, width: float, height: float, *, colour: Colour, radius: float = 0
    ) -> None:
        self._canvas.setFillColorRGB(*colour)
        self._canvas.roundRect(x, self.height - top - height, width, height, radius, stroke=0, fill=1)

    def dot(self, x: float, top: float, radius: float, *, colour: Colour) -> None:
        self._canvas.setFillColorRGB(*colour)
        self._canvas.circle(x, self.height - top, radius, stroke=0, fill=1)

    def text(self, block: TextBlock, x: float, top: float) -> None:
        """Draws a set text whose box has its top left corner at `x`, `top`."""
        self._canvas.setFillColorRGB(*block.style.colour)
        foreign = block.language.tag != self.language
        if foreign:
            self._write(f"/Span << /Lang ({block.language.tag}) >> BDC")
        baseline = self.height - top - _first_baseline(block)
        for line in block.lines:
            self._line(line, x, baseline)
            baseline -= block.style.leading
        if foreign:
            self._write("EMC")

    def _line(self, line: Line, x: float, baseline: float) -> None:
        self._write("BT")
        for run in line.runs:
            self._run(run, x, baseline)
        self._write("ET")

    def _run(self, run: GlyphRun, x: float, baseline: float) -> None:
        font = self._embedded(run.font)
        self._write(f"/{font.resource_name} {run.size:.2f} Tf 1 0 0 1 {x + run.x:.3f} {baseline:.3f} Tm")
        self._write(_show(run, font))

    def _embedded(self, font: FontFile) -> EmbeddedFont:
        if font.name not in self._fonts:
            self._fonts[font.name] = EmbeddedFont(font, self._inside._doc, f"B{len(self._fonts) + 1}")
        return self._fonts[font.name]

    def _write(self, operators: str) -> None:
        self._inside._code.append(operators)


def _drop_standard_font(canvas: Any) -> None:
    """ReportLab begins each document with Helvetica, which it does not embed; we draw nothing with it."""
    canvas._preamble = "1 0 0 1 0 0 cm"
    canvas._doc.idToObject["BasicFonts"].dict.clear()


def _first_baseline(block: TextBlock) -> float:
    """From the top of the box down to the first baseline: the leading shared out around the letters."""
    style = block.style
    return style.leading / 2 + style.size * 0.36


def _show(run: GlyphRun, font: EmbeddedFont) -> str:
    """The operator that draws a run; kerning and offsets become shifts, in thousandths against the direction."""
    per_mille = 1000 / run.font.units
    shown: list[str] = []
    for letter in run.letters:
        before = -letter.shift * per_mille
        after = (letter.width + letter.shift - letter.advance) * per_mille
        shown += [f"{before:.0f}"] if round(before) else []
        shown.append(f"<{font.character_id(letter):04X}>")
        shown += [f"{after:.0f}"] if round(after) else []
    return f"[{''.join(shown)}] TJ"
