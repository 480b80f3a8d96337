"""A client file as it is worked in: read, written, corrected, never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import Desk
from desktop.clock import FixedClock
from desktop.domain.clients import Alert, BirthDate, Client, ClientDetails, Name, SpokenLanguage
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.roles import Compartment, Role
from desktop.domain.support import Domain, NoteDraft, Outcome, TaskDraft
from desktop.services import clients, drafts, history, notes, procedure, referrals, tasks
from desktop.ui.pages.client_file.note_form import NoteForm
from desktop.ui.pages.client_file_page import ClientFilePage
from desktop.ui.widgets import draft_keeper
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.workplace import Workplace
from tests.helpers.vaults import MakeSession
from tests.helpers.windows import Seen

W = TypeVar("W", bound=QWidget)
InVault = Callable[[Workplace, Callable[[], Any]], Any]
Settle = Callable[..., None]
CTRL = Qt.KeyboardModifier.ControlModifier

YODIT = ClientDetails(
    names=(Name("Yodit Haile", "ዮዲት ሃይለ"),),
    birth=BirthDate(1998, 3, 14),
    gender="f",
    nationalities=("ER",),
    languages=(SpokenLanguage("ti"), SpokenLanguage("ar", reads=False)),
    alerts=(Alert("Never call before noon"),),
)


def part(page: QWidget, kind: type[W], name: str) -> W:
    found = page.findChild(kind, name)
    assert found is not None, f"no {name}"
    return found


def words(page: QWidget) -> str:
    """Everything a person can read on the page, once what was just added to it is shown."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def client(workplace: Workplace, in_vault: InVault) -> Client:
    made: Client = in_vault(workplace, lambda: clients.add_client(workplace.session, YODIT))
    return made


@pytest.fixture
def open_file(qtbot: QtBot, settle: Settle) -> Callable[..., ClientFilePage]:
    """Open a client's file on a tab: `open_file(workplace, client, "support")`."""

    def show(workplace: Workplace, client: Client, tab: str = "overview") -> ClientFilePage:
        page = ClientFilePage(workplace)
        qtbot.addWidget(page)
        page.resize(1280, 900)
        with qtbot.waitExposed(page):
            page.show()
        page.show_client(client.id)
        settle(workplace.jobs)
        page.go(tab)
        settle(workplace.jobs)
        return page

    return show


Open = Callable[..., ClientFilePage]


def test_the_head_says_who_this_is(workplace: Workplace, client: Client, open_file: Open) -> None:
    page = open_file(workplace, client)
    facts = part(page, QLabel, "file_facts_label").text()
    assert part(page, QLabel, "file_name_label").text() == "Yodit Haile"
    assert part(page, QLabel, "file_native_name_label").text() == "ዮዲት ሃይለ"
    assert "28 years" in facts
    assert "Tigrinya" in facts
    assert "Arabic (does not read it)" in facts
    assert "Never call before noon" in words(page)


def test_a_form_that_opens_at_the_edge_of_the_screen_is_brought_in_sight(
    workplace: Workplace, client: Client, open_file: Open, settle: Settle, *, qtbot: QtBot
) -> None:
    page = open_file(workplace, client, "intake")
    page.resize(1000, 500)
    settle(workplace.jobs)
    qtbot.mouseClick(part(page, QPushButton, "intake_identity_button"), Qt.MouseButton.LeftButton)
    field = part(page, QLineEdit, "identity_name0_latin_field")
    qtbot.waitUntil(lambda: field.visibleRegion().boundingRect().height() >= field.height() - 2)


def test_opening_is_logged_once(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault
) -> None:
    open_file(workplace, client)
    log = in_vault(workplace, lambda: history.of_client(workplace.session, client.id))
    assert [entry.kind for entry in log].count("access") == 1


def test_a_note_takes_its_text_and_two_keys(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault, settle: Settle, *, qtbot: QtBot
) -> None:
    page = open_file(workplace, client)
    qtbot.keyClick(page, Qt.Key.Key_R, CTRL)
    settle(workplace.jobs)
    text = part(page, QPlainTextEdit, "note_text_field")
    assert text.hasFocus()
    qtbot.keyClicks(text, "Called: all is well.")
    qtbot.keyClick(text, Qt.Key.Key_Return, CTRL)
    settle(workplace.jobs)
    (note,) = in_vault(workplace, lambda: notes.of_client(workplace.session, client.id))
    assert note.draft.text == "Called: all is well."
    assert note.author == workplace.session.user.id
    assert "Called: all is well." in words(page)
    assert text.toPlainText() == ""
    assert text.hasFocus()


