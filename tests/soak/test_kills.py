"""A hundred rounds of saving and being killed; a thousand by `make soak`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.kills import Figures, problems, soak


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    figures = soak(tmp_path, Figures(), rounds=100, seed=20261102)
    assert figures.bad == []
    assert figures.acknowledged > 500
    assert figures.killed_with_a_log > 50


def test_the_check_itself_finds_a_lost_save(tmp_path: Path) -> None:
    """The soak would be worth nothing if it could not fail."""
    soak(tmp_path, Figures(), rounds=1, seed=1)
    assert problems(tmp_path / "vault", {("registry", "client", "never-saved")}) == [
        "lost client never-saved"
    ]
