"""What the program and its viewer process say to each other: fixed small headers over two pipes."""

from __future__ import annotations

import struct

PDF, PICTURE, TEXT = range(3)
OPEN = struct.Struct("<BQ")  # what it is, and how many bytes follow
OPENED = struct.Struct("<BI")  # an answer of the three below, and how many pages there are
ASK = struct.Struct("<II")  # which page, and how many pixels wide
PAGE = struct.Struct(
    "<BIII"
)  # an answer, width, height, bytes of text; then pixels of four bytes, then the text

SHOWN, BROKEN, LOCKED = range(3)

MOST_PIXELS = 24_000_000
WIDEST = 6_000
HIGHEST = 24_000
MOST_TEXT_BYTES = 64 * 1024
MOST_PAGES = 100_000
