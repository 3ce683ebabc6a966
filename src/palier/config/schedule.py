"""The periodic jobs of the product: each calls one service of a lower floor, at its hour."""

from datetime import time

from django.conf import settings

from palier.access.actor import program
from palier.attachments.services import remove_orphans
from palier.attachments.waiting import forget_old_uploads
from palier.config.database import gather_statistics
from palier.config.limits import forget_expired
from palier.cycle.actions.reminders import remind
from palier.cycle.convening.warning import warn_of_silence
from palier.cycle.problems.services.operations import erase_past_operations
from palier.cycle.reports.learning import learn_categories
from palier.cycle.slips.services import settle_expired
from palier.documents.releases import freeze_due
from palier.intake.waiting import forget_old_files
from palier.jobs.reaper import tidy
from palier.jobs.schedule import Daily, Every, Periodic
from palier.jobs.tasks import job
from palier.journal.daily import run_daily
from palier.kernel import clock
from palier.notifications.convening import ask_for_near_meetings
from palier.notifications.delivery import deliver_pending
from palier.notifications.models import Message
from palier.notifications.summaries import summaries_are_due, write_summaries
from palier.partners.accounts import forget_expired_sessions
from palier.search.rebuilding import catch_up, is_behind
from palier.territory.services import purge_pending
from palier.web.exports.keeping import an_export_waits, fail_lost_exports, forget_old_exports


@job(idempotent=True)
def tidy_jobs() -> None:
    """Forget the finished tasks of the past."""
    tidy(now=clock.now())


@job(idempotent=True)
def forget_expired_limits() -> None:
    """Delete the rate limits and lock-outs that are over: each one written counts the rows of their table."""
    forget_expired(now=clock.now())


@job(idempotent=True)
def forget_sessions() -> None:
    """Delete the sessions that are over, with the address and the browser they were opened from."""
    forget_expired_sessions(now=clock.now())


@job(idempotent=True)
def forget_waiting_files() -> None:
    """Delete the uploaded trackers that nobody confirmed within a day."""
    forget_old_files(now=clock.now())


@job(idempotent=True)
def forget_waiting_uploads() -> None:
    """Delete the photographs of forms that nobody came back to within a day."""
    forget_old_uploads(now=clock.now())


@job(idempotent=True)
def forget_exports() -> None:
    """Delete the large exports that are a day old, with their files."""
    forget_old_exports(now=clock.now())


@job(idempotent=True, priority=30)
def fail_exports() -> None:
    """Say of the large exports that no task will make any more that they failed."""
    fail_lost_exports(now=clock.now())


@job(idempotent=True)
def forget_pending_boundaries() -> None:
    """Delete the files of boundaries that nobody confirmed within a day."""
    purge_pending(now=clock.now())


@job(idempotent=True)
def journal_day() -> None:
    """Close the months of consultations, purge what is past its retention, anchor the head, verify the chain."""
    run_daily(now=clock.now())


@job(idempotent=True)
def category_lessons() -> None:
    """Learn from the categories that groups corrected."""
    learn_categories(now=clock.now())


@job(idempotent=True)
def forget_orphan_files() -> None:
    """Delete the files that no row speaks of: what an interrupted purge or upload left behind."""
    remove_orphans(now=clock.now())


@job(idempotent=True)
def forget_operations() -> None:
    """Erase the day and the place of the operations that are over."""
    erase_past_operations(actor=program("Palier (tâche quotidienne)"), now=clock.now(), today=clock.today())


@job(idempotent=True)
def follow_names() -> None:
    """Bring the index of the search up to date where many rows repeat a name that changed."""
    catch_up()


@job(idempotent=True)
def measure_tables() -> None:
    """Have the database know how its tables are filled, so that lists keep to their indexes."""
    gather_statistics()


@job(idempotent=True, priority=50)
def deliver_mails() -> None:
    """Send the mails that wait; each is claimed before it leaves."""
    deliver_pending(now=clock.now())


@job(idempotent=True, priority=60)
def write_summary_mails() -> None:
    """Write the mails of the notices whose hour has come."""
    write_summaries(now=clock.now())


@job(idempotent=True)
def freeze_minutes_due() -> None:
    """Freeze and number the minutes whose days of remarks are over."""
    freeze_due(now=clock.now())


@job(idempotent=True)
def climb_reminders() -> None:
    """Note the links that are over, then remind of actions that nobody speaks of and of groups that do not meet."""
    settle_expired(now=clock.now())
    remind(actor=program("Palier (relances)"), now=clock.now(), today=clock.today())
    warn_of_silence(actor=program("Palier (relances)"), now=clock.now(), today=clock.today())


@job(idempotent=True)
def ask_to_meetings() -> None:
    """Ask to the meetings that come near those who were not asked yet."""
    ask_for_near_meetings(now=clock.now())


def _summaries_wait() -> bool:
    return summaries_are_due(now=clock.now())


def _mails_wait() -> bool:
    """Whether a round would do something: without a mail server, messages stay on the administrator's screen."""
    waiting = (Message.State.QUEUED, Message.State.SENDING)
    return bool(settings.EMAIL_HOST) and Message.objects.unsealed("planner").filter(state__in=waiting).exists()


SCHEDULE = (
    Periodic("write_summary_mails", write_summary_mails, Every(60), needed=_summaries_wait),
    # Before the summary of the morning, which carries them.
    Periodic("climb_reminders", climb_reminders, Daily(time(6, 0))),
    Periodic("ask_to_meetings", ask_to_meetings, Daily(time(6, 30))),
    Periodic("deliver_mails", deliver_mails, Every(10), needed=_mails_wait),
    Periodic("freeze_minutes_due", freeze_minutes_due, Daily(time(2, 0))),
    Periodic("journal_day", journal_day, Daily(time(3, 0))),
    Periodic("tidy_jobs", tidy_jobs, Daily(time(4, 0))),
    Periodic("forget_pending_boundaries", forget_pending_boundaries, Daily(time(4, 30))),
    Periodic("forget_operations", forget_operations, Daily(time(2, 30))),
    Periodic("forget_sessions", forget_sessions, Daily(time(4, 15))),
    Periodic("forget_expired_limits", forget_expired_limits, Every(3600)),
    Periodic("category_lessons", category_lessons, Daily(time(3, 30))),
    Periodic("forget_orphan_files", forget_orphan_files, Daily(time(5, 0))),
    Periodic("follow_names", follow_names, Every(60), needed=is_behind),
    Periodic("measure_tables", measure_tables, Daily(time(5, 15))),
    Periodic("forget_waiting_files", forget_waiting_files, Every(3600)),
    Periodic("forget_waiting_uploads", forget_waiting_uploads, Every(3600)),
    Periodic("forget_exports", forget_exports, Every(3600)),
    Periodic("fail_exports", fail_exports, Every(60), needed=an_export_waits),
)
