"""What every benchmark does: take turns with its peer, keep the medians, print the ratio and the bar."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement. `peer` is what the same run gave beside it; `bar` the promise in words."""

    what: str
    ours: float
    peer: float | None = None
    unit: str = "ms"
    bar: str = ""
    kept: bool | None = None

    def __str__(self) -> str:
        beside = f"{self.peer:9.2f}  {self.ours / self.peer:6.2f}x" if self.peer else " " * 18
        verdict = {True: "kept", False: "BROKEN", None: ""}[self.kept]
        return f"  {self.what:<58} {self.ours:9.2f} {beside} {self.unit:<4} {self.bar} {verdict}".rstrip()


HEADING = f"  {'':<58} {'Baken':>9} {'peer':>9}  {'ratio':>7} unit bar"


def show(*lines: Line) -> None:
    """Print the lines of one subject."""
    for line in lines:
        print(line, flush=True)


def milliseconds(act: Act) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def in_turns(ours: Act, peer: Act, *, rounds: int) -> tuple[float, float]:
    """The median milliseconds of two acts that take turns, so that a busy moment hits both alike."""
    mine: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        mine.append(milliseconds(ours))
        theirs.append(milliseconds(peer))
    return statistics.median(mine), statistics.median(theirs)


def at_most_times(what: str, ours: float, peer: float, *, times: float, unit: str = "ms") -> Line:
    """A line whose bar is a multiple of the peer."""
    return Line(what, ours, peer, unit, f"<= {times:g}x", ours <= times * peer)


def at_most(what: str, ours: float, peer: float | None, *, limit: float, unit: str = "ms") -> Line:
    """A line whose bar is a figure."""
    return Line(what, ours, peer, unit, f"<= {limit:g} {unit}", ours <= limit)