def test_a_contact_begun_an_hour_later_happens_an_hour_later(
    workplace: Workplace, client: Client, open_file: Open, clock: FixedClock
) -> None:
    page = open_file(workplace, client, "support")
    part(page, QLineEdit, "note_minutes_field").setFocus()
    clock.advance(timedelta(hours=1))
    part(page, QPlainTextEdit, "note_text_field").setFocus()
    assert part(page, QLineEdit, "note_happened_time_field").text() == "11:30"


def test_the_last_domain_is_offered_again(
    workplace: Workplace, client: Client, open_file: Open, settle: Settle
) -> None:
    page = open_file(workplace, client, "support")
    part(page, QPushButton, "note_domain_legal_button").click()
    part(page, QPlainTextEdit, "note_text_field").setPlainText("Spoke with the lawyer")
    part(page, QPushButton, "note_record_button").click()
    settle(workplace.jobs)
    assert part(page, QPushButton, "note_domain_legal_button").isChecked()
    NoteForm.last_domain = Domain.PSYCHOSOCIAL


def test_a_correction_stands_beside_its_original(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault, settle: Settle
) -> None:
    moment = workplace.session.clock.now()
    wrong = NoteDraft(domain=Domain.LEGAL, text="Hearing on the 12th", happened=moment)
    in_vault(workplace, lambda: notes.record(workplace.session, client.id, wrong))
    page = open_file(workplace, client, "support")
    part(page, QPushButton, "support_note0_correct_button").click()
    field = part(page, QPlainTextEdit, "note_text_field")
    assert field.toPlainText() == "Hearing on the 12th"
    assert not part(page, QPushButton, "note_domain_psychosocial_button").isEnabled()
    field.setPlainText("Hearing on the 14th")
    part(page, QPushButton, "note_record_button").click()
    settle(workplace.jobs)
    seen = words(page)
    assert "Hearing on the 14th" in seen
    assert "Hearing on the 12th" in seen
    assert "Original entry" in seen
    assert page.findChild(QPushButton, "support_note1_correct_button") is None  # only the latest is corrected


def test_a_correction_comes_in_sight_and_what_was_half_written_comes_back(
    *, workplace: Workplace, client: Client, open_file: Open, in_vault: InVault, settle: Settle, seen: Seen
) -> None:
    moment = workplace.session.clock.now()
    for number in range(12):
        draft = NoteDraft(domain=Domain.LEGAL, text=f"Hearing {number}\n" * 6, happened=moment)
        in_vault(workplace, lambda draft=draft: notes.record(workplace.session, client.id, draft))
    page = open_file(workplace, client, "support")
    field = part(page, QPlainTextEdit, "note_text_field")
    field.setPlainText("Half a note")
    button = part(page, QPushButton, "support_note3_correct_button")
    _area_of(field).ensureWidgetVisible(button)
    assert field.visibleRegion().isEmpty()
    button.click()
    settle(workplace.jobs)
    assert field.visibleRegion().boundingRect().height() == field.height()
    take_back = seen.said[-1].undo
    assert take_back is not None
    take_back()
    settle(workplace.jobs)
    assert field.toPlainText() == "Half a note"


def _area_of(widget: QWidget) -> QScrollArea:
    above = widget.parentWidget()
    while not isinstance(above, QScrollArea):
        assert above is not None
        above = above.parentWidget()
    return above


def test_the_timeline_filters_by_domain(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault, settle: Settle
) -> None:
    moment = workplace.session.clock.now()
    for domain in (Domain.LEGAL, Domain.PSYCHOSOCIAL, Domain.COUNSELLING):
        draft = NoteDraft(domain=domain, text=f"About {domain}", happened=moment)
        in_vault(workplace, lambda draft=draft: notes.record(workplace.session, client.id, draft))
    page = open_file(workplace, client, "support")
    assert "About counselling" in words(page)
    part(page, QPushButton, "support_filter_legal_button").click()
    assert "About legal" in words(page)
    assert "About psychosocial" not in words(page)


