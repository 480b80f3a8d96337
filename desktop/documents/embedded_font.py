"""Carries HarfBuzz glyphs into the PDF so that the text can be read back.

Each font becomes a composite font in which every letter, with its own drawing and text, has its own character id: the
id leads to the outline through a CIDToGIDMap and to the text through ToUnicode. A glyph that draws two letters gives
both back; a letter drawn by several glyphs is one (`compose.py`). Only what is used is embedded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from string import ascii_uppercase
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from desktop.documents.compose import Composite, Part, add_composites
from desktop.documents.harfbuzz import FontFile, GlyphSubset
from desktop.documents.layout import Letter

Document = Any  # ReportLab's PDFDocument, whose stubs leave out what an embedded font needs

_SYMBOLIC = 4
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{mappings}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_MAPPINGS_PER_BLOCK = 100  # the limit of the CMap format


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What one character id means: how it looks and what it says."""

    parts: tuple[Part, ...]
    width: int
    text: str


class EmbeddedFont:
    """One font of one document. ReportLab calls `addObjects` when it saves, when all glyphs are known."""

    def __init__(self, font: FontFile, document: Document, resource_name: str) -> None:
        self.font = font
        self.resource_name = resource_name
        self._ids: dict[_Drawing, int] = {}
        document.delayedFonts.append(self)

    def character_id(self, letter: Letter) -> int:
        """The id under which the letter's drawing stands for its text in this document."""
        drawing = _Drawing(letter.parts, letter.width, letter.text)
        return self._ids.setdefault(drawing, len(self._ids) + 1)

    def addObjects(self, document: Document) -> None:
        if not self._ids:
            return
        subset = self.font.subset({part.glyph_id for drawing in self._ids for part in drawing.parts})
        program, glyph_map = _compose(subset, list(self._ids))
        name = f"{_subset_tag(program)}+{self.font.name}"
        composite = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(name),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([self._descendant(document, name, program, glyph_map)]),
                "ToUnicode": _stream(document, self._to_unicode().encode("ascii")),
            }
        )
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self.resource_name] = document.Reference(composite)

    def _descendant(self, document: Document, name: str, program: bytes, glyph_map: Sequence[int]) -> object:
        return document.Reference(
            PDFDictionary(
                {
                    "Type": PDFName("Font"),
                    "Subtype": PDFName("CIDFontType2"),
                    "BaseFont": PDFName(name),
                    "CIDSystemInfo": PDFDictionary(
                        {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                    ),
                    "FontDescriptor": self._descriptor(document, name, program),
                    "DW": 1000,
                    "W": PDFArray([1, PDFArray(self._widths())]),
                    "CIDToGIDMap": _stream(
                        document, b"".join(glyph.to_bytes(2, "big") for glyph in glyph_map)
                    ),
                }
            )
        )

    def _descriptor(self, document: Document, name: str, program: bytes) -> object:
        ascent, descent = self._per_mille(self.font.ascent), self._per_mille(self.font.descent)
        return document.Reference(
            PDFDictionary(
                {
                    "Type": PDFName("FontDescriptor"),
                    "FontName": PDFName(name),
                    "Flags": _SYMBOLIC,
                    "FontBBox": PDFArray([-1000, descent, 2000, ascent]),
                    "ItalicAngle": 0,
                    "Ascent": ascent,
                    "Descent": descent,
                    "CapHeight": 714,
                    "StemV": 80,
                    "FontFile2": _stream(document, program, {"Length1": len(program)}),
                }
            )
        )

    def _per_mille(self, units: float) -> int:
        return round(units * 1000 / self.font.units)

    def _widths(self) -> list[int]:
        return [self._per_mille(drawing.width) for drawing in self._ids]

    def _to_unicode(self) -> str:
        mapped = [
            f"<{character_id:04X}> <{_utf16(drawing.text)}>" for drawing, character_id in self._ids.items()
        ]
        return _CMAP.format(mappings="\n".join(_blocks(mapped)))


def _compose(subset: GlyphSubset, drawings: Sequence[_Drawing]) -> tuple[bytes, list[int]]:
    """The font program, and the glyph of each character id from 0 (nothing) on."""
    glyph_map = [0]
    composites: list[Composite] = []
    for drawing in drawings:
        parts = tuple(Part(subset.new_ids[part.glyph_id], part.x, part.y) for part in drawing.parts)
        if parts == (Part(parts[0].glyph_id, 0, 0),):
            glyph_map.append(parts[0].glyph_id)
        else:
            glyph_map.append(subset.glyph_count + len(composites))
            composites.append(Composite(parts, drawing.width))
    return add_composites(subset.data, composites), glyph_map


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def _blocks(mapped: list[str]) -> Iterable[str]:
    for start in range(0, len(mapped), _MAPPINGS_PER_BLOCK):
        block = mapped[start : start + _MAPPINGS_PER_BLOCK]
        yield "\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"])


def _subset_tag(data: bytes) -> str:
    """The six letters that mark a subset, from its content, so that the same page gives the same bytes."""
    return "".join(ascii_uppercase[byte % 26] for byte in sha256(data).digest()[:6])


def _stream(document: Document, content: bytes, entries: dict[str, object] | None = None) -> object:
    stream = PDFStream(dictionary=PDFDictionary(dict(entries or {})), content=content, filters=[PDFZCompress])
    return document.Reference(stream)
