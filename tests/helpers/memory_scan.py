"""Looking for secrets in the memory of another process: every readable map, from outside, as root."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

CHUNK = 16 * 1024 * 1024
SHORTEST = 4  # bytes; what begins alike is looked for together
_NOT_MEMORY = ("[vvar]", "[vvar_vclock]", "[vsyscall]")


class CannotScan(Exception):
    """This user may not read the other process; only root may, because Baken closes its memory."""


@dataclass(frozen=True, slots=True)
class Needle:
    """Something secret under the name by which a finding is told; never shown itself."""

    name: str
    content: bytes


def text_needles(name: str, text: str) -> tuple[Needle, ...]:
    """A text as Python and SQLite keep it, and as Qt does."""
    return (
        Needle(f"{name} (UTF-8)", text.encode()),
        Needle(f"{name} (UTF-16)", text.encode("utf-16-le")),
    )


def key_needles(name: str, key: bytes | bytearray) -> tuple[Needle, ...]:
    """A key raw, and as hexadecimal digits."""
    return (Needle(f"{name} (raw)", bytes(key)), *text_needles(f"{name} (hex)", bytes(key).hex()))


def scan(pid: int, needles: Iterable[Needle]) -> Mapping[str, int]:
    """How many copies of each needle lie in the memory of a process; raises CannotScan."""
    wanted = tuple(needles)
    groups = _by_beginning(wanted)
    found = dict.fromkeys((needle.name for needle in wanted), 0)
    longest = max(len(needle.content) for needle in wanted)
    for chunk in _memory(pid, overlap=longest - 1):
        for beginning, alike in groups.items():
            for needle in _at_every(beginning, chunk, alike):
                found[needle.name] += 1
    return found


def _by_beginning(needles: Iterable[Needle]) -> dict[bytes, list[Needle]]:
    """What begins alike together, under as long a beginning as they share: the longer, the faster it is found."""
    groups: dict[bytes, list[Needle]] = defaultdict(list)
    for needle in needles:
        groups[needle.content[:SHORTEST]].append(needle)
    return {os.path.commonprefix([each.content for each in alike]): alike for alike in groups.values()}  # noqa: RUF071 - bytes, not paths


def _at_every(beginning: bytes, chunk: bytes, alike: list[Needle]) -> Iterator[Needle]:
    """Each of the needles wherever one of them stands; they all begin alike."""
    at = chunk.find(beginning)
    while at >= 0:
        for needle in alike:
            if chunk.startswith(needle.content, at):
                yield needle
        at = chunk.find(beginning, at + 1)


def _memory(pid: int, *, overlap: int) -> Iterator[bytes]:
    """Every readable byte in pieces; each repeats the end of the one before, so that nothing hides on a seam."""
    try:
        with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
            for begin, end in _readable_maps(pid):
                at = begin
                while at < end:
                    memory.seek(at)
                    try:
                        chunk = memory.read(min(CHUNK, end - at))
                    except OSError:
                        break  # a map of a device: there is nothing of ours in it
                    if not chunk:
                        break
                    if chunk.count(0) != len(chunk):
                        yield chunk
                    at += len(chunk) if at + len(chunk) >= end else max(len(chunk) - overlap, 1)
    except PermissionError as problem:
        raise CannotScan("memory is only scanned as root; this run did not") from problem


def _readable_maps(pid: int) -> list[tuple[int, int]]:
    maps = []
    for line in Path(f"/proc/{pid}/maps").read_text(errors="replace").splitlines():
        span, rights, *rest = line.split(maxsplit=5)
        if rights.startswith("r") and (rest[3:] or [""])[-1] not in _NOT_MEMORY:
            begin, end = (int(part, 16) for part in span.split("-"))
            maps.append((begin, end))
    return maps
