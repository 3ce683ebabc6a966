"""Passing a report on to the triage box of another group, alone or with the problem that it brought about (ADR 0015).

The row changes group: there is one report, one number, one answer. The group that sent it and the one who brought it
go on reading it; what the police wrote beside it stays with the group that wrote it.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.problems.services import is_attached
from palier.cycle.reports.lifecycle import REPORT_LIFECYCLE, WAITING
from palier.cycle.reports.models import Report, Transfer
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused
from palier.partners.models import Group
from palier.partners.queries.groups import other_groups_of_department
from palier.workflow.engine import advance

WITH_PROBLEM = "Suit la problématique dont il est une source."


def pass_report(*, actor: Actor, report: Report, group: Group, reason: str, now: datetime) -> Report:
    """Pass a report that waits for an answer on to another group, or back; its author is told and goes on reading it.

    What confirms it (« constaté aussi ») and still waits goes with it. Who reads it changes only by this: a report that
    the police keeps is not passed on.
    """
    former = report.group
    require(actor, Verb.REPORT_TRIAGE, former.pk)
    words = " ".join(reason.split())
    if not words:
        raise Refused("Dites pourquoi ce signalement revient à ce groupe.", field="reason")
    if report.level > Level.GROUP or report.place.level > Level.GROUP:
        raise Refused("Seul un signalement lu par tout le groupe se transmet à un autre groupe.", field="group")
    if not other_groups_of_department(former).filter(pk=group.pk).exists():
        raise Refused("Choisissez un autre groupe ouvert du département.", field="group")
    if is_attached(report):
        raise Refused("Ce signalement a déjà reçu sa suite.")
    again = Report.objects.unsealed("pass").filter(same_as=report, group=former, state__in=WAITING)
    with transaction.atomic():
        for one in (report, *again.filter(level__lte=Level.GROUP, source__isnull=True)):
            # The trace first: it says who goes on reading, and the entry of the journal is read on the spot.
            _keep_trace(actor, one, former, group, reason=words, now=now)
            advance(one, REPORT_LIFECYCLE, "pass", actor=actor, now=now, changes={"group": group, "review_on": None})
    return report


def pass_along(*, actor: Actor, reports: Sequence[Report], group: Group, now: datetime) -> None:
    """Have these answered reports follow their problem to the group that takes it over."""
    for report in reports:
        former = report.group
        rows = Report.objects.unsealed("pass along").filter(pk=report.pk)
        rows.update(group=group, version=F("version") + 1)
        report.group, report.version = group, report.version + 1
        _keep_trace(actor, report, former, group, reason=WITH_PROBLEM, now=now)
        payload = {"changes": [["groupe", str(former), str(group)]]}
        record_event(Event.REPORT_TRANSFER, actor=actor, at=now, subject=subject_of(report), payload=payload)


def _keep_trace(actor: Actor, report: Report, former: Group, group: Group, *, reason: str, now: datetime) -> None:
    """Whence and why, for all who read the report."""
    Transfer.objects.create(
        report=report,
        from_group=former,
        to_group=group,
        reason=reason,
        sent_by_id=actor.user_id,
        sent_at=now,
    )
