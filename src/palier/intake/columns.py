"""What a group’s own columns hold: remembered once said, read the same way afterwards, forgotten on demand."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.intake.headings import field_names
from palier.intake.models import RememberedColumns
from palier.intake.reading import Tracker
from palier.intake.words import fold
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused
from palier.partners.models import Group

_LONGEST, _MOST = 120, 200


def remembered_columns(group: Group) -> Mapping[str, str]:
    """Folded heading -> field, as this group said it; empty when it said nothing."""
    rows = RememberedColumns.objects.unsealed("reading the group’s own file")
    kept = rows.filter(group=group).first()
    return dict(kept.fields) if kept else {}


def columns_of(tracker: Tracker) -> tuple[list[str], dict[str, str]]:
    """The headings of the main table of a file, and what each was taken for: what a form of correction starts from."""
    main = max(tracker.regions, key=lambda region: len(region.lines), default=None)
    if main is None:
        return [], {}
    fields = {place: name for name, place in main.columns.items()}
    headings = [heading for heading in main.headings if heading.strip()]
    return headings, {
        fold(heading): fields.get(place, "") for place, heading in enumerate(main.headings) if heading.strip()
    }


def remember_columns(
    *, actor: Actor, group: Group, headings: Sequence[str], fields: Mapping[str, str], now: datetime
) -> RememberedColumns:
    """Keep what each column holds: folded heading -> field, or nothing for a column left out."""
    require(actor, Verb.PROBLEM_LEAD, group.pk)
    unknown = {name for name in fields.values() if name} - set(field_names())
    if unknown:
        raise Refused(f"Champ inconnu : {', '.join(sorted(unknown))}. Choisissez parmi {', '.join(field_names())}.")
    twice = [name for name in fields.values() if name and list(fields.values()).count(name) > 1]
    if twice:
        raise Refused(f"Deux colonnes ne peuvent contenir la même chose : {', '.join(sorted(set(twice)))}.")
    kept = [heading.strip()[:_LONGEST] for heading in headings if heading.strip()][:_MOST]
    rows = RememberedColumns.objects.unsealed("the group’s own columns")
    known = rows.filter(group=group).first()
    if known and known.headings == kept and known.fields == dict(fields):
        return known
    with transaction.atomic():
        values = {"headings": kept, "fields": dict(fields), "changed_at": now}
        columns, _ = rows.update_or_create(group=group, defaults=values)
        record_event(Event.IMPORT_COLUMNS, actor=actor, at=now, subject=_subject(group), payload={"columns": len(kept)})
    return columns


def forget_columns(*, actor: Actor, group: Group, now: datetime) -> bool:
    """Forget them: the next file is read by its headings alone. False when there was nothing to forget."""
    require(actor, Verb.PROBLEM_LEAD, group.pk)
    rows = RememberedColumns.objects.unsealed("the group’s own columns")
    with transaction.atomic():
        if not rows.filter(group=group).delete()[0]:
            return False
        record_event(Event.IMPORT_COLUMNS_FORGET, actor=actor, at=now, subject=_subject(group), payload={})
    return True


def _subject(group: Group) -> Subject:
    return Subject("group", group.pk, str(group), group.pk, Level.GROUP)
