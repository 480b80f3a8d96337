"""The board acts for real: places, refusals, ends and slips end up in the vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.clock import FixedClock
from desktop.domain.clients import BirthDate, Client, ClientDetails, Name, SpokenLanguage
from desktop.domain.family import InstructionDraft
from desktop.domain.roles import Role
from desktop.domain.shelter import Board, Resident, StayState
from desktop.services import access, clients, instructions, shelter, slips
from desktop.ui.dialogs.rooms_dialog import room_names
from desktop.ui.dialogs.stay_dialogs import EndStayDialog
from desktop.ui.pages.shelter.place_card import PlaceCard
from desktop.ui.pages.shelter.words import PlaceState
from desktop.ui.pages.shelter_page import ShelterPage
from desktop.ui.workplace import Workplace
from tests.helpers.vaults import MOMENT, MakeSession
from tests.helpers.windows import Seen
from tests.helpers.workers import Staff

InVault = Callable[[Workplace, Callable[[], Any]], Any]
AMINA = ClientDetails(
    names=(Name("Amina Diallo", "أمينة ديالو"),),
    birth=BirthDate(1999, 3, 4),
    gender="f",
    languages=(SpokenLanguage("ar"),),
)


@pytest.fixture
def amina(workplace: Workplace, in_vault: InVault) -> Client:
    """A client, and a house with rooms 1 to 3."""

    def fill() -> Client:
        house = shelter.add_house(workplace.session, "North")
        for room in room_names("1-3"):
            shelter.add_room(workplace.session, house.id, room)
        return clients.add_client(workplace.session, AMINA)

    return in_vault(workplace, fill)


@pytest.fixture
def page(workplace: Workplace, amina: Client, qtbot: QtBot, settle: Callable[..., None]) -> ShelterPage:
    """The Shelter page on screen, with its board."""
    return _shown(ShelterPage(workplace), workplace, qtbot, settle)


def _shown(page: ShelterPage, workplace: Workplace, qtbot: QtBot, settle: Callable[..., None]) -> ShelterPage:
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    page.refresh()
    settle(workplace.jobs)
    return page


def _card(page: ShelterPage, room: str) -> PlaceCard:
    return next(card for card in page.board.cards if card.item.room.name == room)


def _find(page: QWidget, kind: type[Any], name: str) -> Any:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def _click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def _board(workplace: Workplace, in_vault: InVault) -> Board:
    return in_vault(workplace, lambda: shelter.board(workplace.session))


def _act(page: ShelterPage, room: str, action: str) -> None:
    """Open the card's menu and trigger one of its acts."""
    _card(page, room).click()
    menu = _card(page, room).findChild(QWidget, "shelter_place_menu")
    assert menu is not None
    next(each for each in menu.actions() if each.objectName() == f"shelter_{action}_action").trigger()
    menu.close()


def _house_in(workplace: Workplace, in_vault: InVault, page: ShelterPage, room: str, name: str) -> None:
    place_id = _card(page, room).item.place.id
    in_vault(workplace, lambda: shelter.place(workplace.session, place_id, Resident(name)))


def test_three_clicks_place_a_client(
    *,
    page: ShelterPage,
    workplace: Workplace,
    amina: Client,
    qtbot: QtBot,
    settle: Callable[..., None],
    seen: Seen,
) -> None:
    _click(qtbot, _card(page, "2"))
    settle(workplace.jobs)
    offers = _find(page, QListWidget, "place_person_list")
    row = offers.visualItemRect(offers.item(0)).center()
    qtbot.mouseClick(offers.viewport(), Qt.MouseButton.LeftButton, pos=row)
    _click(qtbot, _find(page, QPushButton, "place_act_button"))
    settle(workplace.jobs)
    stay = _card(page, "2").item.stay
    assert stay is not None
    assert (stay.resident.client_id, stay.resident.call_name, stay.state) == (
        amina.id,
        "Amina",
        StayState.HOUSED,
    )
    assert stay.resident.age_band == "25-39"
    assert "Amina" not in seen.said[-1].text  # the strip never names anyone


