"""The planner starts each periodic job once per slot, however many workers look."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from palier.config.schedule import SCHEDULE, forget_pending_boundaries
from palier.jobs.schedule import Daily, Every, Periodic, plan_due
from palier.jobs.tasks import is_idempotent
from palier.kernel import clock
from palier.notifications.outbox import Mail, enqueue
from palier.territory.models import PendingBoundaries
from tests.jobs.slow_tasks import idle

NOON = datetime(2026, 11, 2, 11, 0, tzinfo=UTC)  # noon in Paris


SCHEDULE_UNDER_TEST = (Periodic("nightly", idle, Daily(time(3))), Periodic("often", idle, Every(600)))


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
    idle_here = {"deliver_mails", "write_summary_mails", "follow_names", "fail_exports"}  # nothing waits for them
    due = [job for job in SCHEDULE if job.code not in idle_here]
    assert sum(int(count) for count in planned) == len(due)
    assert product.python("from palier.jobs.models import PlannedRun as P; print(P.objects.count())") == str(len(due))


@pytest.mark.django_db
def test_a_job_that_is_not_needed_now_keeps_its_slot():
    needed = [False, True]
    often = Periodic("often", idle, Every(600), needed=lambda: needed.pop(0))
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


@pytest.mark.django_db
def test_every_job_of_the_product_can_be_enqueued_and_run():
    for job in SCHEDULE:
        job.task.enqueue()
    paths = set(DBTaskResult.objects.values_list("task_path", flat=True))
    assert paths == {job.task.module_path for job in SCHEDULE}


def test_a_function_that_is_not_a_job_is_refused():
    with pytest.raises(TypeError, match="@job"):
        Periodic("plain", print, Daily(time(3)))


@pytest.mark.django_db
def test_a_file_of_boundaries_is_forgotten_after_a_day(cast):
    now = clock.now()
    for age in (1, 25):
        PendingBoundaries.objects.create(
            kind="sector",
            file_name=f"{age}.geojson",
            content=b"{}",
            sent_by=cast.users["agathe"].pk,
            sent_at=now - timedelta(hours=age),
        )
    forget_pending_boundaries.call()
    assert [kept.file_name for kept in PendingBoundaries.objects.all()] == ["1.geojson"]
