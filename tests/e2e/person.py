"""A person at a PC: a display of its own, the real program in a process of its own, real keys, a real mouse."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60.0  # a busy machine is not a bug
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Thing:
    """A widget on screen; x and y are the middle of what can be seen of it."""

    name: str
    kind: str
    x: int
    y: int
    width: int
    height: int
    enabled: bool
    focus: bool
    modal: bool
    text: str
    title: str
    lines: tuple[dict[str, Any], ...]


def until(look: Callable[[], T | None], *, what: str) -> T:
    """Look again and again until there is something to see; fails with `what` when it does not come."""
    end = time.monotonic() + PATIENCE_S
    while (found := look()) is None:
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.03)
    return found


@contextmanager
def display() -> Iterator[str]:
    """A screen nobody else uses, e.g. `:7`."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
        pass_fds=[write_end],
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as told:
        name = f":{told.readline().strip()}"
    try:
        yield name
    finally:
        server.terminate()
        server.wait()


class Person:
    """Starts the program and works with it as a person does."""

    def __init__(self, folder: Path, *, display: str, home: Path, arguments: tuple[str, ...] = ()) -> None:
        self.folder, self.home = folder, home
        self._eyes = home / "eyes"
        self.surroundings = os.environ | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(ROOT / "tests/e2e/eyes"),
            "BAKEN_TEST_EYES": str(self._eyes),
            "LC_ALL": "C.UTF-8",
        }
        self.told = (home / "stderr").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "desktop", "--data-dir", str(folder), *arguments],
            cwd=ROOT,
            env=self.surroundings,
            stdout=self.told,
            stderr=self.told,
        )

    # Eyes

    def look(self) -> list[Thing]:
        """What is on screen now; nothing while the program is starting."""
        sockets = sorted(self.home.glob(f"eyes.{self.process.pid}.*"), key=lambda path: int(path.suffix[1:]))
        if not sockets:
            return []
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.connect(str(sockets[-1]))
                answer = b"".join(iter(lambda: line.recv(1 << 16), b""))
        except OSError:
            return []
        return [Thing(**(each | {"lines": tuple(each["lines"])})) for each in json.loads(answer or b"[]")]

    def sees(self, name: str) -> Thing | None:
        """A widget by its name, when it can be seen."""
        return next((thing for thing in self.look() if thing.name == name and thing.width > 0), None)

    def wait_for(self, name: str) -> Thing:
        """Wait until a widget is there and can be used."""

        def usable() -> Thing | None:
            assert self.process.poll() is None, self.complaints()
            thing = self.sees(name)
            return thing if thing is not None and thing.enabled else None

        return until(usable, what=f"{name}; on screen: {self._names()}")

    def reads(self, text: str) -> None:
        """Wait until the words are somewhere on screen."""

        def written() -> bool | None:
            return any(text in thing.text or _in_lines(text, thing) for thing in self.look()) or None

        until(written, what=f"the words {text!r}")

    def complaints(self) -> str:
        """What the program wrote to the terminal; nothing when all is well."""
        return (self.home / "stderr").read_text(errors="replace")

    def _names(self) -> str:
        return " ".join(sorted({thing.name for thing in self.look() if thing.name}))

    # Hands

    def click(self, name: str) -> None:
        """Wait for a widget and click in the middle of what is seen of it."""
        thing = self.wait_for(name)
        self._tool("mousemove", str(thing.x), str(thing.y), "click", "1")

    def click_line(self, name: str, text: str) -> None:
        """Click the line of a list or menu that holds the text."""

        def line() -> dict[str, Any] | None:
            thing = self.sees(name)
            return next((each for each in thing.lines if text in each["text"]), None) if thing else None

        found = until(line, what=f"{text!r} in {name}")
        self._tool("mousemove", str(found["x"]), str(found["y"]), "click", "1")

    def type(self, text: str) -> None:
        """Type where the caret is."""
        self._tool("type", "--delay", "4", "--clearmodifiers", text)

    def press(self, *keys: str) -> None:
        """Press keys by their X names: `Return`, `ctrl+l`."""
        self._tool("key", "--clearmodifiers", *keys)

    def fill(self, name: str, text: str) -> None:
        """Click a field, wait until the caret is in it, and type."""
        self.click(name)
        until(lambda: ((thing := self.sees(name)) and thing.focus) or None, what=f"the caret in {name}")
        self.type(text)

    def _tool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.surroundings, check=True, capture_output=True)

    # What others see of it

    def titles(self) -> list[str]:
        """The titles of its windows, as any program of this display sees them."""
        ids = self._ask("search", "--pid", str(self.process.pid)).split()
        return [self._ask("getwindowname", each).strip() for each in ids]

    def _ask(self, *words: str) -> str:
        run = subprocess.run(
            ["xdotool", *words], check=False, env=self.surroundings, capture_output=True, text=True
        )
        return run.stdout

    def arguments_and_environment(self) -> bytes:
        """What `ps` shows of it."""
        place = Path("/proc") / str(self.process.pid)
        return (place / "cmdline").read_bytes() + (place / "environ").read_bytes()

    # Ends

    def unlock(self, passphrase: str) -> None:
        """Type the passphrase on the unlock page and wait until the work is there."""
        self.fill("unlock_passphrase_field", passphrase)
        self.press("Return")
        self.wait_for("frame_lock_button")

    def is_locked(self) -> bool:
        """Whether a new process stands where the old one was, at its unlock page."""
        return self.sees("unlock_passphrase_field") is not None

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.told.close()


def _in_lines(text: str, thing: Thing) -> bool:
    return any(text in line["text"] for line in thing.lines)


@contextmanager
def at_work(folder: Path, *, display: str, home: Path) -> Iterator[Person]:
    """A person before the program, which is killed afterwards whatever happened."""
    home.mkdir(parents=True, exist_ok=True)
    person = Person(folder, display=display, home=home)
    try:
        yield person
    finally:
        person.kill()


needs_a_screen = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs Xvfb and xdotool (make test installs them)",
)
