"""The viewer process: takes a paper over a pipe, shuts itself in, and answers with pages as pixels or plain text.

It runs apart because PDFium and the picture libraries read what strangers made: if one of them crashes, hangs or is
taken over, that happens here, where there are no keys, no files and no network. What it loads, it loads before that.
"""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Protocol

from desktop.documents import viewer_words as words
from desktop.documents.confinement import die_with_parent, shut_in

_MOST_PICTURE_PIXELS = 80_000_000  # A3 at 600 dots per inch
_MOST_PICTURE_PAGES = 500
_LINES, _LETTERS = 60, 5_000
_WRITTEN_ON = (255, 255, 255)


class Broken(Exception):
    """It cannot be shown."""


class Locked(Exception):
    """It asks for a password."""


@dataclass(frozen=True, slots=True)
class Page:
    """Four bytes a pixel: red, green, blue and one that means nothing; or only words."""

    width: int = 0
    height: int = 0
    pixels: bytes = b""
    text: str = ""


class Pages(Protocol):
    """An opened paper."""

    count: int

    def page(self, number: int, width: int) -> Page: ...


Opener = Callable[[bytes], Pages]


def main() -> int:
    """Serve one paper until the pipe closes."""
    die_with_parent()
    kind, size = words.OPEN.unpack(_take(words.OPEN.size))
    opener = _OPENERS[kind]()
    shut_in()
    _serve(opener, _take(size))
    return 0


def _serve(opener: Opener, content: bytes) -> None:
    answer, pages = _opened(opener, content)
    _give(words.OPENED.pack(answer, min(pages.count, words.MOST_PAGES) if pages else 0))
    while pages and (asked := _take(words.ASK.size, or_nothing=True)):
        _give(_answer(pages, *words.ASK.unpack(asked)))


def _opened(opener: Opener, content: bytes) -> tuple[int, Pages | None]:
    try:
        pages = opener(content)
    except Locked:
        return words.LOCKED, None
    except Exception:  # noqa: BLE001 - whatever a hostile paper makes of the libraries
        return words.BROKEN, None
    return (words.SHOWN, pages) if pages.count > 0 else (words.BROKEN, None)


def _answer(pages: Pages, number: int, width: int) -> bytes:
    try:
        page = pages.page(number, max(1, min(width, words.WIDEST)))
        text = _readable(page.text).encode()[: words.MOST_TEXT_BYTES]
        return words.PAGE.pack(words.SHOWN, page.width, page.height, len(text)) + page.pixels + text
    except Exception:  # noqa: BLE001 - as above, and too little memory
        return words.PAGE.pack(words.BROKEN, 0, 0, 0)


# Pipes


def _take(count: int, *, or_nothing: bool = False) -> bytes:
    """Exactly so many bytes; the end of the pipe is the end of us, unless it comes where it may."""
    taken = bytearray()
    while len(taken) < count:
        piece = os.read(0, min(count - len(taken), 1 << 20))
        if not piece:
            if or_nothing and not taken:
                return b""
            sys.exit(0)
        taken += piece
    return bytes(taken)


def _give(content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(1, left) :]


# PDF


def _pdf_opener() -> Opener:
    import pypdfium2

    pypdfium2.PdfDocument.new().close()  # the library is loaded and set up now, while files can be opened
    codecs.lookup("utf-16-le")
    return lambda content: _PdfPages(pypdfium2, content)


class _PdfPages:
    """Drawn by PDFium, built without JavaScript and XFA; no action of a document is ever carried out."""

    def __init__(self, pdfium: Any, content: bytes) -> None:
        self._pdfium = pdfium
        try:
            self._document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as problem:
            raise (Locked if _asks_password(pdfium) else Broken) from problem
        self._document.init_forms()  # what was filled in on a form is drawn only then
        self.count = len(self._document)

    def page(self, number: int, width: int) -> Page:
        page = self._document[number]
        try:
            return self._drawn(page, _scale(*page.get_size(), wide=width))
        finally:
            page.close()

    def _drawn(self, page: Any, scale: float) -> Page:
        raw = self._pdfium.raw
        bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=raw.FPDFBitmap_BGRx)
        try:
            pixels = _packed(bytes(bitmap.buffer), bitmap.width * 4, bitmap.stride, bitmap.height)
            return Page(bitmap.width, bitmap.height, pixels, self._words(page))
        finally:
            bitmap.close()

    def _words(self, page: Any) -> str:
        """What a screen reader is told of the page; a scan has none."""
        try:
            text = page.get_textpage()
            return str(text.get_text_range(0, min(text.count_chars(), _LETTERS)))
        except self._pdfium.PdfiumError:
            return ""


