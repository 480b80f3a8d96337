"""Pictures of a PDF's pages for the screen and the printer, made in memory by PDFium."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels, four bytes each: red, green, blue, opacity; no padding between rows."""

    width: int
    height: int
    rgba: bytes


def page_images(pdf: bytes, *, dpi: int) -> list[PageImage]:
    """Every page of `pdf` at `dpi` dots per inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page_image(page, dpi) for page in document]
    finally:
        document.close()


def _page_image(page: pypdfium2.PdfPage, dpi: int) -> PageImage:
    bitmap = page.render(
        scale=dpi / 72, rev_byteorder=True, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA
    )
    try:
        row = bitmap.width * 4
        buffer = bytes(bitmap.buffer)
        rows = (
            buffer[start : start + row] for start in range(0, bitmap.stride * bitmap.height, bitmap.stride)
        )
        return PageImage(bitmap.width, bitmap.height, b"".join(rows))
    finally:
        bitmap.close()
        page.close()
