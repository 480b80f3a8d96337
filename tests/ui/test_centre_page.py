"""Settings count at once; people are added, changed, suspended, and can unlock or not as they should."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.clock import FixedClock
from desktop.domain.roles import Compartment, Role
from desktop.errors import UserError
from desktop.services import session as sessions, users
from desktop.settings import Theme, load
from desktop.ui.pages.centre_page import CentrePage
from desktop.ui.widgets.passphrase_field import PassphraseField
from desktop.ui.workplace import Workplace
from tests.helpers.vaults import CHEAP, PASSPHRASE
from tests.helpers.windows import Seen

InVault = Callable[[Workplace, Callable[[], Any]], Any]
STRONG = "wolk fiets kaars zeven lepel"
OTHER = "zomer brug koffer negen raam"


@pytest.fixture
def page(workplace: Workplace, qtbot: QtBot, settle: Callable[..., None]) -> CentrePage:
    page = CentrePage(workplace)
    qtbot.addWidget(page)
    page.resize(900, 900)
    page.show()
    page.refresh()
    settle(workplace.jobs)
    return page


def _find(page: QWidget, kind: type[Any], name: str) -> Any:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def _type(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    qtbot.keyClicks(field, text)


def test_every_setting_counts_and_is_kept(
    page: CentrePage, workplace: Workplace, qtbot: QtBot, vault_folder: Path
) -> None:
    with qtbot.waitSignal(workplace.settings.changed):
        _find(page, QPushButton, "centre_language_fr_button").click()
    _find(page, QPushButton, "centre_theme_dark_button").click()
    _find(page, QCheckBox, "centre_private_check").click()
    lock = _find(page, QWidget, "centre_lock_choice")
    lock.set_code("10")
    lock.activated.emit(lock.currentIndex())
    kept = load(vault_folder)
    assert (kept.language, kept.theme, kept.lock_minutes, kept.private_mode) == ("fr", Theme.DARK, 10, True)
    assert workplace.privacy.on


def test_the_language_of_the_window_switches_while_running(
    window: QWidget, unlocked: Any, qtbot: QtBot
) -> None:
    unlocked._frame().show_page("centre")
    qtbot.waitUntil(lambda: unlocked.jobs.idle, timeout=20_000)
    _find(window, QPushButton, "centre_language_nl_button").click()
    qtbot.waitUntil(lambda: unlocked.jobs.idle, timeout=20_000)
    assert unlocked.settings.current.language == "nl"
    assert unlocked._frame().current == "centre"


def test_add_a_person_who_then_unlocks(
    *,
    page: CentrePage,
    workplace: Workplace,
    qtbot: QtBot,
    settle: Callable[..., None],
    vault_folder: Path,
    clock: FixedClock,
    in_vault: InVault,
) -> None:
    _find(page, QPushButton, "centre_add_user_button").click()
    _type(qtbot, _find(page, QLineEdit, "user_name_edit"), "Bart Wouters")
    _find(page, QCheckBox, "user_role_caseworker_check").click()
    for field in ("user_new_passphrase_field", "user_repeat_passphrase_field"):
        _type(qtbot, _find(page, PassphraseField, field), STRONG)
    qtbot.waitUntil(
        lambda: "too weak" not in _words(page) and "strong enough" in _words(page), timeout=20_000
    )
    _find(page, QPushButton, "user_act_button").click()
    settle(workplace.jobs)
    qtbot.waitUntil(lambda: "Bart Wouters" in _words(page), timeout=20_000)

    def come_in() -> frozenset[Compartment]:
        session = sessions.unlock(vault_folder, "bart.wouters", bytearray(STRONG.encode()), clock=clock)
        try:
            return session.holds
        finally:
            session.close()

    assert in_vault(workplace, come_in) == {Compartment.HOUSE, Compartment.REGISTRY, Compartment.CASEWORK}


def _words(page: QWidget) -> set[str]:
    return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}


def test_two_different_passphrases_and_no_role_are_said_beside_the_fields(
    page: CentrePage, qtbot: QtBot
) -> None:
    _find(page, QPushButton, "centre_add_user_button").click()
    dialog = _find(page, QWidget, "user_dialog")
    _find(page, QPushButton, "user_act_button").click()
    assert "at least one role" in dialog.form.rows["roles"].wrong
    _find(page, QCheckBox, "user_role_shelter_worker_check").click()
    _type(qtbot, _find(page, PassphraseField, "user_new_passphrase_field"), STRONG)
    _type(qtbot, _find(page, PassphraseField, "user_repeat_passphrase_field"), "another")
    _find(page, QPushButton, "user_act_button").click()
    assert "not the same" in dialog.form.rows["repeat"].wrong


def test_a_weak_passphrase_is_refused_beside_the_field(
    page: CentrePage, workplace: Workplace, qtbot: QtBot, settle: Callable[..., None]
) -> None:
    _find(page, QPushButton, "centre_add_user_button").click()
    dialog = _find(page, QWidget, "user_dialog")
    _type(qtbot, _find(page, QLineEdit, "user_name_edit"), "Bart")
    _find(page, QCheckBox, "user_role_shelter_worker_check").click()
    for field in ("user_new_passphrase_field", "user_repeat_passphrase_field"):
        _type(qtbot, _find(page, PassphraseField, field), "welkom")
    _find(page, QPushButton, "user_act_button").click()
    settle(workplace.jobs)
    assert dialog.isVisible()
    assert "too weak" in dialog.form.rows["passphrase"].wrong


def _add(workplace: Workplace, in_vault: InVault, role: Role) -> None:
    in_vault(
        workplace,
        lambda: users.add_user(
            workplace.session,
            name="Bo",
            roles=(role,),
            passphrase=bytearray(PASSPHRASE),
            cost=CHEAP,
            accept_any_passphrase=True,
        ),
    )


def test_roles_change_and_access_waits_until_given(
    *,
    page: CentrePage,
    workplace: Workplace,
    settle: Callable[..., None],
    in_vault: InVault,
) -> None:
    _add(workplace, in_vault, Role.SHELTER_WORKER)
    page.refresh()
    settle(workplace.jobs)
    _trigger(page, "bo", "Change the roles…")
    assert _find(page, QCheckBox, "user_role_shelter_worker_check").isChecked()
    _find(page, QCheckBox, "user_role_caseworker_check").click()
    _find(page, QPushButton, "user_act_button").click()
    settle(workplace.jobs)
    give = _find(page, QPushButton, "centre_give_access_button")
    if give.isVisible():
        give.click()
        settle(workplace.jobs)
    rows = in_vault(workplace, lambda: users.list_users(workplace.session))
    bo = next(row for row in rows if row.user.login == "bo")
    assert set(bo.user.roles) == {Role.SHELTER_WORKER, Role.CASEWORKER}
    assert not bo.waiting
    assert not give.isVisible()


def test_suspend_and_undo(
    *,
    page: CentrePage,
    workplace: Workplace,
    settle: Callable[..., None],
    in_vault: InVault,
    seen: Seen,
    vault_folder: Path,
    clock: FixedClock,
) -> None:
    _add(workplace, in_vault, Role.CASEWORKER)
    page.refresh()
    settle(workplace.jobs)
    _trigger(page, "bo", "Suspend")
    settle(workplace.jobs)
    assert "Suspended" in _words(page)

    def come_in() -> None:
        sessions.unlock(vault_folder, "bo", bytearray(PASSPHRASE), clock=clock, floor=CHEAP).close()

    with pytest.raises(UserError):
        in_vault(workplace, come_in)
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    settle(workplace.jobs)
    in_vault(workplace, come_in)


def _trigger(page: CentrePage, login: str, act: str) -> None:
    button = _find(page, QPushButton, f"centre_person_{login}_button")
    next(each for each in button.menu().actions() if each.text() == act).trigger()


@pytest.fixture
def eva(
    *,
    workplace: Workplace,
    make_workplace: Callable[..., Workplace],
    qtbot: QtBot,
    settle: Callable[..., None],
    in_vault: InVault,
) -> CentrePage:
    """The page of somebody whose passphrase is stretched as in life; the floor is part of what is tested."""
    passphrase = bytearray(STRONG.encode())
    add = {"name": "Eva", "roles": (Role.LEGAL_COUNSELLOR,), "passphrase": passphrase}
    in_vault(workplace, lambda: users.add_user(workplace.session, **add))
    desk = make_workplace("eva", STRONG.encode())
    page = CentrePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    settle(desk.jobs)
    return page


def _change(page: CentrePage, qtbot: QtBot, old: str, new: str) -> None:
    _find(page, QPushButton, "centre_passphrase_button").click()
    _type(qtbot, _find(page, PassphraseField, "passphrase_old_field"), old)
    for field in ("passphrase_new_passphrase_field", "passphrase_repeat_passphrase_field"):
        _type(qtbot, _find(page, PassphraseField, field), new)
    _find(page, QPushButton, "passphrase_act_button").click()


def test_a_wrong_present_passphrase_changes_nothing(eva: CentrePage, qtbot: QtBot) -> None:
    _change(eva, qtbot, "nonsense", OTHER)
    problem = _find(eva, QLabel, "passphrase_problem_label")
    qtbot.waitUntil(problem.isVisible, timeout=20_000)
    assert _find(eva, QWidget, "passphrase_dialog").isVisible()


def test_the_new_passphrase_opens_and_the_old_does_not(
    eva: CentrePage, qtbot: QtBot, seen: Seen, vault_folder: Path, clock: FixedClock
) -> None:
    _change(eva, qtbot, STRONG, OTHER)
    qtbot.waitUntil(lambda: bool(seen.said), timeout=20_000)
    sessions.unlock(vault_folder, "eva", bytearray(OTHER.encode()), clock=clock).close()
    with pytest.raises(UserError):
        sessions.unlock(vault_folder, "eva", bytearray(STRONG.encode()), clock=clock)


def test_who_administers_nothing_sees_no_acts(eva: CentrePage) -> None:
    assert eva.findChild(QPushButton, "centre_add_user_button") is None
    assert eva.findChild(QPushButton, "centre_person_an_button") is None


def test_the_files_are_checked(page: CentrePage, workplace: Workplace, settle: Callable[..., None]) -> None:
    _find(page, QPushButton, "centre_check_button").click()
    settle(workplace.jobs)
    assert _find(page, QLabel, "centre_check_label").text().startswith("All is well.")
