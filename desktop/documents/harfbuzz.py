"""The one place that talks to HarfBuzz, so that everything around it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped]  # ships no type information

# PDF needs outlines and advances only: HarfBuzz has done the rest before the glyphs reach the page.
_UNUSED_IN_PDF = (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"STAT", b"name", b"cmap", b"OS/2", b"post", b"gasp")


@dataclass(frozen=True, slots=True)
class ShapedGlyph:
    """A glyph in font units; `cluster` is the index of the first character it draws."""

    glyph_id: int
    cluster: int
    advance: int
    dx: int
    dy: int


@dataclass(frozen=True, slots=True)
class GlyphSubset:
    """A font file holding only some glyphs, and their new numbers."""

    data: bytes
    new_ids: Mapping[int, int]
    glyph_count: int


class FontFile:
    """One font: what it covers, its measures in font units, shaping and subsetting."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self._face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(self._face)
        self.characters: frozenset[int] = frozenset(self._face.unicodes)
        self.units: int = self._face.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent: int = extents.ascender
        self.descent: int = extents.descender

    def advance(self, glyph_id: int) -> int:
        return int(self._font.get_glyph_h_advance(glyph_id))

    def shape(
        self, codepoints: Sequence[int], start: int, end: int, *, direction: str, script: str, language: str
    ) -> list[ShapedGlyph]:
        """The glyphs of `codepoints[start:end]` from left to right, joined to what stands around them."""
        buffer = hb.Buffer()
        buffer.add_codepoints(list(codepoints), start, end - start)
        buffer.direction, buffer.script, buffer.language = direction, script, language
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        hb.shape(self._font, buffer)
        return [
            ShapedGlyph(info.codepoint, info.cluster, place.x_advance, place.x_offset, place.y_offset)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def subset(self, glyph_ids: Iterable[int]) -> GlyphSubset:
        request = hb.SubsetInput()
        request.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        request.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _UNUSED_IN_PDF)
        request.glyph_set.update(glyph_ids)
        plan = hb.SubsetPlan(self._face, request)
        face = plan.execute()
        return GlyphSubset(bytes(face.blob.data), dict(plan.old_to_new_glyph_mapping), face.glyph_count)


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """The ISO 15924 script of a character, "" for what all scripts share (digits, punctuation, marks)."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return str(buffer.script or "")
