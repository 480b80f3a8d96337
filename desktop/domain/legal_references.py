"""Which article applies: the old Criminal Code or the new, by the date of the facts; both where they straddle."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from desktop.paths import resources

BOUNDARY_STATEMENT = "criminal_code_boundary"


@dataclass(frozen=True, slots=True)
class LegalReference:
    """An article and the days of facts it is for; `ref` as the data has it, in Dutch."""

    ref: str
    valid_from: date | None = None
    valid_to: date | None = None

    def label(self, language: str) -> str:
        """The reference with the name of the law in a language."""
        text = self.ref
        for dutch, names in _law_names().items():
            text = text.replace(dutch, names.get(language, dutch))
        return text


def legal_references(code: str, facts_from: str = "", facts_to: str = "") -> tuple[LegalReference, ...]:
    """The references of a `legal_references` code for facts between two dates, each `2026`, `2026-08` or a day.

    A date not known counts as the other one; with neither known every version is given.
    """
    first, last = _span(facts_from or facts_to), _span(facts_to or facts_from)
    versions = _versions().get(code, ())
    if first is None or last is None:
        return versions
    begins, ends = min(first[0], last[0]), max(first[1], last[1])
    return tuple(
        version
        for version in versions
        if (version.valid_from or date.min) <= ends and begins <= (version.valid_to or date.max)
    )


def _span(text: str) -> tuple[date, date] | None:
    """The first and the last day a partial date can mean; None when it is empty or no date."""
    parts = text.strip().lstrip("~").split("-")
    try:
        year, month, day = (int(part) for part in (*parts, "0", "0")[:3])
        if not month:
            return date(year, 1, 1), date(year, 12, 31)
        return date(year, month, day or 1), date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None


@cache
def _versions() -> Mapping[str, tuple[LegalReference, ...]]:
    found = _procedure()["references"]
    return {code: tuple(_reference(version) for version in versions) for code, versions in found.items()}


def _reference(version: Mapping[str, str]) -> LegalReference:
    begins, ends = version.get("valid_from"), version.get("valid_to")
    return LegalReference(
        version["ref"],
        date.fromisoformat(begins) if begins else None,
        date.fromisoformat(ends) if ends else None,
    )


@cache
def _law_names() -> Mapping[str, Mapping[str, str]]:
    names: dict[str, dict[str, str]] = _procedure()["names_in_references"]
    return names


def _procedure() -> dict[str, Any]:
    with (resources() / "procedure.json").open(encoding="utf-8") as handle:
        content: dict[str, Any] = json.load(handle)
    return content
