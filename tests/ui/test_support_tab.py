"""The Support tab as it is worked in: support begun and ended, a plan, contacts, withdrawals, tasks, appointments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.domain.clients import Client, ClientDetails, Name
from desktop.domain.plans import GoalDraft, GoalState, SupportDraft, SupportEnd
from desktop.domain.roles import Role
from desktop.domain.support import AppointmentDraft, Domain, NoteDraft, Outcome, ReferralDetails, TaskDraft
from desktop.services import (
    appointments,
    clients,
    drafts,
    goals,
    notes,
    referrals,
    supports,
    tasks,
    withdrawals,
)
from desktop.ui.pages.client_file.note_form import NoteForm
from desktop.ui.pages.client_file.support.contacts import AT_ONCE, SLICE
from desktop.ui.pages.client_file_page import ClientFilePage
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.workplace import Workplace
from tests.helpers.vaults import MakeSession
from tests.helpers.windows import Seen

W = TypeVar("W", bound=QWidget)
InVault = Callable[[Workplace, Callable[[], Any]], Any]
Settle = Callable[..., None]
CTRL = Qt.KeyboardModifier.ControlModifier


def part(page: QWidget, kind: type[W], name: str) -> W:
    found = page.findChild(kind, name)
    assert found is not None, f"no {name}"
    return found


def words(page: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


class Tab:
    """A client's Support tab, and the hands that work in it."""

    def __init__(
        self,
        workplace: Workplace,
        client: Client,
        *,
        settle: Settle,
        in_vault: InVault,
        seen: Seen,
        page: ClientFilePage,
    ) -> None:
        self.workplace, self.client, self.page, self.seen = workplace, client, page, seen
        self._settle, self._in_vault = settle, in_vault

    def do(self, service: Callable[..., Any], *arguments: object, **more: object) -> Any:
        return self._in_vault(self.workplace, lambda: service(self.workplace.session, *arguments, **more))

    def of(self, module: Any) -> Any:
        return self.do(module.of_client, self.client.id)

    def show(self) -> None:
        self.page.show_client(self.client.id, tab="support")
        self.settle()

    def settle(self) -> None:
        self._settle(self.workplace.jobs)

    def click(self, name: str) -> None:
        part(self.page, QPushButton, name).click()
        self.settle()

    def write(self, name: str, text: str) -> None:
        field = self.page.findChild(QLineEdit, name) or part(self.page, QPlainTextEdit, name)
        field.setText(text) if isinstance(field, QLineEdit) else field.setPlainText(text)

    def choose(self, name: str, code: str) -> None:
        part(self.page, ChoiceBox, name).set_code(code)

    def undo(self) -> None:
        undo = self.seen.said[-1].undo
        assert undo is not None
        undo()
        self.settle()

    def words(self) -> str:
        return words(self.page)


@pytest.fixture(autouse=True)
def _first_domain() -> None:
    """The domain written in last is remembered for as long as the program runs, and so from test to test."""
    NoteForm.last_domain = Domain.PSYCHOSOCIAL


@pytest.fixture
def tab(qtbot: QtBot, workplace: Workplace, in_vault: InVault, settle: Settle, seen: Seen) -> Tab:
    client = in_vault(
        workplace, lambda: clients.add_client(workplace.session, ClientDetails(names=(Name("Yodit Haile"),)))
    )
    page = ClientFilePage(workplace)
    qtbot.addWidget(page)
    page.resize(1280, 900)
    with qtbot.waitExposed(page):
        page.show()
    made = Tab(workplace, client, settle=settle, in_vault=in_vault, seen=seen, page=page)
    made.show()
    return made


def test_support_is_started_and_the_referral_that_waited_is_settled(tab: Tab) -> None:
    received = tab.workplace.session.clock.now() - timedelta(days=2)
    tab.do(referrals.record, tab.client.id, ReferralDetails(received, exploitation="begging"))
    tab.show()
    assert "Support has not started." in tab.words()
    tab.click("support_start_button")
    assert part(tab.page, QCheckBox, "support_start_referral_check").isVisible()
    assert part(tab.page, ChoiceBox, "support_start_form_choice").code() == "begging"
    tab.write("support_start_begins_field", "30/10/2026")
    tab.choose("support_start_basis_choice", "annex15")
    tab.click("support_start_record_button")
    (support,) = tab.of(supports)
    assert support.draft == SupportDraft(date(2026, 10, 30), "annex15", "begging")
    assert tab.of(referrals)[0].details.outcome is Outcome.SUPPORT_STARTED
    assert "since 30 Oct 2026" in tab.words()
    assert not part(tab.page, QPushButton, "support_start_button").isVisible()
    tab.undo()
    assert tab.of(supports) == ()
    assert tab.of(referrals)[0].details.outcome is Outcome.PENDING
    assert part(tab.page, QPushButton, "support_start_button").isVisible()


