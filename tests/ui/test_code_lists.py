"""A coordinator adds, renames, retires, brings back and moves entries; every choice follows at once; others read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain import codelists, law
from desktop.domain.roles import Role
from desktop.services import users
from desktop.ui import wording
from desktop.ui.pages.centre.code_lists.entry_table import EntryTable
from desktop.ui.pages.centre.code_lists_section import CodeListsSection
from desktop.ui.pages.centre_page import CentrePage
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.workplace import Workplace
from tests.helpers.vaults import CHEAP, PASSPHRASE
from tests.helpers.windows import Seen

W = TypeVar("W", bound=QWidget)
InVault = Callable[[Workplace, Callable[[], Any]], Any]
Settle = Callable[..., None]
TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def without_overlay() -> Iterator[None]:
    yield
    codelists.set_overlay(())


@dataclass
class Editing:
    """Someone at the lists on the Centre page."""

    page: CentrePage
    workplace: Workplace
    settled: Settle
    qtbot: QtBot

    def part(self, kind: type[W], name: str) -> W:
        found = self.page.findChild(kind, name)
        assert found is not None, f"no {name}"
        return found

    @property
    def table(self) -> EntryTable:
        return self.part(EntryTable, "code_entries_table")

    def turn(self, list_name: str, code: str = "") -> None:
        self.part(ChoiceBox, "code_list_choice").set_code(list_name)
        self.settle()
        if code:
            self.table.setCurrentIndex(self.table.entries.index(self.table.entries.row_of(code), 0))

    def press(self, name: str) -> None:
        button = self.part(QPushButton, name)
        assert button.isVisible()
        button.click()
        self.settle()

    def type(self, field: str, text: str) -> None:
        line = self.part(QLineEdit, f"code_{field}_field")
        line.clear()
        self.qtbot.keyClicks(line, text)

    def words(self) -> str:
        QApplication.processEvents()
        return "\n".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())

    def settle(self) -> None:
        self.settled(self.workplace.jobs)


@pytest.fixture
def edit(qtbot: QtBot, settle: Settle) -> Callable[[Workplace], Editing]:
    def show(workplace: Workplace) -> Editing:
        page = CentrePage(workplace)
        qtbot.addWidget(page)
        page.resize(900, 900)
        page.show()
        page.refresh()
        settle(workplace.jobs)
        return Editing(page, workplace, settle, qtbot)

    return show


@pytest.fixture
def editing(edit: Callable[[Workplace], Editing], workplace: Workplace) -> Editing:
    return edit(workplace)


def offered(list_name: str) -> list[str]:
    return [label for _code, label in wording.choices(list_name, day=TODAY)]


def undo(seen: Seen) -> None:
    back = seen.said[-1].undo
    assert back is not None
    back()


def test_an_entry_is_added_and_offered_at_once(editing: Editing, seen: Seen) -> None:
    editing.turn("sectors")
    editing.press("code_add_button")
    for language, word in (
        ("nl", "Bloemenwinkel"),
        ("fr", "Fleuriste"),
        ("de", "Blumenladen"),
        ("en", "Florist"),
    ):
        editing.type(language, word)
    editing.press("code_record_button")
    assert offered("sectors")[-1] == "Florist"
    current = editing.table.current
    assert current is not None
    assert (current.code, current.valid_from) == ("bloemenwinkel", TODAY)
    assert "Blumenladen" in editing.words()
    undo(seen)
    editing.settle()
    assert "Florist" not in offered("sectors")
    assert codelists.label("sectors", "bloemenwinkel", "en") == "Florist"


def test_an_entry_is_renamed_and_given_back_its_name(editing: Editing, seen: Seen) -> None:
    editing.turn("sectors", "bakery")
    editing.qtbot.keyClick(editing.table, Qt.Key.Key_Return)
    editing.type("en", "Bakers")
    editing.press("code_record_button")
    assert "Bakers" in offered("sectors")
    bakery = codelists.find("sectors", "bakery")
    assert bakery is not None
    assert (bakery.source, bakery.report_column) == ("source:004", "T5, T12")
    undo(seen)
    editing.settle()
    assert "Bakery" in offered("sectors")


def test_an_entry_is_retired_and_brought_back(editing: Editing) -> None:
    editing.turn("sectors", "bakery")
    editing.press("code_retire_button")
    assert "Bakery" not in offered("sectors")
    assert ("bakery", "Bakery") in wording.choices("sectors", day=TODAY, keep="bakery")
    assert "until 1 Nov 2026" in editing.words()
    editing.press("code_bring_back_button")
    assert "Bakery" in offered("sectors")


def test_alt_and_an_arrow_moves_an_entry(editing: Editing) -> None:
    editing.turn("sectors", "bakery")
    editing.qtbot.keyClick(editing.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    editing.settle()
    assert offered("sectors")[0] == "Bakery"
    current = editing.table.current
    assert current is not None
    assert current.code == "bakery"
    editing.press("code_down_button")
    assert offered("sectors")[1] == "Bakery"


def test_two_of_the_same_name_are_refused_beside_the_field(editing: Editing) -> None:
    editing.turn("sectors")
    editing.press("code_add_button")
    editing.type("fr", "Boulangerie")
    editing.press("code_record_button")
    assert "Another entry of this list is called so." in editing.words()


def test_a_closed_list_lets_its_words_be_changed_only(editing: Editing) -> None:
    editing.turn("track_kinds", "eu")
    assert not editing.part(QPushButton, "code_add_button").isVisible()
    assert not editing.part(QPushButton, "code_retire_button").isVisible()
    editing.press("code_change_button")
    assert not editing.part(QLineEdit, "code_valid_to_field").isEnabled()
    editing.type("en", "Citizen of the Union")
    editing.press("code_record_button")
    assert "Citizen of the Union" in offered("track_kinds")


def test_what_baken_calculates_with_stays_but_others_join(editing: Editing) -> None:
    editing.turn("residence_documents", "annex15")
    assert not editing.part(QPushButton, "code_retire_button").isVisible()
    editing.press("code_add_button")
    editing.type("en", "Annex 99")
    editing.press("code_record_button")
    assert "Annex 99" in offered("residence_documents")
    editing.press("code_retire_button")
    assert "Annex 99" not in offered("residence_documents")


def test_the_first_day_of_the_new_code_is_moved_in_one_act(editing: Editing, seen: Seen) -> None:
    editing.turn("legal_articles")
    line = editing.part(QLineEdit, "law_new_day_field")
    editing.qtbot.keyClicks(line, "8/4/2026")
    editing.press("law_move_button")
    assert [article.code for article in law.legal_references("thb", "2026-04-08")] == ["thb_2024"]
    undo(seen)
    editing.settle()
    assert [article.code for article in law.legal_references("thb", "2026-04-08")] == ["thb_1867"]
    editing.press("law_move_button")
    assert "This is not a date" in editing.words()


def test_a_half_written_entry_comes_back(editing: Editing, edit: Callable[[Workplace], Editing]) -> None:
    editing.turn("relations")
    editing.press("code_add_button")
    editing.type("nl", "Nicht")
    editing.page.flush_drafts()
    editing.settle()
    editing.turn("sectors")
    assert not editing.part(QWidget, "code").isVisible()
    editing.turn("relations")
    assert editing.part(QWidget, "code").isVisible()
    assert editing.part(QLineEdit, "code_nl_field").text() == "Nicht"
    again = edit(editing.workplace)
    again.turn("relations")
    assert again.part(QLineEdit, "code_nl_field").text() == "Nicht"


def test_others_read_the_lists_and_have_no_act(
    workplace: Workplace,
    make_workplace: Callable[..., Workplace],
    in_vault: InVault,
    edit: Callable[[Workplace], Editing],
) -> None:
    for login, role in (("karim", Role.CASEWORKER), ("noor", Role.SHELTER_WORKER)):
        in_vault(
            workplace,
            lambda login=login, role=role: users.add_user(
                workplace.session,
                name=login.title(),
                login=login,
                roles=(role,),
                passphrase=bytearray(PASSPHRASE),
                cost=CHEAP,
                accept_any_passphrase=True,
            ),
        )
    caseworker = edit(make_workplace("karim"))
    caseworker.turn("sectors", "bakery")
    assert "Boulangerie" in caseworker.words()
    assert "A coordinator changes it." in caseworker.words()
    for name in ("code_add_button", "code_change_button", "code_retire_button", "code_up_button"):
        assert not caseworker.part(QPushButton, name).isVisible()
    caseworker.qtbot.keyClick(caseworker.table, Qt.Key.Key_Return)
    assert not caseworker.part(QWidget, "code").isVisible()
    assert edit(make_workplace("noor")).page.findChild(CodeListsSection) is None
