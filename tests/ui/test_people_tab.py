"""The People tab: family and their papers, helpers, suspects, instructions to the house, and who opens the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.clients import BirthDate, Client, ClientDetails, Name
from desktop.domain.family import InstructionDraft, RelativeDraft
from desktop.domain.network import ContactDraft, LinkDraft
from desktop.services import access, clients, instructions, network, relatives, residence, suspects
from desktop.ui.pages.client_file_page import ClientFilePage
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.workplace import Workplace
from tests.helpers.windows import Seen
from tests.helpers.workers import Staff

W = TypeVar("W", bound=QWidget)
InVault = Callable[[Workplace, Callable[[], Any]], Any]
Settle = Callable[..., None]
CTRL = Qt.KeyboardModifier.ControlModifier
CHILD = ClientDetails(names=(Name("Lina Haile"),), birth=BirthDate(2012, 3, 14))
ADULT = ClientDetails(names=(Name("Yodit Haile"),), birth=BirthDate(1998, 3, 14))


def part(page: QWidget, kind: type[W], name: str) -> W:
    found = page.findChild(kind, name)
    assert found is not None, f"no {name}"
    return found


def words(page: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def press(page: QWidget, name: str) -> None:
    button = part(page, QPushButton, name)
    assert button.isVisible(), f"{name} is not shown"
    button.click()


@pytest.fixture
def open_people(qtbot: QtBot, settle: Settle) -> Callable[..., ClientFilePage]:
    def show(workplace: Workplace, client: Client) -> ClientFilePage:
        page = ClientFilePage(workplace)
        qtbot.addWidget(page)
        page.resize(1280, 900)
        with qtbot.waitExposed(page):
            page.show()
        page.show_client(client.id)
        settle(workplace.jobs)
        page.go("people")
        settle(workplace.jobs)
        return page

    return show


Open = Callable[..., ClientFilePage]


@pytest.fixture
def client(workplace: Workplace, in_vault: InVault) -> Client:
    made: Client = in_vault(workplace, lambda: clients.add_client(workplace.session, ADULT))
    return made


def test_a_child_who_came_along_is_recorded_by_keyboard_with_its_document_and_taken_back(  # noqa: PLR0917 - fixtures
    workplace: Workplace,
    client: Client,
    open_people: Open,
    settle: Settle,
    in_vault: InVault,
    qtbot: QtBot,
    seen: Seen,
) -> None:
    page = open_people(workplace, client)
    press(page, "people_relative_button")
    name = part(page, QLineEdit, "relative_name_field")
    name.setFocus()
    qtbot.keyClicks(name, "Noor")
    part(page, QCheckBox, "relative_along_check").setChecked(True)
    qtbot.keyClick(name, Qt.Key.Key_Return, CTRL)
    settle(workplace.jobs)
    assert "Noor" in words(page)
    assert "Came along" in words(page)
    assert seen.said[-1].text == "Relative recorded."

    press(page, "relative0_paper_button")
    part(page, ChoiceBox, "relative_paper_kind_choice").set_code("annex15")
    expires = part(page, QLineEdit, "relative_paper_expires_field")
    expires.setText("1/3/2027")
    qtbot.keyClick(expires, Qt.Key.Key_Return, CTRL)
    settle(workplace.jobs)
    assert "Valid until 1 Mar 2027" in words(page)
    papers = in_vault(workplace, lambda: residence.of_client(workplace.session, client.id))
    family = in_vault(workplace, lambda: relatives.of_client(workplace.session, client.id))
    assert [paper.draft.holder for paper in papers] == [family[0].id]

    press(page, "relative0_remove_button")
    settle(workplace.jobs)
    assert "No relative was recorded yet." in words(page)
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    settle(workplace.jobs)
    assert "Noor" in words(page)


def test_a_draft_of_a_change_comes_back_as_that_change(  # noqa: PLR0917 - fixtures
    workplace: Workplace, client: Client, open_people: Open, settle: Settle, in_vault: InVault, qtbot: QtBot
) -> None:
    kept = in_vault(
        workplace, lambda: relatives.record(workplace.session, client.id, RelativeDraft("parent", "Almaz"))
    )
    page = open_people(workplace, client)
    press(page, "relative0_change_button")
    name = part(page, QLineEdit, "relative_name_field")
    name.setFocus()
    qtbot.keyClicks(name, " H.")
    page.flush_drafts()
    settle(workplace.jobs)
    page.hide()
    again = open_people(workplace, client)
    name = part(again, QLineEdit, "relative_name_field")
    assert name.isVisible()
    assert name.text() == "Almaz H."
    name.setFocus()
    qtbot.keyClick(name, Qt.Key.Key_Return, CTRL)
    settle(workplace.jobs)
    family = in_vault(workplace, lambda: relatives.of_client(workplace.session, client.id))
    assert [(each.id, each.called) for each in family] == [(kept.id, "Almaz H.")]


def test_a_minor_without_a_guardian_says_so_until_one_is_added_in_place(
    workplace: Workplace, open_people: Open, settle: Settle, in_vault: InVault, qtbot: QtBot
) -> None:
    child = in_vault(workplace, lambda: clients.add_client(workplace.session, CHILD))
    page = open_people(workplace, child)
    assert "No guardian recorded" in words(page)
    press(page, "people_helper_button")
    find = part(page, QLineEdit, "link_contact_field")
    qtbot.keyClicks(find, "Ms. Dupont")
    press(page, "link_new_button")
    assert part(page, QLineEdit, "link_new_name_field").text() == "Ms. Dupont"
    qtbot.keyClick(find, Qt.Key.Key_Return, CTRL)
    settle(workplace.jobs)
    assert "Choose what this contact is." in words(page)
    part(page, ChoiceBox, "link_new_kind_choice").set_code("guardian")
    qtbot.keyClick(find, Qt.Key.Key_Return, CTRL)
    settle(workplace.jobs)
    assert "Ms. Dupont" in words(page)
    assert "No guardian recorded" not in words(page)
    known = in_vault(workplace, lambda: network.contacts(workplace.session))
    assert [(contact.draft.kind, contact.files) for contact in known] == [("guardian", 1)]


def test_a_known_lawyer_is_found_by_a_few_letters(  # noqa: PLR0917 - fixtures
    workplace: Workplace, client: Client, open_people: Open, settle: Settle, in_vault: InVault, qtbot: QtBot
) -> None:
    in_vault(
        workplace,
        lambda: network.add(workplace.session, ContactDraft("lawyer", "Mr. Claes", phone="02 511 64 64")),
    )
    page = open_people(workplace, client)
    press(page, "people_helper_button")
    find = part(page, QLineEdit, "link_contact_field")
    qtbot.keyClicks(find, "clae")
    qtbot.keyClick(find, Qt.Key.Key_Return)
    assert "Mr. Claes · Lawyer · 02 511 64 64" in part(page, QLabel, "link_found_label").text()
    qtbot.keyClick(find, Qt.Key.Key_Return, CTRL)
    settle(workplace.jobs)
    links = in_vault(workplace, lambda: network.of_client(workplace.session, client.id))
    assert [link.draft.role for link in links] == ["lawyer"]


def test_a_suspect_and_what_the_house_reads_of_it(  # noqa: PLR0917 - fixtures
    workplace: Workplace, client: Client, open_people: Open, settle: Settle, in_vault: InVault, qtbot: QtBot
) -> None:
    page = open_people(workplace, client)
    press(page, "people_suspect_button")
    name = part(page, QLineEdit, "suspect_name_field")
    qtbot.keyClicks(name, "Zoran K.")
    qtbot.keyClick(name, Qt.Key.Key_Return, CTRL)
    settle(workplace.jobs)
    assert "Zoran K." in words(page)
    assert in_vault(workplace, lambda: len(suspects.of_client(workplace.session, client.id))) == 1

    press(page, "people_instruction_button")
    part(page, ChoiceBox, "instruction_kind_choice").set_code("do_not_place")
    text = part(page, QLineEdit, "instruction_text_field")
    assert not text.isVisible()
    qtbot.keyClick(part(page, QLineEdit, "instruction_ends_field"), Qt.Key.Key_Return, CTRL)
    settle(workplace.jobs)
    assert "Do not place here: call on-call" in words(page)
    standing = in_vault(workplace, lambda: instructions.of_client(workplace.session, client.id))
    assert [each.draft.text for each in standing] == [""]


def test_a_file_is_kept_to_named_people_and_opened_again_by_undo(  # noqa: PLR0917 - fixtures
    staff: Staff,
    make_workplace: Callable[..., Workplace],
    open_people: Open,
    settle: Settle,
    in_vault: InVault,
    seen: Seen,
) -> None:
    eva = make_workplace("eva")
    mine = ClientDetails(names=(Name("Yodit"),), caseworker=staff.ids["eva"])
    client = in_vault(eva, lambda: clients.add_client(eva.session, mine))
    page = open_people(eva, client)
    assert "Everyone whose role opens client files" in words(page)
    press(page, "people_access_button")
    press(page, "restriction_record_button")
    settle(eva.jobs)
    assert "Write why: it stays in the history of the file." in words(page)
    part(page, QPlainTextEdit, "restriction_reason_field").setPlainText("Her cousin knows a colleague")
    press(page, "restriction_record_button")
    settle(eva.jobs)
    assert "Eva, The coordinators and Whoever accompanies the client" in words(page)
    kept = in_vault(eva, lambda: access.of_client(eva.session, client.id))
    assert kept.restricted
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    settle(eva.jobs)
    assert not in_vault(eva, lambda: access.of_client(eva.session, client.id)).restricted


def test_who_may_not_decide_or_write_has_no_button_for_it(
    staff: Staff, make_workplace: Callable[..., Workplace], open_people: Open, in_vault: InVault
) -> None:
    client = clients.add_client(staff.at("eva"), ADULT)
    lawyer = network.add(staff.at("eva"), ContactDraft("lawyer", "Mr. Claes"))
    network.link(staff.at("eva"), client.id, LinkDraft(lawyer.id, "lawyer", date(2026, 1, 1)))
    instructions.record(staff.at("eva"), client.id, InstructionDraft("check", "Check every 2 h"))
    staff.leave()
    page = open_people(make_workplace("leg"), client)
    assert "An instruction goes to the house, and your role has no key to it." in words(page)
    assert "Check every 2 h" not in words(page)
    assert "Mr. Claes" in words(page)
    for name in ("people_instruction_button", "people_access_button"):
        assert not part(page, QPushButton, name).isVisible()


def test_a_file_handed_over_does_not_stay_on_screen(  # noqa: PLR0917 - fixtures
    staff: Staff,
    make_workplace: Callable[..., Workplace],
    open_people: Open,
    settle: Settle,
    in_vault: InVault,
    seen: Seen,
) -> None:
    child = clients.add_client(staff.at("co"), replace(CHILD, caseworker=staff.ids["eva"]))
    staff.leave()
    eva = make_workplace("eva")
    page = open_people(eva, child)
    handed = replace(CHILD, names=child.details.names, caseworker=staff.ids["jan"])
    in_vault(eva, lambda: clients.change_client(eva.session, child.id, handed))
    page.refresh()
    settle(eva.jobs)
    assert page.client_id == ""
    assert seen.pages == ["clients"]
    assert seen.failed[-1].message == "There is no such file."
