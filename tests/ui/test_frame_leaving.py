"""Going away without a trace: the process that replaces this one, reports without values, files, printers, dumps."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import UserError
from desktop.progress import Progress
from desktop.ui import crash, files, printing, relaunch
from desktop.ui.crash import CrashDesk
from desktop.ui.messages import Messages

ROOT = Path(__file__).parents[2]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")
CANARY = "Tsehay Kanarie"


def run(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_same_command_is_started_again() -> None:
    started = ["python3", "-m", "desktop", "--data-dir", "/somewhere"]
    assert relaunch.launch_arguments(started, executable="/venv/python") == ["/venv/python", *started[1:]]
    assert relaunch.launch_arguments(
        ["baken.exe", "--demo"], executable="C:/Baken/baken.exe", frozen=True
    ) == [
        "C:/Baken/baken.exe",
        "--demo",
    ]


def test_no_passphrase_is_handed_on() -> None:
    before = {
        "BAKEN_PASSPHRASE": "x",
        "BAKEN_PASSPHRASE_FILE": "y",
        "BAKEN_DATA_DIR": "/d",
        relaunch.MINIMISED: "1",
    }
    assert relaunch.clean_environment(before, minimised=False) == {"BAKEN_DATA_DIR": "/d"}
    assert relaunch.clean_environment(before, minimised=True)[relaunch.MINIMISED] == "1"


@LINUX
def test_the_process_is_replaced_in_place_and_forgets_its_passphrase() -> None:
    program = (
        "import os, sys; print(os.getpid(), os.environ.get('BAKEN_PASSPHRASE'), flush=True)\n"
        "from desktop.ui import relaunch\n"
        "if not relaunch.starts_minimised(): relaunch.replace_process(minimised=True)"
    )
    lines = run(program, BAKEN_PASSPHRASE="secret").stdout.splitlines()
    pids = [line.split()[0] for line in lines]
    assert len(pids) == 2
    assert pids[0] == pids[1]
    assert [line.split()[1] for line in lines] == ["secret", "None"]


@LINUX
def test_nobody_can_dump_the_process_or_read_its_files() -> None:
    program = (
        "from desktop.hardening import harden; harden()\n"
        "import os, resource, ctypes\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0)))"
    )
    assert run(program).stdout.strip() == "0 (0, 0) 0o77"


def deep(name: str) -> None:
    Progress(report=lambda done, total: int(name)).step(1)


def test_a_report_names_our_lines_and_no_value() -> None:
    try:
        deep(CANARY)
    except ValueError as problem:
        report = crash.redacted(problem)
    assert "ValueError" in report
    assert "desktop/progress.py:" in report
    assert CANARY not in report
    assert str(ROOT) not in report


def test_a_chain_of_errors_is_told_whole() -> None:
    try:
        try:
            deep(CANARY)
        except ValueError as first:
            raise KeyError(CANARY) from first
    except KeyError as problem:
        report = crash.redacted(problem)
    assert report.index("KeyError") < report.index("ValueError")
    assert CANARY not in report


def test_a_bug_opens_one_plain_window(qtbot: QtBot) -> None:
    desk = CrashDesk(Messages())
    for _time in range(2):
        told = desk.report(ValueError(CANARY))
        assert "mistake" in told.message
    dialogs: list[QWidget] = []
    qtbot.waitUntil(lambda: bool(_open_crash_dialogs(dialogs)))
    QApplication.processEvents()
    assert len(_open_crash_dialogs([])) == 1
    text = dialogs[0].findChild(QPlainTextEdit, "crash_report_text")
    assert text is not None
    assert CANARY not in text.toPlainText()
    assert dialogs[0].windowTitle() == "Baken"
    assert isinstance(dialogs[0], QDialog)
    dialogs[0].accept()


def _open_crash_dialogs(into: list[QWidget]) -> list[QWidget]:
    found = [
        each
        for each in QApplication.topLevelWidgets()
        if each.objectName() == "crash_dialog" and each.isVisible()
    ]
    into[:] = found
    return found


def test_a_user_error_that_no_one_caught_is_still_told_plainly(qtbot: QtBot) -> None:
    messages = Messages()
    desk = CrashDesk(messages)
    with qtbot.waitSignal(messages.failed) as failed:
        desk.report(UserError("The disk is full."))
    assert failed.args[0].message == "The disk is full."


def _answer_the_dialog(path: Path) -> list[bool]:
    """Choose the path as soon as the dialog is there; returns whether the system's own dialog was banned."""
    native_banned: list[bool] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(10, answer)
            return
        native_banned.append(dialog.testOption(QFileDialog.Option.DontUseNativeDialog))
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(str(path))
        dialog.accept()

    QTimer.singleShot(0, answer)
    return native_banned


def test_a_chosen_file_is_remembered_nowhere(qtbot: QtBot, tmp_path: Path, isolated_home: Path) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    folder = tmp_path / CANARY
    folder.mkdir()
    native_banned = _answer_the_dialog(folder / "paper.pdf")
    chosen = files.choose_where_to_save(around, suggested="baken.pdf", kind="PDF document", suffix="pdf")
    assert chosen == folder / "paper.pdf"
    assert native_banned == [True]
    QApplication.processEvents()
    around.deleteLater()
    qtbot.wait(1)
    QSettings(QSettings.Scope.UserScope, "QtProject").sync()
    for home in (isolated_home, Path(os.environ["HOME"])):
        for path in home.rglob("*"):
            assert not path.is_file() or CANARY.encode() not in path.read_bytes(), path


@LINUX
def test_paper_goes_through_a_pipe_under_a_neutral_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool = tmp_path / "spool"
    printer = tmp_path / "lp"
    printer.write_text(f'#!/bin/sh\necho "$@" > "{spool}.arguments"\ncat > "{spool}"\n')
    printer.chmod(printer.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    printing.print_pdf(b"%PDF-1.7 test")
    assert spool.read_bytes() == b"%PDF-1.7 test"
    assert Path(f"{spool}.arguments").read_text().split()[:3] == ["-s", "-t", "Baken"]


@LINUX
def test_a_printer_that_refuses_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printer = tmp_path / "lp"
    printer.write_text("#!/bin/sh\nexit 1\n")
    printer.chmod(printer.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(UserError):
        printing.print_pdf(b"%PDF")


@LINUX
def test_no_printing_system_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match="no printing system"):
        printing.print_pdf(b"%PDF")