def test_under_ten_keys_place_a_client(
    page: ShelterPage, workplace: Workplace, amina: Client, qtbot: QtBot, settle: Callable[..., None]
) -> None:
    card = _card(page, "1")
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Right)
    qtbot.keyClick(_card(page, "2"), Qt.Key.Key_Return)
    field = _find(page, QLineEdit, "place_person_edit")
    qtbot.keyClicks(field, "ami")
    settle(workplace.jobs)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(workplace.jobs)
    stay = _card(page, "2").item.stay
    assert stay is not None
    assert stay.resident.client_id == amina.id


def test_an_overlap_is_refused_beside_the_form_and_nothing_is_lost(
    page: ShelterPage, workplace: Workplace, qtbot: QtBot, settle: Callable[..., None], in_vault: InVault
) -> None:
    free = _card(page, "1")
    _house_in(workplace, in_vault, page, "1", "Yusuf")  # meanwhile, by a colleague
    _click(qtbot, free)
    settle(workplace.jobs)
    field = _find(page, QLineEdit, "place_person_edit")
    qtbot.keyClicks(field, "Amina")
    settle(workplace.jobs)
    _click(qtbot, _find(page, QPushButton, "place_act_button"))
    settle(workplace.jobs)
    problem = _find(page, QLabel, "place_problem_label")
    assert problem.isVisible()
    assert "nothing was saved" in problem.text()
    assert field.text() == "Amina"
    assert [place.stay.resident.call_name for place in _board(workplace, in_vault).places if place.stay] == [
        "Yusuf"
    ]


def test_nobody_chosen_is_said_beside_the_person(
    page: ShelterPage, qtbot: QtBot, workplace: Workplace
) -> None:
    _click(qtbot, _card(page, "1"))
    dialog = _find(page, QWidget, "place_dialog")
    _click(qtbot, _find(page, QPushButton, "place_act_button"))
    assert "Choose a person" in dialog.form.rows["person"].wrong


def test_end_of_a_stay_and_its_undo(
    *,
    page: ShelterPage,
    workplace: Workplace,
    qtbot: QtBot,
    settle: Callable[..., None],
    in_vault: InVault,
    seen: Seen,
) -> None:
    _house_in(workplace, in_vault, page, "1", "Amina")
    workplace.session.clock.advance(timedelta(hours=3))  # type: ignore[attr-defined]  # a FixedClock
    page.refresh()
    settle(workplace.jobs)
    _act(page, "1", "end")
    dialog = _find(page, QWidget, "end_stay_dialog")
    dialog._destination.setEditText("Own home")
    _click(qtbot, _find(page, QPushButton, "end_stay_act_button"))
    settle(workplace.jobs)
    assert _card(page, "1").state is PlaceState.FREE
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    settle(workplace.jobs)
    stay = _card(page, "1").item.stay
    assert stay is not None
    assert (stay.state, stay.ends, stay.destination) == (StayState.HOUSED, None, "")


def test_a_departure_still_to_come_is_refused_beside_its_field_and_all_stays_in_sight(
    *,
    page: ShelterPage,
    workplace: Workplace,
    qtbot: QtBot,
    settle: Callable[..., None],
    in_vault: InVault,
) -> None:
    _house_in(workplace, in_vault, page, "1", "Amina")
    page.refresh()
    settle(workplace.jobs)
    _act(page, "1", "end")
    dialog = _find(page, EndStayDialog, "end_stay_dialog")
    dialog._at.set_value(MOMENT + timedelta(days=3))
    _click(qtbot, _find(page, QPushButton, "end_stay_act_button"))
    settle(workplace.jobs)
    qtbot.waitUntil(lambda: bool(dialog.form.rows["at"].wrong), timeout=20_000)
    assert dialog.problem.isHidden()
    assert dialog._destination.visibleRegion().boundingRect() == dialog._destination.rect()


