"""A sheet is chosen, shown, printed, saved and noted; every one of these leaves its trace where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.clients import Client, ClientDetails, Name, SpokenLanguage
from desktop.services import clients, sheets
from desktop.ui import files, printing
from desktop.ui.pages.sheets_page import SheetsPage
from desktop.ui.workplace import Workplace
from tests.helpers.windows import Seen

InVault = Callable[[Workplace, Callable[[], Any]], Any]
WITHIN_MS = 20_000


@pytest.fixture
def mehret(workplace: Workplace, in_vault: InVault) -> Client:
    """A client who reads Tigrinya and speaks, but does not read, Arabic."""
    languages = (SpokenLanguage("ar", reads=False), SpokenLanguage("ti"))
    details = ClientDetails(names=(Name("Mehret Tesfay"),), languages=languages)
    return in_vault(workplace, lambda: clients.add_client(workplace.session, details))


@pytest.fixture
def page(workplace: Workplace, qtbot: QtBot) -> SheetsPage:
    page = SheetsPage(workplace)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: _languages(page).count() > 0, timeout=WITHIN_MS)
    return page


def _languages(page: SheetsPage) -> QListWidget:
    found = page.findChild(QListWidget, "sheets_language_list")
    assert found is not None
    return found


def _button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def _until_shown(page: SheetsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.preview.page_count > 0, timeout=WITHIN_MS)


def _choose(page: SheetsPage, typed: str, qtbot: QtBot) -> None:
    line = page.findChild(QLineEdit, "sheets_language_edit")
    assert line is not None
    qtbot.keyClicks(line, typed)
    _until_shown(page, qtbot)


def test_typing_a_language_shows_its_sheet(page: SheetsPage, qtbot: QtBot) -> None:
    assert not _button(page, "sheets_print_button").isEnabled()
    _choose(page, "arab", qtbot)
    assert page.choices.language.tag() == "ar"
    assert page.choices.beside.code() == "en"
    assert _button(page, "sheets_print_button").isEnabled()
    status = page.findChild(QLabel, "sheets_status_label")
    assert status is not None
    assert "Arabic" in status.text()
    assert status.isVisible()


def test_one_click_on_a_language_is_enough(page: SheetsPage, qtbot: QtBot) -> None:
    rows = _languages(page)
    spot = rows.visualItemRect(rows.item(rows.count() - 1)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    _until_shown(page, qtbot)


def test_a_client_brings_the_language_that_is_read(page: SheetsPage, mehret: Client, qtbot: QtBot) -> None:
    page.select_client(mehret.id)
    _until_shown(page, qtbot)
    assert page.choices.language.tag() == "ti"
    label = page.findChild(QLabel, "sheets_client_label")
    assert label is not None
    assert label.text() == "For Mehret Tesfay"


def test_handed_over_stands_in_the_file(
    *,
    page: SheetsPage,
    workplace: Workplace,
    mehret: Client,
    qtbot: QtBot,
    settle: Callable[..., None],
    in_vault: InVault,
    seen: Seen,
) -> None:
    page.select_client(mehret.id)
    _until_shown(page, qtbot)
    _button(page, "sheets_hand_over_button").click()
    interpreter = page.findChild(QLineEdit, "hand_over_interpreter_edit")
    assert interpreter is not None
    qtbot.keyClicks(interpreter, "Selam")
    _button(page, "hand_over_act_button").click()
    settle(workplace.jobs)
    given = in_vault(workplace, lambda: sheets.handed_over(workplace.session, mehret.id))
    assert [(item.sheet, item.language, item.beside, item.interpreter) for item in given] == [
        ("welcome", "ti", "en", "Selam")
    ]
    assert "Mehret" not in seen.said[-1].text


def test_without_a_client_one_is_chosen_while_typing(
    *,
    page: SheetsPage,
    workplace: Workplace,
    mehret: Client,
    qtbot: QtBot,
    settle: Callable[..., None],
    in_vault: InVault,
) -> None:
    _choose(page, "fra", qtbot)
    _button(page, "sheets_hand_over_button").click()
    field = page.findChild(QLineEdit, "hand_over_person_edit")
    assert field is not None
    qtbot.keyClicks(field, "mehr")
    settle(workplace.jobs)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(workplace.jobs)
    given = in_vault(workplace, lambda: sheets.handed_over(workplace.session, mehret.id))
    assert [item.language for item in given] == ["fr"]


def test_saving_writes_the_pdf_and_logs_it(
    *,
    page: SheetsPage,
    workplace: Workplace,
    mehret: Client,
    qtbot: QtBot,
    settle: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    suggested: list[str] = []

    def choose(_parent: QWidget, **asked: str) -> Path:
        suggested.append(asked["suggested"])
        return tmp_path / "paper.pdf"

    monkeypatch.setattr(files, "choose_where_to_save", choose)
    page.select_client(mehret.id)
    _until_shown(page, qtbot)
    _button(page, "sheets_save_button").click()
    settle(workplace.jobs)
    assert suggested == ["sheet.pdf"]
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")


def test_a_folder_that_cannot_be_written_is_said(
    *,
    page: SheetsPage,
    workplace: Workplace,
    qtbot: QtBot,
    settle: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    seen: Seen,
) -> None:
    monkeypatch.setattr(
        files, "choose_where_to_save", lambda _parent, **_asked: tmp_path / "no" / "paper.pdf"
    )
    _choose(page, "eng", qtbot)
    _button(page, "sheets_save_button").click()
    settle(workplace.jobs)
    assert "could not be saved" in str(seen.failed[-1])


def test_printing_sends_the_pdf_and_says_so(
    *,
    page: SheetsPage,
    workplace: Workplace,
    qtbot: QtBot,
    settle: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    seen: Seen,
) -> None:
    sent: list[bytes] = []
    monkeypatch.setattr(printing, "print_pdf", sent.append)  # no printer in a test
    _choose(page, "deut", qtbot)
    _button(page, "sheets_print_button").click()
    qtbot.waitUntil(lambda: bool(seen.said), timeout=WITHIN_MS)
    assert sent[0].startswith(b"%PDF")
