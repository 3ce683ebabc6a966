"""« Constaté aussi »: one more source for what is known, by any member who reads it, in one click.

Sources count, not clicks: what an organisation says again within a day completes what it had said.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where, require
from palier.access.levels import Level
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.models import Problem, Source
from palier.cycle.problems.services.sources import is_attached, write_source
from palier.cycle.reports.filing import DIRECTLY, Sending, complete_report, filed_with, write_report
from palier.cycle.reports.lifecycle import WAITING, State, is_its_reporter
from palier.cycle.reports.models import Report
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.kernel.moments import UNKNOWN, Moments
from palier.workflow.changes import text_change

SAME_SOURCE = timedelta(hours=24)
ANSWERED = "Votre signalement est déjà rattaché, ou a reçu sa suite."
NOTHING_ADDED = "Constaté aussi."


@dataclass(frozen=True, slots=True)
class Sighting:
    """What somebody adds to what is known: when, perhaps a few words, and how it came."""

    seen_on: date | None = None
    moments: Moments = UNKNOWN
    frequency: str = ""
    text: str = ""
    sending: Sending = DIRECTLY


def join_problem(*, actor: Actor, problem: Problem, sighting: Sighting, now: datetime, today: date) -> Report:
    """Bring one more source to a living problem that the actor reads: a light report, attached from its birth."""
    if not Problem.objects.visible_to(actor).filter(pk=problem.pk).exists():
        raise NotGranted("Cette problématique ne vous est pas ouverte.")
    if problem.state not in LIVING:
        raise Refused("Cette problématique n’est plus suivie : déposez un signalement.")
    group_id = _group_of(actor, problem)
    report = _light(actor, group_id, problem, _level_in(actor, group_id, problem), sighting)
    earlier = Q(source__problem=problem)
    with transaction.atomic():
        if first := _said_already(actor, report, earlier, now):
            return _complete(actor, first, sighting, now, today)
        report.state = State.ATTACHED
        written = write_report(actor=actor, report=report, uploads=sighting.sending.uploads, now=now, today=today)
        if written is report:
            Source.objects.create(problem=problem, report=report, level=report.level, attached_at=now)
            payload = {"problem": str(problem.pk)}
            record_event(Event.REPORT_ATTACH, actor=actor, at=now, subject=subject_of(report), payload=payload)
    return written


def join_report(*, actor: Actor, report: Report, sighting: Sighting, now: datetime, today: date) -> Report:
    """Bring one more source to a report without an answer that the actor reads: a light report linked to it."""
    if not Report.objects.visible_to(actor).filter(pk=report.pk).exists():
        raise NotGranted("Ce signalement ne vous est pas ouvert.")
    if report.state not in WAITING:
        raise Refused("Ce signalement a déjà reçu sa suite : déposez le vôtre.")
    require(actor, Verb.REPORT_FILE, report.group_id)
    light = _light(actor, report.group_id, report, Level(report.level), sighting)
    light.same_as_id = report.same_as_id or report.pk
    earlier = Q(pk=light.same_as_id) | Q(same_as=light.same_as_id)
    with transaction.atomic():
        if first := _said_already(actor, light, earlier, now):
            return _complete(actor, first, sighting, now, today)
        return write_report(actor=actor, report=light, uploads=sighting.sending.uploads, now=now, today=today)


def join_known(*, actor: Actor, known: Problem | Report, sighting: Sighting, now: datetime, today: date) -> Report:
    """Bring one more source to what is known, a problem or a report that waits."""
    if isinstance(known, Problem):
        return join_problem(actor=actor, problem=known, sighting=sighting, now=now, today=today)
    return join_report(actor=actor, report=known, sighting=sighting, now=now, today=today)


def join_own_report(*, actor: Actor, report: Report, known: Problem | Report, now: datetime) -> Report:
    """Make of a report that its author filed one more source of what was known there; no second report is made.

    The rule is that of `join_known`, within the report's own group: what it joins may not be more reserved than it,
    save a problem for the police, of which only the link is written.
    """
    require(actor, Verb.REPORT_FILE, report.group_id)
    is_its_reporter(report, actor, {})
    if report.state not in WAITING or report.same_as_id or is_attached(report):
        raise Refused(ANSWERED)
    if not type(known).objects.visible_to(actor).filter(pk=known.pk).exists():
        raise NotGranted("Cette fiche ne vous est pas ouverte.")
    if isinstance(known, Report):
        return _confirm(actor, report, known, now)
    associated = known.associated_groups.unsealed("join").filter(pk=report.group_id)
    if known.group_id != report.group_id and not associated.exists():
        raise Refused("Le groupe de votre signalement ne suit pas cette problématique.")
    if known.state not in LIVING:
        raise Refused("Cette problématique n’est plus suivie : votre signalement reste au tri.")
    _level_in(actor, report.group_id, known)
    with transaction.atomic():
        write_source(actor, report, known, now, move="join")
    return report


def _confirm(actor: Actor, report: Report, first: Report, now: datetime) -> Report:
    """Link a report to an earlier one without an answer, of the same group: they are then examined together."""
    if first.pk == report.pk or first.group_id != report.group_id or first.level > report.level:
        raise Refused("Votre signalement ne peut pas être joint à celui-là.")
    if first.state not in WAITING:
        raise Refused("Ce signalement a déjà reçu sa suite : le vôtre reste au tri.")
    key = first.same_as_id or first.pk
    said = [text_change("constaté aussi, après", "", first.number)]
    rows = Report.objects.unsealed("join").filter(pk=report.pk, version=report.version, same_as__isnull=True)
    with transaction.atomic():
        if not rows.update(same_as=key, version=F("version") + 1):
            raise Stale
        report.same_as_id, report.version = key, report.version + 1
        subject = subject_of(report)
        record_event(Event.REPORT_CHANGE, actor=actor, at=now, subject=subject, payload={"changes": said})
    return report


def _group_of(actor: Actor, problem: Problem) -> UUID:
    """The group in which the source speaks: the owner's, else an associated one where the actor sits."""
    own = groups_where(actor, Verb.REPORT_FILE)
    if problem.group_id in own:
        return problem.group_id
    shared = problem.associated_groups.unsealed("join").filter(pk__in=own).order_by("pk").first()
    if shared is None:
        raise Refused("Vous ne siégez dans aucun groupe qui suit cette problématique : déposez un signalement.")
    return shared.pk