def test_a_referral_that_says_support_started_asks_since_when(tab: Tab) -> None:
    now = tab.workplace.session.clock.now()
    tab.do(referrals.record, tab.client.id, ReferralDetails(now, outcome=Outcome.SUPPORT_STARTED))
    tab.show()
    assert "The referral says that support started" in tab.words()


def test_the_main_form_changes_with_a_reason_only(tab: Tab) -> None:
    tab.do(supports.start, tab.client.id, SupportDraft(date(2026, 3, 3), "agreement", "economic"))
    tab.show()
    tab.click("support_change_button")
    why = part(tab.page, QLineEdit, "support_start_form_reason_field")
    assert not why.isVisible()
    tab.choose("support_start_form_choice", "sexual")
    assert why.isVisible()
    tab.click("support_start_record_button")
    assert "The main form is fixed at the start: say why it changes." in tab.words()
    why.setText("New statement")
    tab.click("support_start_record_button")
    assert tab.of(supports)[0].draft.main_form == "sexual"
    assert "The main form was changed: New statement" in tab.words()
    tab.undo()
    assert tab.of(supports)[0].draft.main_form == "economic"


def test_support_ends_with_a_reason_and_goes_on_within_twelve_months(tab: Tab) -> None:
    tab.do(supports.start, tab.client.id, SupportDraft(date(2025, 3, 3), "agreement", "economic"))
    tab.show()
    tab.click("support_end_button")
    tab.click("support_end_record_button")
    assert "Choose why this support ended." in tab.words()
    tab.choose("support_end_reason_choice", "disappeared")
    tab.write("support_end_ends_field", "1/5/2026")
    tab.click("support_end_record_button")
    assert tab.of(supports)[0].end == SupportEnd(date(2026, 5, 1), "disappeared")
    assert "Until 1 May 2027 a new start reopens this support." in tab.words()
    tab.click("support_start_button")
    assert "it is reopened" in part(tab.page, QLabel, "support_start_again_label").text()
    assert not part(tab.page, ChoiceBox, "support_start_basis_choice").isVisible()
    tab.click("support_start_record_button")
    (support,) = tab.of(supports)
    assert support.running_since == date(2026, 11, 2)
    assert "taken up again on 2 Nov 2026" in tab.words()
    tab.undo()
    assert tab.of(supports)[0].end == SupportEnd(date(2026, 5, 1), "disappeared")


def test_a_start_half_typed_is_there_again(tab: Tab) -> None:
    tab.click("support_start_button")
    tab.write("support_start_begins_field", "1/10/2026")
    tab.page.flush_drafts()
    tab.settle()
    other = tab.do(clients.add_client, ClientDetails())
    tab.page.show_client(other.id, tab="support")
    tab.settle()
    assert not part(tab.page, QLineEdit, "support_start_begins_field").isVisible()
    tab.show()
    field = part(tab.page, QLineEdit, "support_start_begins_field")
    assert field.isVisible()
    assert field.text() == "01/10/2026"


def test_a_goal_in_the_clients_words_is_added_closed_and_taken_up_again(tab: Tab) -> None:
    tab.click("support_goal_button")
    tab.write("goal_words_field", "أريد أن أتعلم الهولندية")
    tab.write("goal_review_field", "5/11/2026")
    tab.click("goal_record_button")
    (goal,) = tab.of(goals)
    assert goal.draft == GoalDraft(
        Domain.PSYCHOSOCIAL, "أريد أن أتعلم الهولندية", date(2026, 11, 2), date(2026, 11, 5)
    )
    assert "in 3 days" in tab.words()
    tab.click("support_goal0_close_button")
    part(tab.page, QPushButton, "goal_end_state_adjusted_button").click()
    tab.write("goal_end_result_field", "First Dutch, then work")
    tab.write("goal_end_instead_field", "Work in a kitchen")
    tab.click("goal_end_record_button")
    assert [item.state for item in tab.of(goals)] == [GoalState.ADJUSTED, GoalState.OPEN]
    assert "Work in a kitchen" in tab.words()
    tab.undo()
    assert tab.of(goals) == (goal,)
    tab.click("support_goal0_close_button")
    part(tab.page, QPushButton, "goal_end_state_reached_button").click()
    tab.click("goal_end_record_button")
    assert goal.draft.words not in tab.words()
    tab.click("support_closed_goals_button")
    tab.click("support_closed_goal0_reopen_button")
    assert tab.of(goals)[0].is_open
    tab.undo()
    assert tab.of(goals)[0].state is GoalState.REACHED


