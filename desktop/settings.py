"""What this PC remembers about how Baken looks and locks; never a word about a client."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop import i18n

FILE_NAME = "settings.json"
LOCK_MINUTES = range(1, 31)  # locking can be made later or sooner, never switched off


class Theme(StrEnum):
    """Light, dark, or whatever the PC is set to."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Density(StrEnum):
    """How close lists and forms are set."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


@dataclass(frozen=True, slots=True)
class Settings:
    """The device's settings; neither logged nor replicated."""

    language: str = field(default_factory=i18n.preferred_language)
    theme: Theme = Theme.SYSTEM
    lock_minutes: int = 5
    private_mode: bool = False
    density: Density = Density.COMFORTABLE


def load(data_dir: Path) -> Settings:
    """The stored settings; whatever is missing, damaged or unknown there takes its default."""
    stored = _stored(data_dir / FILE_NAME)
    known = {each.name: stored[each.name] for each in fields(Settings) if each.name in stored}
    return Settings(
        **{name: read for name, value in known.items() if (read := _read(name, value)) is not None}
    )


def save(data_dir: Path, settings: Settings) -> None:
    """Store the settings so that a crash leaves the old or the new ones.

    Raises OSError when the folder cannot be written; the old settings then still stand.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    fresh = data_dir / (FILE_NAME + ".new")
    try:
        with fresh.open("w", encoding="utf-8") as handle:
            json.dump(asdict(settings), handle, indent=2)
            handle.flush()
            os.fsync(handle.fileno())
        fresh.replace(data_dir / FILE_NAME)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _stored(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _language(value: object) -> str | None:
    return value if isinstance(value, str) and value in i18n.LANGUAGES else None


def _lock_minutes(value: object) -> int | None:
    return value if type(value) is int and value in LOCK_MINUTES else None


def _private_mode(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _theme(value: object) -> Theme | None:
    return next((theme for theme in Theme if theme == value), None)


def _density(value: object) -> Density | None:
    return next((density for density in Density if density == value), None)


_READERS: dict[str, Callable[[object], Any]] = {
    "language": _language,
    "theme": _theme,
    "lock_minutes": _lock_minutes,
    "private_mode": _private_mode,
    "density": _density,
}


def _read(name: str, value: object) -> Any:
    """The value if it is one that this release understands, else None."""
    return _READERS[name](value)
