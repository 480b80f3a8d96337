"""The Procedure tab as a legal counsellor works with it: by keyboard, in place, with a way back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.domain.clients import Client, ClientDetails, Name
from desktop.domain.procedure import (
    Answer,
    PaperRole,
    ProcedureEventDraft,
    RequestDraft,
    RequestStep,
    ResidenceDocumentDraft,
    TrackDraft,
    TrackKind,
)
from desktop.domain.standing import StepState
from desktop.services import clients, deadlines, drafts, history, procedure, requests
from desktop.ui.pages.client_file.history_words import act_label, field_lines
from desktop.ui.pages.client_file.procedure.step_acts import _EVENTS, _LOOKED_AT, _REQUESTS
from desktop.ui.pages.client_file_page import ClientFilePage
from desktop.ui.widgets import draft_keeper
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.labels import Chip
from desktop.ui.widgets.legal_line import LegalLine
from desktop.ui.widgets.paper_strip import Paper
from desktop.ui.widgets.track_picture import PhaseView, TrackPicture, TrackView, told
from desktop.ui.workplace import Workplace
from tests.helpers.windows import Seen

W = TypeVar("W", bound=QWidget)
InVault = Callable[[Workplace, Callable[[], Any]], Any]
Settle = Callable[..., None]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TODAY = date(2026, 11, 2)


class Hand:
    """Two hands on the keyboard, and eyes."""

    def __init__(self, page: ClientFilePage, workplace: Workplace, settle: Settle, qtbot: QtBot) -> None:
        self.page, self.workplace, self.settle, self.qtbot = page, workplace, settle, qtbot
        self.pressed = 0

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key where the focus is."""
        self.pressed += 1
        self.qtbot.keyClick(QApplication.focusWidget() or self.page, key, modifier)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        """Letters where the focus is."""
        self.pressed += len(text)
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def record(self) -> None:
        """Ctrl+Enter, and wait until it is on screen."""
        self.key(Qt.Key.Key_Return, CTRL)
        self.wait()

    def wait(self) -> None:
        """Until nothing is on its way."""
        for _round in range(3):  # what is recorded has the file read again, and that the tab
            self.settle(self.workplace.jobs)
        QApplication.processEvents()

    def press(self, name: str) -> None:
        """Press a button as the keyboard does."""
        button = self.part(QAbstractButton, name)
        button.setFocus()
        self.key(Qt.Key.Key_Space)
        self.wait()

    def part(self, kind: type[W], name: str) -> W:
        QApplication.processEvents()  # what was just added is shown a round of events later
        found = [each for each in self.page.findChildren(kind, name) if not _is_going(each)]
        assert found, f"no {name}"
        return found[-1]

    def words(self) -> str:
        """Everything one can read."""
        QApplication.processEvents()
        labels = [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]
        events = self.page.findChild(QListView, "procedure_events_list")
        model = events.model() if events is not None else None
        lines = [str(model.index(row, 0).data()) for row in range(model.rowCount())] if model else []
        return "\n".join([*labels, *lines])

    def chips(self) -> list[str]:
        return [chip.text() for chip in self.page.findChildren(Chip) if chip.isVisible()]

    @property
    def focused(self) -> str:
        widget = QApplication.focusWidget()
        return widget.objectName() if widget else ""


def _is_going(widget: QWidget) -> bool:
    """Taken out of a list, and deleted at the next turn of the event loop."""
    parent = widget.parentWidget()
    return parent is not None and widget.isHidden() and not widget.isVisibleTo(parent)


