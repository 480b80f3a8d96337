"""Collects the fonts that Baken carries, because fonts must never come from the system at run time.

Run it only to change the collection: `python installer/collect_fonts.py`. It asks pip for the font packages named
below, makes one upright file per weight from each variable font, drops hinting (paper needs none), and writes the
files with their licences into `resources/fonts/`. The same packages give the same bytes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped]  # ships no type information

TARGET = Path(__file__).parents[1] / "resources" / "fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}


@dataclass(frozen=True, slots=True)
class Source:
    """One family: the package that carries it, and the endings of the font's and the licence's path inside."""

    family: str
    package: str
    font: str
    licence: str


SOURCES = (
    Source("NotoSans", "fontpkg-noto-sans==2.15", "/NotoSans[wdth,wght].ttf", "noto_sans/LICENSE"),
    Source(
        "NotoSansArabic",
        "fontpkg-noto-sans-arabic==2.12",
        "/NotoSansArabic[wdth,wght].ttf",
        "arabic/LICENSE",
    ),
    Source(
        "NotoSansEthiopic",
        "justmytype-intl-africa==0.1.0",
        "/NotoSansEthiopic[wdth,wght].ttf",
        "notosansethiopic/OFL.txt",
    ),
)


def download(package: str, folder: Path) -> Path:
    """The wheel of `package`, fetched by pip."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        str(folder),
        package,
    ]
    subprocess.run(command, check=True)
    name = package.split("==", maxsplit=1)[0].replace("-", "_")
    return next(folder.glob(f"{name}-*.whl"))


def member(wheel: zipfile.ZipFile, ending: str) -> bytes:
    return wheel.read(next(name for name in wheel.namelist() if name.endswith(ending)))


def static_weight(variable_font: bytes, weight: int) -> bytes:
    """One weight of a variable font as an ordinary font file, without hinting."""
    face = hb.Face(hb.Blob(variable_font))
    request = hb.SubsetInput()
    request.keep_everything()
    request.flags |= hb.SubsetFlags.NO_HINTING
    request.pin_axis_location(face, "wght", weight)
    request.pin_axis_location(face, "wdth", 100)
    return bytes(hb.subset(face, request).blob.data)


def collect(source: Source, folder: Path) -> None:
    with zipfile.ZipFile(download(source.package, folder)) as wheel:
        font, licence = member(wheel, source.font), member(wheel, source.licence)
    for name, weight in WEIGHTS.items():
        (TARGET / f"{source.family}-{name}.ttf").write_bytes(static_weight(font, weight))
    (TARGET / f"{source.family}-OFL.txt").write_bytes(licence)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for source in SOURCES:
            collect(source, Path(folder))


if __name__ == "__main__":
    main()
