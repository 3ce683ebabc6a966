"""What became of a report, mailed to the one who brought it: received, then each answer; a burst makes one mail.

The news is written in the transaction of its journal entry (decision 15) and composed a few minutes later, so that an
answer taken back at once is never told. Rights are read when the mail is composed. A mail names category and place of a
report read by the whole group at least; of the others it says only that an answer waits (decision 10).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Min, QuerySet
from django.urls import reverse

from palier.access.levels import Level
from palier.cycle.reports.lifecycle import State
from palier.cycle.reports.models import Report, Transfer
from palier.cycle.reports.queries import reports_for
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.journal.services import WITHIN
from palier.kernel import clock
from palier.kernel import events as news
from palier.notifications.letters import write_letter
from palier.notifications.models import ReportNews
from palier.notifications.outbox import enqueue
from palier.partners.actors import actor_for
from palier.partners.models import User

KIND = "report_news"
# Long enough to take an answer back, and to answer several reports of one person.
PAUSE = timedelta(minutes=10)
TOLD = frozenset({Event.REPORT_FILE, Event.REPORT_MOVE, Event.REPORT_TRANSFER, Event.REPORT_ATTACH})
ANSWERS = {
    State.RECEIVED: "bien reçu, le groupe y répondra",
    State.WATCHED: "mis à surveiller",
    State.ATTACHED: "rattaché à une problématique suivie par le groupe",
    State.REDIRECTED: "orienté vers un autre cadre",
    State.DECLINED: "non retenu, le motif se lit sur sa fiche",
    State.MERGED: "fusionné avec un autre signalement du même fait",
}
PASSED = {
    State.RECEIVED: "transmis au groupe {group}, qui y répondra",
    State.ATTACHED: "suivi, avec sa problématique, par le groupe {group}",
}
AGAIN = "de nouveau à l’examen"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in the mail: what it is called there, what became of it, where to read it."""

    what: str
    answer: str
    link: str


def note_news(entry: Entry) -> None:
    """Keep for the reporter that this entry is about its report; nothing when the entry is more reserved than it."""
    if entry.event not in TOLD or entry.subject_id is None:
        return
    report = Report.objects.unsealed("news of a report").filter(pk=entry.subject_id, level__gte=entry.level).first()
    if report is None or report.reporter_id is None:
        return
    # Its author needs not be told by mail what it answered itself.
    if entry.event != Event.REPORT_FILE and entry.actor_id == report.reporter_id:
        return
    state = "" if entry.event == Event.REPORT_FILE else report.state
    rows = ReportNews.objects.unsealed("news of a report")
    rows.create(entry=entry.seq, report=report, recipient_id=report.reporter_id, state=state, created_at=entry.at)


def listen() -> None:
    """Have the news of reports written with their entries."""
    news.subscribe(WITHIN, note_news)


def news_is_due(*, now: datetime) -> bool:
    """Whether somebody has news older than the pause."""
    return _rows().filter(created_at__lte=now - PAUSE).exists()


def mail_news(*, now: datetime, today: date) -> int:
    """Write one mail to each person whose oldest news is older than the pause; how many were written.

    Each person's mail and the removal of its news are one transaction: a crash leaves both or neither.
    """
    oldest = _rows().order_by().values("recipient").annotate(oldest=Min("created_at"))
    due = list(oldest.filter(oldest__lte=now - PAUSE).values_list("recipient", flat=True))
    return sum(_mail(user, today) for user in User.objects.filter(pk__in=due))


def _mail(user: User, today: date) -> bool:
    with transaction.atomic():
        pending = list(_rows().filter(recipient=user).order_by("entry"))
        lines = list(_lines(user, pending, today)) if user.is_active and user.closed_at is None else []
        if lines:
            mail = write_letter(KIND, {"name": user.name, "lines": lines}, holds_secret=False)
            enqueue(recipient=user.email, mail=mail, key=f"{KIND}:{pending[0].entry}:{user.pk.hex}")
        _rows().filter(pk__in=[row.pk for row in pending]).delete()
    return bool(lines)


def _lines(user: User, pending: list[ReportNews], today: date) -> Iterator[ReportLine]:
    """What this person may read today of its own reports; what came back to where it was is not told."""
    first: dict[Any, ReportNews] = {}
    for row in pending:
        first.setdefault(row.report_id, row)
    reports = reports_for(actor_for(user, today=today)).filter(pk__in=first, reporter=user)
    since = Transfer.objects.unsealed("news of a report").filter(report__in=first).values_list("report", "sent_at")
    passed = {key for key, sent_at in since if sent_at >= first[key].created_at}
    for report in reports.order_by("created_at", "id"):
        is_new = not first[report.pk].state
        is_passed = report.pk in passed
        was_answered = not is_new and first[report.pk].state != State.RECEIVED
        if report.state == State.RECEIVED and was_answered and not is_passed:
            continue  # answered, then taken back before this mail
        yield _line(report, is_new=is_new, is_passed=is_passed)


def _line(report: Report, *, is_new: bool, is_passed: bool) -> ReportLine:
    link = settings.BASE_URL + reverse("reports:report", kwargs={"pk": report.pk})
    filed = f"Signalement du {clock.day_of(report.created_at):%d/%m/%Y}"
    if report.level > Level.GROUP:
        return ReportLine(filed, "bien reçu" if report.state == State.RECEIVED else "une réponse vous attend", link)
    answer = ANSWERS[State(report.state)] if is_new or report.state != State.RECEIVED else AGAIN
    if is_passed and report.state in PASSED:
        answer = PASSED[State(report.state)].format(group=report.group)
    if report.state == State.WATCHED:
        answer += f" jusqu’au {report.review_on:%d/%m/%Y}"
    return ReportLine(f"{filed} ({report.category.label}, {report.place.name})", answer, link)


def _rows() -> QuerySet[ReportNews]:
    return ReportNews.objects.unsealed("mailing the news of reports")
