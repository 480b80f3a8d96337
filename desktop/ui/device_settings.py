"""The settings of this PC while the program runs: read, changed and told to whoever shows them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.settings import Settings, load, save


class DeviceSettings(QObject):
    """`current` is what counts now; `changed` carries the new settings."""

    changed = Signal(object)

    def __init__(self, folder: Path, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.current: Settings = load(folder)

    def change(self, **values: Any) -> None:
        """Change and store some settings, e.g. `change(theme=Theme.DARK)`.

        A folder that cannot be written (before the first vault is made, or read-only) keeps them for this run only.
        """
        self.current = replace(self.current, **values)
        self.store()
        self.changed.emit(self.current)

    def store(self) -> None:
        """Store what counts now, once there is a folder."""
        if self._folder.is_dir():
            try:
                save(self._folder, self.current)
            except OSError:
                pass  # looks are not worth an error; the vault tells about its own folder
