"""What this person caused and that has not left yet: until it does, its mails may be kept from leaving."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model, QuerySet

from palier.access.actor import Actor
from palier.cycle.actions.queries import actions_for, parts_for
from palier.cycle.meetings.queries import meetings_for, topics_for
from palier.cycle.problems.queries import problems_for
from palier.cycle.reports.queries import reports_for
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused
from palier.notifications.models import Notice

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Departure:
    """The mails of one entry: what they are about, who will have them."""

    kind: str
    what: str
    recipients: tuple[str, ...]
    at: datetime
    notice: UUID


def departures_of(actor: Actor) -> list[Departure]:
    """The mails that this person caused and that wait to leave, newest first; what it sees no more is left out."""
    by_entry: dict[int, list[Notice]] = defaultdict(list)
    for notice in _waiting(actor).select_related("recipient").order_by("-entry", "recipient__name")[: SHOWN * 10]:
        by_entry[notice.entry].append(notice)
    seen = _seen(actor, {group[0].about_id for group in by_entry.values()})
    shown = [
        Departure(
            kind=group[0].get_kind_display(),
            what=str(seen[group[0].about_id]),
            recipients=tuple(notice.recipient.name for notice in group),
            at=group[0].created_at,
            notice=group[0].pk,
        )
        for group in by_entry.values()
        if group[0].about_id in seen
    ]
    return shown[:SHOWN]


def keep_from_leaving(*, actor: Actor, notice_id: UUID, now: datetime) -> int:
    """Keep the mails of this notice's entry from leaving; how many. What they say stays readable on screen."""
    with transaction.atomic():
        notice = _waiting(actor).filter(pk=notice_id).first()
        about = notice and _seen(actor, {notice.about_id}).get(notice.about_id)
        kept = notice and about and _waiting(actor).filter(entry=notice.entry).update(settled_at=now)
        if not kept or about is None:
            raise Refused("Ces courriels sont déjà partis, ou ne sont plus à vous.")
        record_event(Event.MAIL_KEEP, actor=actor, at=now, subject=subject_of(about))
    return kept


def _waiting(actor: Actor) -> QuerySet[Notice]:
    rows = Notice.objects.unsealed("what this person caused")
    mine = rows.filter(author=actor.user_id, author__isnull=False, settled_at__isnull=True)
    return mine.exclude(recipient=actor.user_id)  # one's own acknowledgement is not a word to take back


def _seen(actor: Actor, ids: set[UUID]) -> dict[UUID, Model]:
    return {
        **actions_for(actor).in_bulk(list(ids)),
        **problems_for(actor).in_bulk(list(ids)),
        **meetings_for(actor).in_bulk(list(ids)),
        **topics_for(actor).in_bulk(list(ids)),
        **reports_for(actor).in_bulk(list(ids)),
        **parts_for(actor).in_bulk(list(ids)),
    }
