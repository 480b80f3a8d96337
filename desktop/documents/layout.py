"""Sets a paragraph: from text in reading order to glyphs in their places on lines.

Paragraph -> bidirectional levels -> one font and script per run -> lines broken in reading order -> runs of each line
put in visual order -> HarfBuzz glyphs. Joining and mirroring are HarfBuzz's; order is ours (`bidi.py`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from operator import attrgetter
from typing import Literal

from desktop.documents import bidi
from desktop.documents.compose import Part
from desktop.documents.harfbuzz import FontFile, ShapedGlyph, script_of
from desktop.documents.isolates import isolate_left_to_right
from desktop.documents.languages import Language
from desktop.documents.linebreak import SPACES, break_opportunities
from desktop.documents.typefaces import Family, Weight, choose_families

# Controls of direction and of line breaking; joiners stay, they change how letters join.
_UNDRAWN = frozenset(
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)

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
    """A paragraph broken into lines of a width; its glyphs are placed when it is drawn, for most tries never are."""

    paragraph: Paragraph
    spans: tuple[tuple[int, int], ...]
    style: TextStyle
    width: float

    @property
    def language(self) -> Language:
        return self.paragraph.language

    @property
    def height(self) -> float:
        return len(self.spans) * self.style.leading

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self.paragraph.place_line(*span, self.style, self.width) for span in self.spans)


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
    return Paragraph(text, language, style.weight).set(style, width)


class Paragraph:
    """One paragraph made ready: order, fonts and how far each character reaches are known, for any size."""

    def __init__(self, text: str, language: Language, weight: Weight) -> None:
        self.text = isolate_left_to_right(unicodedata.normalize("NFC", text.strip()))
        self.language = language
        self.weight = weight
        self._codepoints = [ord(character) for character in self.text]
        self._levels = bidi.resolve_levels(self.text, language.bidi_base)
        self._families = choose_families(self.text, language, weight)
        self._scripts = _scripts_with_context(self.text, language.script)
        self._reach = self._measured()

    def set(self, style: TextStyle, width: float) -> TextBlock:
        """The paragraph in lines of at most `width` points; the style must have the paragraph's weight."""
        return TextBlock(self, tuple(self._break_lines(width / style.size)), style, width)

    # -- breaking, in reading order; widths in ems ----------------------------------------------------------------

    def _measured(self) -> list[float]:
        """How far the text before each index reaches, were it set on one endless line."""
        advances = [0.0] * len(self.text)
        for run in self._runs(0, len(self.text), self._levels):
            per_unit = self._ems_per_unit(run)
            for glyph in self._shape(run):
                advances[glyph.cluster] += glyph.advance * per_unit
        return list(accumulate(advances, initial=0.0))

    def _ems(self, start: int, end: int) -> float:
        """The width of a stretch of text without the white space at its end."""
        return self._reach[self._trimmed(start, end)] - self._reach[start]

    def _break_lines(self, ems: float) -> list[tuple[int, int]]:
        """Start and end of each line: as many words as fit."""
        lines: list[tuple[int, int]] = []
        start = end = 0
        for piece_end in self._pieces(ems):
            if end > start and self._ems(start, piece_end) > ems:
                lines.append((start, end))
                start = end
            end = piece_end
        return [*lines, (start, end)]

    def _pieces(self, ems: float) -> Iterator[int]:
        """Where the smallest pieces end: words, those wider than a line cut where they must be."""
        start = 0
        for end in [*break_opportunities(self.text, self.language.script), len(self.text)]:
            if self._ems(start, end) > ems:
                for cut in range(start + 1, end):
                    if self._ems(start, cut + 1) > ems and not unicodedata.combining(self.text[cut]):
                        yield cut
                        start = cut
            yield end
            start = end

    def _trimmed(self, start: int, end: int) -> int:
        while end > start and self.text[end - 1] in SPACES:
            end -= 1
        return end

    # -- one line, in visual order ---------------------------------------------------------------------------------

    def place_line(self, start: int, end: int, style: TextStyle, width: float) -> Line:
        end = self._trimmed(start, end)
        text = self.text[start:end]
        levels = bidi.reset_line_end(text, self._levels[start:end], self.language.bidi_base)
        runs = list(self._runs(start, end, levels))
        placed: list[GlyphRun] = []
        x = 0.0
        for index in bidi.visual_order([run.level for run in runs]):
            run, letters = runs[index], self._letters(runs[index])
            placed.append(GlyphRun(self._font(run), style.size * run.family.scale, x, letters))
            x += sum(letter.advance for letter in letters) * self._ems_per_unit(run) * style.size
        indent = self._indent(style, width - x)
        return Line(text, x, tuple(replace(run, x=run.x + indent) for run in placed))

    def _indent(self, style: TextStyle, room: float) -> float:
        if style.align == "centre":
            return room / 2
        at_right = (style.align == "end") != (self.language.direction == "rtl")
        return room if at_right else 0.0

    def _runs(self, start: int, end: int, levels: Sequence[int]) -> Iterator[_Run]:
        """Runs in reading order; control characters are left out, they draw nothing."""
        drawn = (index for index in range(start, end) if self.text[index] not in _UNDRAWN)
        # An index less its rank is the same as long as no control stands between.
        alike = groupby(
            enumerate(drawn),
            key=lambda item: (
                item[1] - item[0],
                levels[item[1] - start],
                self._families[item[1]],
                self._scripts[item[1]],
            ),
        )
        for (_gap, level, family, script), members in alike:
            indices = [index for _rank, index in members]
            yield _Run(indices[0], indices[-1] + 1, level, family, script)

    def _font(self, run: _Run) -> FontFile:
        return run.family.font(self.weight)

    def _ems_per_unit(self, run: _Run) -> float:
        return run.family.scale / self._font(run).units

    def _shape(self, run: _Run) -> list[ShapedGlyph]:
        return self._font(run).shape(
            self._codepoints,
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
        return tuple(
            _letter(list(glyphs), self.text[start : ends[start]], self._font(run))
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
