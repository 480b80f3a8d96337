"""The client list as a caseworker works it: type, arrows, Enter, Ctrl+N."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Desk
from desktop.domain.clients import Alert, BirthDate, ClientDetails, Name, SpokenLanguage
from desktop.domain.support import Outcome, ReferralDetails
from desktop.services import clients, drafts, referrals
from desktop.ui.models.client_list_model import NATIVE_NAME_ROLE, Column
from desktop.ui.pages.client_file.identity_form import NEW_CLIENT_KEY
from desktop.ui.pages.clients_page import ClientsPage
from desktop.ui.workplace import Workplace
from tests.helpers.windows import Seen

T = TypeVar("T")
InVault = Callable[[Workplace, Callable[[], T]], T]
Settle = Callable[..., None]
W = TypeVar("W", bound=QWidget)

YODIT = ClientDetails(
    names=(Name("Yodit Haile", "ዮዲት ሃይለ"),),
    birth=BirthDate(1998, about=True),
    gender="f",
    nationalities=("ER",),
    languages=(SpokenLanguage("ti"),),
    alerts=(Alert("Never call before noon"),),
)
KARIM = ClientDetails(names=(Name("Karim El Amrani", "كريم العمراني"),), nationalities=("MA",))


def part(page: QWidget, kind: type[W], name: str) -> W:
    found = page.findChild(kind, name)
    assert found is not None, f"no {name}"
    return found


def cell(table: QTableView, row: int, column: Column, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    model = table.model()
    assert model is not None
    return model.index(row, column).data(role)


def wrong_birth(page: QWidget) -> bool:
    """Whether the sentence about the birth date stands beside it."""
    sentence = "Give the year in four digits, a day and month that exist, and no date to come."
    return any(label.text() == sentence and label.isVisible() for label in page.findChildren(QLabel))


@pytest.fixture
def page(workplace: Workplace, qtbot: QtBot) -> ClientsPage:
    made = ClientsPage(workplace)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    return made


def shown(page: ClientsPage, workplace: Workplace, settle: Settle) -> QTableView:
    page.refresh()
    settle(workplace.jobs)
    return part(page, QTableView, "clients_table")


def test_the_list_tells_who_in_both_scripts(
    page: ClientsPage, workplace: Workplace, in_vault: InVault[object], settle: Settle
) -> None:
    client = in_vault(workplace, lambda: clients.add_client(workplace.session, YODIT))
    pending = ReferralDetails(received=workplace.session.clock.now(), outcome=Outcome.PENDING)
    in_vault(workplace, lambda: referrals.record(workplace.session, client.id, pending))  # type: ignore[attr-defined]
    table = shown(page, workplace, settle)
    assert cell(table, 0, Column.NAME) == "Yodit Haile"
    assert cell(table, 0, Column.NAME, NATIVE_NAME_ROLE) == "ዮዲት ሃይለ"
    assert cell(table, 0, Column.AGE) == "about 28"
    assert cell(table, 0, Column.NATIONALITY) == "Eritrea"
    assert cell(table, 0, Column.LANGUAGES) == "Tigrinya"
    assert cell(table, 0, Column.OUTCOME) == "Not decided yet"
    assert cell(table, 0, Column.ALERTS) == "⚠ 1"
    assert cell(table, 0, Column.ALERTS, Qt.ItemDataRole.AccessibleTextRole) == "1 alert"
    assert part(page, QLabel, "clients_count_label").text() == "1 client"


@pytest.mark.parametrize("typed", ["yod", "ዮዲት", "haile yod"])
def test_it_filters_as_one_types_in_any_script(
    page: ClientsPage,
    workplace: Workplace,
    in_vault: InVault[object],
    settle: Settle,
    *,
    typed: str,
) -> None:
    for details in (YODIT, KARIM):
        in_vault(workplace, lambda details=details: clients.add_client(workplace.session, details))
    table = shown(page, workplace, settle)
    field = part(page, QLineEdit, "clients_search_field")
    field.setText(typed)
    settle(workplace.jobs)
    assert cell(table, 0, Column.NAME) == "Yodit Haile"
    assert part(page, QLabel, "clients_count_label").text() == "1 of 2"


def test_arrows_move_and_enter_opens_without_leaving_the_filter(
    page: ClientsPage,
    workplace: Workplace,
    in_vault: InVault[object],
    settle: Settle,
    qtbot: QtBot,
    *,
    seen: Seen,
) -> None:
    first = in_vault(workplace, lambda: clients.add_client(workplace.session, YODIT))
    in_vault(workplace, lambda: clients.add_client(workplace.session, KARIM))
    shown(page, workplace, settle)
    page.focus_search()
    field = part(page, QLineEdit, "clients_search_field")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert seen.clients == [first.id]  # type: ignore[attr-defined]


def test_private_mode_leaves_initials_only(
    page: ClientsPage, workplace: Workplace, in_vault: InVault[object], settle: Settle
) -> None:
    in_vault(workplace, lambda: clients.add_client(workplace.session, YODIT))
    workplace.privacy.switch(on=True)
    table = shown(page, workplace, settle)
    assert cell(table, 0, Column.NAME) == "Y. H."
    assert cell(table, 0, Column.NAME, NATIVE_NAME_ROLE) == ""


def test_an_empty_centre_and_a_search_without_result_say_what_to_do(
    page: ClientsPage, workplace: Workplace, in_vault: InVault[object], settle: Settle
) -> None:
    shown(page, workplace, settle)
    assert "Ctrl+N" in " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    in_vault(workplace, lambda: clients.add_client(workplace.session, YODIT))
    part(page, QLineEdit, "clients_search_field").setText("zzz")
    settle(workplace.jobs)
    words = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "Nobody found" in words
    assert "0 of 1" in words


def test_a_new_client_takes_a_name_and_one_key(
    page: ClientsPage,
    workplace: Workplace,
    in_vault: InVault[object],
    settle: Settle,
    qtbot: QtBot,
    *,
    seen: Seen,
) -> None:
    shown(page, workplace, settle)
    page.new_client()
    line = part(page, QLineEdit, "new_client_name0_latin_field")
    assert line.hasFocus()
    qtbot.keyClicks(line, "Amina Diallo")
    qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(workplace.jobs)
    opened = in_vault(workplace, lambda: clients.open_client(workplace.session, seen.clients[0]))
    assert opened.details.display_name == "Amina Diallo"  # type: ignore[attr-defined]
    assert opened.details.caseworker == workplace.session.user.id  # type: ignore[attr-defined]


def test_a_client_may_have_no_name(
    page: ClientsPage, workplace: Workplace, settle: Settle, seen: Seen
) -> None:
    shown(page, workplace, settle)
    page.new_client()
    part(page, QPushButton, "new_client_record_button").click()
    settle(workplace.jobs)
    assert len(seen.clients) == 1
    table = shown(page, workplace, settle)
    assert cell(table, 0, Column.NAME) == "No name yet"


def test_a_birth_date_that_cannot_be_is_told_on_leaving_not_while_typing(
    page: ClientsPage, workplace: Workplace, settle: Settle, qtbot: QtBot
) -> None:
    shown(page, workplace, settle)
    page.new_client()
    day = part(page, QLineEdit, "new_client_birth_day_field")
    day.setFocus()
    qtbot.keyClicks(day, "31")
    month = part(page, QLineEdit, "new_client_birth_month_field")
    assert month.hasFocus()  # two digits: on to the next part
    qtbot.keyClicks(month, "02")
    year = part(page, QLineEdit, "new_client_birth_year_field")
    qtbot.keyClicks(year, "1998")
    assert not wrong_birth(page)
    part(page, QLineEdit, "new_client_nationality_field").setFocus()
    assert wrong_birth(page)


def test_a_new_client_half_typed_is_there_after_the_page_was_rebuilt(
    page: ClientsPage, workplace: Workplace, in_vault: InVault[object], settle: Settle, qtbot: QtBot
) -> None:
    shown(page, workplace, settle)
    page.new_client()
    part(page, QLineEdit, "new_client_name0_latin_field").setText("Amina")
    country = part(page, QLineEdit, "new_client_nationality_field")
    country.setFocus()
    qtbot.keyClicks(country, "erit")
    qtbot.keyClick(country, Qt.Key.Key_Return)
    page.flush_drafts()
    settle(workplace.jobs)

    again = ClientsPage(workplace)
    qtbot.addWidget(again)
    again.show()
    shown(again, workplace, settle)
    assert part(again, QLineEdit, "new_client_name0_latin_field").text() == "Amina"
    assert part(again, QWidget, "new_client_nationality_ER_remove_button").isVisible()
    part(again, QPushButton, "new_client_record_button").click()
    settle(workplace.jobs)
    assert in_vault(workplace, lambda: drafts.recall(workplace.session, NEW_CLIENT_KEY)) == ""


def test_every_client_arrives_in_slices(
    page: ClientsPage, workplace: Workplace, in_vault: InVault[object], settle: Settle
) -> None:
    def add_many() -> None:
        for number in range(230):
            clients.add_client(workplace.session, ClientDetails(names=(Name(f"Client {number}"),)))

    in_vault(workplace, add_many)
    table = shown(page, workplace, settle)
    model = table.model()
    assert model is not None
    assert model.rowCount() == 230
    assert cell(table, 229, Column.NAME) == "Client 0"


def test_a_new_file_is_one_key_away_after_a_click_on_the_rail(qtbot: QtBot, unlocked: Desk) -> None:
    rail = unlocked.window.findChild(QPushButton, "rail_clients_button")
    qtbot.mouseClick(rail, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: unlocked.jobs.idle, timeout=8_000)
    rail.setFocus()
    qtbot.keyClick(rail, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    def form_is_open() -> bool:
        field = unlocked.window.findChild(QWidget, "new_client_name0_latin_field")
        return field is not None and field.isVisible()

    qtbot.waitUntil(form_is_open, timeout=8_000)