def day_before(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def client(workplace: Workplace, in_vault: InVault) -> Client:
    details = ClientDetails(names=(Name("Yodit Haile"),))
    made: Client = in_vault(workplace, lambda: clients.add_client(workplace.session, details))
    return made


@pytest.fixture
def open_tab(qtbot: QtBot, workplace: Workplace, client: Client, settle: Settle) -> Callable[[], Hand]:
    """Open the client's file on its Procedure tab."""

    def show() -> Hand:
        page = ClientFilePage(workplace)
        qtbot.addWidget(page)
        page.resize(1280, 1000)
        with qtbot.waitExposed(page):
            page.show()
        page.show_client(client.id, tab="procedure")
        hand = Hand(page, workplace, settle, qtbot)
        hand.wait()
        return hand

    return show


Open = Callable[[], Hand]


@pytest.fixture
def on_track(workplace: Workplace, client: Client, in_vault: InVault) -> str:
    """The id of a trafficking track that began 40 days ago."""
    draft = TrackDraft(TrackKind.TRAFFICKING, day_before(40))
    made = in_vault(workplace, lambda: procedure.open_track(workplace.session, client.id, draft))
    return str(made.id)


def record_paper(workplace: Workplace, client: Client, in_vault: InVault, **fields: Any) -> Any:
    draft = ResidenceDocumentDraft(**fields)
    return in_vault(workplace, lambda: procedure.record_document(workplace.session, client.id, draft))


def test_an_empty_file_says_what_to_do(open_tab: Open) -> None:
    hand = open_tab()
    assert "No track is open yet" in hand.words()
    assert "No deadline runs now." in hand.words()
    assert "No request to the Immigration Office is under way." in hand.words()


def test_a_track_is_opened_by_keyboard(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault
) -> None:
    hand = open_tab()
    hand.press("procedure_track_button")
    assert hand.focused == "procedure_track_kind_choice"
    hand.record()
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    (track,) = file.tracks
    assert track.draft.kind is TrackKind.TRAFFICKING
    assert track.draft.begins == TODAY
    assert track.draft.leading
    picture = hand.part(TrackPicture, "procedure_track0_picture")
    assert picture.view.phases[0].state is StepState.CURRENT
    assert "Detection and referral" in hand.words()


def test_a_second_track_can_take_the_lead_and_give_it_back(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str, *, seen: Seen
) -> None:
    asylum = TrackDraft(TrackKind.ASYLUM, day_before(10), leading=False)
    in_vault(workplace, lambda: procedure.open_track(workplace.session, client.id, asylum))
    hand = open_tab()
    assert hand.part(TrackPicture, "procedure_track0_picture").view.leading
    hand.press("procedure_track1_lead_button")
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    assert [track.draft.kind for track in file.tracks if track.draft.leading] == [TrackKind.ASYLUM]
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    hand.wait()
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    assert [track.draft.kind for track in file.tracks if track.draft.leading] == [TrackKind.TRAFFICKING]


def test_a_document_takes_few_keys_and_its_end_stands_ready(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str, *, seen: Seen
) -> None:
    hand = open_tab()
    hand.key(Qt.Key.Key_D, CTRL | SHIFT)
    assert hand.focused == "procedure_document_kind_choice"
    assert hand.part(ChoiceBox, "procedure_document_kind_choice").code() == "annex15"
    assert hand.part(QLineEdit, "procedure_document_expires_on_field").text() == "17/12/2026"
    hand.record()
    assert hand.pressed == 2
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    (document,) = file.documents
    assert document.draft.role == PaperRole.REFLECTION
    assert (document.draft.issued_on, document.draft.expires_on) == (TODAY, TODAY + timedelta(days=45))
    assert document.draft.track_id == on_track
    assert "End of the reflection period" in hand.words()
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    hand.wait()
    assert "End of the reflection period" not in hand.words()


def test_another_printed_day_is_marked_and_counts(open_tab: Open, on_track: str) -> None:
    hand = open_tab()
    hand.key(Qt.Key.Key_D, CTRL | SHIFT)
    field = hand.part(QLineEdit, "procedure_document_expires_on_field")
    field.setFocus()
    field.selectAll()
    hand.write("20/12/2026")
    assert "The rule gives 17 Dec 2026; the printed day counts." in hand.words()
    assert hand.part(LegalLine, "procedure_document_legal_line").statement.id == "reflection_45_days"
    hand.record()
    assert "The rule gives 17 Dec 2026." in hand.words()
    assert "Due 20 Dec 2026, as printed" in hand.words()


def test_a_role_that_starts_nothing_says_so(open_tab: Open, on_track: str) -> None:
    hand = open_tab()
    hand.key(Qt.Key.Key_D, CTRL | SHIFT)
    hand.part(ChoiceBox, "procedure_document_role_choice").set_code(PaperRole.BRIDGE)
    assert "until a renewed document" in hand.part(QLabel, "procedure_document_role_label").text()
    ground = hand.part(LegalLine, "procedure_document_role_legal_line").statement
    assert ground.label("en").endswith("Only the Annex 15 for the reflection period starts the 45 days.")
    assert hand.part(QLineEdit, "procedure_document_expires_on_field").text() == ""


def test_a_second_extension_asks_why(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str
) -> None:
    first = record_paper(workplace, client, in_vault, kind="ai", issued_on=day_before(100), track_id=on_track)
    extension = record_paper(
        workplace, client, in_vault, kind="ai", issued_on=day_before(8), extends=first.id, track_id=on_track
    )
    hand = open_tab()
    hand.key(Qt.Key.Key_D, CTRL | SHIFT)
    hand.part(ChoiceBox, "procedure_document_kind_choice").set_code("ai")
    hand.part(ChoiceBox, "procedure_document_extends_choice").set_code(extension.id)
    reason = hand.part(QPlainTextEdit, "procedure_document_override_reason_field")
    assert reason.isVisible()
    hand.record()
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    assert len(file.documents) == 2
    assert reason.hasFocus()
    hand.write("Granted by MINTEH on the phone")
    hand.record()
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    assert {item.draft.override_reason for item in file.documents} == {"", "Granted by MINTEH on the phone"}
    assert "Extended once more because: Granted by MINTEH on the phone" in hand.words()


def test_a_document_is_withdrawn_and_comes_back(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str, *, seen: Seen
) -> None:
    record_paper(workplace, client, in_vault, kind="annex15", issued_on=TODAY, track_id=on_track)
    hand = open_tab()
    hand.press("procedure_document0_withdraw_button")
    assert "No residence document was recorded yet." in hand.words()
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    hand.wait()
    assert "No residence document was recorded yet." not in hand.words()


def test_the_answer_of_the_prosecutor_question_by_question(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str
) -> None:
    hand = open_tab()
    hand.key(Qt.Key.Key_E, CTRL | SHIFT)
    hand.write("prosec")
    hand.key(Qt.Key.Key_Tab)
    assert hand.part(ChoiceBox, "procedure_event_kind_choice").code() == "prosecutor_answer"
    hand.key(Qt.Key.Key_Tab)
    for letter in "yyyn":
        hand.write(letter)
        hand.key(Qt.Key.Key_Tab)
    hand.record()
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    (event,) = file.events
    assert event.draft.kind == "prosecutor_answer"
    assert event.draft.details == {
        "Q1": Answer.YES,
        "Q2": Answer.YES,
        "Q3": Answer.YES,
        "Q4": Answer.NO,
    }
    assert "Q4: No" in hand.words()
    assert hand.pressed <= 20


def test_an_event_of_another_day_with_its_court_is_withdrawn_with_undo(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str, *, seen: Seen
) -> None:
    hand = open_tab()
    hand.key(Qt.Key.Key_E, CTRL | SHIFT)
    hand.write("adjour")
    hand.key(Qt.Key.Key_Tab)
    hand.write("1/10/2026")
    hand.part(QLineEdit, "procedure_event_at_field").setFocus()
    hand.write("930")
    hand.part(QLineEdit, "procedure_event_court_field").setFocus()
    hand.write("Leuven")
    hand.part(QLineEdit, "procedure_event_until_field").setFocus()
    hand.write("8/1/2027")
    hand.record()
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    (event,) = file.events
    assert (event.draft.happened, event.draft.at) == (date(2026, 10, 1), "09:30")
    assert event.draft.details == {"court": "Leuven", "until": "2027-01-08"}
    hand.part(QListView, "procedure_events_list").setFocus()
    hand.key(Qt.Key.Key_Down)
    assert "9:30" in hand.part(QLabel, "procedure_event_label").text()
    hand.key(Qt.Key.Key_Delete)
    hand.wait()
    assert "Leuven" not in hand.words()
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    hand.wait()
    assert "Leuven" in hand.words()


def test_a_next_step_is_taken_up_where_it_is_recorded(open_tab: Open, on_track: str) -> None:
    hand = open_tab()
    row = hand.part(QWidget, "procedure_step0_request_annex15")
    assert row.findChildren(LegalLine)
    assert "By: " in "\n".join(label.text() for label in row.findChildren(QLabel))
    hand.press("procedure_step0_request_annex15_act_button")
    assert hand.focused == "procedure_request_kind_choice"
    assert hand.part(ChoiceBox, "procedure_request_kind_choice").code() == "annex15"


def test_every_step_of_the_data_that_the_tab_answers_exists() -> None:
    from desktop.domain import codelists, law

    steps = law.current().steps
    assert {*_REQUESTS, *_EVENTS, *_LOOKED_AT} <= steps.keys()
    assert {*_REQUESTS.values(), *_LOOKED_AT.values()} <= {
        each.code for each in codelists.entries("request_kinds")
    }
    assert set(_EVENTS.values()) <= {each.code for each in codelists.entries("procedure_events")}


def test_a_request_goes_its_way_one_key_a_step(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str
) -> None:
    draft = RequestDraft("annex15", on_track)
    in_vault(workplace, lambda: requests.start(workplace.session, client.id, draft))
    hand = open_tab()
    assert "still missing" in hand.words()
    box = hand.part(QCheckBox, "procedure_request0_photos_check")
    box.setFocus()
    hand.key(Qt.Key.Key_Space)
    hand.wait()
    assert hand.focused == "procedure_request0_photos_check"
    hand.part(QAbstractButton, "procedure_request0_sent_button").setFocus()
    hand.pressed = 0
    for step in ("acknowledged", "instructed", "summoned", "collected"):
        hand.key(Qt.Key.Key_Space)
        hand.wait()
        assert hand.focused == f"procedure_request0_{step}_button"
    assert hand.pressed == 4
    hand.key(Qt.Key.Key_Space)
    hand.wait()
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    (request,) = file.requests
    assert request.draft.package == ("photos",)
    assert request.steps == {step: TODAY for step in RequestStep if step is not RequestStep.REFUSED}
    assert hand.focused == "procedure_document_kind_choice"
    hand.record()
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    assert file.documents[0].draft.kind == "annex15"
    assert file.requests[0].document_id == file.documents[0].id


def test_the_day_of_a_step_can_be_another_or_be_taken_back(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str
) -> None:
    draft = RequestDraft("ai", on_track)
    made = in_vault(workplace, lambda: requests.start(workplace.session, client.id, draft))
    in_vault(workplace, lambda: requests.step(workplace.session, made.id, RequestStep.SENT, TODAY))
    hand = open_tab()
    hand.press("procedure_request0_sent_done_button")
    assert hand.focused == "procedure_request0_step_day_field"
    hand.part(QLineEdit, "procedure_request0_step_day_field").selectAll()
    hand.write("30/10/2026")
    hand.key(Qt.Key.Key_Return)
    hand.wait()
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    assert file.requests[0].steps == {RequestStep.SENT: date(2026, 10, 30)}
    hand.press("procedure_request0_sent_done_button")
    hand.press("procedure_request0_step_back_button")
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    assert file.requests[0].steps == {}


def test_silence_of_the_immigration_office_is_an_alarm(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str
) -> None:
    record_paper(workplace, client, in_vault, kind="annex15", issued_on=day_before(40), track_id=on_track)
    made = in_vault(
        workplace, lambda: requests.start(workplace.session, client.id, RequestDraft("ai", on_track))
    )
    in_vault(workplace, lambda: requests.step(workplace.session, made.id, RequestStep.SENT, day_before(20)))
    hand = open_tab()
    assert "No reaction since 13 Oct 2026" in hand.chips()


def test_a_deadline_is_silenced_in_place_and_only_with_a_reason(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str
) -> None:
    record_paper(workplace, client, in_vault, kind="annex15", issued_on=day_before(40), track_id=on_track)
    hand = open_tab()
    assert "in 5 days" in hand.chips()
    hand.press("procedure_deadline0_silence_button")
    assert hand.focused == "procedure_silence_reason_field"
    hand.record()
    assert "Give the reason" in hand.words()
    hand.write("Statement is planned at the police")
    hand.record()
    (view,) = in_vault(workplace, lambda: deadlines.of_client(workplace.session, client.id))
    assert view.silenced is not None
    assert view.silenced.reason == "Statement is planned at the police"
    assert "Silenced" in hand.chips()
    assert "Silenced by An Peeters: Statement is planned at the police" in hand.words()
    hand.press("procedure_deadline0_unsilence_button")
    assert "in 5 days" in hand.chips()


def test_a_reason_that_is_being_typed_survives_a_reading_of_the_file(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str
) -> None:
    record_paper(workplace, client, in_vault, kind="annex15", issued_on=day_before(40), track_id=on_track)
    hand = open_tab()
    hand.press("procedure_deadline0_silence_button")
    hand.write("Because")
    hand.page.refresh()
    hand.wait()
    field = hand.part(QPlainTextEdit, "procedure_silence_reason_field")
    assert field.isVisible()
    assert field.toPlainText() == "Because"
    assert field.hasFocus()


def test_the_legal_day_and_our_own_reminders_stand_apart(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str
) -> None:
    record_paper(workplace, client, in_vault, kind="annex15", issued_on=day_before(10), track_id=on_track)
    hand = open_tab()
    row = hand.part(QWidget, "procedure_deadline0")
    lines = [label.text() for label in row.findChildren(QLabel)]
    assert "Due 7 Dec 2026" in lines
    assert any(line.startswith("Reminders of this centre: 7 Nov 2026, 23 Nov 2026") for line in lines)
    assert row.findChildren(LegalLine)


def test_a_track_ends_on_a_ground_of_its_phase_and_opens_again(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str, *, seen: Seen
) -> None:
    record_paper(workplace, client, in_vault, kind="annex15", issued_on=day_before(10), track_id=on_track)
    hand = open_tab()
    hand.press("procedure_track0_end_button")
    grounds = hand.part(ChoiceBox, "procedure_end_ground_choice")
    offered = [grounds.itemData(number) for number in range(grounds.count())]
    assert "reflection_expired" in offered
    assert "stopped_cooperating" not in offered
    assert "switched_track" in offered
    grounds.set_code("reflection_expired")
    assert (
        hand.part(LegalLine, "procedure_end_ground_choice_legal_line").statement.id
        == "end_reflection_expired"
    )
    hand.record()
    assert any(chip.startswith("Ended 2 Nov 2026") for chip in hand.chips())
    hand.press("procedure_track0_reopen_button")
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    assert file.tracks[0].end is None


def test_a_renewed_link_is_three_facts(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str
) -> None:
    record_paper(workplace, client, in_vault, kind="annex15", issued_on=day_before(10), track_id=on_track)
    hand = open_tab()
    hand.press("procedure_track0_end_button")
    hand.part(ChoiceBox, "procedure_end_ground_choice").set_code("recontact")
    hand.part(QAbstractButton, "procedure_end_link_active_not_asked_button").setFocus()
    for letter in "yny":
        hand.write(letter)
        hand.key(Qt.Key.Key_Tab)
    hand.record()
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    assert file.tracks[0].end is None
    hand.part(QPlainTextEdit, "procedure_end_note_field").setFocus()
    hand.write("The Immigration Office decided so all the same")
    hand.record()
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    end = file.tracks[0].end
    assert end is not None
    assert (end.link.active, end.link.voluntary, end.link.own_initiative) == (
        Answer.YES,
        Answer.NO,
        Answer.YES,
    )


def test_what_was_begun_comes_back(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_keeper, "KEPT_AFTER_MS", 1)
    hand = open_tab()
    hand.key(Qt.Key.Key_E, CTRL | SHIFT)
    hand.write("prosec")
    hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_Tab)
    hand.write("y")
    hand.page.flush_drafts()
    hand.wait()
    kept = in_vault(workplace, lambda: drafts.recall(workplace.session, f"event:{client.id}"))
    assert "prosecutor_answer" in kept
    again = open_tab()
    assert again.part(ChoiceBox, "procedure_event_kind_choice").isVisible()
    assert again.part(ChoiceBox, "procedure_event_kind_choice").code() == "prosecutor_answer"
    assert again.part(QAbstractButton, "procedure_event_answers_q1_yes_button").isChecked()


