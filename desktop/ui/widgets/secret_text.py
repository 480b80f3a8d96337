"""Characters that can be wiped: one bytearray that never moves, because growing one would leave copies behind."""

from __future__ import annotations

import unicodedata

ROOM = 1024  # bytes of UTF-8; at least 256 characters of any script
_SPACE = 0x20


class SecretText:
    """A passphrase while it is typed; edited at its end only."""

    def __init__(self) -> None:
        self._room = bytearray(ROOM)
        self._length = 0

    def __len__(self) -> int:
        """The number of characters as people count them: an accent belongs to its letter."""
        return len(self.spans())

    def __bool__(self) -> bool:
        return self._length > 0

    def append(self, text: str) -> bool:
        """Add characters; False when there is no room, and then nothing is added."""
        fresh = text.encode("utf-8", errors="ignore")
        if self._length + len(fresh) > ROOM:
            return False
        self._room[self._length : self._length + len(fresh)] = fresh
        self._length += len(fresh)
        return True

    def copy(self) -> bytearray:
        """A copy, to be wiped by whoever asks."""
        return self._room[: self._length]

    def take(self) -> bytearray:
        """A copy, while this one is wiped."""
        taken = self.copy()
        self.wipe()
        return taken

    def wipe(self) -> None:
        """Overwrite and forget everything."""
        self._cut(0)
        self._room[:] = bytes(ROOM)

    def rub_out_character(self) -> None:
        self._cut(self._character_start(self._length))

    def rub_out_word(self) -> None:
        end = self._length
        while end > 0 and self._room[end - 1] == _SPACE:
            end -= 1
        while end > 0 and self._room[end - 1] != _SPACE:
            end -= 1
        self._cut(end)

    def same_as(self, other: SecretText) -> bool:
        """Whether both hold the same bytes, without copying either."""
        mine, theirs = memoryview(self._room), memoryview(other._room)
        return mine[: self._length] == theirs[: other._length]

    def spans(self) -> list[tuple[int, int]]:
        """The byte spans of the characters, in order."""
        found: list[tuple[int, int]] = []
        end = self._length
        while end > 0:
            begin = self._character_start(end)
            found.append((begin, end))
            end = begin
        return found[::-1]

    def character(self, span: tuple[int, int]) -> str:
        """One character, for painting: the passphrase itself is never one string."""
        return self._room[span[0] : span[1]].decode("utf-8")

    def _cut(self, keep: int) -> None:
        self._room[keep : self._length] = bytes(self._length - keep)
        self._length = keep

    def _character_start(self, end: int) -> int:
        """The byte where the last character before `end` begins, with the marks that sit on it."""
        start = end
        while start > 0:
            start -= 1
            inside = self._room[start] & 0xC0 == 0x80  # a later byte of a longer character
            if not inside and not unicodedata.combining(self._room[start:end].decode("utf-8")[0]):
                break
        return start
