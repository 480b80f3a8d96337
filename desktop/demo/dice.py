"""Chance that repeats: the same seed and date throw the same dice, and shares come out as published."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from desktop.clock import at_brussels

T = TypeVar("T")
SATURDAY = 5


class Dice:
    """Throws for one fictitious centre; never used for keys."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - fictitious data must repeat

    def between(self, lowest: int, highest: int) -> int:
        """A whole number, both ends counted."""
        return self._random.randint(lowest, highest)

    def chance(self, percent: float) -> bool:
        return self._random.random() * 100 < percent

    def pick(self, things: Sequence[T]) -> T:
        return things[int(self._random.random() * len(things))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        return self._random.choices(list(weights), list(weights.values()))[0]

    def around(self, lowest: int, usual: int, highest: int) -> int:
        """A whole number that is most often near `usual`."""
        return round(self._random.triangular(lowest, highest, usual))

    def share(self) -> float:
        """From 0 up to, not including, 1."""
        return self._random.random()

    def shuffled(self, things: Iterable[T]) -> list[T]:
        mixed = list(things)
        self._random.shuffle(mixed)
        return mixed

    def spread(self, weights: Mapping[T, float], count: int) -> list[T]:
        """`count` things in the proportions of `weights`, exact to the largest remainder, in any order."""
        total = sum(weights.values())
        exact = {thing: count * weight / total for thing, weight in weights.items()}
        given = {thing: math.floor(part) for thing, part in exact.items()}
        ranked = sorted(exact, key=lambda thing: given[thing] - exact[thing])
        for thing in ranked[: count - sum(given.values())]:
            given[thing] += 1
        return self.shuffled(thing for thing, number in given.items() for _ in range(number))

    def likeliest(self, things: Iterable[T], count: int, *, score: Callable[[T], float]) -> list[T]:
        """The `count` things that score highest when luck weighs as much as the score (0 to 100)."""
        luck = [(score(thing) + self.share() * 60, place, thing) for place, thing in enumerate(things)]
        luck.sort(key=lambda item: (-item[0], item[1]))
        return [thing for _, _, thing in luck[:count]]

    def office_moment(self, day: date, *, first: int = 9, last: int = 17) -> datetime:
        """A moment of that day within office hours, on a five minutes' mark, UTC."""
        return at_brussels(day, time(self.between(first, last - 1), 5 * self.between(0, 11)))

    def any_moment(self, day: date) -> datetime:
        """A moment as people call: mostly by day, sometimes late in the evening."""
        if self.chance(14):
            return at_brussels(day, time(self.between(18, 22), self.between(0, 59)))
        return at_brussels(day, time(self.between(8, 17), self.between(0, 59)))


def workday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def months_later(day: date, months: int) -> date:
    """Calendar months on, held to the end of the month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (first_of_next - timedelta(days=1)).day))
