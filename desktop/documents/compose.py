"""Adds composed glyphs to a TrueType font, so that one letter with its dots and marks is one glyph on the page.

HarfBuzz may draw one letter with several glyphs: Noto's Arabic sets every dot and hamza apart. In a PDF each of them
would be a character of its own, and whoever copies, searches or listens to the text gets holes in the words. A
composite glyph puts them together again: one shape, one id, one text.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_WORDS, _XY_VALUES, _MORE_COMPONENTS = 0x0001, 0x0002, 0x0020
_LARGEST = 0xFFFF


@dataclass(frozen=True, slots=True)
class Part:
    """A glyph and where its origin stands, in font units."""

    glyph_id: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Composite:
    """Parts drawn as one glyph that takes `advance` font units."""

    parts: tuple[Part, ...]
    advance: int


def add_composites(font: bytes, composites: Sequence[Composite]) -> bytes:
    """`font` with one more glyph per composite, numbered on from its last one."""
    if not composites:
        return font
    tables = _read_tables(font)
    outlines = _outlines(tables)
    metrics = _metrics(tables, len(outlines))
    for composite in composites:
        outline = _composite_outline(composite, outlines)
        outlines.append(outline)
        left = struct.unpack_from(">h", outline, 2)[0]
        metrics.append((composite.advance, left))
    _store(tables, outlines, metrics, parts=max(len(composite.parts) for composite in composites))
    return _write_tables(tables, font[:4])


def _read_tables(font: bytes) -> dict[bytes, bytearray]:
    count = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * index) for index in range(count))
    return {tag: bytearray(font[offset : offset + length]) for tag, _, offset, length in records}


def _outlines(tables: dict[bytes, bytearray]) -> list[bytes]:
    long_offsets = struct.unpack_from(">h", tables[b"head"], 50)[0]
    loca = tables[b"loca"]
    if long_offsets:
        offsets = list(struct.unpack(f">{len(loca) // 4}L", loca))
    else:
        offsets = [offset * 2 for offset in struct.unpack(f">{len(loca) // 2}H", loca)]
    glyphs = tables[b"glyf"]
    return [bytes(glyphs[start:end]) for start, end in pairwise(offsets)]


def _metrics(tables: dict[bytes, bytearray], glyphs: int) -> list[tuple[int, int]]:
    """Advance and left side bearing of every glyph; the font may leave out advances that repeat."""
    full = struct.unpack_from(">H", tables[b"hhea"], 34)[0]
    data = tables[b"hmtx"]
    metrics: list[tuple[int, int]] = [struct.unpack_from(">Hh", data, 4 * index) for index in range(full)]
    for index in range(glyphs - full):
        metrics.append((metrics[full - 1][0], struct.unpack_from(">h", data, 4 * full + 2 * index)[0]))
    return metrics


def _composite_outline(composite: Composite, outlines: Sequence[bytes]) -> bytes:
    parts = [part for part in composite.parts if outlines[part.glyph_id]]
    if not parts:
        return struct.pack(">hhhhh", 0, 0, 0, 0, 0)
    data = struct.pack(">hhhhh", -1, *_bounds(parts, outlines))
    for part in parts:
        more = _MORE_COMPONENTS if part is not parts[-1] else 0
        data += struct.pack(">HHhh", _WORDS | _XY_VALUES | more, part.glyph_id, part.x, part.y)
    return data


def _bounds(parts: Sequence[Part], outlines: Sequence[bytes]) -> tuple[int, int, int, int]:
    boxes = [(part, struct.unpack_from(">hhhh", outlines[part.glyph_id], 2)) for part in parts]
    return (
        min(box[0] + part.x for part, box in boxes),
        min(box[1] + part.y for part, box in boxes),
        max(box[2] + part.x for part, box in boxes),
        max(box[3] + part.y for part, box in boxes),
    )


def _store(
    tables: dict[bytes, bytearray],
    outlines: Sequence[bytes],
    metrics: Sequence[tuple[int, int]],
    *,
    parts: int,
) -> None:
    glyphs, offsets = bytearray(), [0]
    for outline in outlines:
        glyphs += outline + bytes(-len(outline) % 4)
        offsets.append(len(glyphs))
    tables[b"glyf"] = glyphs
    tables[b"loca"] = bytearray(struct.pack(f">{len(offsets)}L", *offsets))
    tables[b"hmtx"] = bytearray(b"".join(struct.pack(">Hh", *metric) for metric in metrics))
    struct.pack_into(">h", tables[b"head"], 50, 1)
    struct.pack_into(">H", tables[b"hhea"], 34, len(metrics))
    _raise_limits(tables[b"maxp"], glyphs=len(outlines), parts=parts)


def _raise_limits(maxp: bytearray, *, glyphs: int, parts: int) -> None:
    """Tells renderers how large composites may get: so many simple glyphs, one level deeper than before."""
    points, contours = struct.unpack_from(">HH", maxp, 6)
    composite_points, composite_contours = struct.unpack_from(">HH", maxp, 10)
    elements, depth = struct.unpack_from(">HH", maxp, 28)
    struct.pack_into(">H", maxp, 4, glyphs)
    struct.pack_into(
        ">HH",
        maxp,
        10,
        min(_LARGEST, parts * max(points, composite_points)),
        min(_LARGEST, parts * max(contours, composite_contours)),
    )
    struct.pack_into(">HH", maxp, 28, max(elements, parts), depth + 1)


def _write_tables(tables: dict[bytes, bytearray], version: bytes) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = version + struct.pack(">HHHH", count, power * 16, power.bit_length() - 1, (count - power) * 16)
    offset = 12 + 16 * count
    directory, body = b"", b""
    for tag in sorted(tables):
        data = bytes(tables[tag])
        padded = data + bytes(-len(data) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sLLL", tag, checksum, offset + len(body), len(data))
        body += padded
    return header + directory + body
