"""Reads printed pages back with tools that share no code with ours: poppler, PDFium and GNU FriBidi."""

from __future__ import annotations

import ctypes
import html
import re
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

CONTROLS = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
LAM_ALEF = re.compile("[\ufef5-\ufefc]")
WORD = re.compile(r"\w+", re.UNICODE)


def plain(text: str) -> str:
    """Text without direction controls and marks, so that two readings can be compared."""
    composed = unicodedata.normalize("NFKC", CONTROLS.sub("", text))
    return "".join(c for c in unicodedata.normalize("NFD", composed) if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    return WORD.findall(plain(text))


def run(*command: str, text: str = "") -> str:
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def fribidi_lines(lines: list[str], *, rtl: bool) -> list[str]:
    """Each line as it must be seen from left to right, mirrored brackets left as they are written."""
    order = "--rtl" if rtl else "--ltr"
    output = run(
        "fribidi", order, "--nobreak", "--nopad", "--nomirror", "--clean", text="\n".join(lines) + "\n"
    )
    return [LAM_ALEF.sub(_letters_seen, line) for line in output.split("\n")[: len(lines)]]


def _letters_seen(ligature: re.Match[str]) -> str:
    """FriBidi joins lam and alef into one sign; seen from the left, alef comes first."""
    return unicodedata.normalize("NFKC", ligature.group())[::-1]


def without_brackets(text: str) -> str:
    """PDFium mirrors brackets as it likes: compare where they stand, not which they are."""
    return re.sub(r"[()\[\]«»]", "|", text)


A4_WIDTH = 595.28  # points


@dataclass(frozen=True, slots=True)
class Character:
    """A character and where its glyph begins; letters of one ligature begin at one place."""

    text: str
    x: float
    baseline: float


def characters(pdf: bytes, page: int = 0) -> list[Character]:
    """Every visible character of a page with its place, as PDFium sees them."""
    document = pypdfium2.PdfDocument(pdf)
    text_page = document[page].get_textpage()
    found = []
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text_page.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text_page, index))
        if character.isspace() or raw.FPDFText_IsGenerated(text_page, index):
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        found.append(Character(character, round(x.value, 2), round(y.value, 1)))
    return found


def seen_lines(pdf: bytes, page: int = 0, *, columns: int = 1) -> list[str]:
    """The characters of a page line by line, from left to right, without white space and marks; column by column."""
    lines: dict[tuple[int, float], list[Character]] = {}
    for character in characters(pdf, page):
        column = int(character.x * columns // A4_WIDTH)
        lines.setdefault((column, -character.baseline), []).append(character)
    return [_from_left_to_right(line) for _place, line in sorted(lines.items())]


def _from_left_to_right(line: list[Character]) -> str:
    """Letters of one glyph stand in reading order: those read from the right are turned round."""
    glyphs: dict[float, str] = {}
    for character in line:
        glyphs[character.x] = glyphs.get(character.x, "") + character.text
    ordered = [plain(text) for _x, text in sorted(glyphs.items())]
    return "".join(t[::-1] if unicodedata.bidirectional(t[:1] or " ") in ("R", "AL") else t for t in ordered)


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return run("pdftotext", str(path), "-")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


def word_boxes(pdf: bytes, folder: Path) -> list[list[Word]]:
    """The words of every page with their boxes, as poppler sees them."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    output = run("pdftotext", "-bbox", str(path), "-")
    pattern = re.compile(
        r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
    )
    return [
        [Word(html.unescape(text), *(float(n) for n in box)) for *box, text in pattern.findall(page)]
        for page in output.split("<page ")[1:]
    ]