def test_a_next_step_with_a_day_becomes_a_task(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault, settle: Settle
) -> None:
    page = open_file(workplace, client, "support")
    part(page, QPlainTextEdit, "note_text_field").setPlainText("Toothache for three days")
    part(page, QLineEdit, "note_next_step_field").setText("Call the dentist")
    part(page, QLineEdit, "note_due_field").setText("4/11/2026")
    part(page, QPushButton, "note_record_button").click()
    settle(workplace.jobs)
    (task,) = in_vault(workplace, lambda: tasks.of_client(workplace.session, client.id))
    assert (task.draft.title, task.draft.due) == ("Call the dentist", date(2026, 11, 4))
    assert task.draft.owner == workplace.session.user.id


def test_counselling_words_never_reach_another_compartment(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault, settle: Settle
) -> None:
    page = open_file(workplace, client, "support")
    part(page, QPushButton, "note_domain_psychosocial_button").click()
    part(page, QPlainTextEdit, "note_text_field").setPlainText("what was said in confidence")
    page.flush_drafts()
    part(page, QPushButton, "note_domain_counselling_button").click()
    assert not part(page, QLineEdit, "note_due_field").isVisible()
    page.flush_drafts()
    settle(workplace.jobs)
    keys = (f"note:{client.id}", f"counselling:note:{client.id}")
    kept = [in_vault(workplace, lambda key=key: drafts.recall(workplace.session, key)) for key in keys]
    assert kept[0] == ""
    assert "in confidence" in kept[1]
    again = open_file(workplace, client, "support")
    assert part(again, QPlainTextEdit, "note_text_field").toPlainText() == "what was said in confidence"
    assert part(again, QPushButton, "note_domain_counselling_button").isChecked()


def test_a_half_written_note_is_there_after_the_page_was_rebuilt(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault, settle: Settle
) -> None:
    page = open_file(workplace, client, "support")
    part(page, QPlainTextEdit, "note_text_field").setPlainText("Half a sen")
    part(page, QLineEdit, "note_minutes_field").setText("20")
    page.flush_drafts()
    settle(workplace.jobs)
    again = open_file(workplace, client, "support")
    assert part(again, QPlainTextEdit, "note_text_field").toPlainText() == "Half a sen"
    assert part(again, QLineEdit, "note_minutes_field").text() == "20"
    part(again, QPushButton, "note_record_button").click()
    settle(workplace.jobs)
    assert in_vault(workplace, lambda: drafts.recall(workplace.session, f"note:{client.id}")) == ""


def test_looking_into_another_file_loses_no_draft(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault, settle: Settle
) -> None:
    other = in_vault(workplace, lambda: clients.add_client(workplace.session, ClientDetails()))
    page = open_file(workplace, client, "support")
    part(page, QPlainTextEdit, "note_text_field").setPlainText("Half a sen")
    page.show_client(other.id, tab="support")
    settle(workplace.jobs)
    assert part(page, QPlainTextEdit, "note_text_field").toPlainText() == ""
    page.show_client(client.id, tab="support")
    settle(workplace.jobs)
    assert part(page, QPlainTextEdit, "note_text_field").toPlainText() == "Half a sen"