def test_another_file_is_opened_while_the_caret_stands_in_a_date(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault
) -> None:
    """A date tidies itself when left; that must not count as typing in the file opened next."""
    other = in_vault(workplace, lambda: clients.add_client(workplace.session, ClientDetails()))
    hand = open_tab()
    hand.key(Qt.Key.Key_E, CTRL | SHIFT)
    field = hand.part(DateField, "procedure_event_happened_field")
    field.setFocus()
    field.selectAll()
    hand.write("1/9/26")
    hand.page.show_client(other.id, tab="procedure")
    hand.wait()
    kept = in_vault(workplace, lambda: drafts.recall(workplace.session, f"event:{client.id}"))
    assert "2026" in kept
    assert in_vault(workplace, lambda: drafts.recall(workplace.session, f"event:{other.id}")) == ""


def test_a_file_of_two_hundred_events_shows_thirty_at_once(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str
) -> None:
    def fill() -> None:
        for number in range(200):
            procedure.record_event(
                workplace.session, client.id, ProcedureEventDraft("trial", TODAY - timedelta(days=number))
            )

    in_vault(workplace, fill)
    hand = open_tab()
    events = hand.part(QListView, "procedure_events_list")
    assert hand.words().count("Hearing") == 30
    assert events.verticalScrollBar().maximum() == 0
    hand.press("procedure_events_more_button")
    assert hand.words().count("Hearing") == 60


