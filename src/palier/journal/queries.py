"""Reading the record: the timeline of one object, and the audit (who, when, what, which object, and nothing more)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from palier.access.actor import Actor
from palier.access.grants import Verb, holds_anywhere, require
from palier.access.levels import Level
from palier.access.rows import Protection, SealedManager, rule, seal_of
from palier.journal.models import Consultation, Detail, Entry
from palier.journal.wording import ERASED, Changed, changes_in, kind_label, predicate

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One event of a timeline, as the `timeline` component draws it. No sequence number (decision 6)."""

    at: datetime
    who: str
    text: str
    level: Level | None = None
    detail: str = ""
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One event of the audit: metadata only, never the label nor the words of what it was about."""

    at: datetime
    who: str
    what: str
    kind: str
    subject_id: UUID | None
    group_id: UUID | None


@dataclass(frozen=True, slots=True)
class AuditFilters:
    """What an auditor may look for."""

    since: date | None = None
    until: date | None = None
    scope: str = ""
    person_id: UUID | None = None
    subject_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """One page of lines, and where it stands."""

    lines: list[Line] | list[AuditLine]
    page: Page[Entry] = field(repr=False)


def timeline(actor: Actor, record: models.Model, *, page: int | str = 1, per_page: int = PER_PAGE) -> Lines:
    """What happened to one record, newest first, sealed like the rest; empty when the record itself is unseen."""
    entries = entries_about(actor, record).order_by("-seq")
    chosen = Paginator(entries.prefetch_related(_details()), per_page).get_page(page)
    return Lines([_line(entry) for entry in chosen], chosen)


def entries_about(actor: Actor, record: models.Model) -> QuerySet[Entry]:
    """The entries about a record that this reader may see.

    Whoever sees the record sees what was written up to its present level (named organisations and associated groups
    included: `Entry` does not know them); an entry above it is read by the clearance of the group, or by name.
    """
    entries = Entry.objects.unsealed("timeline: filtered below").filter(subject_id=record.pk)
    if not _is_seen(actor, record):
        return entries.none()
    return entries.filter(Q(level__lte=_reach(record)) | rule(Entry, actor))


def audit(actor: Actor, filters: AuditFilters, *, page: int | str = 1, per_page: int = PER_PAGE) -> Lines:
    """The journal as the administrator and the DPO read it: who, when, what, which object. Sealed entries are
    left out altogether (ADR 0010)."""
    require(actor, Verb.JOURNAL_AUDIT)
    entries = Entry.objects.unsealed("audit: metadata only").filter(level__lt=Level.SEALED)
    chosen = Paginator(_filtered(entries, filters).order_by("-seq").prefetch_related(_details()), per_page)
    entries_page = chosen.get_page(page)
    return Lines([_audit_line(entry) for entry in entries_page], entries_page)


def consultations(actor: Actor, filters: AuditFilters) -> QuerySet[Consultation]:
    """The log of readings of restricted content, newest first, sealed drawers left out (ADR 0010)."""
    require(actor, Verb.CONSULTATIONS_READ)
    rows = Consultation.objects.visible_to(actor).filter(_between(filters))
    if filters.person_id:
        rows = rows.filter(actor_id=filters.person_id)
    if filters.subject_id:
        rows = rows.filter(subject_id=filters.subject_id)
    return rows


def _is_seen(actor: Actor, record: models.Model) -> bool:
    """A sealed record by its own rule; what is not sealed (organisations, charters) by those who read the directory."""
    rows = type(record)._default_manager
    if not isinstance(rows, SealedManager):
        return holds_anywhere(actor, Verb.DIRECTORY_READ)
    return bool(rows.visible_to(actor).filter(pk=record.pk).exists())


def _reach(record: models.Model) -> Level:
    """Up to which level being allowed to see the record is enough to see what was written about it."""
    if isinstance(getattr(type(record), "protection", None), Protection):
        return min(seal_of(record).level, Level.NAMED)
    return Level.GROUP


def _filtered(entries: QuerySet[Entry], filters: AuditFilters) -> QuerySet[Entry]:
    entries = entries.filter(_between(filters))
    if filters.scope:
        entries = entries.filter(event__startswith=f"{filters.scope}:")
    if filters.person_id:
        entries = entries.filter(actor_id=filters.person_id)
    if filters.subject_id:
        entries = entries.filter(subject_id=filters.subject_id)
    return entries


def _between(filters: AuditFilters) -> Q:
    within = Q()
    if filters.since:
        within &= Q(at__gte=_midnight(filters.since))
    if filters.until:
        within &= Q(at__lt=_midnight(filters.until + timedelta(days=1)))
    return within


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here


def _details() -> "Prefetch[Any]":
    return Prefetch("detail", queryset=Detail.objects.unsealed("words of entries already filtered"))


def _words(entry: Entry) -> Detail | None:
    return getattr(entry, "detail", None)


def _line(entry: Entry) -> Line:
    words = _words(entry)
    text = predicate(entry.event, entry.subject_type, words.payload if words else None)
    detail = "" if words else "Détail effacé au terme de sa durée de conservation."
    level = Level(entry.level)
    return Line(
        at=entry.at,
        who=words.actor_label if words else ERASED,
        text=text,
        level=level if level > Level.GROUP else None,
        detail=detail,
        changes=changes_in(words.payload if words else None),
    )


def _audit_line(entry: Entry) -> AuditLine:
    words = _words(entry)
    return AuditLine(
        at=entry.at,
        who=words.actor_label if words else ERASED,
        what=predicate(entry.event),
        kind=kind_label(entry.subject_type),
        subject_id=entry.subject_id,
        group_id=entry.group_id,
    )
