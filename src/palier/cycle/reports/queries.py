"""Every read of the reports."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone

from palier.access.actor import Actor
from palier.cycle.reports.lifecycle import State
from palier.cycle.reports.models import Report, Transfer
from palier.kernel.ids import heard
from palier.territory.models import Place

LATEST = 60
# How long an answer is news.
RECENT = timedelta(days=14)


def reports_for(actor: Actor) -> QuerySet[Report]:
    """The reports this reader sees, newest first, with what a line of the list shows."""
    rows = Report.objects.visible_to(actor)
    return rows.select_related("place", "category", "group", "reporter_organisation").order_by("-created_at", "id")


def reports_of_my_organisations(actor: Actor) -> QuerySet[Report]:
    """What the organisations this reader speaks for brought, newest first."""
    rows = reports_for(actor).filter(reporter_organisation__in=actor.organisation_ids)
    return rows.select_related("place", "category", "group", "reporter_organisation", "merged_into")


def answered_lately(actor: Actor, today: date) -> QuerySet[Report]:
    """What this reader itself brought and that was answered within two weeks, the last answer first."""
    since = timezone.make_aware(datetime.combine(today - RECENT, time()))
    mine = reports_for(actor).filter(reporter=actor.user_id, state_since__gte=since)
    passed = Transfer.objects.visible_to(actor).filter(report=OuterRef("pk"))
    return (
        mine.filter(~Q(state=State.RECEIVED) | Exists(passed))
        .select_related("merged_into")
        .order_by("-state_since", "id")
    )


def reports_filed_with(actor: Actor, keys: Collection[UUID]) -> QuerySet[Report]:
    """The reports that this person filed with these keys, as far as they are still read, in the order of the keys."""
    rows = reports_for(actor).filter(reporter=actor.user_id, filing_key__in=keys)
    place = Case(*(When(filing_key=key, then=rank) for rank, key in enumerate(keys)))
    return rows.order_by(place)


def report_numbered(actor: Actor, text: str) -> Report | None:
    """The report that this reader sees under the number somebody quotes, with or without its « S- »."""
    between = heard(text.strip().upper().removeprefix("S-"))
    return reports_for(actor).filter(pk__range=between).first() if between else None


def transfers_of(actor: Actor, reports: Collection[Report]) -> dict[UUID, list[Transfer]]:
    """How these reports went from group to group, the last time first, by report: one reading for a page of them."""
    found: dict[UUID, list[Transfer]] = {}
    rows = Transfer.objects.visible_to(actor).filter(report__in=[report.pk for report in reports])
    for transfer in rows.select_related("from_group", "to_group", "sent_by"):
        found.setdefault(transfer.report_id, []).append(transfer)
    return found


def recent_places(actor: Actor, *, limit: int) -> list[Place]:
    """The places of the latest reports this reader sees, those of its own organisations first."""
    latest = Report.objects.visible_to(actor).filter(group__in=actor.group_ids).order_by("-created_at", "id")
    lines = latest.values_list("place_id", "reporter_organisation_id")[:LATEST]
    ordered = sorted(enumerate(lines), key=lambda line: (line[1][1] not in actor.organisation_ids, line[0]))
    keys = list(dict.fromkeys(place for _, (place, _) in ordered))
    seen = Place.objects.visible_to(actor).select_related("kind", "commune").defer("geometry", "commune__geometry")
    known = seen.in_bulk(keys)
    return [known[key] for key in keys if key in known][:limit]
