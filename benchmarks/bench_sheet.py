"""How long a sheet takes, beside the same text set by ReportLab alone, which gets Arabic wrong.

Run: python benchmarks/bench_sheet.py
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from desktop import paths
from desktop.documents.catalogs import read_catalog
from desktop.documents.languages import known_languages
from desktop.documents.sheet_source import read_sheet
from desktop.documents.sheets import render_sheet

ROUNDS = 15
FONTS = {"nl": "NotoSans", "ar": "NotoSansArabic", "ti": "NotoSansEthiopic"}


def plain_reportlab(tags: tuple[str, ...]) -> None:
    """The sentences of the sheet as ReportLab's own paragraphs, one after the other, fonts embedded afresh."""
    story = []
    for tag in tags:
        pdfmetrics.registerFont(TTFont(FONTS[tag], paths.resources() / "fonts" / f"{FONTS[tag]}-Regular.ttf"))
        style = ParagraphStyle(tag, fontName=FONTS[tag], fontSize=10, leading=15)
        catalog = read_catalog("welcome", known_languages()[tag])
        texts = (text for block in read_sheet("welcome").blocks for text in block.texts)
        story += [Paragraph(catalog.text(text), style) for text in texts]
    SimpleDocTemplate(BytesIO()).build(story)


def milliseconds(work: Callable[[], object]) -> float:
    """The median of several rounds after one that warms up."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main() -> None:
    print(f"{'sheet':<22}{'Baken':>10}{'ReportLab alone':>18}{'ratio':>8}")
    for tags in (("nl",), ("ar",), ("ti",), ("ar", "nl"), ("ti", "nl")):
        beside = tags[1] if len(tags) > 1 else None
        ours = milliseconds(lambda tags=tags, beside=beside: render_sheet("welcome", tags[0], beside=beside))
        theirs = milliseconds(lambda tags=tags: plain_reportlab(tags))
        print(f"{' beside '.join(tags):<22}{ours:>7.0f} ms{theirs:>15.0f} ms{ours / theirs:>8.2f}")


if __name__ == "__main__":
    main()
