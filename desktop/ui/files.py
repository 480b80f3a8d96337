"""The only place that asks for files: Qt's own dialog, because the system's remembers what was opened.

Qt's dialog too would store its last folders; where it would write them is turned to nowhere first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir, QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.i18n import gettext as _


def choose_where_to_save(parent: QWidget, *, suggested: str, kind: str, suffix: str) -> Path | None:
    """Ask for a file to write, e.g. `kind=_("PDF document"), suffix="pdf"`; None when the person thinks better of it.

    `suggested` must be neutral: a file's name is seen by anyone who passes.
    """
    dialog = _dialog(parent, _("Save as"), f"{kind} (*.{suffix})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(suggested)
    return _ask(dialog)


def choose_files_to_add(parent: QWidget, *, kind: str, suffixes: Sequence[str]) -> list[Path]:
    """Ask for files to take in, e.g. `kind=_("Documents"), suffixes=("pdf", "png")`; none when thought better of."""
    wanted = " ".join(f"*.{suffix}" for suffix in suffixes)
    dialog = _dialog(parent, _("Add files"), f"{kind} ({wanted});;{_('All files')} (*)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _ask_several(dialog)


def _dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    _remember_nothing()
    dialog = QFileDialog(parent, title, QDir.homePath(), kinds)
    dialog.setObjectName("file_dialog")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setHistory([])
    return dialog


def _ask(dialog: QFileDialog) -> Path | None:
    return next(iter(_ask_several(dialog)), None)


def _ask_several(dialog: QFileDialog) -> list[Path]:
    try:
        if dialog.exec() != QFileDialog.DialogCode.Accepted:
            return []
        return [Path(chosen) for chosen in dialog.selectedFiles()]
    finally:
        dialog.setHistory([])
        dialog.deleteLater()
        dialog.destroyed.connect(_forget)


def _remember_nothing() -> None:
    """QFileDialog writes its last folders to the user's QtProject settings when it goes."""
    if sys.platform != "win32":
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def _forget() -> None:
    """On Windows those settings are the registry, which cannot be turned to nowhere."""
    if sys.platform == "win32":
        QSettings(QSettings.Scope.UserScope, "QtProject").remove("FileDialog")
