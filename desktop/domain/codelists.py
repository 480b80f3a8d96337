"""The dated code lists: what a referral source, a reason or a document is called in each language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache

from desktop.paths import resources

LANGUAGES = ("nl", "fr", "de", "en")


@dataclass(frozen=True, slots=True)
class Code:
    """One entry. `source` says where it comes from; an entry outside its dates stays readable in old files."""

    code: str
    labels: dict[str, str]
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def label(self, language: str) -> str:
        """The label in a language, else in Dutch, else the code itself."""
        return self.labels.get(language) or self.labels.get("nl") or self.code

    def valid_on(self, day: date) -> bool:
        """Whether it can be chosen on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@cache
def entries(list_name: str) -> tuple[Code, ...]:
    """All entries of a list in its own order; raises KeyError for an unknown list."""
    return tuple(_code(item) for item in _all_lists()[list_name])


def label(list_name: str, code: str, language: str) -> str:
    """What a code is called; the code itself when the list does not know it (an old or foreign file)."""
    for entry in entries(list_name):
        if entry.code == code:
            return entry.label(language)
    return code


@cache
def _all_lists() -> dict[str, list[dict[str, str]]]:
    with (resources() / "codelists.json").open(encoding="utf-8") as handle:
        content: dict[str, list[dict[str, str]]] = json.load(handle)
    return content


def _code(item: dict[str, str]) -> Code:
    return Code(
        code=item["code"],
        labels={language: item[language] for language in LANGUAGES if item.get(language)},
        source=item.get("src", ""),
        valid_from=_day(item.get("valid_from")),
        valid_to=_day(item.get("valid_to")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