def test_a_goal_taken_back_is_gone(tab: Tab) -> None:
    tab.click("support_goal_button")
    tab.write("goal_words_field", "A room of my own")
    tab.click("goal_record_button")
    tab.undo()
    assert tab.of(goals) == ()


def test_what_a_contact_rarely_carries_is_folded_away_and_shown_when_there(tab: Tab, qtbot: QtBot) -> None:
    goal = tab.do(goals.add, tab.client.id, GoalDraft(Domain.LEGAL, "Papers by summer"))
    tab.show()
    assert tab.page.findChild(QLineEdit, "note_interpreter_field") is None, "made only when unfolded"
    tab.click("note_domain_legal_button")
    tab.click("note_more_button")
    tab.write("note_text_field", "With the lawyer")
    field = part(tab.page, QLineEdit, "note_legal_actions_field")
    assert field.hasFocus()
    qtbot.keyClicks(field, "lawyer")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    tab.choose("note_goal_choice", goal.id)
    tab.write("note_interpreter_field", "Mrs Tesfay")
    tab.page.flush_drafts()
    tab.settle()
    tab.click("note_record_button")
    (note,) = tab.of(notes)
    assert (note.draft.actions, note.draft.goal_id, note.draft.interpreter) == (
        ("lawyer",),
        goal.id,
        "Mrs Tesfay",
    )
    told = tab.words()
    assert "Done: Lawyer / legal aid" in told
    assert "Papers by summer" in told
    assert not part(tab.page, QLineEdit, "note_interpreter_field").isVisible(), "folded for the next contact"


def test_by_keyboard_alone_what_was_done_takes_two_chords_and_a_few_letters_more(
    tab: Tab, qtbot: QtBot
) -> None:
    """Ctrl+R, the words, Ctrl+M, three letters, Enter, Ctrl+Enter."""
    qtbot.keyClick(tab.page, Qt.Key.Key_R, CTRL)
    tab.settle()
    text = part(tab.page, QPlainTextEdit, "note_text_field")
    qtbot.keyClicks(text, "Looked at rooms together")
    qtbot.keyClick(text, Qt.Key.Key_M, CTRL)
    field = part(tab.page, QLineEdit, "note_psychosocial_actions_field")
    assert field.hasFocus()
    qtbot.keyClicks(field, "hou")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return, CTRL)
    tab.settle()
    assert tab.of(notes)[0].draft.actions == ("housing",)
    assert (
        tab.page.focusWidget() is text
    )  # the list of matches took the window's activity with it, out of sight


def test_tab_goes_through_the_page_as_one_reads(tab: Tab) -> None:
    tab.do(notes.record, tab.client.id, NoteDraft(Domain.LEGAL, "First", tab.workplace.session.clock.now()))
    tab.show()
    tab.click("note_more_button")
    tab.click("support_goal_button")
    wanted = [
        *("support_start_button", "note_text_field", "note_more_button", "note_psychosocial_actions_field"),
        *("note_interpreter_field", "note_record_button", "support_filter_all_button"),
        *("support_note0_correct_button", "support_note0_withdraw_button", "goal_words_field"),
        *("support_task_button", "support_appointment_button"),
    ]
    met: list[str] = []
    widget: QWidget = part(tab.page, QPushButton, "support_start_button")
    while len(met) < len(wanted):
        if widget.objectName() in wanted:
            met.append(widget.objectName())
        after = widget.nextInFocusChain()
        assert after is not None
        widget = after
    assert met == wanted


def test_the_history_words_what_was_done_here(tab: Tab) -> None:
    tab.do(supports.start, tab.client.id, SupportDraft(date(2026, 3, 3), "annex15", "economic"))
    note = tab.do(
        notes.record, tab.client.id, NoteDraft(Domain.LEGAL, "Elsewhere", tab.workplace.session.clock.now())
    )
    tab.do(withdrawals.withdraw, note.id, Domain.LEGAL, reason="Wrong file")
    tab.page.go("history")
    tab.settle()
    told = tab.words()
    assert "On the basis of: Annex 15" in told
    assert "Note withdrawn" in told
    assert "Reason: Wrong file" in told
    assert "Elsewhere" not in told


