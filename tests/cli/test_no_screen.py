"""Started where there is no screen, as over SSH: a sentence, not the crash of a library."""

from __future__ import annotations

import sys

import pytest

from tests.helpers.programs import Baken

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
_SCREENS = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE")


@pytest.fixture(autouse=True)
def _no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _SCREENS:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("words", [(), ("--demo",)], ids=["plain", "demo"])
def test_no_screen_is_said_in_a_sentence(baken: Baken, words: tuple[str, ...]) -> None:
    told = baken(*words).refused()
    assert told.startswith("There is no screen here to open a window on.")


def test_it_is_said_in_the_language_of_the_pc(baken: Baken) -> None:
    told = baken(LC_ALL="nl_BE.UTF-8").refused()
    assert told.startswith("Hier is geen scherm")


def test_commands_need_no_screen(baken: Baken) -> None:
    assert baken("clients", "list", "--json").code == 0