def test_reserve_arrive_and_ready_to_leave(
    page: ShelterPage, workplace: Workplace, qtbot: QtBot, settle: Callable[..., None], clock: FixedClock
) -> None:
    _click(qtbot, _card(page, "3"))
    settle(workplace.jobs)
    qtbot.keyClicks(_find(page, QLineEdit, "place_person_edit"), "Amina")
    settle(workplace.jobs)
    _find(page, QRadioButton, "place_later_radio").setChecked(True)
    begins = _find(page, QLineEdit, "place_begins_edit")
    begins.setText("2/11/2026")
    button = _find(page, QPushButton, "place_act_button")
    assert button.text() == "Reserve"
    _click(qtbot, button)
    settle(workplace.jobs)
    assert _card(page, "3").state is PlaceState.ARRIVING
    clock.advance(timedelta(hours=4))
    page.refresh()
    settle(workplace.jobs)
    _act(page, "3", "arrive")
    settle(workplace.jobs)
    assert _card(page, "3").state is PlaceState.OCCUPIED
    _act(page, "3", "ready")
    settle(workplace.jobs)
    stay = _card(page, "3").item.stay
    assert stay is not None
    assert stay.ready_to_leave


def test_a_later_night_reserves(
    page: ShelterPage, workplace: Workplace, qtbot: QtBot, settle: Callable[..., None]
) -> None:
    _click(qtbot, _find(page, QPushButton, "shelter_next_button"))
    settle(workplace.jobs)
    assert "3 Nov" in _find(page, QLabel, "shelter_summary_label").text()
    _click(qtbot, _card(page, "1"))
    settle(workplace.jobs)
    assert _find(page, QPushButton, "place_act_button").text() == "Reserve"


def test_private_mode_shows_initials(
    page: ShelterPage, workplace: Workplace, settle: Callable[..., None], in_vault: InVault
) -> None:
    _house_in(workplace, in_vault, page, "1", "Amina")
    workplace.privacy.switch(on=True)
    page.refresh()
    settle(workplace.jobs)
    words = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "A." in words
    assert "Amina" not in words
    assert "Amina" not in _card(page, "1").accessibleName()


def test_rooms_are_added_several_at_once(
    page: ShelterPage, workplace: Workplace, qtbot: QtBot, settle: Callable[..., None]
) -> None:
    _click(qtbot, _find(page, QPushButton, "shelter_rooms_button"))
    settle(workplace.jobs)
    _find(page, QLineEdit, "rooms_names_edit").setText("4-5, Attic")
    _click(qtbot, _find(page, QPushButton, "rooms_act_button"))
    settle(workplace.jobs)
    assert [card.item.room.name for card in page.board.cards] == ["1", "2", "3", "4", "5", "Attic"]
    assert {card.item.house.name for card in page.board.cards} == {"North"}


def test_a_shelter_worker_places_by_call_name_and_seals_a_slip(
    *,
    amina: Client,
    workplace: Workplace,
    make_session: MakeSession,
    make_workplace: Callable[..., Workplace],
    qtbot: QtBot,
    settle: Callable[..., None],
    in_vault: InVault,
) -> None:
    make_session(roles=[Role.SHELTER_WORKER], login="bo")
    desk = make_workplace("bo")
    page = _shown(ShelterPage(desk), desk, qtbot, settle)
    _click(qtbot, _card(page, "1"))
    qtbot.keyClicks(_find(page, QLineEdit, "place_call_name_edit"), "Mehret")
    _click(qtbot, _find(page, QPushButton, "place_act_button"))
    settle(desk.jobs)
    assert _card(page, "1").item.stay is not None
    _click(qtbot, _find(page, QPushButton, "shelter_slip_button"))
    qtbot.keyClicks(_find(page, QPlainTextEdit, "slip_text_edit"), "Police called, a bed is needed.")
    _click(qtbot, _find(page, QPushButton, "slip_act_button"))
    settle(desk.jobs)
    assert in_vault(desk, lambda: slips.waiting(desk.session)) == ()  # the writer cannot read it
    waiting = in_vault(workplace, lambda: slips.waiting(workplace.session))
    assert [slip.text for slip in waiting] == ["Police called, a bed is needed."]
    assert waiting[0].written == MOMENT


