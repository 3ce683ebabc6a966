"""Every write of what follows a meeting."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import AgendaItem, Meeting
from palier.cycle.meetings.services import hold
from palier.cycle.minutes.lifecycle import AMENDMENT_LIFECYCLE
from palier.cycle.minutes.lifecycle import State as AmendmentState
from palier.cycle.minutes.models import Amendment, PublicWord
from palier.cycle.minutes.queries import may_remark
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import NotGranted, Refused
from palier.workflow.engine import advance

# Before the séance there is nothing to tell; once validated, what was read over is what is told.
_TELLING = (State.OPEN, State.CLOSED)


def say_publicly(*, actor: Actor, meeting: Meeting, words: Mapping[UUID | None, str], now: datetime) -> int:
    """Write what is said to the population, by item (None: of the meeting itself); an empty text is taken out.

    Returns how many texts changed.
    """
    require(actor, Verb.MINUTES_VALIDATE, meeting.group_id)
    if meeting.state not in _TELLING:
        raise Refused("Ce qui est dit à la population se rédige entre la séance et la validation du relevé.")
    told = {item for item in words if item is not None}
    open_items = AgendaItem.objects.unsealed("public words").filter(meeting=meeting, level__lte=Level.GROUP)
    if not set(open_items.filter(pk__in=told).values_list("pk", flat=True)) >= told:
        raise Refused("Un de ces points est réservé : rien ne s’en dit à la population.")
    with transaction.atomic():
        hold(meeting, *_TELLING)
        rows = PublicWord.objects.unsealed("public words").filter(meeting=meeting)
        known: dict[UUID | None, str] = dict(rows.values_list("item", "text"))
        changed = {item: text.strip() for item, text in words.items() if text.strip() != known.get(item, "")}
        for item, text in changed.items():
            if text:
                rows.update_or_create(meeting=meeting, item_id=item, defaults={"text": text})
            else:
                rows.filter(item=item).delete()
        if changed:
            record_event(Event.MINUTES_TELL, actor=actor, at=now, subject=subject_of(meeting))
    return len(changed)


def remark_minutes(
    *, actor: Actor, meeting: Meeting, text: str, now: datetime, level: Level = Level.GROUP, key: UUID | None = None
) -> Amendment:
    """Remark on validated minutes, for an organisation that was in the room; only the police reserves its own.

    The same `key` writes one remark, however often the form is sent.
    """
    require(actor, Verb.MINUTES_READ, meeting.group_id)
    organisation = may_remark(actor, meeting, now)
    if organisation is None:
        raise Refused(
            "Les remarques se font par une organisation présente ou représentée, entre la validation du relevé et la "
            "fin du délai."
        )
    if level > max(actor.clearance_in(meeting.group_id) or Level.GROUP, Level.GROUP):
        raise NotGranted("Seule la police réserve une remarque à l’annexe police.")
    if not text.strip():
        raise Refused("Écrivez votre remarque.", field="text")
    if key is not None and (known := Amendment.objects.unsealed("sent again").filter(filing_key=key).first()):
        return known
    amendment = Amendment(
        meeting=meeting,
        organisation_id=organisation,
        text=text.strip(),
        level=level,
        filing_key=key,
        state=AmendmentState.WAITING,
        state_since=now,
        created_at=now,
    )
    with transaction.atomic():
        hold(meeting, State.VALIDATED)
        amendment.save(force_insert=True)
        record_event(Event.MINUTES_REMARK, actor=actor, at=now, subject=subject_of(amendment))
    return amendment


def answer_remark(*, actor: Actor, amendment: Amendment, move: str, answer: str, now: datetime) -> Amendment:
    """Take a remark in, or not (`take`, `set_aside`), with a word; until the minutes are frozen it may change."""
    changes = {"answer": answer.strip()}
    return advance(amendment, AMENDMENT_LIFECYCLE, move, actor=actor, now=now, changes=changes)
