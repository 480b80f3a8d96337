"""Things lie where the program looks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import paths


def test_what_travels_with_the_program_is_there() -> None:
    assert (paths.resources() / "languages.json").is_file()
    assert (paths.translations() / "interface").is_dir()


def test_a_wheel_carries_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.resources() == tmp_path / "resources"


def test_data_stays_in_this_persons_local_folder_under_a_neutral_name(isolated_home: Path) -> None:
    for folder in (paths.default_data_dir(), paths.demo_data_dir()):
        assert folder.is_relative_to(isolated_home)
        assert "Baken" in folder.parts
    assert not paths.demo_data_dir().is_relative_to(paths.default_data_dir())
