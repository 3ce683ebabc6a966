"""The reaper saves what may be run again, three times, and buries the rest."""

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from palier.jobs.models import Heartbeat, PlannedRun
from palier.jobs.reaper import reap, tidy
from tests.jobs.slow_tasks import once_only, repeatable

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SILENCE = timedelta(seconds=90)

pytestmark = pytest.mark.django_db


def running(task, *workers: str) -> DBTaskResult:
    row = DBTaskResult.objects.get(pk=task.enqueue("trace", 0).id)
    row.status, row.started_at, row.worker_ids = TaskResultStatus.RUNNING, NOW, list(workers)
    row.save()
    return row


def beat(worker: str, seen_at: datetime) -> None:
    Heartbeat.objects.create(worker=worker, started_at=seen_at, seen_at=seen_at)


def status_of(row: DBTaskResult) -> str:
    row.refresh_from_db()
    return row.status


def test_the_task_of_a_living_worker_is_left_alone():
    beat("w1", NOW - timedelta(seconds=80))
    row = running(repeatable, "w1")
    assert reap(now=NOW, silence=SILENCE) == 0
    assert status_of(row) == TaskResultStatus.RUNNING


def test_the_task_of_a_silent_worker_goes_back_to_the_queue():
    beat("w1", NOW - timedelta(seconds=100))
    row = running(repeatable, "w1")
    assert reap(now=NOW, silence=SILENCE) == 1
    assert status_of(row) == TaskResultStatus.READY
    assert row in DBTaskResult.objects.ready()


def test_the_worker_that_counts_is_the_last_one():
    beat("w1", NOW)
    row = running(repeatable, "w1", "w2")
    reap(now=NOW, silence=SILENCE)
    assert status_of(row) == TaskResultStatus.READY


@pytest.mark.parametrize(("attempts", "outcome"), [(3, TaskResultStatus.READY), (4, TaskResultStatus.FAILED)])
def test_a_task_gets_three_second_chances(attempts, outcome):
    row = running(repeatable, *(f"w{number}" for number in range(attempts)))
    reap(now=NOW, silence=SILENCE)
    assert status_of(row) == outcome


def test_a_task_that_must_not_run_twice_is_failed_at_once():
    row = running(once_only, "w1")
    reap(now=NOW, silence=SILENCE)
    assert status_of(row) == TaskResultStatus.FAILED
    assert row.finished_at == NOW


def test_a_task_that_the_program_no_longer_has_is_failed():
    row = running(repeatable, "w1")
    DBTaskResult.objects.filter(pk=row.pk).update(task_path="palier.jobs.gone.task")
    reap(now=NOW, silence=SILENCE)
    assert status_of(row) == TaskResultStatus.FAILED


def test_tidying_forgets_what_is_over_and_keeps_what_waits():
    old = NOW - timedelta(days=15)
    waiting, done = running(repeatable, "w1"), running(repeatable, "w1")
    DBTaskResult.objects.filter(pk=done.pk).update(status=TaskResultStatus.SUCCESSFUL, finished_at=old)
    PlannedRun.objects.create(job="purge", slot="2026-10-01", planned_at=old)
    beat("w0", old)
    tidy(now=NOW)
    assert list(DBTaskResult.objects.all()) == [waiting]
    assert not PlannedRun.objects.exists()
    assert not Heartbeat.objects.exists()
