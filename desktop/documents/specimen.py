"""Letters nobody wrote to people who do not exist: pages for the fictitious centre, marked as such at both ends."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from desktop.documents.languages import Language, known_languages
from desktop.documents.layout import TextStyle, set_text
from desktop.documents.paper import MILLIMETRE, Colour, Paper

MARK = "FICTIEF / FICTIF"
_MARGIN, _BAND = 25 * MILLIMETRE, 12 * MILLIMETRE
_TINT: Colour = (0.93, 0.90, 0.82)
_MARKED = TextStyle(11, 14, weight="Bold", colour=(0.45, 0.33, 0.05), align="centre")
_SENDER, _TITLE, _BODY = TextStyle(10, 14), TextStyle(15, 20, weight="Bold"), TextStyle(11, 16)
_SCAN_DPI, _ASKEW = 100, 0.8
_DULL, _SHADE = 0.86, 16  # paper under a lamp is not white, nor ink black


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands on the page; `language` is the tag it is set in."""

    language: str
    sender: str
    title: str
    paragraphs: tuple[str, ...]


def letter(content: Letter) -> bytes:
    """The letter as a PDF; the same content gives the same bytes."""
    language = known_languages()[content.language]
    paper = Paper("a4", title=f"{content.title} - {MARK}", language=language.tag)
    for top in (0, paper.height - _BAND):
        paper.rectangle(0, top, paper.width, _BAND, colour=_TINT)
        _write(paper, MARK, _MARKED, top=top + 4 * MILLIMETRE, language=language)
    top = _write(paper, content.sender, _SENDER, top=_BAND + 12 * MILLIMETRE, language=language)
    top = _write(paper, content.title, _TITLE, top=top + 14 * MILLIMETRE, language=language)
    for text in content.paragraphs:
        top = _write(paper, text, _BODY, top=top + 4 * MILLIMETRE, language=language)
    return paper.finish()


def scan(content: Letter) -> bytes:
    """The same letter as it comes out of an office scanner: a grey picture, a little askew, as PNG."""
    from PIL import Image

    from desktop.documents.preview import page_images

    page = page_images(letter(content), dpi=_SCAN_DPI)[0]
    picture = Image.frombytes("RGBA", (page.width, page.height), page.rgba).convert("L")
    dulled = picture.point([round(_SHADE + tone * _DULL) for tone in range(256)])
    turned = dulled.rotate(_ASKEW, resample=Image.Resampling.BICUBIC, fillcolor=round(_SHADE + 255 * _DULL))
    written = BytesIO()
    turned.save(written, "PNG", optimize=False)
    return written.getvalue()


def _write(paper: Paper, text: str, style: TextStyle, *, top: float, language: Language) -> float:
    """Set a text below `top`; returns where it ends."""
    block = set_text(text, style, language=language, width=paper.width - 2 * _MARGIN)
    paper.text(block, _MARGIN, top)
    return top + block.height
