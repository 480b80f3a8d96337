"""The Documents tab as it is worked in: files come in, are found, looked at beside the list, copied out on purpose."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.domain.clients import ClientDetails, Name
from desktop.domain.paper_files import Paper, PaperDraft
from desktop.domain.roles import Role
from desktop.progress import Progress
from desktop.services import clients, deadlines, drafts, history, papers
from desktop.ui.pages.client_file.documents import reader, taking_in
from desktop.ui.pages.client_file_page import ClientFilePage
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.paper_view import PaperView
from desktop.ui.workplace import Workplace
from tests.helpers import hostile
from tests.helpers.windows import Seen
from tests.ui.test_every_widget_is_named import complaints

W = TypeVar("W", bound=QWidget)
InVault = Callable[[Workplace, Callable[[], Any]], Any]
Settle = Callable[..., None]
SIZE = (1400, 900)


def part(page: QWidget, kind: type[W], name: str) -> W:
    found = page.findChild(kind, name)
    assert found is not None, f"no {name}"
    return found


class Documents:
    """A person at the Documents tab of one client's file."""

    def __init__(self, page: ClientFilePage, workplace: Workplace, client_id: str, qtbot: QtBot) -> None:
        self.page, self.workplace, self.client_id, self.qtbot = page, workplace, client_id, qtbot

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.workplace.jobs.idle, timeout=30_000)
        QApplication.sendPostedEvents()

    def open(self, client_id: str = "") -> None:
        self.page.show_client(client_id or self.client_id, tab="documents")
        self.settle()

    @property
    def tab(self) -> QWidget:
        return self.page._made["documents"]

    @property
    def rows(self) -> list[str]:
        QApplication.sendPostedEvents()  # a layout shows its new rows one round of events later
        named = (
            each for each in self.tab.findChildren(QAbstractButton) if each.objectName().endswith("_row")
        )
        return [each.accessibleName() for each in named if each.isVisible()]

    def row(self, number: int = 0) -> QAbstractButton:
        return part(self.tab, QAbstractButton, f"documents_paper{number}_row")

    def press(self, name: str) -> None:
        self.qtbot.mouseClick(part(self.tab, QAbstractButton, name), Qt.MouseButton.LeftButton)
        self.settle()

    def drop(self, content: QMimeData) -> None:
        where, action = QPointF(50, 50), Qt.DropAction.CopyAction
        given = (action, content, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.tab, QDragEnterEvent(where.toPoint(), *given))
        QApplication.sendEvent(self.tab, QDropEvent(where, *given))
        self.settle()

    def drop_files(self, *paths: Path) -> None:
        content = QMimeData()
        content.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        self.drop(content)

    def say(
        self, kind: str = "", title: str = "", source: str = "", dated: str = "", expires: str = ""
    ) -> None:
        if kind:
            part(self.tab, ChoiceBox, "paper_kind_choice").set_code(kind)
        if source:
            part(self.tab, ChoiceBox, "paper_source_choice").set_code(source)
        for name, text in (("title", title), ("dated", dated), ("expires", expires)):
            if text:
                part(self.tab, QLineEdit, f"paper_{name}_field").setText(text)

    def kept(self) -> tuple[Paper, ...]:
        got: list[tuple[Paper, ...]] = []
        session = self.workplace.session
        self.workplace.jobs.start(
            lambda: papers.of_client(session, self.client_id), parent=self.workplace.jobs, done=got.append
        )
        self.settle()
        return got[0]

    @property
    def form_is_open(self) -> bool:
        return part(self.tab, QWidget, "paper").isVisible()

    @property
    def view(self) -> PaperView:
        found = self.tab.findChild(PaperView)
        assert found is not None
        return found


@pytest.fixture
def at_documents(workplace: Workplace, in_vault: InVault, qtbot: QtBot) -> Callable[..., Documents]:
    """Open the tab on a new client's file, as someone: `at_documents()`."""

    def make(desk: Workplace = workplace, *, client_id: str = "") -> Documents:
        details = ClientDetails(names=(Name("Yodit Haile"),))
        client_id = client_id or in_vault(desk, lambda: clients.add_client(desk.session, details)).id
        page = ClientFilePage(desk)
        qtbot.addWidget(page, before_close_func=lambda page: page.flush_drafts())
        page.resize(*SIZE)
        page.show()
        documents = Documents(page, desk, client_id, qtbot)
        documents.open()
        return documents

    return make


At = Callable[..., Documents]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    file = tmp_path / "Yodit Haile scan 3.pdf"
    file.write_bytes(hostile.well_formed(3))
    return file


