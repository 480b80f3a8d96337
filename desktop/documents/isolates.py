"""Marks what must be read left to right wherever it stands: phone numbers, e-mail and web addresses.

Without the marks the bidirectional algorithm prints 02 511 64 64 inside Arabic as 64 64 511 02.
"""

from __future__ import annotations

import re

from desktop.documents.bidi import LRI, PDI

_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_WEB = r"(?:https?://|www\.)[^\s<>()\u2066-\u2069]*[^\s<>().,;:!?\u060c\u061b\u061f\u2066-\u2069]"
# A number of several groups, a date or a long number; a lone short number needs no help from us.
_NUMBER = r"(?<![\w+])\+?\d+(?:[ \u00a0\u202f./-]\(?\d+\)?)+(?!\w)|(?<!\w)\+\d+(?!\w)"
_LEFT_TO_RIGHT = re.compile(rf"{_EMAIL}|{_WEB}|{_NUMBER}", re.ASCII)
_ISOLATE = re.compile("[\u2066-\u2069]")


def isolate_left_to_right(text: str) -> str:
    """`text` with every phone number and address in a left-to-right isolate; a text already marked is left alone."""
    if _ISOLATE.search(text):
        return text
    return _LEFT_TO_RIGHT.sub(lambda found: f"{LRI}{found.group()}{PDI}", text)