def test_a_draft_with_a_goal_comes_back_with_its_goal(tab: Tab) -> None:
    goal = tab.do(goals.add, tab.client.id, GoalDraft(Domain.PSYCHOSOCIAL, "A room of my own"))
    tab.show()
    tab.click("note_more_button")
    tab.choose("note_goal_choice", goal.id)
    tab.write("note_text_field", "Looked at rooms")
    tab.page.flush_drafts()
    tab.settle()
    assert goal.id in tab.do(drafts.recall, f"note:{tab.client.id}")
    other = tab.do(clients.add_client, ClientDetails())
    tab.page.show_client(other.id, tab="support")
    tab.settle()
    tab.show()
    assert part(tab.page, ChoiceBox, "note_goal_choice").code() == goal.id
    tab.click("note_record_button")
    assert tab.of(notes)[0].draft.goal_id == goal.id


def test_actions_of_another_domain_are_not_recorded(tab: Tab) -> None:
    tab.click("note_more_button")
    tab.write("note_text_field", "Spoke")
    field = part(tab.page, QLineEdit, "note_psychosocial_actions_field")
    field.setText("Job")
    field.take()  # type: ignore[attr-defined]
    tab.click("note_domain_legal_button")
    tab.click("note_record_button")
    assert tab.of(notes)[0].draft.actions == ()


def test_a_note_in_the_wrong_file_is_withdrawn_and_recorded_where_it_belongs(tab: Tab, qtbot: QtBot) -> None:
    other = tab.do(clients.add_client, ClientDetails(names=(Name("Samira Ahmad"),)))
    draft = NoteDraft(Domain.LEGAL, "About Samira", tab.workplace.session.clock.now())
    tab.do(notes.record, tab.client.id, draft)
    tab.show()
    tab.click("support_note0_withdraw_button")
    dialog = part(tab.page, QDialog, "withdraw_dialog")
    part(dialog, QPushButton, "withdraw_act_button").click()
    tab.settle()
    assert "Say why this note is withdrawn." in words(dialog)
    part(dialog, QPlainTextEdit, "withdraw_reason_field").setPlainText("Wrong file")
    part(dialog, QCheckBox, "withdraw_move_check").click()
    search = part(dialog, QLineEdit, "withdraw_person_edit")
    qtbot.keyClicks(search, "samira")
    tab.settle()
    qtbot.keyClick(search, Qt.Key.Key_Return, CTRL)
    tab.settle()
    (gone,) = tab.of(withdrawals)
    assert (gone.reason, gone.moved) == ("Wrong file", True)
    assert tab.do(notes.of_client, other.id)[0].draft.text == "About Samira"
    told = tab.words()
    assert (
        "A note was withdrawn by An Peeters on 2 Nov 2026 10:30 and recorded where it belongs: Wrong file"
        in told
    )
    assert "About Samira" not in told
    tab.click("support_withdrawn0_read_button")
    assert "About Samira" in tab.words()


def test_who_neither_wrote_it_nor_coordinates_cannot_withdraw_or_read(
    qtbot: QtBot,
    tab: Tab,
    make_session: MakeSession,
    make_workplace: Callable[..., Workplace],
    *,
    in_vault: InVault,
    settle: Settle,
) -> None:
    now = tab.workplace.session.clock.now()
    kept = tab.do(notes.record, tab.client.id, NoteDraft(Domain.LEGAL, "Stays", now))
    wrong = tab.do(notes.record, tab.client.id, NoteDraft(Domain.LEGAL, "Goes", now))
    tab.do(withdrawals.withdraw, wrong.id, Domain.LEGAL, reason="Wrong file")
    make_session(roles=[Role.CASEWORKER], login="tom").close()
    workplace = make_workplace(login="tom")
    page = ClientFilePage(workplace)
    qtbot.addWidget(page)
    page.show()
    page.show_client(tab.client.id, tab="support")
    settle(workplace.jobs)
    assert kept.draft.text in words(page)
    assert page.findChild(QPushButton, "support_note1_withdraw_button") is None
    assert "A note was withdrawn by An Peeters" in words(page)
    assert not part(page, QPushButton, "support_withdrawn1_read_button").isVisible()


def test_a_task_is_changed_and_given_to_a_colleague(tab: Tab) -> None:
    me = tab.workplace.session.user.id
    task = tab.do(tasks.add, TaskDraft("Call the insurer", me, date(2026, 11, 4)), client_id=tab.client.id)
    tab.show()
    tab.click("support_task0_change_button")
    assert part(tab.page, QLineEdit, "task_title_field").text() == "Call the insurer"
    tab.write("task_due_field", "9/11/2026")
    tab.choose("task_domain_choice", "legal")
    tab.choose("task_action_choice", "lawyer")
    tab.click("task_record_button")
    (changed,) = tab.of(tasks)
    assert (changed.draft.due, changed.draft.domain, changed.draft.action) == (
        date(2026, 11, 9),
        Domain.LEGAL,
        "lawyer",
    )
    assert "Lawyer / legal aid" in tab.words()
    tab.undo()
    assert tab.of(tasks) == (task,)


