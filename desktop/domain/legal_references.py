"""Which article applies: the old Criminal Code or the new, by the date of the facts; both where they straddle.

The articles are a dated list like the others, `legal_articles`, so that a centre which finds another day of entry into
force moves it once and every file follows.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.domain import codelists
from desktop.domain.codelists import Code

BOUNDARY_STATEMENT = "criminal_code_boundary"
ARTICLES = "legal_articles"


@dataclass(frozen=True, slots=True)
class LegalReference:
    """An article and the days of facts it is for, with the place it was read."""

    code: str
    labels: Mapping[str, str]
    source: str
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def ref(self) -> str:
        """The reference in Dutch."""
        return self.label("nl")

    def label(self, language: str) -> str:
        """The reference with the name of the law in a language."""
        return self.labels.get(language) or self.labels.get("nl") or self.code


def legal_references(code: str, facts_from: str = "", facts_to: str = "") -> tuple[LegalReference, ...]:
    """The references of a `legal_references` code for facts between two dates, each `2026`, `2026-08` or a day.

    A date not known counts as the other one; with neither known every version is given.
    """
    first, last = _span(facts_from or facts_to), _span(facts_to or facts_from)
    versions = tuple(_reference(article) for article in codelists.children(ARTICLES, code))
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


def _reference(article: Code) -> LegalReference:
    return LegalReference(
        code=article.code,
        labels=article.labels,
        source=article.source,
        valid_from=article.valid_from,
        valid_to=article.valid_to,
    )
