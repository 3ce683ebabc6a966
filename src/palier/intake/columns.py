"""What a group’s own columns hold: remembered once said, read the same way afterwards, forgotten on demand."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.intake.field_labels import field_label
from palier.intake.headings import REASON, field_names
from palier.intake.models import RememberedColumns
from palier.intake.reading import Tracker
from palier.intake.words import fold
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused
from palier.partners.models import Group
from palier.screening import find_spans

_LONGEST, _MOST = 120, 200


def remembered_columns(group: Group) -> Mapping[str, str]:
    """Folded heading -> field, as this group said it; empty when it said nothing."""
    rows = RememberedColumns.objects.unsealed("reading the group’s own file")
    kept = rows.filter(group=group).first()
    return dict(kept.fields) if kept else {}


def columns_of(tracker: Tracker) -> tuple[list[str], dict[str, str]]:
    """The headings of the main table of a file, and what each of all its tables was taken for. A heading that speaks
    of a person is left out, and so is the reason of a refusal: neither is the group’s own."""
    headings: list[str] = []
    fields: dict[str, str] = {}
    for rank, region in enumerate(sorted(tracker.regions, key=lambda one: -len(one.lines))):
        names = {place: name for name, place in region.columns.items()}
        own = [(place, text) for place, text in enumerate(region.headings) if text.strip() and _may_be_kept(text)]
        for place, heading in own if region.lines else ():
            fields.setdefault(fold(heading), names.get(place, ""))
        headings += [heading for _, heading in own] if not rank else []
    return headings, fields


def _may_be_kept(heading: str) -> bool:
    return fold(heading) != fold(REASON) and not find_spans(heading)


def remember_columns(
    *, actor: Actor, group: Group, headings: Sequence[str], fields: Mapping[str, str], now: datetime
) -> RememberedColumns:
    """Keep what each column holds: folded heading -> field, or nothing for a column left out. What the group said of
    the columns of another layout stays, and its workbook keeps its order: a heading comes in when it brings a field."""
    require(actor, Verb.PROBLEM_LEAD, group.pk)
    check_fields(fields)
    rows = RememberedColumns.objects.unsealed("the group’s own columns")
    known = rows.filter(group=group).first()
    said = {name: field for name, field in fields.items() if _may_be_kept(name)}
    every = {**(known.fields if known else {}), **said}
    kept = list(known.headings) if known else []
    shown = {every.get(fold(heading), "") for heading in kept}
    for heading in (one.strip()[:_LONGEST] for one in headings if one.strip() and _may_be_kept(one)):
        brings = every.get(fold(heading), "") not in shown | {""}
        if heading not in kept and (brings or not shown):
            kept.append(heading)
    kept = kept[:_MOST]
    if known and known.headings == kept and known.fields == every:
        return known
    with transaction.atomic():
        values = {"headings": kept, "fields": every, "changed_at": now}
        columns, _ = rows.update_or_create(group=group, defaults=values)
        record_event(Event.IMPORT_COLUMNS, actor=actor, at=now, subject=_subject(group), payload={"columns": len(kept)})
    return columns


def check_fields(fields: Mapping[str, str]) -> None:
    """Refuse a field that does not exist."""
    unknown = {name for name in fields.values() if name} - set(field_names())
    if unknown:
        raise Refused(f"Champ inconnu : {', '.join(sorted(unknown))}. Choisissez parmi {', '.join(field_names())}.")


def check_columns(fields: Mapping[str, str]) -> None:
    """Refuse what the columns of one table cannot be: a field that does not exist, or the same field twice."""
    check_fields(fields)
    held = [name for name in fields.values() if name]
    twice = sorted({field_label(name) for name in held if held.count(name) > 1})
    if twice:
        raise Refused(f"Deux colonnes ne peuvent contenir la même chose : {', '.join(twice)}.")


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