def _asks_password(pdfium: Any) -> bool:
    return bool(pdfium.raw.FPDF_GetLastError() == pdfium.raw.FPDF_ERR_PASSWORD)


def _packed(pixels: bytes, row: int, stride: int, rows: int) -> bytes:
    if stride == row:
        return pixels
    return b"".join(pixels[at : at + row] for at in range(0, stride * rows, stride))


def _scale(width: float, height: float, *, wide: int) -> float:
    """How much larger to draw a page so that it is `wide` pixels wide, as far as that is no danger."""
    if not (0 < width < float("inf") and 0 < height < float("inf")):
        raise Broken
    most = (words.MOST_PIXELS / (width * height)) ** 0.5 * 0.99
    return float(min(wide / width, most, words.HIGHEST / height))


# Pictures


def _picture_opener() -> Opener:
    from PIL import (  # noqa: F401 - loaded now, while files can be opened
        BmpImagePlugin,
        ExifTags,
        GifImagePlugin,
        Image,
        ImageOps,
        JpegImagePlugin,
        MpoImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )

    Image.MAX_IMAGE_PIXELS = _MOST_PICTURE_PIXELS
    return lambda content: _PicturePages(Image, ImageOps, content)


class _PicturePages:
    """Decoded by Pillow: the pages of a TIFF, of all others the first picture."""

    _FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP")

    def __init__(self, image: Any, image_ops: Any, content: bytes) -> None:
        self._image, self._ops = image, image_ops
        self._file = image.open(BytesIO(content), formats=self._FORMATS)
        self.count = self._frames() if self._file.format == "TIFF" else 1
        self._decoded: tuple[int, Any] = (-1, None)

    def page(self, number: int, width: int) -> Page:
        whole = self._whole(number)
        scale = min(_scale(*whole.size, wide=width), 1.0)  # whoever shows it may enlarge it
        size = tuple(max(1, round(side * scale)) for side in whole.size)
        smooth = self._image.Resampling.BOX if scale < 0.5 else self._image.Resampling.BILINEAR
        shown = whole.resize(size, smooth, reducing_gap=2.0) if size != whole.size else whole
        return Page(shown.width, shown.height, shown.convert("RGBX").tobytes())

    def _whole(self, number: int) -> Any:
        if self._decoded[0] != number:
            self._decoded = (-1, None)
            if self._file.format == "TIFF":
                self._file.seek(number)
            if self._file.width * self._file.height > _MOST_PICTURE_PIXELS:
                raise Broken
            self._decoded = (number, self._on_white(self._ops.exif_transpose(self._file)))
        return self._decoded[1]

    def _on_white(self, picture: Any) -> Any:
        if "A" not in picture.mode and "transparency" not in picture.info:
            return picture.convert("RGB")
        seen = picture.convert("RGBA")
        ground = self._image.new("RGB", seen.size, _WRITTEN_ON)
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground

    def _frames(self) -> int:
        """How many pages a TIFF has, followed from one to the next as far as they go."""
        count = 1
        try:
            while count < _MOST_PICTURE_PAGES:
                self._file.seek(count)
                count += 1
        except (EOFError, OSError, ValueError, SyntaxError):
            pass  # the chain of pages ends, or breaks: those before it are shown
        self._file.seek(0)
        return count


# Text


def _text_opener() -> Opener:
    for name in ("utf-8-sig", "utf-16", "cp1252"):
        codecs.lookup(name)  # loaded now, while files can be opened
    return _TextPages


class _TextPages:
    """Plain words, a screenful at a time."""

    def __init__(self, content: bytes) -> None:
        self._text = _decoded(content)
        self._starts = _page_starts(self._text)
        self.count = len(self._starts) - 1

    def page(self, number: int, width: int) -> Page:
        return Page(text=self._text[self._starts[number] : self._starts[number + 1]])


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _page_starts(text: str) -> list[int]:
    """Where pages begin, and where the last ends: after so many lines or letters, or a form feed."""
    starts, at = [0], 0
    while at < len(text):
        at = _page_end(text, at)
        starts.append(at)
    return starts if len(starts) > 1 else [0, 0]


def _page_end(text: str, start: int) -> int:
    most = min(start + _LETTERS, len(text))
    feed = text.find("\f", start, most)
    if feed >= 0:
        return feed + 1
    at = start
    for _line in range(_LINES):
        at = text.find("\n", at, most) + 1
        if not at:
            return most
    return at


def _readable(text: str) -> str:
    """Without signs that control rather than say something."""
    return "".join(
        letter
        for letter in text
        if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs", "Cn")
    )


_OPENERS: dict[int, Callable[[], Opener]] = {
    words.PDF: _pdf_opener,
    words.PICTURE: _picture_opener,
    words.TEXT: _text_opener,
}

if __name__ == "__main__":
    sys.exit(main())
