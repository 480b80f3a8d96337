"""Pictures of pages: their size, and that composed letters keep their dots."""

from __future__ import annotations

import pytest

from desktop.documents.languages import known_languages
from desktop.documents.layout import TextStyle, set_text
from desktop.documents.paper import Paper
from desktop.documents.preview import PageImage, page_images
from desktop.documents.sheets import render_sheet


def ink(image: PageImage) -> int:
    """How dark the page is in all."""
    return sum(255 - red for red in image.rgba[::4])


def picture(text: str, tag: str) -> PageImage:
    paper = Paper("a4", title="", language=tag)
    paper.text(set_text(text, TextStyle(40, 60), language=known_languages()[tag], width=400), 50, 50)
    return page_images(paper.finish(), dpi=72)[0]


def test_every_page_becomes_a_picture_without_padding() -> None:
    sheet = render_sheet("welcome", "ar", beside="nl")

    images = page_images(sheet.pdf, dpi=30)

    assert len(images) == sheet.pages
    for image in images:
        assert (image.width, image.height) == (pytest.approx(248, abs=1), pytest.approx(351, abs=1))
        assert len(image.rgba) == image.width * image.height * 4
        assert image.rgba[3] == 255
        assert ink(image) > 0


@pytest.mark.parametrize(("bare", "dotted"), [("ٮٮٮ", "ببب"), ("ا", "أ"), ("م", "مً")])
def test_dots_and_marks_are_drawn_with_their_letter(bare: str, dotted: str) -> None:
    assert ink(picture(dotted, "ar")) > ink(picture(bare, "ar")) * 1.05
