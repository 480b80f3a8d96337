"""Which language the windows speak: our texts, Qt's own for standard buttons, direction, and letters."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop import i18n, paths
from desktop.ui.widgets.naming import set_by_name

_standard_words: list[QTranslator] = []  # asking the application for its children would wrap its style: 5 ms


def speak(language: str) -> None:
    """Speak a language from now on; pages made before keep their words."""
    i18n.set_language(language)
    QLocale.setDefault(QLocale(f"{language}_BE" if language in i18n.LANGUAGES else "en_BE"))
    set_by_name(_application(), layoutDirection="RightToLeft" if i18n.is_right_to_left() else "LeftToRight")
    _translate_standard_buttons(language)


def load_letters() -> None:
    """Native-script names must never be boxes, whatever fonts the PC has. Called once a client may be shown."""
    from PySide6.QtGui import QFontDatabase

    if _application().property("letters_loaded"):
        return
    _application().setProperty("letters_loaded", "true")
    for path in sorted((paths.resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def _translate_standard_buttons(language: str) -> None:
    application = _application()
    while _standard_words:
        application.removeTranslator(_standard_words.pop())
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language}", folder):
        application.installTranslator(translator)
        _standard_words.append(translator)


def _application() -> QApplication:
    return cast(QApplication, QApplication.instance())