def test_a_picture_says_it_all_to_who_hears_it(qtbot: QtBot) -> None:
    view = _view()
    picture = TrackPicture(view, name="picture")
    qtbot.addWidget(picture)
    assert picture.accessibleDescription() == told(view)
    assert (
        "Reflection period: Done, begun 1 Jan 2026. Documents: Annex 15, 1 Jan 2026 – 15 Feb 2026."
        in told(view)
    )
    assert "A card, until 15 Nov 2026 (in 13 days)" in told(view)
    assert "Unlimited stay: Ahead." in told(view)


def test_a_picture_stands_upright_where_there_is_no_room(qtbot: QtBot) -> None:
    picture = TrackPicture(_view(), name="picture")
    qtbot.addWidget(picture)
    picture.resize(1200, 300)
    picture.show()
    assert not picture.is_upright
    picture.resize(300, 700)
    QApplication.processEvents()
    assert picture.is_upright


@pytest.mark.parametrize("width", [1200, 300])
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_picture_paints_within_a_tenth_of_a_second(qtbot: QtBot, width: int, *, mirrored: bool) -> None:
    picture = TrackPicture(_view(), name="picture")
    qtbot.addWidget(picture)
    if mirrored:
        picture.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    picture.resize(width, 400)
    picture.show()
    started = time.perf_counter()
    picture.grab()
    assert time.perf_counter() - started < 0.5  # a busy machine; by itself about 0.01


