"""Attaching a report to a problem."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.models import Problem, Source
from palier.cycle.reports.lifecycle import REPORT_LIFECYCLE, WAITING
from palier.cycle.reports.models import Report
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused
from palier.workflow.engine import advance


def attach_report(*, actor: Actor, report: Report, problem: Problem, now: datetime) -> Source:
    """Attach a report to a living problem of the same group.

    When the problem is more reserved than the report, only the link is written, at the problem's level: the report
    stays as its readers knew it, so that « Rattaché » does not betray a problem they may not read. What confirms it
    (« constaté aussi ») and still waits goes with it, as far as the actor reads it.
    """
    require(actor, Verb.REPORT_TRIAGE, report.group_id)
    associated = problem.associated_groups.unsealed("attach").filter(pk=report.group_id)
    if problem.group_id != report.group_id and not associated.exists():
        raise Refused("Cette problématique n’est pas lue par le groupe du signalement.", field="problem")
    if problem.state not in LIVING:
        raise Refused("Cette problématique n’est plus suivie : rouvrez-la d’abord.", field="problem")
    if report.state not in WAITING or is_attached(report):
        raise Refused("Ce signalement a déjà reçu sa suite.")
    with transaction.atomic():
        source = write_source(actor, report, problem, now)
        for again in _seen_again(actor, report):
            write_source(actor, again, problem, now)
    return source


def is_source(report: Report, problem: Problem) -> bool:
    """True when the report is one of the problem's sources."""
    return Source.objects.unsealed("attach").filter(report=report, problem=problem).exists()


def write_source(actor: Actor, report: Report, problem: Problem, now: datetime, *, move: str = "attach") -> Source:
    """Write the link at the stricter of the two levels; the report itself moves only when it may say so."""
    level = max(Level(problem.level), Level(report.level))
    source = Source(problem=problem, report=report, level=level, attached_at=now)
    if problem.level <= report.level:
        advance(report, REPORT_LIFECYCLE, move, actor=actor, now=now)
    source.save(force_insert=True)
    subject = replace(subject_of(report), level=level)
    record_event(Event.REPORT_ATTACH, actor=actor, at=now, subject=subject, payload={"problem": str(problem.pk)})
    return source


def _seen_again(actor: Actor, report: Report) -> list[Report]:
    attached = Source.objects.unsealed("attach").filter(report__same_as=report).values("report")
    rows = Report.objects.visible_to(actor).filter(same_as=report, group=report.group_id, state__in=WAITING)
    return list(rows.exclude(pk__in=attached))


def is_attached(report: Report) -> bool:
    """True when some problem has this report as a source, whoever may read it."""
    return Source.objects.unsealed("attach").filter(report=report).exists()
