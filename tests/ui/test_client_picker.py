"""The person chosen is the one meant: nobody by coming past with Tab, nobody for letters typed before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.clients import ClientDetails, Name
from desktop.services import clients
from desktop.ui.dialogs.client_picker import ClientPicker
from desktop.ui.workplace import Workplace

InVault = Callable[[Workplace, Callable[[], Any]], Any]
Settle = Callable[..., None]


@pytest.fixture
def picker(qtbot: QtBot, workplace: Workplace, in_vault: InVault, settle: Settle) -> ClientPicker:
    for name in ("Amina Diallo", "Alba Torres"):
        details = ClientDetails(names=(Name(name),))
        in_vault(workplace, lambda details=details: clients.add_client(workplace.session, details))
    picker = ClientPicker(workplace, page="place")
    qtbot.addWidget(picker)
    with qtbot.waitActive(picker):
        picker.show()
        picker.activateWindow()
    settle(workplace.jobs)
    picker.setFocus()
    return picker


def test_coming_past_with_tab_chooses_nobody(picker: ClientPicker) -> None:
    QTest.keyClick(picker.search, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is picker.offers
    assert picker.client_id == ""
    QTest.keyClick(picker.offers, Qt.Key.Key_Down)
    assert picker.client_id


def test_nobody_is_chosen_until_the_last_letters_were_looked_for(
    picker: ClientPicker, workplace: Workplace, settle: Settle
) -> None:
    QTest.keyClicks(picker.search, "Am")
    settle(workplace.jobs)
    amina = picker.client_id
    assert amina
    picker.search.selectAll()
    QTest.keyClicks(picker.search, "Al")
    assert picker.client_id == ""
    settle(workplace.jobs)
    assert picker.client_id not in {"", amina}