def test_a_task_added_by_mistake_is_taken_back(tab: Tab) -> None:
    tab.click("support_task_button")
    tab.write("task_title_field", "Call the insurer")
    tab.click("task_record_button")
    assert len(tab.of(tasks)) == 1
    tab.undo()
    assert tab.of(tasks) == ()


def test_an_appointment_is_moved(tab: Tab) -> None:
    at = tab.workplace.session.clock.now() + timedelta(days=2)
    made = tab.do(appointments.add, tab.client.id, AppointmentDraft(at, "Lawyer"))
    tab.show()
    tab.click("support_appointment0_change_button")
    tab.write("appointment_at_time_field", "15:00")
    tab.choose("appointment_kind_choice", "lawyer")
    tab.write("appointment_minutes_field", "45")
    tab.write("appointment_interpreter_field", "Mrs Tesfay")
    tab.click("appointment_record_button")
    (moved,) = tab.of(appointments)
    assert (moved.draft.kind, moved.draft.minutes, moved.draft.interpreter) == ("lawyer", 45, "Mrs Tesfay")
    assert moved.draft.at.hour == 14
    assert "45 min" in tab.words()
    tab.undo()
    assert tab.of(appointments) == (made,)


def test_a_long_file_shows_a_window_full_and_the_rest_as_one_goes_there(tab: Tab) -> None:
    now = tab.workplace.session.clock.now()
    for number in range(SLICE + 5):
        draft = NoteDraft(Domain.LEGAL, f"Contact {number}", now - timedelta(hours=number))
        tab.do(notes.record, tab.client.id, draft)
    tab.show()
    assert cards(tab) == AT_ONCE
    assert (
        part(tab.page, QPushButton, "support_more_button").text()
        == f"Show {SLICE + 5 - AT_ONCE} earlier entries"
    )
    area = _area_of(part(tab.page, QWidget, "support_note0_card"))
    for _ in range(12):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        QApplication.processEvents()
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum() - 1)
    assert cards(tab) == SLICE
    tab.click("support_more_button")
    assert cards(tab) == SLICE + 5
    assert not part(tab.page, QPushButton, "support_more_button").isVisible()


def test_recording_leaves_the_other_cards_alone(tab: Tab) -> None:
    now = tab.workplace.session.clock.now()
    tab.do(notes.record, tab.client.id, NoteDraft(Domain.LEGAL, "First", now - timedelta(hours=1)))
    tab.show()
    card = part(tab.page, QWidget, "support_note0_card")
    tab.write("note_text_field", "Second")
    tab.click("note_record_button")
    assert part(tab.page, QWidget, "support_note1_card") is card
    assert "Second" in words(part(tab.page, QWidget, "support_note0_card"))


def cards(tab: Tab) -> int:
    QApplication.processEvents()
    names = (widget.objectName() for widget in tab.page.findChildren(QWidget) if widget.isVisibleTo(tab.page))
    return sum(1 for name in names if name.startswith("support_note") and name.endswith("_card"))


def _area_of(widget: QWidget) -> Any:
    from PySide6.QtWidgets import QScrollArea

    above = widget.parentWidget()
    while not isinstance(above, QScrollArea):
        assert above is not None
        above = above.parentWidget()
    return above


def test_the_domain_chosen_holds_for_goals_and_tasks_too(tab: Tab) -> None:
    me = tab.workplace.session.user.id
    tab.do(goals.add, tab.client.id, GoalDraft(Domain.LEGAL, "Papers by summer"))
    tab.do(goals.add, tab.client.id, GoalDraft(Domain.PSYCHOSOCIAL, "A room of my own"))
    draft = TaskDraft("Call the insurer", me, date(2026, 11, 4), domain=Domain.ADMINISTRATIVE)
    tab.do(tasks.add, draft, client_id=tab.client.id)
    tab.show()
    tab.click("support_filter_legal_button")
    assert "Papers by summer" in tab.words()
    assert "A room of my own" not in tab.words()
    assert "Call the insurer" not in tab.words()
    tab.click("support_filter_all_button")
    assert "A room of my own" in tab.words()
    assert "Call the insurer" in tab.words()
