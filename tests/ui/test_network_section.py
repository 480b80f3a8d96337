"""The network under Centre: found while typing, changed once, removed with a way back, never out of a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.clients import ClientDetails, Name
from desktop.domain.network import Contact, ContactDraft, LinkDraft
from desktop.services import clients, network
from desktop.ui.pages.centre_page import CentrePage
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.workplace import Workplace
from tests.helpers.windows import Seen

InVault = Callable[[Workplace, Callable[[], Any]], Any]
Settle = Callable[..., None]
CLAES = ContactDraft("lawyer", "Mr. Claes", "Balie", "02 511 64 64", languages=("nl", "fr"))


def part(page: QWidget, kind: type[Any], name: str) -> Any:
    found = page.findChild(kind, name)
    assert found is not None, f"no {name}"
    return found


@pytest.fixture
def lawyer(workplace: Workplace, in_vault: InVault) -> Contact:
    def fill() -> Contact:
        made = network.add(workplace.session, CLAES)
        for number in range(3):
            network.add(workplace.session, ContactDraft("doctor", f"Dr. {number}", languages=("ti",)))
        return made

    found: Contact = in_vault(workplace, fill)
    return found


@pytest.fixture
def page(workplace: Workplace, lawyer: Contact, qtbot: QtBot, settle: Settle) -> CentrePage:
    made = CentrePage(workplace)
    qtbot.addWidget(made)
    made.resize(900, 1200)
    with qtbot.waitExposed(made):
        made.show()
    made.refresh()
    settle(workplace.jobs)
    return made


def lines(page: CentrePage) -> list[str]:
    listed: QListWidget = part(page, QListWidget, "centre_network_list")
    return [listed.item(row).text() for row in range(listed.count())]


def test_typing_finds_by_name_kind_language_or_number(page: CentrePage, qtbot: QtBot) -> None:
    assert len(lines(page)) == 4
    find = part(page, QLineEdit, "centre_network_filter_field")
    for typed, count in (("claes", 1), ("tigrinya", 3), ("lawyer dutch", 1), ("511 64", 1), ("nobody", 0)):
        find.clear()
        qtbot.keyClicks(find, typed)
        assert len(lines(page)) == count, typed
    assert part(page, QLabel, "centre_network_count_label").text() == "0 of 4 contacts"


def test_a_contact_is_changed_by_keyboard_and_the_change_taken_back(
    page: CentrePage, workplace: Workplace, qtbot: QtBot, settle: Settle, seen: Seen
) -> None:
    find = part(page, QLineEdit, "centre_network_filter_field")
    qtbot.keyClicks(find, "claes")
    qtbot.keyClick(find, Qt.Key.Key_Return)
    phone = part(page, QLineEdit, "contact_phone_field")
    assert phone.isVisible()
    phone.setFocus()
    phone.selectAll()
    qtbot.keyClicks(phone, "02 512 00 00")
    qtbot.keyClick(phone, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(workplace.jobs)
    assert "02 512 00 00" in lines(page)[0]
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    settle(workplace.jobs)
    assert "02 511 64 64" in lines(page)[0]


def test_a_linked_contact_stays_and_opens_its_files(  # noqa: PLR0917 - fixtures
    page: CentrePage, workplace: Workplace, lawyer: Contact, in_vault: InVault, settle: Settle, seen: Seen
) -> None:
    def link() -> str:
        client = clients.add_client(workplace.session, ClientDetails(names=(Name("Sara"),)))
        network.link(workplace.session, client.id, LinkDraft(lawyer.id, "lawyer"))
        return client.id

    client_id = in_vault(workplace, link)
    page.refresh()
    settle(workplace.jobs)
    listed: QListWidget = part(page, QListWidget, "centre_network_list")
    row = next(row for row, line in enumerate(lines(page)) if "Claes" in line)
    listed.setCurrentRow(row)
    settle(workplace.jobs)
    part(page, QPushButton, "centre_network_remove_button").click()
    settle(workplace.jobs)
    assert "1 file is linked to Mr. Claes" in seen.failed[-1].message
    part(page, QPushButton, "centre_network_file0_button").click()
    assert seen.clients == [client_id]


def test_a_contact_is_added_and_one_removed_with_a_way_back(
    page: CentrePage, workplace: Workplace, settle: Settle, seen: Seen
) -> None:
    part(page, QPushButton, "centre_network_add_button").click()
    part(page, ChoiceBox, "contact_kind_choice").set_code("interpreter")
    part(page, QLineEdit, "contact_name_field").setText("سارة")
    part(page, QPushButton, "contact_record_button").click()
    settle(workplace.jobs)
    assert len(lines(page)) == 5
    assert part(page, QListWidget, "centre_network_list").currentItem().text().startswith("\u2068سارة")
    part(page, QPushButton, "centre_network_remove_button").click()
    settle(workplace.jobs)
    assert len(lines(page)) == 4
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    settle(workplace.jobs)
    assert len(lines(page)) == 5
