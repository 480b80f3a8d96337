"""Puts what the program reads at run time inside the wheel: code lists, fonts, sheets and compiled catalogs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("resources", "translations")


class WheelContents(BuildHookInterface[Any]):
    """Compiles the catalogs, then maps each folder into the package, where `desktop/paths.py` finds it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return  # the source tree is read as it stands
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from installer.catalogs import compile_all

        compile_all()
        build_data["force_include"].update({str(root / name): f"desktop/{name}" for name in CARRIED})
