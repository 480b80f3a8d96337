"""Ids and the hybrid clock: they only ever go forward, even when the PC's clock does not."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st

from desktop.clock import FixedClock
from desktop.storage.ids import HIGHEST_COUNTER, HybridClock, Moment, SystemRandomness, seeded, uuid7

START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
STEPS = st.lists(st.integers(-10 * 366 * 86_400, 10 * 366 * 86_400), min_size=1, max_size=30)


@given(
    st.integers(0, (1 << 48) - 1),
    st.integers(0, HIGHEST_COUNTER),
    st.integers(min_value=0, max_value=1 << 32),
)
def test_an_id_is_a_uuid_of_version_7_that_carries_its_time(
    milliseconds: int, counter: int, seed: int
) -> None:
    value = uuid7(milliseconds, counter=counter, randomness=seeded(seed))
    assert (value.version, value.variant) == (7, uuid.RFC_4122)
    assert value.int >> 80 == milliseconds
    assert (value.int >> 64) & 0xFFF == counter


@given(STEPS)
def test_moments_and_ids_go_forward_whatever_the_clock_does(steps: list[int]) -> None:
    clock = FixedClock(START)
    hybrid = HybridClock(clock)
    moments, ids = [], []
    for step in steps:
        clock.moment = START + timedelta(seconds=step)
        moments.append(hybrid.tick())
        ids.append(hybrid.new_id())
    assert moments == sorted(set(moments))
    assert ids == sorted(set(ids))


def test_a_clock_that_stands_still_gives_sorted_ids_past_the_counter() -> None:
    hybrid = HybridClock(FixedClock(START), randomness=seeded(1))
    ids = [hybrid.new_id() for _ in range(HIGHEST_COUNTER * 2 + 10)]
    assert ids == sorted(set(ids))


def test_a_clock_set_back_counts_on_from_the_last_moment_in_the_log() -> None:
    clock = FixedClock(START - timedelta(days=3650))
    last = Moment(int(START.timestamp() * 1000), 7)
    hybrid = HybridClock(clock, last=last)
    assert hybrid.tick() == Moment(last.milliseconds, 8)


def test_what_was_found_in_a_log_is_never_stamped_before() -> None:
    hybrid = HybridClock(FixedClock(START))
    seen = Moment(int((START + timedelta(days=1)).timestamp() * 1000), 3)
    hybrid.observe(seen)
    assert hybrid.tick() > seen
    hybrid.observe(Moment(5))
    assert hybrid.tick() > seen


def test_the_same_seed_gives_the_same_ids() -> None:
    first, second = (HybridClock(FixedClock(START), randomness=seeded(4)) for _ in range(2))
    assert [first.new_id() for _ in range(5)] == [second.new_id() for _ in range(5)]


def test_randomness_of_the_system_fills_the_bits_asked_for() -> None:
    drawn = [SystemRandomness().getrandbits(62) for _ in range(64)]
    assert len(set(drawn)) == 64
    assert all(0 <= bits < 1 << 62 for bits in drawn)