def test_a_pause_in_typing_keeps_the_draft(
    workplace: Workplace,
    client: Client,
    open_file: Open,
    in_vault: InVault,
    *,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(draft_keeper, "KEPT_AFTER_MS", 1)
    page = open_file(workplace, client, "support")
    part(page, QPlainTextEdit, "note_text_field").setPlainText("Half a sen")
    key = f"note:{client.id}"
    qtbot.waitUntil(lambda: in_vault(workplace, lambda: drafts.recall(workplace.session, key)) != "")


def test_an_empty_note_is_refused_beside_its_field(
    workplace: Workplace, client: Client, open_file: Open, settle: Settle, seen: Seen
) -> None:
    page = open_file(workplace, client, "support")
    part(page, QPushButton, "note_record_button").setFocus()
    part(page, QPushButton, "note_record_button").click()
    settle(workplace.jobs)
    assert "Write what happened." in words(page)
    assert part(page, QPlainTextEdit, "note_text_field").hasFocus()
    assert seen.failed == []


def test_ticking_a_task_can_be_undone(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault, settle: Settle, *, seen: Seen
) -> None:
    draft = TaskDraft("Call the insurer", workplace.session.user.id, date(2026, 11, 1))
    in_vault(workplace, lambda: tasks.add(workplace.session, draft, client_id=client.id))
    page = open_file(workplace, client)
    assert "1 day late" in words(page)
    part(page, QCheckBox, "overview_task0_done_check").click()
    settle(workplace.jobs)
    assert in_vault(workplace, lambda: tasks.of_client(workplace.session, client.id))[0].done_on is not None
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    settle(workplace.jobs)
    assert in_vault(workplace, lambda: tasks.of_client(workplace.session, client.id))[0].done_on is None


def test_an_identity_is_changed_in_place(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault, settle: Settle, *, qtbot: QtBot
) -> None:
    page = open_file(workplace, client, "intake")
    part(page, QPushButton, "intake_identity_button").click()
    part(page, QPushButton, "identity_names_add_button").click()
    alias = part(page, QLineEdit, "identity_name1_native_field")
    alias.setText("سمیرا")
    assert alias.layoutDirection() is Qt.LayoutDirection.RightToLeft
    language = part(page, QLineEdit, "identity_language_field")
    language.setFocus()
    qtbot.keyClicks(language, "amhar")
    qtbot.keyClick(language, Qt.Key.Key_Return)
    part(page, ChoiceBox, "identity_gender_choice").set_code("x")
    qtbot.keyClick(alias, Qt.Key.Key_Return, CTRL)
    settle(workplace.jobs)
    changed = in_vault(workplace, lambda: clients.open_client(workplace.session, client.id)).details
    assert changed.gender == "x"
    assert [name.native for name in changed.names] == ["ዮዲት ሃይለ", "سمیرا"]
    assert [spoken.tag for spoken in changed.languages] == ["ti", "ar", "am"]
    assert [spoken.reads for spoken in changed.languages] == [True, False, True]
    assert changed.alerts[0].text == "Never call before noon"
    assert not part(page, QPushButton, "identity_record_button").isVisible()


def test_a_change_of_identity_half_typed_opens_by_itself(
    workplace: Workplace, client: Client, open_file: Open, settle: Settle
) -> None:
    page = open_file(workplace, client, "intake")
    part(page, QPushButton, "intake_identity_button").click()
    part(page, QLineEdit, "identity_name0_latin_field").setText("Yodit Hail")
    page.flush_drafts()
    settle(workplace.jobs)
    again = open_file(workplace, client, "intake")
    assert part(again, QLineEdit, "identity_name0_latin_field").isVisible()
    assert part(again, QLineEdit, "identity_name0_latin_field").text() == "Yodit Hail"


def test_an_outcome_without_support_asks_its_reason(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault, settle: Settle
) -> None:
    page = open_file(workplace, client, "intake")
    part(page, QPushButton, "intake_referral_button").click()
    reason = part(page, ChoiceBox, "referral_reason_choice")
    assert not reason.isVisible()
    part(page, ChoiceBox, "referral_outcome_choice").set_code("not_victim")
    assert reason.isVisible()
    part(page, QPushButton, "referral_record_button").click()
    settle(workplace.jobs)
    assert "This outcome needs its reason." in words(page)
    assert in_vault(workplace, lambda: referrals.of_client(workplace.session, client.id)) == ()
    reason.set_code("not_thb")
    part(page, QPushButton, "referral_record_button").click()
    settle(workplace.jobs)
    (referral,) = in_vault(workplace, lambda: referrals.of_client(workplace.session, client.id))
    assert referral.details.outcome is Outcome.NOT_VICTIM
    assert referral.details.decided_on == date(2026, 11, 2)


def test_a_referral_stays_open_until_its_outcome_is_chosen(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault, settle: Settle
) -> None:
    page = open_file(workplace, client, "intake")
    part(page, QPushButton, "intake_referral_button").click()
    part(page, ChoiceBox, "referral_source_choice").set_code("hospital")
    part(page, QPlainTextEdit, "referral_alleged_field").setPlainText("Works without pay")
    part(page, QPushButton, "referral_record_button").click()
    settle(workplace.jobs)
    page.go("overview")
    settle(workplace.jobs)
    assert "Decide on the referral of 2 Nov 2026" in words(page)
    page.go("intake")
    part(page, QPushButton, "referral0_change_button").click()
    part(page, ChoiceBox, "referral_outcome_choice").set_code("support_started")
    part(page, QPushButton, "referral_record_button").click()
    settle(workplace.jobs)
    (referral,) = in_vault(workplace, lambda: referrals.of_client(workplace.session, client.id))
    assert (referral.details.source, referral.details.outcome) == ("hospital", Outcome.SUPPORT_STARTED)


def test_a_document_that_ends_is_told_in_the_head(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault
) -> None:
    draft = ResidenceDocumentDraft("annex15", date(2026, 9, 24), date(2026, 11, 8))
    in_vault(workplace, lambda: procedure.record_document(workplace.session, client.id, draft))
    page = open_file(workplace, client)
    assert "End of the reflection period: in 6 days" in words(page)


def test_the_history_tells_who_did_what(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault
) -> None:
    draft = NoteDraft(domain=Domain.LEGAL, text="Spoke", happened=workplace.session.clock.now(), kind="call")
    in_vault(workplace, lambda: notes.record(workplace.session, client.id, draft))
    seen = words(open_file(workplace, client, "history"))
    assert "An Peeters" in seen
    assert "File read" in seen
    assert "Contact or note" in seen
    assert "Kind: Phone call" in seen
    assert "Birth date: 14 Mar 1998" in seen


_READ_BY_CASEWORK = [
    *("Overview", "Timeline", "Referral and intake", "Procedure", "Support"),
    *("Documents", "Sheets", "People", "History"),
]


@pytest.mark.parametrize(
    ("role", "tabs"),
    [
        (Role.COUNSELLOR, [*_READ_BY_CASEWORK[:5], "Stay", *_READ_BY_CASEWORK[5:]]),
        (Role.LEGAL_COUNSELLOR, _READ_BY_CASEWORK),
    ],
)
def test_only_the_tabs_a_role_may_read_are_there(  # noqa: PLR0917 - fixtures
    make_workplace: Callable[..., Workplace],
    make_session: MakeSession,
    open_file: Open,
    in_vault: InVault,
    role: Role,
    tabs: list[str],
) -> None:
    make_session(roles=[role], login="someone").close()
    workplace = make_workplace(login="someone")
    client = in_vault(workplace, lambda: clients.add_client(workplace.session, YODIT))
    page = open_file(workplace, client)
    bar = part(page, QTabWidget, "file_tabs")
    assert [bar.tabText(number) for number in range(bar.count())] == tabs


def test_without_the_casework_key_there_is_no_support_tab(
    workplace: Workplace, client: Client, open_file: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No role of the matrix is so today; a colleague who waits for the key is."""
    held = frozenset({Compartment.REGISTRY})
    monkeypatch.setattr(type(workplace.session), "holds", property(lambda _session: held))
    page = open_file(workplace, client, "intake")
    bar = part(page, QTabWidget, "file_tabs")
    assert "Support" not in [bar.tabText(number) for number in range(bar.count())]
    assert page.findChild(QPlainTextEdit, "note_text_field") is None
    assert not part(page, QWidget, "intake_referral_section").isVisible()


def test_private_mode_hides_the_name(workplace: Workplace, client: Client, open_file: Open) -> None:
    workplace.privacy.switch(on=True)
    page = open_file(workplace, client, "intake")
    assert "Yodit" not in words(page)
    assert "Y. H." in words(page)


def test_the_overview_tells_what_was_never_recorded(
    workplace: Workplace, client: Client, open_file: Open, settle: Settle
) -> None:
    page = open_file(workplace, client, "support")
    part(page, QPlainTextEdit, "note_text_field").setPlainText("Half a sen")
    page.flush_drafts()
    settle(workplace.jobs)
    again = open_file(workplace, client)
    assert "A contact, task or appointment was not recorded yet" in words(again)
    part(again, QPushButton, "overview_finish_support_button").click()
    settle(workplace.jobs)
    assert part(again, QPlainTextEdit, "note_text_field").toPlainText() == "Half a sen"


def test_printing_a_sheet_begins_with_this_client(
    workplace: Workplace, client: Client, open_file: Open
) -> None:
    asked: list[str] = []
    page = open_file(replace(workplace, show_sheets_for=asked.append), client, "sheets")
    part(page, QPushButton, "file_print_sheet_button").click()
    assert asked == [client.id]


def test_in_the_window_a_change_of_language_keeps_the_file_and_the_words(
    unlocked: Desk, in_vault: InVault, settle: Settle, qtbot: QtBot
) -> None:
    workplace = unlocked.workplace
    assert workplace is not None
    client = in_vault(workplace, lambda: clients.add_client(workplace.session, YODIT))
    workplace.open_client(client.id)
    settle(workplace.jobs)
    page = part(unlocked.window, ClientFilePage, "client_file_page")
    page.go("support")
    settle(workplace.jobs)
    part(page, QPlainTextEdit, "note_text_field").setPlainText("Half a sen")
    workplace.settings.change(language="nl")
    qtbot.waitUntil(lambda: unlocked.window.findChildren(ClientFilePage) not in ([], [page]))
    again = unlocked.window.findChildren(ClientFilePage)[-1]
    assert again is not page
    settle(workplace.jobs)
    again.go("support")
    settle(workplace.jobs)
    assert again.client_id == client.id
    assert part(again, QPlainTextEdit, "note_text_field").toPlainText() == "Half a sen"


def test_after_counselling_the_next_words_stay_behind_its_key_too(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault, settle: Settle
) -> None:
    NoteForm.last_domain = Domain.COUNSELLING
    try:
        page = open_file(workplace, client, "support")
        assert part(page, QPushButton, "note_domain_counselling_button").isChecked()
        part(page, QPlainTextEdit, "note_text_field").setPlainText("in confidence")
        page.flush_drafts()
        settle(workplace.jobs)
    finally:
        NoteForm.last_domain = Domain.PSYCHOSOCIAL
    assert in_vault(workplace, lambda: drafts.recall(workplace.session, f"note:{client.id}")) == ""
    kept = in_vault(workplace, lambda: drafts.recall(workplace.session, f"counselling:note:{client.id}"))
    assert "in confidence" in kept


def test_what_was_thrown_away_can_be_taken_back(
    workplace: Workplace, client: Client, open_file: Open, in_vault: InVault, settle: Settle, *, seen: Seen
) -> None:
    page = open_file(workplace, client, "support")
    part(page, QPushButton, "support_task_button").click()
    part(page, QLineEdit, "task_title_field").setText("Call the insurer")
    part(page, QPushButton, "task_discard_button").click()
    assert not part(page, QLineEdit, "task_title_field").isVisible()
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    settle(workplace.jobs)
    assert part(page, QLineEdit, "task_title_field").isVisible()
    assert part(page, QLineEdit, "task_title_field").text() == "Call the insurer"
    assert in_vault(workplace, lambda: drafts.recall(workplace.session, f"task:{client.id}")) != ""


def test_from_anywhere_to_a_recorded_contact_by_keyboard_alone(
    unlocked: Desk, in_vault: InVault, settle: Settle, qtbot: QtBot
) -> None:
    """Ctrl+K, a few letters, Enter, Ctrl+R, the words, Ctrl+Enter."""
    workplace = unlocked.workplace
    assert workplace is not None
    client = in_vault(workplace, lambda: clients.add_client(workplace.session, YODIT))

    def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget() or unlocked.window, key, modifiers)
        settle(workplace.jobs)

    def type_words(words: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClicks(focused, words)
        settle(workplace.jobs)

    unlocked.window.activateWindow()
    press(Qt.Key.Key_K, CTRL)
    type_words("yod")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_R, CTRL)
    type_words("All is well")
    press(Qt.Key.Key_Return, CTRL)
    (note,) = in_vault(workplace, lambda: notes.of_client(workplace.session, client.id))
    assert note.draft.text == "All is well"