def _view() -> TrackView:
    return TrackView(
        "Victims",
        (
            PhaseView(
                "Reflection period",
                StepState.DONE,
                date(2026, 1, 1),
                (Paper("Annex 15", date(2026, 1, 1), date(2026, 2, 15)),),
            ),
            PhaseView("Provisional stay", StepState.SKIPPED),
            PhaseView(
                "Temporary stay",
                StepState.CURRENT,
                date(2026, 5, 15),
                (Paper("A card", date(2026, 5, 15), date(2026, 11, 15), running=True),),
            ),
            PhaseView("Unlimited stay", StepState.AHEAD),
        ),
        TODAY,
    )


def test_history_says_in_words_what_was_done(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str
) -> None:
    paper = record_paper(workplace, client, in_vault, kind="annex15", issued_on=TODAY, track_id=on_track)
    in_vault(workplace, lambda: procedure.withdraw_document(workplace.session, paper.id))
    made = in_vault(workplace, lambda: requests.start(workplace.session, client.id, RequestDraft("ai")))
    in_vault(workplace, lambda: requests.step(workplace.session, made.id, RequestStep.SENT, TODAY))
    log = in_vault(workplace, lambda: history.of_client(workplace.session, client.id))
    acts = [act_label(entry) for entry in log]
    lines = [line for entry in log for line in field_lines(entry, {})]
    assert {"Track", "Residence document", "Document withdrawn", "Request to the Immigration Office"} <= set(
        acts
    )
    assert "Sent: 2 Nov 2026" in lines
    assert "Kind: Residence procedure for victims" in lines


