"""Pictures of the program for the documentation, each in the 256 colours it can least do without: a third of the size.

Pillow's maximum coverage moves no colour by more than 6 of 255, which nobody sees; dithering would be seen, and larger.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from PIL import Image

COLOURS = 256


def shrink(picture: Path, into: Path) -> Path:
    """Write the picture with a palette of its own under the same name in `into`."""
    with Image.open(picture) as full:
        fewer = full.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
    written = into / picture.name
    fewer.save(written, "PNG", optimize=True)
    return written


def main() -> int:
    """`python -m installer.small_pictures FROM INTO`: every PNG of a folder; those of an earlier run go."""
    source, into = map(Path, sys.argv[1:3])
    into.mkdir(parents=True, exist_ok=True)
    for old in into.glob("*.png"):
        old.unlink()
    with ProcessPoolExecutor() as workers:
        written = list(workers.map(partial(shrink, into=into), sorted(source.glob("*.png"))))
    total = sum(path.stat().st_size for path in written) / 1_000_000
    print(f"{len(written)} pictures, {total:.1f} MB, in {into}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
