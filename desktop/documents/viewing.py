"""Looking at a paper: its pages as pictures, decoded in a process of their own that may crash, hang or be killed.

The content goes to that process over a pipe as it is decrypted, pages come back over another; nothing is on disk. What
comes back is not trusted either: sizes are checked before anything is set aside for them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from desktop.documents import viewer_words as words
from desktop.domain.paper_files import PDF, PICTURES, TEXT
from desktop.errors import UserError
from desktop.i18n import gettext as _

SECONDS = 10.0  # for opening, and for each page
BUNDLED = "baken-viewer"  # stands beside the program where both are bundled: the viewer needs no Python then
_PACKAGE_ROOT = Path(__file__).parents[2]
_BEGIN = (
    "import sys; sys.path.append(sys.argv[1]); from desktop.documents.viewer import main; sys.exit(main())"
)
_KEPT_VARIABLES = (
    "SYSTEMROOT",
    "LD_LIBRARY_PATH",
)  # without which Python itself may not start; never a secret
_KINDS = {PDF: words.PDF, TEXT: words.TEXT, **dict.fromkeys(PICTURES, words.PICTURE)}

Pieces = Callable[[], Iterable[bytes]]


class CannotShow(UserError):
    """It is damaged, hostile, or of a kind that is not shown."""

    def __init__(self) -> None:
        super().__init__(_("This document cannot be shown."), _("Save a copy to look at it elsewhere."))


class AsksPassword(UserError):
    """It was locked by whoever made it."""

    def __init__(self) -> None:
        super().__init__(
            _("This document asks for a password, so it cannot be shown here."),
            _("Save a copy to look at it elsewhere."),
        )


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page as pixels, four bytes each: red, green, blue and one that means nothing; or, without any, as its words.

    `text` is what a screen reader is told; empty for a scan.
    """

    width: int
    height: int
    pixels: bytes
    text: str


class _Gone(Exception):
    """The process ended, was ended, or said what it never says."""


class Viewing:
    """One paper being looked at. `open` and `page` wait, so they belong in a job; `close` comes from anywhere."""

    def __init__(
        self,
        media: str,
        pieces: Pieces,
        *,
        size: int,
        seconds: float = SECONDS,
        command: tuple[str, ...] = (),
    ) -> None:
        self._media, self._pieces, self._size, self._seconds = media, pieces, size, seconds
        self._command = command or viewer_command()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._busy = threading.Lock()

    def open(self) -> int:
        """Hand the paper over; how many pages there are. Raises UserError: CannotShow, AsksPassword, a damaged file."""
        if self._media not in _KINDS:
            raise CannotShow
        with self._answering():
            self._start()
            answer, count = words.OPENED.unpack(self._take(words.OPENED.size))
            if answer == words.LOCKED:
                raise AsksPassword
            if answer != words.SHOWN or not 1 <= count <= words.MOST_PAGES:
                raise _Gone
            return int(count)

    def page(self, number: int, *, width: int) -> ShownPage:
        """A page about `width` pixels wide; a process that died at another page is started anew. Raises UserError."""
        if self._process is None or self._process.poll() is not None:
            self.open()
        with self._answering():
            self._give(words.ASK.pack(number, width))
            shown = self._answer()
        if shown is None:
            raise CannotShow  # this page only: the process is well and answers for the others
        return shown

    def close(self) -> None:
        """End the process at once, whatever it is doing; it cannot be opened again."""
        self._closed = True
        self._kill()
        if self._busy.acquire(blocking=False):  # else whoever waits for an answer notices, and puts it away
            try:
                self._put_away()
            finally:
                self._busy.release()

    def _answer(self) -> ShownPage | None:
        answer, width, height, letters = words.PAGE.unpack(self._take(words.PAGE.size))
        if answer == words.BROKEN:
            return None
        within = width * height <= words.MOST_PIXELS and letters <= words.MOST_TEXT_BYTES
        if answer != words.SHOWN or not within:
            raise _Gone
        pixels = self._take(4 * width * height)
        return ShownPage(width, height, pixels, self._take(letters).decode("utf-8", "replace"))

    def _start(self) -> None:
        self._put_away()
        self._process = started(self._command)
        if self._closed:
            raise _Gone
        self._give(words.OPEN.pack(_KINDS[self._media], self._size))
        for piece in self._pieces():
            self._give(piece)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Within the time it has; a process that is too slow, or gone, is ended and cannot show this."""
        watch = threading.Timer(self._seconds, self._kill)
        watch.daemon = True
        with self._busy:
            watch.start()
            try:
                yield
            except (_Gone, OSError) as problem:
                self._put_away()
                raise CannotShow from problem
            except BaseException:
                self._put_away()
                raise
            finally:
                watch.cancel()
        if self._closed:
            self.close()

    def _give(self, content: bytes) -> None:
        process = self._process
        if process is None:
            raise _Gone
        left = memoryview(content)
        while left:
            left = left[cast(IO[bytes], process.stdin).write(left) :]

    def _take(self, count: int) -> bytes:
        process = self._process
        if process is None:
            raise _Gone
        taken = bytearray(count)
        left = memoryview(taken)
        while left:
            read = cast("IO[bytes]", process.stdout).readinto(left)  # type: ignore[attr-defined]  # a raw pipe has it
            if not read:
                raise _Gone
            left = left[read:]
        return bytes(taken)

    def _kill(self) -> None:
        """From any thread: whoever waits for the process then reads the end of its pipe."""
        process = self._process
        if process is not None:
            process.kill()

    def _put_away(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            end(process)


def viewer_command() -> tuple[str, ...]:
    """How the viewer is started: this interpreter apart from its surroundings, or the program bundled for it."""
    if getattr(sys, "frozen", False):
        beside = Path(sys.executable)
        return (str(beside.with_name(BUNDLED + beside.suffix)),)
    return (sys.executable, "-I", "-B", "-c", _BEGIN, str(_PACKAGE_ROOT))


def started(command: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """A process with two pipes and nothing else of ours: no environment, no folder, no open file."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    process = subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        cwd=Path(sys.executable).anchor,
        env={**kept, "LC_ALL": "C.UTF-8"},
    )
    if sys.platform == "win32":
        from desktop.documents.job_object import shut_in

        shut_in(process)
    return process


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill it and let go of its pipes."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    try:
        process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        pass  # killed and stuck in the kernel: it is reaped when that lets go