def test_undo_of_a_change_gives_back_what_stood_and_takes_nothing_away(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str, *, seen: Seen
) -> None:
    record_paper(workplace, client, in_vault, kind="annex15", issued_on=day_before(5), track_id=on_track)
    in_vault(workplace, lambda: requests.start(workplace.session, client.id, RequestDraft("ai", on_track)))
    hand = open_tab()
    for button, field in (
        ("procedure_document0_change_button", "procedure_document_note_field"),
        ("procedure_request0_change_button", "procedure_request_note_field"),
        ("procedure_track0_change_button", "procedure_track_note_field"),
    ):
        hand.press(button)
        hand.part(QLineEdit, field).setFocus()
        hand.write("A slip of the hand")
        hand.record()
        assert "A slip of the hand" in hand.words()
        undo = seen.said[-1].undo
        assert undo is not None
        undo()
        hand.wait()
        assert "A slip of the hand" not in hand.words()
    file = in_vault(workplace, lambda: procedure.read(workplace.session, client.id))
    assert (len(file.documents), len(file.requests), len(file.tracks)) == (1, 1, 1)


def test_a_request_in_preparation_is_gone_to_and_not_begun_twice(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault, on_track: str
) -> None:
    in_vault(
        workplace, lambda: requests.start(workplace.session, client.id, RequestDraft("annex15", on_track))
    )
    hand = open_tab()
    hand.press("procedure_step0_request_annex15_act_button")
    assert hand.focused == "procedure_request0_sent_button"


def test_what_was_begun_is_led_to_from_the_overview(
    open_tab: Open, workplace: Workplace, client: Client, in_vault: InVault
) -> None:
    hand = open_tab()
    hand.key(Qt.Key.Key_E, CTRL | SHIFT)
    hand.part(QPlainTextEdit, "procedure_event_note_field").setFocus()
    hand.write("Half a note")
    hand.page.flush_drafts()
    hand.wait()
    hand.page.go("overview")
    hand.page.refresh()
    hand.wait()
    assert "Something in the procedure was not recorded yet" in hand.words()
    hand.press("overview_finish_procedure_button")
    assert hand.page.tab == "procedure"
