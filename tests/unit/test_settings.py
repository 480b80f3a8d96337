"""The device's settings survive damage, crashes and other releases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from desktop import settings
from desktop.settings import Density, Settings, Theme

CHOSEN = Settings(
    language="fr", theme=Theme.DARK, lock_minutes=12, private_mode=True, density=Density.COMPACT
)


def write(folder: Path, content: str) -> None:
    (folder / settings.FILE_NAME).write_text(content, "utf-8")


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    settings.save(tmp_path, CHOSEN)
    assert settings.load(tmp_path) == CHOSEN


def test_a_new_pc_gets_the_defaults_and_no_file(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "nowhere") == Settings()
    assert Settings().lock_minutes == 5
    assert not (tmp_path / "nowhere").exists()


def test_saving_makes_the_folder_and_leaves_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "é ü" / "Baken"
    settings.save(folder, CHOSEN)
    assert [path.name for path in folder.iterdir()] == [settings.FILE_NAME]


def test_one_bad_value_does_not_cost_the_others(tmp_path: Path) -> None:
    write(tmp_path, json.dumps({"language": "fr", "lock_minutes": 0, "theme": "pink", "shoe_size": 43}))
    assert settings.load(tmp_path) == Settings(language="fr")


@pytest.mark.parametrize("minutes", [0, -1, 31, 10**9, True, 5.0, "5", None])
def test_locking_cannot_be_switched_off_by_editing_the_file(tmp_path: Path, minutes: object) -> None:
    write(tmp_path, json.dumps({"lock_minutes": minutes}))
    assert settings.load(tmp_path).lock_minutes == 5


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '"nl"', "\x00\x01", '{"language": ["nl"]}', "[" * 100_000]
)
def test_a_damaged_file_means_defaults(tmp_path: Path, content: str) -> None:
    write(tmp_path, content)
    assert settings.load(tmp_path) == Settings()


@given(content=st.binary(max_size=300))
def test_no_bytes_make_it_crash(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("settings")
    (folder / settings.FILE_NAME).write_bytes(content)
    settings.load(folder)


def test_a_failed_save_leaves_the_old_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def disk_full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    settings.save(tmp_path, CHOSEN)
    monkeypatch.setattr("os.fsync", disk_full)
    with pytest.raises(OSError, match="No space"):
        settings.save(tmp_path, Settings(language="de"))
    assert settings.load(tmp_path) == CHOSEN
    assert [path.name for path in tmp_path.iterdir()] == [settings.FILE_NAME]