def test_a_half_written_slip_survives_a_lock_and_goes_when_it_is_dropped(
    page: ShelterPage, workplace: Workplace, qtbot: QtBot, settle: Callable[..., None]
) -> None:
    _click(qtbot, _find(page, QPushButton, "shelter_slip_button"))
    settle(workplace.jobs)
    qtbot.keyClicks(_find(page, QPlainTextEdit, "slip_text_edit"), "Half of a sent")
    page.flush_drafts()
    settle(workplace.jobs)
    again = _shown(ShelterPage(workplace), workplace, qtbot, settle)
    _click(qtbot, _find(again, QPushButton, "shelter_slip_button"))
    settle(workplace.jobs)
    assert _find(again, QPlainTextEdit, "slip_text_edit").toPlainText() == "Half of a sent"
    _click(qtbot, _find(again, QPushButton, "slip_cancel_button"))
    settle(workplace.jobs)
    _click(qtbot, _find(again, QPushButton, "shelter_slip_button"))
    settle(workplace.jobs)
    assert [each.toPlainText() for each in again.findChildren(QPlainTextEdit)][-1] == ""


def test_a_slip_thrown_away_by_escape_comes_back_with_undo(
    *, page: ShelterPage, workplace: Workplace, seen: Seen, qtbot: QtBot, settle: Callable[..., None]
) -> None:
    _click(qtbot, _find(page, QPushButton, "shelter_slip_button"))
    settle(workplace.jobs)
    slip = _find(page, QPlainTextEdit, "slip_text_edit")
    qtbot.keyClicks(slip, "Two women")
    with qtbot.waitSignal(slip.destroyed):
        qtbot.keyClick(slip, Qt.Key.Key_Escape)
    settle(workplace.jobs)
    take_back = seen.said[-1].undo
    assert take_back is not None
    take_back()
    settle(workplace.jobs)
    assert _find(page, QPlainTextEdit, "slip_text_edit").toPlainText() == "Two women"


@pytest.mark.parametrize(
    ("typed", "rooms"),
    [("4", ["4"]), ("1-3, 7", ["1", "2", "3", "7"]), ("Attic ,", ["Attic"]), ("9 - 11", ["9", "10", "11"])],
)
def test_room_names(typed: str, rooms: list[str]) -> None:
    assert list(room_names(typed)) == rooms


def test_who_has_a_bed_already_is_told_where_one_is_given(
    *,
    page: ShelterPage,
    workplace: Workplace,
    amina: Client,
    in_vault: InVault,
    qtbot: QtBot,
    settle: Callable[..., None],
) -> None:
    place_id = _card(page, "1").item.place.id
    session = workplace.session
    in_vault(workplace, lambda: shelter.place(session, place_id, shelter.resident_of(session, amina.id)))
    _click(qtbot, _card(page, "2"))
    settle(workplace.jobs)
    offers = _find(page, QListWidget, "place_person_list")
    assert [offers.item(row).text().split("\n")[1:] for row in range(offers.count())] == [
        ["Already has room 1"]
    ]


