"""The scan that proves the lock finds what is there, also across the seam of two pieces, and only that."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.helpers import memory_scan
from tests.helpers.memory_scan import CannotScan, Needle, key_needles, scan, text_needles

HOLDS_A_LINE = (
    "import sys; held = bytearray(sys.stdin.buffer.readline().strip()); print(flush=True); sys.stdin.read()"
)


@pytest.fixture
def secret() -> bytes:
    return secrets.token_hex(24).encode()


@pytest.fixture
def holder(secret: bytes) -> Iterator[int]:
    """A process that holds the secret."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS_A_LINE], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(secret + b"\n")
    process.stdin.flush()
    process.stdout.readline()
    yield process.pid
    process.stdin.close()
    process.stdout.close()
    process.wait()


def _scan(pid: int, *needles: Needle) -> dict[str, int]:
    try:
        return dict(scan(pid, needles))
    except CannotScan as problem:
        pytest.skip(str(problem))


def test_what_is_there_is_found_and_what_is_not_is_not(holder: int, secret: bytes) -> None:
    other = secret[:12] + secrets.token_hex(12).encode()
    found = _scan(holder, Needle("whole", secret), Needle("beginning", secret[:5]), Needle("other", other))
    assert found["whole"] >= 1
    assert found["beginning"] >= found["whole"]
    assert found["other"] == 0


def test_nothing_hides_on_a_seam(holder: int, secret: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _scan(holder, Needle("whole", secret))["whole"]
    monkeypatch.setattr(memory_scan, "CHUNK", 64 * 1024 + 7)
    assert _scan(holder, Needle("whole", secret))["whole"] >= whole


def test_texts_and_keys_are_looked_for_in_every_shape() -> None:
    assert [needle.content for needle in text_needles("it", "aê")] == [b"a\xc3\xaa", b"a\0\xea\0"]
    raw, digits, wide = (needle.content for needle in key_needles("it", b"\x01\xff"))
    assert (raw, digits, wide) == (b"\x01\xff", b"01ff", b"0\x001\0f\0f\0")
