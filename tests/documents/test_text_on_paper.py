"""Any text in any mixture of scripts: order, fonts, numbers and extraction of what was printed."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from desktop.documents.isolates import isolate_left_to_right
from desktop.documents.languages import Language, known_languages
from desktop.documents.layout import Paragraph, TextBlock, TextStyle, set_text
from desktop.documents.paper import Paper
from desktop.documents.typefaces import MissingGlyph, families
from tests.documents.paper_reading import (
    fribidi_lines,
    plain,
    run,
    seen_lines,
    text_of,
    without_brackets,
    word_boxes,
)

STYLE = TextStyle(11, 20)
SMALL = TextStyle(5, 9)
ARABIC = known_languages()["ar"]
DUTCH = known_languages()["nl"]

_MIXED = """
    مركز السلام لا أحد شيء؟ مجانا، (ليلا) الشرطة. Payoke Sürya (Brussels) café, ok! ሰላም። ንሕና Привет λόγος
    101 112 45 info@pag-asa.be www.payoke.be 22-11-2026 €50 «oui»
"""
_WORDS = _MIXED.split()
_PHONES = ("02 511 64 64", "+32 78 055 800", "078 055 800")
_MIXTURES = st.lists(st.sampled_from([*_WORDS, *_PHONES]), min_size=1, max_size=14).map(" ".join)


def print_block(block: TextBlock) -> bytes:
    paper = Paper("a4", title="", language=block.language.tag)
    paper.text(block, 40, 40)
    return paper.finish()


def expected_lines(block: TextBlock) -> list[str]:
    """What an independent engine says must be seen, line by line."""
    logical = [line.text for line in block.lines]
    seen = fribidi_lines(logical, rtl=block.language.direction == "rtl")
    return [without_brackets(plain(line)).replace(" ", "").replace("\u00a0", "") for line in seen]


@pytest.mark.parametrize("language", ["ar", "nl", "ti"])
@settings(deadline=None, max_examples=40)
@given(text=_MIXTURES)
def test_a_line_is_seen_in_the_order_of_an_independent_engine(language: str, text: str) -> None:
    block = set_text(text, SMALL, language=known_languages()[language], width=550)

    seen = [without_brackets(line) for line in seen_lines(print_block(block))]

    assert len(block.spans) == 1
    assert seen == expected_lines(block)


@settings(deadline=None, max_examples=60)
@given(text=_MIXTURES, width=st.integers(min_value=60, max_value=500))
def test_lines_hold_the_whole_text_and_never_overflow(text: str, width: int) -> None:
    block = set_text(text, STYLE, language=ARABIC, width=width)

    assert "".join(line.text for line in block.lines).replace(" ", "") == isolate_left_to_right(text).replace(
        " ", ""
    )
    assert all(line.width <= width + 0.5 for line in block.lines)


@pytest.mark.parametrize("phone", _PHONES)
@pytest.mark.parametrize("language", ["ar", "nl", "ti"])
def test_a_phone_number_is_whole_on_one_line_and_left_to_right(
    phone: str, language: str, tmp_path: Path
) -> None:
    filler = "كلمة " if language == "ar" else "woord "
    for before in range(4, 12):
        text = f"{filler * before}{phone} {filler * 3}"
        pdf = print_block(set_text(text, STYLE, language=known_languages()[language], width=220))
        assert any(phone.replace(" ", "") in line for line in seen_lines(pdf))
        assert phone in re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text_of(pdf, tmp_path))


def test_a_word_wider_than_the_line_is_cut_not_lost() -> None:
    block = set_text("Gegevensbeschermingsautoriteit", STYLE, language=DUTCH, width=60)

    assert len(block.lines) > 1
    assert "".join(line.text for line in block.lines) == "Gegevensbeschermingsautoriteit"


def test_a_character_without_glyph_is_refused_by_name() -> None:
    with pytest.raises(MissingGlyph) as refusal:
        set_text("Hallo 你", STYLE, language=DUTCH, width=200)

    assert "Dutch" in refusal.value.message
    assert "U+4F60" in refusal.value.message
    assert refusal.value.next_step


def test_joiners_and_direction_marks_need_no_glyph() -> None:
    assert len(set_text("می\u200cخواهم \u200eabc\u200f", STYLE, language=ARABIC, width=300).lines) == 1


def test_brackets_inside_arabic_are_drawn_mirrored() -> None:
    font = families()[0].font("Regular")
    opening = font.shape([ord("(")], 0, 1, direction="ltr", script="Latn", language="en")[0].glyph_id
    closing = font.shape([ord(")")], 0, 1, direction="ltr", script="Latn", language="en")[0].glyph_id

    mirrored = font.shape([ord("(")], 0, 1, direction="rtl", script="Arab", language="ar")[0].glyph_id

    assert (mirrored, opening) == (closing, opening)


def test_every_letter_is_one_glyph_with_its_whole_text() -> None:
    """Dots, hamza and marks are glyphs of their own in the font; on paper they belong to their letter."""
    text = unicodedata.normalize("NFC", "مجانًا شيء لا بيت")
    line = Paragraph(text, ARABIC, "Regular").set(STYLE, 400).lines[0]
    letters = [letter.text for run_ in line.runs for letter in run_.letters]

    assert sorted("".join(letters)) == sorted(text)
    assert all(letters)
    assert any(len(letter.parts) > 1 for run_ in line.runs for letter in run_.letters)


def test_fonts_are_embedded_as_subsets_with_their_text(tmp_path: Path) -> None:
    pdf = print_block(set_text("مرحبًا PAG-ASA ሰላም", STYLE, language=ARABIC, width=400))
    path = tmp_path / "fonts.pdf"
    path.write_bytes(pdf)

    rows = [line.split() for line in run("pdffonts", str(path)).splitlines()[2:]]

    assert {row[0].split("+")[1] for row in rows} == {
        "NotoSans-Regular",
        "NotoSansArabic-Regular",
        "NotoSansEthiopic-Regular",
    }
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_the_same_text_gives_the_same_bytes() -> None:
    block = set_text("مرحبًا 101", STYLE, language=ARABIC, width=300)

    assert print_block(block) == print_block(block)


@pytest.mark.parametrize("language", tuple(known_languages().values()), ids=lambda language: language.tag)
def test_words_are_aligned_where_the_language_begins(language: Language, tmp_path: Path) -> None:
    text = "مرحبا" if language.script == "Arab" else "Hallo"
    pdf = print_block(set_text(text, STYLE, language=language, width=400))

    (box,) = word_boxes(pdf, tmp_path)[0]

    assert sorted(plain(box.text)) == sorted(text)
    begins = box.right if language.direction == "rtl" else box.left
    assert begins == pytest.approx(440 if language.direction == "rtl" else 40, abs=2)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Bel 02 511 64 64.", ["02 511 64 64"]),
        ("+32 78 055 800 of 101", ["+32 78 055 800"]),
        ("mail info@pag-asa.be, www.payoke.be.", ["info@pag-asa.be", "www.payoke.be"]),
        ("op 22-11-2026", ["22-11-2026"]),
        ("45 dagen, 18 jaar", []),
    ],
)
def test_numbers_and_addresses_are_marked(text: str, marked: list[str]) -> None:
    assert re.findall("\u2066([^\u2069]*)\u2069", isolate_left_to_right(text)) == marked
