"""The languages of paper: their direction and script decide how a text is set."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from desktop import paths

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the sheets; `script` is its ISO 15924 code, `endonym` the name its readers use."""

    tag: str
    name: str
    endonym: str
    script: str
    direction: Direction

    @property
    def bidi_base(self) -> int:
        """The paragraph level of the bidirectional algorithm."""
        return int(self.direction == "rtl")


@lru_cache(maxsize=1)
def known_languages() -> dict[str, Language]:
    """Every language Baken knows how to set, by tag, in the order of the list."""
    listed = json.loads((paths.resources() / "languages.json").read_text("utf-8"))["languages"]
    return {
        entry["tag"]: Language(
            tag=entry["tag"],
            name=entry["name"],
            endonym=entry["endonym"],
            script=entry["script"],
            direction=entry["direction"],
        )
        for entry in listed
    }
