"""Two hands on the keyboard of the whole program, and eyes on its screen: a case is worked as its users work it.

`at_the_window` is the founder before the unlocked program; `sit_down(login)` is somebody else, or the same person on
another day. Nothing is recorded but by keys and buttons, nothing is known but by what is on screen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from desktop.app import Desk
from desktop.clock import FixedClock, today
from desktop.domain import law
from desktop.errors import UserError
from desktop.ui.frame import Frame
from desktop.ui.messages import Said
from desktop.ui.models.dated_rows import DatedRows
from desktop.ui.pages.client_file.procedure.deadline_rows import DeadlineRow
from desktop.ui.pages.client_file_page import ClientFilePage
from desktop.ui.pages.unlock_page import UnlockPage
from desktop.ui.widgets.choice_box import ChoiceBox, SearchBox
from desktop.ui.widgets.labels import Chip
from desktop.ui.widgets.legal_line import LegalLine, provenance
from desktop.ui.widgets.track_picture import TrackPicture, TrackView

W = TypeVar("W", bound=QWidget)
T = TypeVar("T")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
PATIENCE_S = 20.0  # a busy machine is not a bug


class AtTheWindow:
    """One person at work. What is pressed must be there, be shown and be usable; a bug of ours fails the test."""

    def __init__(self, desk: Desk, clock: FixedClock) -> None:
        self.desk, self.clock = desk, clock
        self.said: list[Said] = []
        self.bugs: list[Exception] = []
        desk.messages.said.connect(self.said.append)
        desk.jobs._unexpected = self._take_bug

    def _take_bug(self, problem: Exception) -> UserError:
        self.bugs.append(problem)
        return UserError("a bug")

    # Hands

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """One key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.desk.window, key, modifier)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        """Letters where the focus is."""
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing to write in"
        QTest.keyClicks(focused, text)
        QApplication.processEvents()

    def fill(self, name: str, text: str) -> None:
        """Go to a field and write in it what shall stand there."""
        field = self.shown(QWidget, name)
        field.setFocus()
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.selectAll()
            QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)
        QApplication.processEvents()

    def choose(self, name: str, code: str) -> None:
        """Choose in a box by keys: arrows in a short list, letters in one that is searched."""
        box = self.shown(ChoiceBox, name)
        box.setFocus()
        at = box.findData(code)
        assert at >= 0, f"{code} is not offered in {name}"
        if isinstance(box, SearchBox):
            QTest.keyClicks(box, box.itemText(at))
            self.key(Qt.Key.Key_Tab)
        else:
            QTest.keyClick(box, Qt.Key.Key_Home)
            for _step in range(at):
                QTest.keyClick(box, Qt.Key.Key_Down)
        QApplication.processEvents()
        assert box.code() == code, f"{name}: {box.code()} is chosen, not {code}"

    def press(self, name: str) -> None:
        """Press a button as the keyboard does."""
        button = self.shown(QAbstractButton, name)
        assert button.isEnabled(), name
        button.setFocus()
        self.key(Qt.Key.Key_Space)
        self.wait()

    def record(self) -> None:
        """Ctrl+Enter, and wait until it is on screen."""
        self.key(Qt.Key.Key_Return, CTRL)
        self.wait()

    def undo(self) -> None:
        """Press Undo in the strip below."""
        self.press("strip_undo_button")

    def wait(self) -> None:
        """Until nothing is on its way, and what came of it is on screen."""
        until = time.monotonic() + PATIENCE_S
        calm = 0
        while calm < 2:  # what is recorded has the file read again, and that the tab
            QApplication.processEvents()
            calm = calm + 1 if self.desk.jobs.idle else 0
            assert time.monotonic() < until, "something is never done"
            if not calm:
                time.sleep(0.002)  # the vault's thread is at work
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if QApplication.activeWindow() is None:
            self.desk.window.activateWindow()  # after a dialog; on a real screen its window manager does so
            QApplication.processEvents()
        assert not self.bugs, self.bugs

    # Eyes

    @property
    def frame(self) -> Frame:
        frame = self.desk.window.shown
        assert isinstance(frame, Frame)
        return frame

    @property
    def file(self) -> ClientFilePage:
        """The file on screen."""
        assert self.frame.current == "client_file", self.frame.current
        page = self.frame.page("client_file")
        assert isinstance(page, ClientFilePage)
        return page

    @property
    def today(self) -> date:
        return today(self.clock)

    @property
    def at(self) -> str:
        """What the cursor is in."""
        focused = QApplication.focusWidget()
        return focused.objectName() if focused is not None else ""

    def find(self, kind: type[W], name: str) -> W | None:
        """What of this name can be seen."""
        widgets = [item for item in self.desk.window.findChildren(kind, name) if item.isVisible()]
        return widgets[-1] if widgets else None

    def shown(self, kind: type[W], name: str) -> W:
        """What of this name can be seen; there must be one."""
        found = self.find(kind, name)
        assert found is not None, f"no {name} in sight"
        return found

    def words(self, name: str = "frame") -> list[str]:
        """Everything one can read in a part of the window."""
        part = self.shown(QWidget, name)
        return [label.text() for label in part.findChildren(QLabel) if label.text() and label.isVisible()]

    def chips(self, name: str = "frame") -> list[str]:
        """The short words on colour in a part of the window."""
        return [chip.text() for chip in self.shown(QWidget, name).findChildren(Chip) if chip.isVisible()]

    def lines(self, name: str) -> list[str]:
        """The lines of a painted list, as they are read aloud."""
        model = self.shown(QListView, name).model()
        assert isinstance(model, DatedRows)
        told = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(row, 0).data(told)) for row in range(model.rowCount())]

    # Around the window

    def show_page(self, name: str) -> None:
        """Go to a place of the rail by its key."""
        number = self.frame.pages().index(name) + 1
        self.key(Qt.Key(Qt.Key.Key_0.value + number), CTRL)
        self.wait()
        assert self.frame.current == name

    def show_tab(self, name: str) -> None:
        """Go to a part of the file with the arrows of its tab bar."""
        bar = self.shown(QTabBar, "file_tab_bar")
        bar.setFocus()
        names = list(self.file._places)
        steps = names.index(name) - names.index(self.file.tab)
        for _step in range(abs(steps)):
            QTest.keyClick(bar, Qt.Key.Key_Right if steps > 0 else Qt.Key.Key_Left)
        assert self.file.tab == name
        self.wait()

    def open_file(self, client_id: str, tab: str = "procedure") -> None:
        """Open a file, as a click in any list does."""
        self.frame.open_client(client_id, tab=tab)
        self.wait()

    def let_pass(self, **span: float) -> None:
        """Time goes by; what is on screen is read again, as each morning."""
        self.clock.advance(timedelta(**span))
        self.read_again()

    def go_to_day(self, day: date) -> None:
        """The same hour of another day."""
        self.let_pass(days=(day - self.today).days)

    def read_again(self) -> None:
        """What is shown is brought forward once more."""
        if self.frame.current == "client_file":
            self.file.refresh()
        else:
            self.frame.show_page(self.frame.current)
        self.wait()

    # A case

    def take_referral(self, name: str = "", *, birth: str = "") -> str:
        """Ctrl+Shift+N, a few words, Ctrl+Enter; returns the id of the file, which then is open."""
        self.key(Qt.Key.Key_N, CTRL | SHIFT)
        self.wait()
        assert self.at == "new_referral_name_field"
        self.write(name)
        if birth:
            self.fill("new_referral_birth_field", birth)
        self.record()
        return self.file.client_id

    def decide(self, outcome: str) -> None:
        """Decide on the referral, on its tab."""
        self.show_tab("intake")
        self.press("referral0_decide_button")
        self.choose("referral_outcome_choice", outcome)
        self.record()

    def open_track(self, kind: str, *, leading: bool | None = None) -> None:
        """Open a track of a kind, from today."""
        self.press("procedure_track_button")
        self.choose("procedure_track_kind_choice", kind)
        tick = self.shown(QAbstractButton, "procedure_track_leading_check")
        if leading is not None and tick.isChecked() != leading:
            tick.setFocus()
            self.key(Qt.Key.Key_Space)
        self.shown(QWidget, "procedure_track_kind_choice").setFocus()
        self.record()
        assert self.find(QWidget, "procedure_track_kind_choice") is None, self.words("procedure_track")

    def begin_event(self, kind: str, *, day: date | None = None) -> None:
        """Ctrl+Shift+E, what happened, and when if not today."""
        self.key(Qt.Key.Key_E, CTRL | SHIFT)
        assert self.at.startswith("procedure_event_kind_choice"), self.at
        self.choose("procedure_event_kind_choice", kind)
        if day is not None:
            self.fill("procedure_event_happened_field", f"{day:%d/%m/%Y}")

    def end_form(self, form: str) -> None:
        """Record what is in a form of the Procedure tab; it then is gone."""
        self.record()
        assert self.find(QWidget, form) is None, self.words(form)

    def record_event(self, kind: str, *, day: date | None = None, **fields: str) -> None:
        """Something that happened; `fields` are those the kind asks for, such as `court` and `until`."""
        self.begin_event(kind, day=day)
        for name, text in fields.items():
            self.fill(f"procedure_event_{name}_field", text)
        self.end_form("procedure_event")

    def begin_document(self, kind: str, *, role: str = "") -> None:
        """Ctrl+Shift+D and which document it is."""
        self.key(Qt.Key.Key_D, CTRL | SHIFT)
        assert self.at == "procedure_document_kind_choice", self.at
        self.choose("procedure_document_kind_choice", kind)
        if role:
            self.choose("procedure_document_role_choice", role)

    def record_document(self, kind: str, *, role: str = "", until: date | None = None) -> None:
        """A residence document issued today; its end is the one the rule gives, unless another is printed."""
        self.begin_document(kind, role=role)
        if until is not None:
            self.fill("procedure_document_expires_on_field", f"{until:%d/%m/%Y}")
        self.end_form("procedure_document")

    def take_up(self, step: str, *, track: int = 0) -> None:
        """Press the button of a next step."""
        self.press(f"procedure_step{track}_{step}_act_button")

    # What the Procedure tab says

    def picture(self, track: int = 0) -> TrackView:
        """The picture of a track."""
        return self.shown(TrackPicture, f"procedure_track{track}_picture").view

    def next_steps(self, track: int = 0) -> dict[str, str]:
        """Each next step with the line that says on what it rests, as both are read."""
        begin = f"procedure_step{track}_"
        lines = self.shown(QWidget, "procedure_next_section").findChildren(LegalLine)
        found = [line for line in lines if line.isVisible() and line.objectName().startswith(begin)]
        return {
            line.objectName().removeprefix(begin).removesuffix("_legal_line"): spoken(line) for line in found
        }

    def deadlines(self) -> dict[str, date]:
        """The deadlines that run or passed unmet, by their key without the id of the record."""
        rows = self.shown(QWidget, "procedure_deadlines_section").findChildren(DeadlineRow)
        shown = [row.view for row in rows if row.isVisible() and row.view.silenced is None]
        return {view.deadline.key.partition(":")[0]: view.deadline.due for view in shown}


