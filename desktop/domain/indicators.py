"""Indicators of trafficking: answers that help to see, and never a score that decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from desktop.domain.codelists import Code
from desktop.domain.procedure import Answer

LIST = "indicators"
THEMES = "indicator_themes"
_EVERY_FORM = "all"
_NO_FORM = frozenset({"", "unknown"})


@dataclass(frozen=True, slots=True)
class IndicatorAnswer:
    """What is known about one indicator; `author` and `answered_on` are of the latest answer or note."""

    code: str
    answer: Answer = Answer.NOT_ASKED
    note: str = ""
    answered_on: date | None = None
    author: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a theme have which answer: to see what was not asked yet, not to weigh."""

    yes: int = 0
    no: int = 0
    unknown: int = 0
    not_asked: int = 0

    @property
    def asked(self) -> int:
        """How many have any answer."""
        return self.yes + self.no + self.unknown

    @property
    def total(self) -> int:
        """How many there are."""
        return self.asked + self.not_asked


def count(answers: Iterable[Answer]) -> Count:
    """How many of each."""
    found = Counter(answers)
    return Count(found[Answer.YES], found[Answer.NO], found[Answer.UNKNOWN], found[Answer.NOT_ASKED])


def theme_of(indicator: Code) -> str:
    """The theme it is asked under; an indicator of the centre's own belongs under its parent."""
    return indicator.parent or str(indicator.facts.get("theme", ""))


def is_relevant(indicator: Code, forms: Collection[str]) -> bool:
    """Whether it is asked for these forms of exploitation; while none is known, all are."""
    asked_for = set(indicator.facts.get("forms") or (_EVERY_FORM,))
    known = set(forms) - _NO_FORM
    return not known or _EVERY_FORM in asked_for or not asked_for.isdisjoint(known)