def keep(
    documents: Documents, in_vault: InVault, draft: PaperDraft, content: bytes = b"Een brief\n"
) -> Paper:
    session = documents.workplace.session

    def work() -> Paper:
        sealed = papers.seal_bytes(session.folder, content, Progress())
        return papers.add(session, documents.client_id, draft, sealed)

    paper: Paper = in_vault(documents.workplace, work)
    documents.page.refresh()
    documents.settle()
    return paper


# In


def test_a_file_dropped_is_recorded_with_what_is_said_of_it(at_documents: At, scan: Path, seen: Seen) -> None:
    documents = at_documents()
    documents.drop_files(scan)
    assert documents.form_is_open
    assert part(documents.tab, QLabel, "paper_which_label").text() == scan.name
    assert part(documents.tab, QLineEdit, "paper_title_field").text() == ""
    documents.say("letter_dvz", "Annex 15", "dvz", "1/10/2026", "15/11/2026")
    documents.press("paper_record_button")
    (paper,) = documents.kept()
    assert paper.draft == PaperDraft("letter_dvz", "Annex 15", "dvz", date(2026, 10, 1), date(2026, 11, 15))
    assert not documents.form_is_open
    assert scan.exists()
    assert "still lies where it was" in seen.said[-1].text
    assert len(documents.rows) == 1
    for word in ("Annex 15", "Immigration", "Expires", "An Peeters"):
        assert word in documents.rows[0]


def test_its_name_is_never_recorded(at_documents: At, scan: Path, in_vault: InVault) -> None:
    documents = at_documents()
    documents.drop_files(scan)
    documents.say("photo")
    documents.press("paper_record_button")
    session = documents.workplace.session
    entries = in_vault(documents.workplace, lambda: history.of_client(session, documents.client_id))
    assert not any("scan 3" in value for entry in entries for _name, value in entry.fields)


def test_several_files_come_one_after_the_other_with_kind_and_source_kept(
    at_documents: At, tmp_path: Path
) -> None:
    documents = at_documents()
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"brief {number}")
    documents.drop_files(*(tmp_path / f"{number}.txt" for number in range(3)))
    documents.say("judgment", "First", "prosecutor")
    documents.press("paper_record_button")
    assert documents.form_is_open
    assert part(documents.tab, ChoiceBox, "paper_kind_choice").code() == "judgment"
    assert part(documents.tab, QLineEdit, "paper_title_field").text() == ""
    documents.press("paper_all_button")
    assert not documents.form_is_open
    assert {(paper.draft.kind, paper.draft.title, paper.draft.source) for paper in documents.kept()} == {
        ("judgment", "First", "prosecutor"),
        ("judgment", "", "prosecutor"),
    }
    assert len(documents.kept()) == 3


