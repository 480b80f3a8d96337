"""Sets a paragraph: from text in reading order to glyphs in their places on lines.

Paragraph -> bidirectional levels -> one font and script per run -> lines broken in reading order -> runs of each line
put in visual order -> HarfBuzz glyphs. Joining and mirroring are HarfBuzz's; order is ours (`bidi.py`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Literal

from desktop.documents import bidi
from desktop.documents.compose import Part
from desktop.documents.harfbuzz import FontFile, ShapedGlyph, script_of
from desktop.documents.isolates import isolate_left_to_right
from desktop.documents.languages import Language
from desktop.documents.linebreak import SPACES, break_opportunities
from desktop.documents.typefaces import Family, Weight, choose_families

Align = Literal["start", "end", "centre"]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text looks; sizes in points, `colour` as red, green, blue from 0 to 1."""

    size: float
    leading: float
    weight: Weight = "Regular"
    colour: tuple[float, float, float] = (0.11, 0.14, 0.16)
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is drawn for a few characters that belong together: a letter with its dots and marks, or a ligature.

    Parts stand relative to the letter's widest glyph, which is moved by `shift`; all in font units. `width` is what
    the font alone would advance, `advance` what HarfBuzz decided (kerning).
    """

    text: str
    parts: tuple[Part, ...]
    shift: int
    width: int
    advance: int


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Letters of one font from left to right; `x` in points from the left edge of the block."""

    font: FontFile
    size: float
    x: float
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text in reading order and its runs from left to right."""

    text: str
    width: float
    runs: tuple[GlyphRun, ...]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph set to a width, ready to be drawn."""

    lines: tuple[Line, ...]
    style: TextStyle
    language: Language
    width: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring characters of one level, family and script."""

    start: int
    end: int
    level: int
    family: Family
    script: str


def set_text(text: str, style: TextStyle, *, language: Language, width: float) -> TextBlock:
    """Sets one paragraph of `language` to `width` points. Raises `MissingGlyph`."""
    paragraph = _Paragraph(text, style, language)
    spans = paragraph.break_lines(width)
    lines = tuple(paragraph.place_line(start, end, width) for start, end in spans)
    return TextBlock(lines, style, language, width)


class _Paragraph:
    def __init__(self, text: str, style: TextStyle, language: Language) -> None:
        self.text = isolate_left_to_right(unicodedata.normalize("NFC", text.strip()))
        self.style = style
        self.language = language
        self.codepoints = [ord(character) for character in self.text]
        self.levels = bidi.resolve_levels(self.text, language.bidi_base)
        self.families = choose_families(self.text, language, style.weight)
        self.scripts = _scripts_with_context(self.text, language.script)

    # -- breaking, in reading order ------------------------------------------------------------------------------

    def break_lines(self, width: float) -> list[tuple[int, int]]:
        """Start and end of each line: as many words as fit; a word wider than the line is cut where it must be."""
        lines: list[tuple[int, int]] = []
        start = end = 0
        for piece_end in self._pieces(width):
            if end > start and self._width(start, piece_end) > width:
                lines.append((start, end))
                start = end
            end = piece_end
        if end > start:
            lines.append((start, end))
        return lines

    def _pieces(self, width: float) -> Iterator[int]:
        """The ends of the smallest pieces that a line may be made of."""
        start = 0
        for end in [*break_opportunities(self.text, self.language.script), len(self.text)]:
            if self._width(start, end) > width:
                yield from self._forced_cuts(start, end, width)
            yield end
            start = end

    def _forced_cuts(self, start: int, end: int, width: float) -> Iterator[int]:
        for index in range(start + 1, end):
            if self._width(start, index + 1) > width and not unicodedata.combining(self.text[index]):
                yield index
                start = index

    def _width(self, start: int, end: int) -> float:
        """The width of a stretch of text without the white space at its end."""
        end = self._trimmed(start, end)
        return sum(
            glyph.advance * self._scale(run)
            for run in self._runs(start, end, self.levels[start:end])
            for glyph in self._shape(run)
        )

    def _trimmed(self, start: int, end: int) -> int:
        while end > start and self.text[end - 1] in SPACES:
            end -= 1
        return end

    # -- one line, in visual order -------------------------------------------------------------------------------

    def place_line(self, start: int, end: int, width: float) -> Line:
        end = self._trimmed(start, end)
        text = self.text[start:end]
        levels = bidi.reset_line_end(text, self.levels[start:end], self.language.bidi_base)
        runs = list(self._runs(start, end, levels))
        ordered = [runs[index] for index in bidi.visual_order([run.level for run in runs])]
        placed: list[GlyphRun] = []
        x = 0.0
        for run in ordered:
            letters = self._letters(run)
            placed.append(GlyphRun(run.family.font(self.style.weight), self._size(run), x, letters))
            x += sum(letter.advance for letter in letters) * self._scale(run)
        shift = self._indent(width - x)
        moved = tuple(GlyphRun(run.font, run.size, run.x + shift, run.letters) for run in placed)
        return Line(text, x, moved)

    def _indent(self, room: float) -> float:
        if self.style.align == "centre":
            return room / 2
        at_right = (self.style.align == "end") != (self.language.direction == "rtl")
        return room if at_right else 0.0

    def _runs(self, start: int, end: int, levels: Sequence[int]) -> Iterator[_Run]:
        """Runs in reading order; control characters are left out, they draw nothing."""
        open_run: _Run | None = None
        for index in range(start, end):
            if unicodedata.category(self.text[index]) == "Cf" and self.text[index] not in "\u200c\u200d":
                continue
            run = _Run(
                index, index + 1, levels[index - start], self.families[index], self.scripts[index]
            )
            if open_run is not None and self._continues(open_run, run):
                open_run = _Run(open_run.start, run.end, run.level, run.family, run.script)
                continue
            if open_run is not None:
                yield open_run
            open_run = run
        if open_run is not None:
            yield open_run

    @staticmethod
    def _continues(run: _Run, following: _Run) -> bool:
        return (run.end, run.level, run.family, run.script) == (
            following.start,
            following.level,
            following.family,
            following.script,
        )

    def _size(self, run: _Run) -> float:
        return self.style.size * run.family.scale

    def _scale(self, run: _Run) -> float:
        return self._size(run) / run.family.font(self.style.weight).units

    def _shape(self, run: _Run) -> list[ShapedGlyph]:
        return run.family.font(self.style.weight).shape(
            self.codepoints,
            run.start,
            run.end,
            direction="rtl" if run.level % 2 else "ltr",
            script=run.script,
            language=self.language.tag,
        )

    def _letters(self, run: _Run) -> tuple[Letter, ...]:
        shaped = self._shape(run)
        starts = sorted({glyph.cluster for glyph in shaped})
        ends = dict(zip(starts, [*starts[1:], run.end], strict=True))
        font = run.family.font(self.style.weight)
        return tuple(
            _letter(list(glyphs), self.text[start : ends[start]], font)
            for start, glyphs in groupby(shaped, key=attrgetter("cluster"))
        )


def _scripts_with_context(text: str, default: str) -> list[str]:
    """The script of each character; what all scripts share follows what precedes it."""
    scripts: list[str] = []
    for character in text:
        scripts.append(script_of(character) or (scripts[-1] if scripts else default))
    return scripts


def _letter(glyphs: Sequence[ShapedGlyph], text: str, font: FontFile) -> Letter:
    body = max(glyphs, key=attrgetter("advance"))
    pen = 0
    parts: list[Part] = []
    for glyph in glyphs:
        parts.append(Part(glyph.glyph_id, pen + glyph.dx - body.dx, glyph.dy))
        pen += glyph.advance
    width = sum(font.advance(glyph.glyph_id) for glyph in glyphs)
    return Letter(text, tuple(parts), body.dx, width, pen)
