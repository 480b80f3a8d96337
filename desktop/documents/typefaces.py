"""The fonts Baken carries, and which of them draws which character."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from desktop import paths
from desktop.documents.bidi import LRI
from desktop.documents.harfbuzz import FontFile, script_of
from desktop.documents.languages import Language
from desktop.errors import UserError
from desktop.i18n import gettext as _

Weight = Literal["Regular", "Bold"]


class MissingGlyph(UserError):
    """A character that no font of ours can draw: printing is refused, an empty box tells nobody anything."""

    def __init__(self, character: str, language: Language) -> None:
        name = unicodedata.name(character, "?")
        super().__init__(
            _("The text in {language} has a sign that Baken cannot print: {sign} ({name}).").format(
                language=language.name, sign=f"U+{ord(character):04X}", name=name
            ),
            _("Nothing was printed. Remove the sign from the text, or ask for a font that has it."),
        )
        self.character = character
        self.language = language


@dataclass(frozen=True, slots=True)
class Family:
    """A font family and the scripts it is meant for; `scale` evens out its size beside Latin."""

    name: str
    scripts: frozenset[str]
    scale: float

    def font(self, weight: Weight) -> FontFile:
        return _load_font(self.name, weight)


@cache
def _load_font(family: str, weight: Weight) -> FontFile:
    return FontFile(paths.resources() / "fonts" / f"{family}-{weight}.ttf")


@lru_cache(maxsize=1)
def families() -> tuple[Family, ...]:
    listed = json.loads((paths.resources() / "fonts" / "fonts.json").read_text("utf-8"))["families"]
    return tuple(Family(entry["name"], frozenset(entry["scripts"]), entry["scale"]) for entry in listed)


def choose_families(text: str, language: Language, weight: Weight) -> list[Family]:
    """The family that draws each character of `text`.

    A letter goes to the family of its script; a sign shared by all scripts stays with what precedes it, so that a
    mark is never torn from its letter. Raises `MissingGlyph`.
    """
    chosen: list[Family] = []
    for character in text:
        family = _choose(character, chosen[-1] if chosen else None, language.script, weight)
        if family is None:
            raise MissingGlyph(character, language)
        chosen.append(family)
    return chosen


@lru_cache(maxsize=4096)
def _choose(character: str, previous: Family | None, main_script: str, weight: Weight) -> Family | None:
    # What stands in a left-to-right isolate is a number or an address: it begins in Latin, as it is dialled.
    script = "Latn" if character == LRI else script_of(character)
    order = sorted(families(), key=lambda family: (script or main_script) not in family.scripts)
    if previous is not None and not script:
        order.insert(0, previous)
    for family in order:
        if ord(character) in family.font(weight).characters:
            return family
    # A control shows nothing, so it needs no glyph.
    return order[0] if unicodedata.category(character) == "Cf" else None