def test_a_button_asks_for_files(at_documents: At, scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = at_documents()
    monkeypatch.setattr(taking_in, "choose_files_to_add", lambda *_given, **_more: [])
    documents.press("documents_add_button")
    assert not documents.form_is_open
    monkeypatch.setattr(taking_in, "choose_files_to_add", lambda *_given, **_more: [scan])
    documents.press("documents_add_button")
    assert documents.form_is_open


def test_a_picture_is_pasted_from_the_clipboard(at_documents: At, in_vault: InVault, seen: Seen) -> None:
    documents = at_documents()
    image = QImage(60, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    documents.page.activateWindow()
    documents.qtbot.waitUntil(documents.page.isActiveWindow)
    documents.qtbot.keyClick(documents.page.window(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    documents.settle()
    assert documents.form_is_open
    documents.say("photo")
    documents.press("paper_record_button")
    (paper,) = documents.kept()
    assert paper.media == "image/png"
    QGuiApplication.clipboard().setText("only words")
    documents.press("documents_paste_button")
    assert "no picture" in seen.failed[-1].message


def test_what_cannot_be_kept_is_told_and_leaves_the_others_alone(
    at_documents: At, scan: Path, tmp_path: Path, seen: Seen
) -> None:
    documents = at_documents()
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "link.pdf").symlink_to(scan)
    documents.drop_files(tmp_path / "empty.pdf", tmp_path / "link.pdf", tmp_path, tmp_path / "gone.pdf", scan)
    told = [problem.message for problem in seen.failed]
    assert [name in message for name, message in zip(("empty", "link", "", "gone"), told, strict=True)] == [
        True
    ] * 4
    assert "folder" in told[2]
    assert part(documents.tab, QLabel, "paper_which_label").text() == scan.name


def test_a_form_left_forgets_the_file_and_undo_brings_it_back(
    at_documents: At, scan: Path, seen: Seen
) -> None:
    documents = at_documents()
    documents.drop_files(scan)
    documents.say("photo", "Mine")
    documents.press("paper_discard_button")
    assert not documents.form_is_open
    folder = documents.workplace.session.folder / "papers"
    assert list(folder.iterdir()) == []
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    documents.settle()
    assert documents.form_is_open
    documents.press("paper_record_button")
    assert [paper.draft.title for paper in documents.kept()] == ["Mine"]


def test_what_was_begun_is_there_after_a_lock(
    at_documents: At, scan: Path, in_vault: InVault, qtbot: QtBot
) -> None:
    documents = at_documents()
    documents.drop_files(scan)
    documents.say("photo", "Begun")
    documents.page.flush_drafts()
    documents.settle()
    again = at_documents(client_id=documents.client_id)
    assert again.form_is_open
    again.press("paper_record_button")
    assert [paper.draft.title for paper in again.kept()] == ["Begun"]


def test_the_draft_of_a_medical_paper_stays_behind_the_counselling_key(
    at_documents: At, scan: Path, in_vault: InVault
) -> None:
    documents = at_documents()
    documents.drop_files(scan)
    documents.say("photo", "Begun")
    documents.page.flush_drafts()
    documents.say("medical")
    documents.page.flush_drafts()
    documents.settle()
    session, client_id = documents.workplace.session, documents.client_id
    assert not in_vault(documents.workplace, lambda: drafts.recall(session, f"paper:{client_id}"))
    assert in_vault(documents.workplace, lambda: drafts.recall(session, f"counselling:paper:{client_id}"))


def test_what_is_wrong_stands_beside_its_field(at_documents: At, scan: Path) -> None:
    documents = at_documents()
    documents.drop_files(scan)
    documents.press("paper_record_button")
    assert documents.form_is_open
    form = documents.tab._form  # type: ignore[attr-defined]
    assert form.rows["kind"].wrong
    documents.say("photo", dated="31/12/2030")
    documents.press("paper_record_button")
    assert form.rows["dated"].wrong
    documents.say(dated="1/1/2026")
    documents.press("paper_record_button")
    assert len(documents.kept()) == 1


def test_a_colleague_without_counselling_neither_sees_nor_adds_medical_papers(
    at_documents: At,
    make_workplace: Callable[..., Workplace],
    in_vault: InVault,
    qtbot: QtBot,
    make_users: Any,
) -> None:
    documents = at_documents()
    keep(documents, in_vault, PaperDraft("medical", "Blood"))
    keep(documents, in_vault, PaperDraft("photo", "Face"))
    assert len(documents.rows) == 2
    colleague = make_users(documents.workplace, Role.CASEWORKER)
    theirs = at_documents(colleague, client_id=documents.client_id)
    assert len(theirs.rows) == 1
    assert "Face" in theirs.rows[0]
    form = theirs.tab._form  # type: ignore[attr-defined]
    form.begin(None)
    assert form._kind.findData("medical") < 0


@pytest.fixture
def make_users(make_workplace: Callable[..., Workplace], in_vault: InVault) -> Callable[..., Workplace]:
    """A second desk, of someone with this role, while the first stays open: only in tests."""
    from desktop.services import users
    from tests.helpers.vaults import CHEAP, PASSPHRASE

    def make(workplace: Workplace, role: Role) -> Workplace:
        in_vault(
            workplace,
            lambda: users.add_user(
                workplace.session,
                name="Second",
                login="second",
                roles=(role,),
                passphrase=bytearray(PASSPHRASE),
                cost=CHEAP,
                accept_any_passphrase=True,
            ),
        )
        return make_workplace("second")

    return make


# Looking


def test_enter_shows_a_paper_beside_the_list_and_escape_goes_back(
    at_documents: At, in_vault: InVault
) -> None:
    documents = at_documents()
    keep(documents, in_vault, PaperDraft("photo", "Three pages"), hostile.well_formed(3))
    documents.row().setFocus()
    documents.qtbot.keyClick(documents.row(), Qt.Key.Key_Return)
    documents.settle()
    view = documents.view
    assert (view.page_number, view.page_count) == (1, 3)
    assert documents.row().isVisible()
    sheet = view._sheet
    assert sheet.accessibleName() == "Photo: Three pages, page 1 of 3"
    assert hostile.WORD in sheet.accessibleDescription()
    assert sheet.grab().toImage().pixelColor(3, 3).name() == "#ffffff"
    assert view._area.hasFocus()
    documents.qtbot.keyClick(view._area, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert documents.row().hasFocus()
    assert view._viewing is None


def test_keys_turn_pages_and_enlarge(at_documents: At, in_vault: InVault) -> None:
    documents = at_documents()
    keep(documents, in_vault, PaperDraft("photo"), hostile.well_formed(12))
    documents.row().click()
    documents.settle()
    view, press = documents.view, documents.qtbot.keyClick
    press(view._area, Qt.Key.Key_End)
    documents.settle()
    assert view.page_number == 12
    press(view._area, Qt.Key.Key_Home)
    documents.settle()
    assert view.page_number == 1
    for _time in range(9):
        press(view._area, Qt.Key.Key_PageDown)
        documents.settle()
    assert view.page_number > 3
    fits = view._sheet.width()
    press(view._area, Qt.Key.Key_Plus)
    documents.settle()
    assert view._sheet.width() > fits
    press(view._area, Qt.Key.Key_0)
    documents.settle()
    assert view._sheet.width() == fits
    upright = view._sheet.size()
    press(view._area, Qt.Key.Key_R)
    assert view._sheet.height() < upright.height()
    documents.press("documents_view_previous_button")


def test_only_the_last_of_many_wishes_is_drawn(at_documents: At, in_vault: InVault) -> None:
    documents = at_documents()
    keep(documents, in_vault, PaperDraft("photo"), hostile.well_formed(50))
    documents.row().click()
    documents.settle()
    for _time in range(30):
        documents.view.turn(1)
    documents.settle()
    assert documents.view.page_number == 31
    assert "page 31 of 50" in documents.view._sheet.accessibleName()


def test_plain_text_is_read_as_text(at_documents: At, in_vault: InVault) -> None:
    documents = at_documents()
    keep(documents, in_vault, PaperDraft("other"), b"Beste Yodit,\n" * 200)
    documents.row().click()
    documents.settle()
    text = part(documents.tab, QPlainTextEdit, "documents_view_text")
    assert text.isVisible()
    assert text.isReadOnly()
    assert text.toPlainText().startswith("Beste Yodit,")
    documents.qtbot.keyClick(text, Qt.Key.Key_PageDown)
    documents.settle()
    assert documents.view.page_number == 2


@pytest.mark.parametrize("content", [b"MZ\0\0", b"%PDF-1.7\nnothing", b"\x89PNG\r\n\x1a\n"])
def test_what_cannot_be_shown_is_a_sentence_and_the_acts_stay(
    at_documents: At, in_vault: InVault, content: bytes
) -> None:
    documents = at_documents()
    keep(documents, in_vault, PaperDraft("other"), content)
    documents.row().click()
    documents.settle()
    assert documents.view.told == "This document cannot be shown. Save a copy to look at it elsewhere."
    assert part(documents.tab, QPushButton, "documents_copy_button").isVisible()


def test_another_tab_or_file_ends_the_process_that_showed_it(
    at_documents: At, in_vault: InVault, qtbot: QtBot
) -> None:
    documents = at_documents()
    keep(documents, in_vault, PaperDraft("photo"), hostile.well_formed())
    for leave in (lambda: documents.page.go("overview"), documents.page.flush_drafts):
        documents.open()
        documents.row().click()
        documents.settle()
        viewing = documents.view._viewing
        assert viewing is not None
        process = viewing._process
        assert process is not None
        leave()
        documents.settle()
        assert process.poll() is not None
        assert documents.view._sheet._upright.isNull()


def test_reading_is_in_the_history(at_documents: At, in_vault: InVault) -> None:
    documents = at_documents()
    keep(documents, in_vault, PaperDraft("photo"), hostile.well_formed())
    documents.row().click()
    documents.settle()
    documents.page.go("history")
    documents.settle()
    words = [label.text() for label in documents.page.findChildren(QLabel) if label.isVisible()]
    assert "Document looked at" in words


# Finding, changing, removing, copying


def test_letters_find_by_kind_title_source_and_person(at_documents: At, in_vault: InVault) -> None:
    documents = at_documents()
    keep(documents, in_vault, PaperDraft("photo", "Façade"))
    keep(documents, in_vault, PaperDraft("judgment", "Verdict", "prosecutor"))
    field = part(documents.tab, QLineEdit, "documents_filter_field")
    for typed, count in (("facade", 1), ("prosec verd", 1), ("an peeters", 2), ("nothing of it", 0), ("", 2)):
        field.setText(typed)
        assert len(documents.rows) == count, typed


def test_a_paper_is_changed_in_place(at_documents: At, in_vault: InVault) -> None:
    documents = at_documents()
    keep(documents, in_vault, PaperDraft("photo", "Before"))
    documents.row().click()
    documents.settle()
    documents.press("documents_change_button")
    assert part(documents.tab, QLineEdit, "paper_title_field").text() == "Before"
    documents.say(title="After")
    documents.press("paper_record_button")
    assert [paper.draft.title for paper in documents.kept()] == ["After"]
    assert "After" in part(documents.tab, QLabel, "documents_reader_title_label").text()


def test_delete_takes_a_paper_out_and_undo_brings_it_back(
    at_documents: At, in_vault: InVault, seen: Seen
) -> None:
    documents = at_documents()
    keep(documents, in_vault, PaperDraft("photo", "Face", expires_on=date(2026, 12, 1)))
    session = documents.workplace.session

    def ends() -> Any:
        return in_vault(documents.workplace, lambda: deadlines.of_client(session, documents.client_id))

    assert len(ends()) == 1
    documents.row().setFocus()
    documents.qtbot.keyClick(documents.row(), Qt.Key.Key_Delete)
    documents.settle()
    assert documents.rows == []
    assert ends() == ()
    undo = seen.said[-1].undo
    assert undo is not None
    undo()
    documents.settle()
    assert len(documents.rows) == 1
    assert len(ends()) == 1


def test_a_copy_leaves_the_vault_on_purpose_and_is_told(
    at_documents: At, in_vault: InVault, seen: Seen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = at_documents()
    keep(documents, in_vault, PaperDraft("photo", "Secret title"), hostile.well_formed())
    asked: list[str] = []

    def choose(_parent: QWidget, *, suggested: str, **_more: str) -> Path:
        asked.append(suggested)
        return tmp_path / "copy.pdf"

    monkeypatch.setattr(reader, "choose_where_to_save", choose)
    documents.row().click()
    documents.settle()
    documents.press("documents_copy_button")
    assert (tmp_path / "copy.pdf").read_bytes() == hostile.well_formed()
    assert asked == ["document.pdf"]  # neutral: nothing of whose it is
    assert "Anyone can read it" in seen.said[-1].text


def test_fifty_at_a_time_and_more_on_asking(at_documents: At, in_vault: InVault) -> None:
    documents = at_documents()
    session = documents.workplace.session

    def fill() -> None:
        for number in range(60):
            sealed = papers.seal_bytes(session.folder, b"brief", Progress())
            papers.add(session, documents.client_id, PaperDraft("other", f"Letter {number}"), sealed)

    in_vault(documents.workplace, fill)
    documents.page.refresh()
    documents.settle()
    assert len(documents.rows) == 50
    documents.press("documents_more_button")
    assert len(documents.rows) == 60


def test_arrows_go_from_paper_to_paper(at_documents: At, in_vault: InVault) -> None:
    documents = at_documents()
    for title in ("One", "Two"):
        keep(documents, in_vault, PaperDraft("photo", title))
    documents.row(0).setFocus()
    documents.qtbot.keyClick(documents.row(0), Qt.Key.Key_Down)
    assert documents.row(1).hasFocus()
    documents.qtbot.keyClick(documents.row(1), Qt.Key.Key_Up)
    assert documents.row(0).hasFocus()


@pytest.mark.parametrize("width", [640, 900, 1400, 2200])
def test_every_widget_is_named_at_every_width(
    at_documents: At, in_vault: InVault, scan: Path, width: int
) -> None:
    documents = at_documents()
    keep(documents, in_vault, PaperDraft("photo", "Face"), hostile.well_formed(2))
    documents.page.resize(width, 800)
    documents.drop_files(scan)
    assert complaints(documents.page) == []
    documents.press("paper_discard_button")
    documents.row().click()
    documents.settle()
    assert complaints(documents.page) == []
    assert documents.view.isVisible()
    assert documents.row().isVisible() is (width >= 1400)
    documents.press("documents_close_button")
    assert documents.row().isVisible()


def test_a_picture_is_no_larger_than_it_is_until_asked(at_documents: At, in_vault: InVault) -> None:
    made = io.BytesIO()
    Image.new("RGB", (40, 20), (9, 9, 9)).save(made, "PNG")
    documents = at_documents()
    keep(documents, in_vault, PaperDraft("photo"), made.getvalue())
    documents.row().click()
    documents.settle()
    assert documents.view._sheet.width() == 40
    documents.view.enlarge(3)
    documents.settle()
    assert documents.view._sheet.width() == 80