def test_no_card_is_cut_and_all_are_as_wide(
    page: ShelterPage, workplace: Workplace, in_vault: InVault, settle: Callable[..., None]
) -> None:
    _house_in(workplace, in_vault, page, "1", "Maximiliana-Konstantinopoulou")
    page.refresh()
    settle(workplace.jobs)
    for width in (1400, 900, 600, 420):
        page.resize(width, 700)
        QApplication.processEvents()
        shown = page.board.viewport().width()
        widths = {card.width() for card in page.board.cards}
        assert max(widths) - min(widths) <= 1
        assert all(
            card.mapTo(page.board.viewport(), card.rect().topRight()).x() < shown for card in page.board.cards
        )
        assert all(card.width() >= card.minimumSizeHint().width() for card in page.board.cards)


def test_the_board_says_what_the_house_has_to_do_and_a_place_waits_until_it_was_read(
    *,
    page: ShelterPage,
    workplace: Workplace,
    amina: Client,
    qtbot: QtBot,
    in_vault: InVault,
    settle: Callable[..., None],
) -> None:
    check = InstructionDraft("check", "Check every 2 h")
    in_vault(workplace, lambda: instructions.record(workplace.session, amina.id, check))
    _card(page, "1").click()
    qtbot.keyClicks(_find(page, QLineEdit, "place_person_edit"), "amina")
    settle(workplace.jobs)
    assert "Check every 2 h" in _find(page, QLabel, "place_instructions_label").text()
    _find(page, QPushButton, "place_act_button").click()
    settle(workplace.jobs)
    assert "Nothing was saved." in _find(page, QLabel, "place_problem_label").text()
    assert not _board(workplace, in_vault).places[0].stay
    _find(page, QCheckBox, "place_instructions_check").setChecked(True)
    _find(page, QPushButton, "place_act_button").click()
    settle(workplace.jobs)
    card = _card(page, "1")
    assert "Check regularly: Check every 2 h" in [label.text() for label in card.findChildren(QLabel)]
    assert "Check regularly: Check every 2 h" in card.accessibleDescription()


def test_who_must_not_be_placed_is_placed_with_a_reason_only(
    *,
    page: ShelterPage,
    workplace: Workplace,
    amina: Client,
    qtbot: QtBot,
    in_vault: InVault,
    settle: Callable[..., None],
) -> None:
    in_vault(
        workplace, lambda: instructions.record(workplace.session, amina.id, InstructionDraft("do_not_place"))
    )
    _card(page, "1").click()
    qtbot.keyClicks(_find(page, QLineEdit, "place_person_edit"), "amina")
    settle(workplace.jobs)
    assert not _find(page, QCheckBox, "place_instructions_check").isVisible()
    _find(page, QPushButton, "place_act_button").click()
    settle(workplace.jobs)
    assert "Do not place here" in _find(page, QLabel, "place_problem_label").text()
    qtbot.keyClicks(_find(page, QLineEdit, "place_override_edit"), "On-call agreed at 23:10")
    _find(page, QPushButton, "place_act_button").click()
    settle(workplace.jobs)
    stay = _board(workplace, in_vault).places[0].stay
    assert stay is not None
    assert stay.resident.client_id == amina.id


def test_a_file_that_is_not_ones_own_is_not_offered_on_the_board(
    *,
    staff: Staff,
    make_workplace: Callable[..., Workplace],
    qtbot: QtBot,
    settle: Callable[..., None],
) -> None:
    session = staff.at("eva")
    house = shelter.add_house(session, "North")
    shelter.add_room(session, house.id, "1")
    kept = clients.add_client(session, replace(AMINA, caseworker=staff.ids["eva"]))
    place = shelter.free_places(session, MOMENT, None)[0].place.id
    shelter.place(session, place, shelter.resident_of(session, kept.id))
    access.restrict(session, kept.id, [], reason="why")
    staff.leave()
    jan = make_workplace("jan")
    page = _shown(ShelterPage(jan), jan, qtbot, settle)
    assert "Amina" in _card(page, "1").accessibleName()
    _card(page, "1").click()
    menu = _card(page, "1").findChild(QWidget, "shelter_place_menu")
    assert menu is not None
    assert "shelter_file_action" not in {each.objectName() for each in menu.actions()}
    menu.close()
