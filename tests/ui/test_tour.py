"""The tour that takes the pictures of the documentation: every place by its name, over nobody's real files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pytestqt.qtbot import QtBot

from desktop.app import Desk
from desktop.clock import NOON, FixedClock, at_brussels
from desktop.demo.centre import build
from desktop.errors import UserError
from desktop.progress import Progress
from desktop.settings import Theme
from desktop.ui.tour import take_tour
from desktop.ui.tour_camera import VARIANTS, Variant
from installer.small_pictures import shrink

AS_OF = date(2026, 11, 22)
PLACES = """
    wizard-1 wizard-4 unlock today agenda clients shelter sheets sheet-chosen centre centre-network centre-lists
    referral referral-several client-overview client-timeline client-intake client-intake-indicators
    client-procedure client-procedure-2 client-support client-stay client-documents client-sheets client-people
    client-history
"""


def visit(folder: Path, output: Path, *variants: Variant) -> int:
    clock = FixedClock(at_brussels(AS_OF, NOON))
    return take_tour(
        folder, output, make_desk=lambda at, demo: Desk(at, demo=demo, clock=clock), variants=variants
    )


def test_the_pictures_are_dutch_and_french_by_day_and_by_night() -> None:
    assert {variant.name for variant in VARIANTS} == {
        *("nl-light", "nl-dark", "fr-light", "fr-dark", "de-light-200", "en-xb-light")
    }


@pytest.mark.slow
def test_every_place_is_pictured_by_its_name_and_small_without_being_seen(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder, output = tmp_path / "centre", tmp_path / "pictures"
    build(folder, clients=300, seed=1, as_of=AS_OF, progress=Progress())
    assert visit(folder, output, Variant("nl", Theme.LIGHT)) == 0
    pictures = {path.stem.removesuffix("-nl-light"): path for path in output.iterdir()}
    assert set(PLACES.split()) <= pictures.keys()
    small = shrink(pictures["client-documents"], tmp_path)
    assert small.stat().st_size < 100_000
    with Image.open(pictures["client-documents"]) as full, Image.open(small) as fewer:
        assert full.size == fewer.size == (1440, 900)
        moved = ImageChops.difference(full.convert("RGB"), fewer.convert("RGB"))
        assert max(moved.tobytes()) < 16


def test_real_files_are_never_pictured(vault_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        visit(vault_folder, tmp_path / "pictures", *VARIANTS)
    assert not (tmp_path / "pictures").exists()