def spoken(line: LegalLine) -> str:
    """What a legal line shows without being unfolded; it must be the source, the day of the check and how sure."""
    told = " ".join(label.text() for label in line.findChildren(QLabel) if label.isVisible())
    assert provenance(line.statement) in told
    return told


def phase_words(kind: str, phase: str) -> str:
    """What a phase is called on screen."""
    from desktop.domain.procedure import TrackKind

    return law.phase_label(TrackKind(kind), phase, "en")


def come_in(desk: Desk, clock: FixedClock, login: str = "an") -> AtTheWindow:
    """Unlock the program as somebody."""
    from tests.helpers.vaults import PASSPHRASE  # a plugin that others load: imported once they have

    person, page = AtTheWindow(desk, clock), desk.window.shown
    assert isinstance(page, UnlockPage)
    desk.window.resize(1100, 640)
    offered = page.findChild(QListWidget)
    assert offered is not None
    offered.setCurrentRow([user.login for user in page.people].index(login))
    QTest.keyClicks(page.passphrase, PASSPHRASE.decode())
    QTest.keyClick(page.passphrase, Qt.Key.Key_Return)
    until = time.monotonic() + PATIENCE_S
    while desk.workplace is None:
        QApplication.processEvents()
        assert time.monotonic() < until, "the vault does not open"
    person.wait()
    return person


SitDown = Callable[..., AtTheWindow]


@pytest.fixture
def sit_down(
    make_desk: Callable[..., Desk], vault_folder: Path, clock: FixedClock
) -> Iterator[Callable[..., AtTheWindow]]:
    """Whoever sat there locks, the program starts, and this person unlocks it: `sit_down("bo")`."""
    sitting: list[AtTheWindow] = []

    def sit(login: str = "an") -> AtTheWindow:
        if sitting:
            sitting[-1].desk.put_away()
            sitting[-1].desk.window.hide()
        sitting.append(come_in(make_desk(vault_folder), clock, login))
        return sitting[-1]

    yield sit
    for person in sitting:
        assert not person.bugs, person.bugs


@pytest.fixture
def at_the_window(sit_down: SitDown) -> AtTheWindow:
    """The founder, before the unlocked program."""
    return sit_down()
