"""Work away from the window: one thread, results for who is still there, cancel, and no waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop.errors import Cancelled, UserError
from desktop.progress import Progress
from desktop.ui.jobs import Jobs
from tests.helpers.windows import Bugs


@pytest.fixture
def shown() -> list[UserError]:
    return []


@pytest.fixture
def jobs(qtbot: QtBot, shown: list[UserError], bugs: Bugs) -> Iterator[Jobs]:
    made = Jobs(show_error=shown.append, unexpected=bugs.take)
    yield made
    made.cancel_all()
    assert made.finish(lambda: None, within_ms=10_000)


def test_vault_work_runs_in_order_on_one_thread(qtbot: QtBot, jobs: Jobs) -> None:
    threads: list[str] = []
    for _number in range(20):
        jobs.start(lambda: threading.current_thread().name, parent=jobs, done=threads.append)
    qtbot.waitUntil(lambda: len(threads) == 20)
    assert set(threads) == {"vault"}


def test_other_work_does_not_hold_up_the_vault(qtbot: QtBot, jobs: Jobs) -> None:
    release = threading.Event()
    order: list[str] = []
    jobs.start(lambda: release.wait(20) and "slow", parent=jobs, done=order.append, vault=False)
    jobs.start(lambda: "vault", parent=jobs, done=order.append)
    qtbot.waitUntil(lambda: order == ["vault"])
    release.set()
    qtbot.waitUntil(lambda: order == ["vault", "slow"])


def test_results_come_back_on_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    where: list[threading.Thread] = []
    jobs.start(lambda: None, parent=jobs, done=lambda _result: where.append(threading.current_thread()))
    qtbot.waitUntil(lambda: bool(where))
    assert where == [threading.main_thread()]


def test_results_for_a_page_that_is_gone_are_dropped(qtbot: QtBot, jobs: Jobs) -> None:
    page, release, got = QObject(), threading.Event(), []
    job = jobs.start(lambda: release.wait(20), parent=page, done=got.append)
    page.deleteLater()
    with qtbot.waitSignal(page.destroyed):
        pass
    release.set()
    with qtbot.waitSignal(jobs.job_ended):
        pass
    assert job.over.is_set()
    assert not got


def test_a_user_error_goes_to_who_asked_or_to_the_messages(
    qtbot: QtBot, jobs: Jobs, shown: list[UserError]
) -> None:
    def refuse() -> None:
        raise UserError("The disk is full.")

    mine: list[UserError] = []
    jobs.start(refuse, parent=jobs, failed=mine.append)
    jobs.start(refuse, parent=jobs)
    qtbot.waitUntil(lambda: bool(mine and shown))
    assert mine[0].message == shown[0].message == "The disk is full."


def test_our_bug_is_reported_and_the_page_gets_a_sentence(
    qtbot: QtBot, jobs: Jobs, shown: list[UserError], bugs: Bugs
) -> None:
    jobs.start(lambda: 1 / 0, parent=jobs)
    qtbot.waitUntil(lambda: bool(shown))
    assert isinstance(bugs.found.pop(), ZeroDivisionError)


def test_cancelled_work_ends_silently(qtbot: QtBot, jobs: Jobs, shown: list[UserError]) -> None:
    begun = threading.Event()

    def long(progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(1, 2)

    job = jobs.start(long, parent=jobs, done=pytest.fail, failed=pytest.fail)
    assert begun.wait(20)
    job.cancel()
    qtbot.waitUntil(lambda: jobs.idle)
    assert not shown


def test_only_slow_work_with_a_title_shows_itself(qtbot: QtBot, jobs: Jobs) -> None:
    release, seen = threading.Event(), []
    jobs.slow_job_shown.connect(lambda job: seen.append(job.title))
    jobs.start(lambda: release.wait(20), parent=jobs, title="Counting")
    jobs.start(lambda: release.wait(20), parent=jobs)
    jobs.start(lambda: None, parent=jobs, title="Quick", vault=False)
    qtbot.waitUntil(lambda: bool(seen))
    release.set()
    qtbot.waitUntil(lambda: jobs.idle)
    assert seen == ["Counting"]


def test_the_window_answers_while_work_goes_on(qtbot: QtBot, jobs: Jobs) -> None:
    release, ticks = threading.Event(), []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(1)
    jobs.start(lambda: release.wait(20), parent=jobs)
    qtbot.waitUntil(lambda: len(ticks) > 20)
    release.set()
    qtbot.waitUntil(lambda: jobs.idle)


def test_the_last_work_is_waited_for_but_not_for_ever(qtbot: QtBot, bugs: Bugs) -> None:
    stuck, release = Jobs(show_error=pytest.fail, unexpected=bugs.take), threading.Event()
    stuck.start(lambda: release.wait(20), parent=stuck)
    assert not stuck.finish(lambda: None, within_ms=20)
    release.set()


@pytest.mark.parametrize("count", [5_000])
def test_thousands_of_results_come_back(qtbot: QtBot, jobs: Jobs, count: int) -> None:
    """PySide6 6.12.0 died after some 550 emits; this one must not."""
    results: list[int] = []
    for number in range(count):
        jobs.start(lambda number=number: number, parent=jobs, done=results.append)
    qtbot.waitUntil(lambda: len(results) == count, timeout=60_000)
    assert results == list(range(count))


def test_cancelled_before_it_began_never_runs(qtbot: QtBot, jobs: Jobs) -> None:
    release, ran = threading.Event(), []
    jobs.start(lambda: release.wait(20), parent=jobs)
    jobs.start(lambda: ran.append(1), parent=jobs)
    jobs.cancel_all()
    release.set()
    qtbot.waitUntil(lambda: jobs.idle)
    assert not ran


def test_cancelled_raised_by_the_work_itself_is_silent(
    qtbot: QtBot, jobs: Jobs, shown: list[UserError]
) -> None:
    def give_up() -> None:
        raise Cancelled

    work: Callable[[], None] = give_up
    jobs.start(work, parent=jobs)
    qtbot.waitUntil(lambda: jobs.idle)
    assert not shown
