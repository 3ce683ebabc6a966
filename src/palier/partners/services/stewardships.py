"""Writes about stewardship: who owns or manages a place, since when, until when."""

from datetime import date, datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, holds_anywhere
from palier.access.levels import Level
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused, Stale
from palier.partners.models import Organisation, Stewardship
from palier.partners.services.authority import ASK_CHIEF, require_that
from palier.partners.services.editing import unique_or_refused
from palier.territory.models import Place


def give_stewardship(
    *, actor: Actor, place: Place, organisation: Organisation, kind: str, since: date | None, now: datetime
) -> Stewardship:
    """Say that an organisation owns or manages this place (which the caller took from what the actor may read)."""
    require_that(holds_anywhere(actor, Verb.PLACE_EDIT), ASK_CHIEF)
    if organisation.closed_on:
        closed = f"Cette organisation est fermée depuis le {organisation.closed_on:%d/%m/%Y}."
        raise Refused(closed, field="organisation")
    with transaction.atomic():
        with unique_or_refused("C’est déjà dit pour ce lieu.", field="organisation"):
            stewardship = Stewardship.objects.create(place=place, organisation=organisation, kind=kind, since=since)
        _note(Event.STEWARDSHIP_GIVE, actor, stewardship, now)
    return stewardship


def end_stewardship(*, actor: Actor, stewardship: Stewardship, on: date, now: datetime) -> Stewardship:
    """Say that it is over since that day; what was true before stays."""
    require_that(holds_anywhere(actor, Verb.PLACE_EDIT), ASK_CHIEF)
    if stewardship.since and on < stewardship.since:
        raise Refused(f"C’était vrai depuis le {stewardship.since:%d/%m/%Y} : la fin vient après.", field="on")
    with transaction.atomic():
        if not Stewardship.objects.filter(pk=stewardship.pk, until__isnull=True).update(until=on):
            raise Stale
        stewardship.until = on
        _note(Event.STEWARDSHIP_END, actor, stewardship, now)
    return stewardship


def _note(event: Event, actor: Actor, stewardship: Stewardship, now: datetime) -> None:
    place = stewardship.place
    subject = Subject("place", place.pk, str(place), place.group_id, Level(place.level))
    payload = {"organisation": str(stewardship.organisation_id), "kind": stewardship.kind}
    record_event(event, actor=actor, at=now, subject=subject, payload=payload)
