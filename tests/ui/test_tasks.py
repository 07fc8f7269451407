"""Long work: in order, always heard of, and stopped when asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from victimplanner.ui.tasks import TaskProgress, TaskRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close(5000)
    assert not made.is_busy


def test_a_task_that_is_done_at_once_still_tells_whoever_connects_after_starting_it(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    task = runner.start(lambda progress: 42)
    with qtbot.waitSignal(task.succeeded) as heard:
        pass
    assert heard.args == [42]


def test_two_hundred_tasks_at_once_finish_in_order_and_on_the_main_thread(qtbot: QtBot, runner: TaskRunner) -> None:
    done: list[int] = []
    threads: set[threading.Thread] = set()
    finished: list[int] = []

    def hear(result: int) -> None:
        done.append(result)
        threads.add(threading.current_thread())

    for number in range(200):
        task = runner.start(lambda progress, number=number: number)
        task.succeeded.connect(hear)
        task.finished.connect(lambda number=number: finished.append(number))
    qtbot.waitUntil(lambda: len(finished) == 200)
    assert done == list(range(200))
    assert finished == done
    assert threads == {threading.main_thread()}
    assert not runner.is_busy


def test_progress_arrives_in_order_before_the_result(qtbot: QtBot, runner: TaskRunner) -> None:
    heard: list[Any] = []

    def work(progress: TaskProgress) -> str:
        for page in range(1, 4):
            progress.report(page, 3, f"Page {page} of 3")
        return "written"

    task = runner.start(work)
    task.progressed.connect(lambda done, total, text: heard.append((done, total, text)))
    task.succeeded.connect(heard.append)
    with qtbot.waitSignal(task.finished):
        pass
    assert heard == [(1, 3, "Page 1 of 3"), (2, 3, "Page 2 of 3"), (3, 3, "Page 3 of 3"), "written"]


def test_a_cancelled_task_stops_at_its_next_report(qtbot: QtBot, runner: TaskRunner) -> None:
    begun, go_on = threading.Event(), threading.Event()
    reached: list[str] = []

    def work(progress: TaskProgress) -> None:
        begun.set()
        go_on.wait(5)
        progress.report(1, 2)
        reached.append("after")

    task = runner.start(work)
    failures: list[object] = []
    task.failed.connect(failures.append)
    assert begun.wait(5)
    with qtbot.waitSignals([task.cancelled, task.finished]):
        task.cancel()
        go_on.set()
    assert reached == []
    assert failures == []


def test_a_task_cancelled_before_its_turn_never_begins(qtbot: QtBot, runner: TaskRunner) -> None:
    hold = threading.Event()
    runner.start(lambda progress: hold.wait(5))
    begun: list[int] = []
    second = runner.start(lambda progress: begun.append(1))
    second.cancel()
    with qtbot.waitSignal(second.cancelled):
        hold.set()
    assert begun == []


def test_a_failure_is_handed_over_as_it_is_and_the_next_task_runs(qtbot: QtBot, runner: TaskRunner) -> None:
    def fail(progress: TaskProgress) -> None:
        raise OSError("The folder cannot be reached.")

    task = runner.start(fail)
    with qtbot.waitSignal(task.failed) as heard:
        pass
    assert isinstance(heard.args[0], OSError)
    following = runner.start(lambda progress: "fine")
    with qtbot.waitSignal(following.succeeded):
        pass


def test_closing_stops_everything_waits_and_delivers_the_last_news(qtbot: QtBot) -> None:
    runner = TaskRunner()
    begun = threading.Event()
    news: list[str] = []

    def work(progress: TaskProgress) -> None:
        begun.set()
        while True:
            progress.report(0, 0)

    tasks = [runner.start(work), runner.start(work)]
    for task in tasks:
        task.cancelled.connect(lambda: news.append("cancelled"))
        task.finished.connect(lambda: news.append("finished"))
    assert begun.wait(5)
    assert runner.close(5000)
    assert news == ["cancelled", "finished", "cancelled", "finished"]
    assert not runner.is_busy
    with pytest.raises(RuntimeError):
        runner.start(work)


def test_a_listener_that_fails_leaves_no_task_behind(qtbot: QtBot, runner: TaskRunner) -> None:
    task = runner.start(lambda progress: 1)

    def trip(_result: object) -> None:
        raise ValueError("a bug in a screen")

    task.succeeded.connect(trip)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(task.finished):
        pass
    assert len(caught) == 1
    assert not runner.is_busy