def _level_in(actor: Actor, group_id: UUID, problem: Problem) -> Level:
    """A source is never more open than what it confirms."""
    if problem.level <= Level.GROUP:
        return Level.GROUP
    if actor.clearance_in(group_id) != Level.POLICE:
        raise Refused("Cette problématique est réservée : déposez plutôt un signalement, la police du groupe le lira.")
    return Level.POLICE


def _light(actor: Actor, group_id: UUID, known: Problem | Report, level: Level, sighting: Sighting) -> Report:
    return Report(
        group_id=group_id,
        place_id=known.place_id,
        category_id=known.category_id,
        level=level,
        channel=sighting.sending.channel,
        reporter_organisation_id=actor.seats[group_id].organisation_id,
        seen_on=sighting.seen_on,
        moments=sighting.moments.code,
        frequency=sighting.frequency,
        text=sighting.text.strip() or NOTHING_ADDED,
        is_light=True,
        filing_key=sighting.sending.filing_key,
        state=State.RECEIVED,
    )


def _said_already(actor: Actor, light: Report, earlier: Q, now: datetime) -> Report | None:
    """What the same organisation said of it within a day, at the same level; or what the same key already filed."""
    if first := filed_with(actor, light.filing_key):
        return first
    rows = Report.objects.unsealed("same source").filter(earlier, group_id=light.group_id, level=light.level)
    same = rows.filter(reporter_organisation_id=light.reporter_organisation_id, created_at__gt=now - SAME_SOURCE)
    return same.order_by("created_at", "id").first()


def _complete(actor: Actor, first: Report, sighting: Sighting, now: datetime, today: date) -> Report:
    if sighting.sending.filing_key is not None and first.filing_key == sighting.sending.filing_key:
        return first
    return complete_report(
        actor=actor,
        report=first,
        seen_on=sighting.seen_on,
        moments=sighting.moments,
        text=sighting.text,
        uploads=sighting.sending.uploads,
        filing_key=sighting.sending.filing_key,
        now=now,
        today=today,
    )
