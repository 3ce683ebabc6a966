"""Filing a report: once for each key, with its photographs, or as one more sighting of what is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.attachments.services import Upload, add_attachments
from palier.cycle.catalogue.models import Category
from palier.cycle.reports.lifecycle import State
from palier.cycle.reports.models import Report
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused
from palier.kernel.moments import UNKNOWN, Moments
from palier.partners.models import Group
from palier.territory.models import Place
from palier.workflow.changes import changes_of, text_change


@dataclass(frozen=True, slots=True)
class Sending:
    """How a report came: by which channel, with which files, under which key drawn with its form."""

    channel: str = Report.Channel.MEMBER
    uploads: Sequence[Upload] = ()
    filing_key: UUID | None = None


DIRECTLY = Sending()


def file_report(
    *,
    actor: Actor,
    group: Group,
    place: Place,
    category: Category,
    text: str,
    now: datetime,
    today: date,
    seen_on: date | None = None,
    moments: Moments = UNKNOWN,
    frequency: str = "",
    level: Level = Level.GROUP,
    sending: Sending = DIRECTLY,
) -> Report:
    """File what was seen, at a place. The reporter is the organisation the actor speaks for.

    A second filing with the same key by the same person answers with the first report. Photographs come with the
    report, all of them, or nothing is filed.
    """
    require(actor, Verb.REPORT_FILE, group.pk)
    if place.level > level:
        raise Refused("Ce lieu est plus réservé que le signalement : choisissez un autre lieu.", field="place")
    if not text.strip():
        raise Refused("Décrivez les faits en une phrase.", field="text")
    report = Report(
        group=group,
        place=place,
        category=category,
        channel=sending.channel,
        reporter_organisation_id=actor.seats[group.pk].organisation_id,
        seen_on=seen_on,
        moments=moments.code,
        frequency=frequency,
        text=text.strip(),
        level=level,
        state=State.RECEIVED,
        filing_key=sending.filing_key,
    )
    return write_report(actor=actor, report=report, uploads=sending.uploads, now=now, today=today)


def write_report(*, actor: Actor, report: Report, uploads: Sequence[Upload], now: datetime, today: date) -> Report:
    """Write a new report with its files and its entry, or answer with the one that its key already filed."""
    _check_level(actor, report)
    if report.seen_on and report.seen_on > today:
        raise Refused("La date des faits est dans l’avenir : indiquez un jour passé.", field="seen_on")
    report.reporter_id, report.state_since, report.created_at = actor.user_id, now, now
    payload = {"category": report.category_id, "channel": report.channel}
    if report.same_as_id:
        payload["same_as"] = str(report.same_as_id)
    try:
        with transaction.atomic():
            if first := filed_with(actor, report.filing_key):
                return first
            report.save(force_insert=True)
            record_event(Event.REPORT_FILE, actor=actor, at=now, subject=subject_of(report), payload=payload)
            if uploads:
                add_attachments(actor=actor, subject=report, uploads=uploads, now=now)
    except IntegrityError:
        # Sent twice at the same instant: the other one is written by now.
        if first := filed_with(actor, report.filing_key):
            return first
        raise
    return report


def filed_with(actor: Actor, filing_key: UUID | None) -> Report | None:
    """The report that this person already filed with this key."""
    if filing_key is None or actor.user_id is None:
        return None
    return Report.objects.unsealed("filing key").filter(reporter_id=actor.user_id, filing_key=filing_key).first()


def complete_report(
    *,
    actor: Actor,
    report: Report,
    seen_on: date | None,
    moments: Moments,
    text: str,
    uploads: Sequence[Upload],
    filing_key: UUID | None,
    now: datetime,
    today: date,
) -> Report:
    """Add to an organisation's own report what it saw since: the last day, the moments, words, photographs."""
    require(actor, Verb.REPORT_FILE, report.group_id)
    if seen_on and seen_on > today:
        raise Refused("La date des faits est dans l’avenir : indiquez un jour passé.", field="seen_on")
    days = [day for day in (report.seen_on, seen_on) if day]
    words = text.strip()
    values = {
        "seen_on": max(days, default=None),
        "moments": (Moments.read(report.moments) | moments).code,
        "text": report.text if words in report.text else f"{report.text}\n{words}",
        "filing_key": filing_key or report.filing_key,
    }
    said = changes_of(report, {name: values[name] for name in ("seen_on", "moments")})
    if values["text"] != report.text:
        said.append(text_change("faits constatés", "", "complétés"))
    for name, value in values.items():
        setattr(report, name, value)
    with transaction.atomic():
        Report.objects.unsealed("completed by its organisation").filter(pk=report.pk).update(**values)
        payload = {"changes": said}
        record_event(Event.REPORT_CHANGE, actor=actor, at=now, subject=subject_of(report), payload=payload)
        if uploads:
            add_attachments(actor=actor, subject=report, uploads=uploads, now=now)
    return report


def _check_level(actor: Actor, report: Report) -> None:
    clearance, level = actor.clearance_in(report.group_id), report.level
    if clearance is None or level > clearance or level in (Level.NAMED, Level.SEALED):
        raise Refused("Choisissez un niveau de confidentialité que vous lisez dans ce groupe.", field="level")
