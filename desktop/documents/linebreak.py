"""Where a line may end, by script, so that a word, a number or an address is never cut.

Scripts that write without spaces (Thai, Khmer, Chinese) get their own finder in `FINDERS`; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import bidirectional

from desktop.documents.bidi import INITIATORS

ZERO_WIDTH_SPACE = "\u200b"
SPACES = frozenset(" \t\n\u1680\u2002\u2003\u2009")
ETHIOPIC_WORDSPACE = "\u1361"

Finder = Callable[[str], list[int]]


def after_spaces(text: str) -> list[int]:
    """Break after white space (never after a no-break space) and after the Ethiopic wordspace."""
    breaking = SPACES | {ZERO_WIDTH_SPACE, ETHIOPIC_WORDSPACE}
    return [
        index + 1
        for index in range(len(text) - 1)
        if text[index] in breaking and text[index + 1] not in SPACES
    ]


FINDERS: dict[str, Finder] = {}


def break_opportunities(text: str, script: str) -> list[int]:
    """Indices in `text` at which a new line may start, in reading order; none inside an isolate."""
    isolated = _inside_isolates(text)
    return [index for index in FINDERS.get(script, after_spaces)(text) if not isolated[index]]


def _inside_isolates(text: str) -> list[bool]:
    depth = 0
    inside: list[bool] = []
    for character in text:
        kind = bidirectional(character)
        depth -= kind == "PDI" and depth > 0
        inside.append(depth > 0)
        depth += kind in INITIATORS
    return inside
