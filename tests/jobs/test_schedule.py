"""The planner starts each periodic job once per slot, however many workers look."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from palier.config.schedule import SCHEDULE
from palier.jobs.schedule import Daily, Every, Periodic, plan_due
from palier.jobs.tasks import is_idempotent
from palier.notifications.outbox import Mail, enqueue
from tests.jobs.slow_tasks import repeatable

NOON = datetime(2026, 11, 2, 11, 0, tzinfo=UTC)  # noon in Paris


class Slow:
    """A task to enqueue, for the schedule under test."""

    @staticmethod
    def enqueue():
        repeatable.enqueue("trace", 0)


SCHEDULE_UNDER_TEST = (Periodic("nightly", Slow, Daily(time(3))), Periodic("often", Slow, Every(600)))


def test_a_daily_job_is_due_from_its_hour_on_in_local_time():
    daily = Daily(time(3))
    assert daily.slot(datetime(2026, 11, 2, 1, 59, tzinfo=UTC)) == "2026-11-01"
    assert daily.slot(datetime(2026, 11, 2, 2, 0, tzinfo=UTC)) == "2026-11-02"
    assert daily.slot(datetime(2026, 7, 2, 1, 0, tzinfo=UTC)) == "2026-07-02"


def test_a_frequent_job_has_one_slot_per_interval():
    every = Every(600)
    assert every.slot(NOON + timedelta(minutes=9, seconds=59)) == every.slot(NOON) == "2026-11-02T11:00:00"
    assert every.slot(NOON + timedelta(minutes=10)) == "2026-11-02T11:10:00"


@pytest.mark.django_db
def test_a_job_is_planned_once_per_slot():
    assert plan_due(SCHEDULE_UNDER_TEST, now=NOON) == ["nightly", "often"]
    assert plan_due(SCHEDULE_UNDER_TEST, now=NOON + timedelta(minutes=1)) == []
    assert plan_due(SCHEDULE_UNDER_TEST, now=NOON + timedelta(minutes=10)) == ["often"]
    assert plan_due(SCHEDULE_UNDER_TEST, now=NOON + timedelta(days=1)) == ["nightly", "often"]
    assert DBTaskResult.objects.count() == 5


@pytest.mark.django_db
def test_days_without_a_worker_are_made_up_for_once():
    plan_due(SCHEDULE_UNDER_TEST[:1], now=NOON)
    assert plan_due(SCHEDULE_UNDER_TEST[:1], now=NOON + timedelta(days=5)) == ["nightly"]
    assert DBTaskResult.objects.count() == 2


def test_planners_side_by_side_start_each_job_once(product):
    """Processes and a database file of their own: threads would share the in-memory database of the suite."""
    plan = (
        "from datetime import UTC, datetime; from palier.config.schedule import SCHEDULE; "
        "from palier.jobs.schedule import plan_due; print(len(plan_due(SCHEDULE, now=datetime.now(UTC))))"
    )
    with ThreadPoolExecutor(4) as pool:
        planned = list(pool.map(product.python, [plan] * 4))
    assert sum(int(count) for count in planned) == 2  # the daily ones: no mail waits
    assert product.python("from palier.jobs.models import PlannedRun as P; print(P.objects.count())") == "2"


@pytest.mark.django_db
def test_a_job_that_is_not_needed_now_keeps_its_slot():
    needed = [False, True]
    often = Periodic("often", Slow, Every(600), needed=lambda: needed.pop(0))
    assert plan_due([often], now=NOON) == []
    assert plan_due([often], now=NOON) == ["often"]


@pytest.mark.django_db
def test_mails_are_delivered_only_when_some_wait(settings):
    settings.EMAIL_HOST = "smtp.example.org"
    assert "deliver_mails" not in plan_due(SCHEDULE, now=NOON)
    enqueue(recipient="alice@example.org", mail=Mail("essai", "Objet", "Texte"))
    assert plan_due(SCHEDULE, now=NOON) == ["deliver_mails"]


@pytest.mark.django_db
def test_the_product_schedule_is_whole():
    codes = [job.code for job in SCHEDULE]
    assert len(set(codes)) == len(codes)
    assert all(is_idempotent(job.task.module_path) for job in SCHEDULE)
