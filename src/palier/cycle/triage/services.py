"""Answering several reports in one act; setting a re-examination aside.

The answers to one report are those of `reports` and `problems`.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.problems.models import Problem
from palier.cycle.problems.services import attach_report, is_source, open_problem
from palier.cycle.reports.models import Report
from palier.cycle.triage.models import Dismissal
from palier.cycle.triage.reexamination import Reexamination
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused


def attach_reports(*, actor: Actor, reports: Sequence[Report], problem: Problem, now: datetime) -> Problem:
    """Attach all of them to one problem, or none."""
    _check_together(reports)
    with transaction.atomic():
        for report in reports:
            _attach_unless_gone_along(actor, report, problem, now)
    return problem


def open_problem_from(
    *,
    actor: Actor,
    reports: Sequence[Report],
    title: str,
    now: datetime,
    today: date,
    gravity: int = Problem.Gravity.REPEATED,
    level: Level = Level.GROUP,
) -> Problem:
    """Open one problem from reports: place and category of the first, dates of all; every one becomes its source.

    Only those that the problem's readers may read say when: a day told by the police stays with it (decision 6).
    """
    _check_together(reports)
    first, *others = sorted(reports, key=lambda report: report.level > level)
    days = [report.seen_on for report in reports if report.seen_on and report.level <= level]
    with transaction.atomic():
        problem = open_problem(
            actor=actor,
            group=first.group,
            title=title,
            category=first.category,
            place=first.place,
            gravity=gravity,
            level=level,
            report=first,
            first_seen=min(days, default=None),
            last_seen=max(days, default=None),
            now=now,
            today=today,
        )
        for report in others:
            _attach_unless_gone_along(actor, report, problem, now)
    return problem


def _attach_unless_gone_along(actor: Actor, report: Report, problem: Problem, now: datetime) -> None:
    """A report that confirms another one of the choice has followed it already."""
    if not is_source(report, problem):
        attach_report(actor=actor, report=report, problem=problem, now=now)


def _check_together(reports: Sequence[Report]) -> None:
    if not reports:
        raise Refused("Choisissez au moins un signalement.")
    if len({report.group_id for report in reports}) > 1:
        raise Refused("Ces signalements ne sont pas du même groupe : groupez ceux d’un seul groupe à la fois.")


def dismiss_reexamination(*, actor: Actor, raised: Reexamination, reason: str, now: datetime) -> Dismissal:
    """Set a re-examination aside, with a reason kept in the journal's row; reports are counted anew from now on."""
    report = raised.last
    require(actor, Verb.REPORT_TRIAGE, report.group_id)
    if not reason.strip():
        raise Refused("Dites en une phrase pourquoi rien n’est à reprendre.", field="reason")
    dismissal = Dismissal(
        group_id=report.group_id,
        place=report.place,
        category=report.category,
        level=raised.level,
        reason=" ".join(reason.split()),
        dismissed_by_id=actor.user_id,
        dismissed_at=now,
    )
    with transaction.atomic():
        dismissal.save(force_insert=True)
        payload = {"reports": raised.count}
        record_event(Event.REEXAMINATION_DISMISS, actor=actor, at=now, subject=subject_of(dismissal), payload=payload)
    return dismissal
