"""What is installed from the wheel carries everything the program reads at run time."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.helpers import hostile

ROOT = Path(__file__).parents[2]
ASK = """
import sys; sys.path.insert(0, sys.argv[1])
from desktop import i18n, paths
print(paths.resources()); print(paths.translations())
i18n.set_language("nl"); print(type(i18n._now.texts).__name__)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built now and unpacked as pip would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    site = folder / "site"
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    return site


def test_it_reads_its_own_folders_in_every_language(installed: Path) -> None:
    command = [sys.executable, "-I", "-B", "-c", ASK, str(installed)]
    run = subprocess.run(command, cwd=installed, check=True, capture_output=True, text=True)
    resources, translations, texts = run.stdout.split()
    assert Path(resources) == installed / "desktop/resources"
    assert Path(translations) == installed / "desktop/translations"
    assert texts == "GNUTranslations"


def test_it_carries_fonts_with_their_licences_and_every_catalog_compiled(installed: Path) -> None:
    package = installed / "desktop"
    carried = {str(path.relative_to(package)) for path in package.rglob("*") if path.is_file()}
    beside = {str(path.relative_to(ROOT)) for path in (ROOT / "resources").rglob("*") if path.is_file()}
    assert beside <= carried
    assert {
        f"{name.removesuffix('.po')}.mo" for name in carried if "interface" in name and name.endswith(".po")
    } <= carried
    assert any(name.endswith("licenses/LICENSE") for name in map(str, installed.rglob("LICENSE")))


def test_it_carries_nothing_else(installed: Path) -> None:
    assert {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")} == {"desktop"}


SHOW = """
import sys; sys.path.insert(0, sys.argv[1])
from desktop.documents.viewing import Viewing
paper = sys.stdin.buffer.read()
viewing = Viewing("application/pdf", lambda: [paper], size=len(paper))
print(viewing.open(), viewing.page(0, width=300).text.strip()); viewing.close()
"""


def test_it_looks_at_papers_with_its_own_viewer(installed: Path) -> None:
    command = [sys.executable, "-I", "-B", "-c", SHOW, str(installed)]
    run = subprocess.run(
        command, cwd=installed, check=True, capture_output=True, input=hostile.well_formed(2)
    )
    assert run.stdout.decode().split() == ["2", hostile.WORD]
