"""Ids and the order of operations: UUIDv7 and a hybrid logical clock that never goes back."""

from __future__ import annotations

import random
import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from desktop.clock import Clock

HIGHEST_COUNTER = 0xFFF  # what fits in a UUIDv7 beside the time


class Randomness(Protocol):
    """Where random bits come from; the demo's come from its seed."""

    def getrandbits(self, k: int, /) -> int: ...


class SystemRandomness:
    """Bits from the operating system."""

    def getrandbits(self, k: int, /) -> int:
        return secrets.randbits(k)


def seeded(seed: int) -> Randomness:
    """Repeatable bits for fictitious data only; keys never come from here."""
    return random.Random(seed)  # noqa: S311


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A point of the hybrid clock: milliseconds since 1970 (UTC) and a counter within them."""

    milliseconds: int
    counter: int = 0

    @property
    def time(self) -> datetime:
        """When that was, UTC."""
        return datetime.fromtimestamp(self.milliseconds / 1000, UTC)


class HybridClock:
    """Stamps operations: follows the wall clock forward, and counts on when it stands still or goes back."""

    def __init__(
        self,
        clock: Clock,
        *,
        last: Moment = Moment(0),
        randomness: Randomness | None = None,
    ) -> None:
        self._clock = clock
        self._last = last
        self._randomness = randomness or SystemRandomness()

    @property
    def last(self) -> Moment:
        return self._last

    def tick(self) -> Moment:
        """The next moment, later than every one before."""
        wall = int(self._clock.now().timestamp() * 1000)
        if wall > self._last.milliseconds:
            self._last = Moment(wall)
        elif self._last.counter < HIGHEST_COUNTER:
            self._last = Moment(self._last.milliseconds, self._last.counter + 1)
        else:  # a clock that stands for long: borrow the next millisecond, so that ids still sort
            self._last = Moment(self._last.milliseconds + 1)
        return self._last

    def observe(self, moment: Moment) -> None:
        """Never stamp anything before `moment`, found in a log."""
        self._last = max(self._last, moment)

    def new_id(self, moment: Moment | None = None) -> str:
        """A UUIDv7 (RFC 9562) whose time is the hybrid clock's, so ids sort as recorded."""
        stamp = moment or self.tick()
        return str(uuid7(stamp.milliseconds, counter=stamp.counter, randomness=self._randomness))


def uuid7(milliseconds: int, *, counter: int, randomness: Randomness) -> uuid.UUID:
    """RFC 9562 UUIDv7: 48 bits of time, 12 bits of counter (method 1), 62 random bits."""
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (counter & HIGHEST_COUNTER) << 64
    value |= 0b10 << 62 | randomness.getrandbits(62)
    return uuid.UUID(int=value)
