"""Editing the catalogue: an entry is added, reworded, withdrawn from a date, led to what replaces it; never deleted."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.catalogue.models import Answer, Dated, GravityLevel
from palier.cycle.catalogue.queries import successors
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused
from palier.partners.models.editing import EditedRecord
from palier.partners.services.editing import unique_or_refused, write

E = TypeVar("E", bound=Dated)
Links = Mapping[str, Iterable[Any]]


def add_entry(*, actor: Actor, entry: E, links: Links, now: datetime) -> E:
    """Add an entry that was filled but not saved; its code was never used before."""
    require(actor, Verb.NOMENCLATURE_EDIT)
    _check(type(entry), links, to_verify=getattr(entry, "to_verify", False))
    taken = f"Le code « {entry.pk} » est déjà pris. Un code ne sert qu’une fois : choisissez-en un autre."
    with transaction.atomic():
        with unique_or_refused(taken, field="code"):
            entry.save(force_insert=True)
        for name, linked in links.items():
            getattr(entry, name).set(linked)
        _record(Event.CATALOGUE_ADD, actor, entry, {}, now)
    return entry


def change_entry(*, actor: Actor, entry: E, seen: int, values: Mapping[str, Any], links: Links, now: datetime) -> E:
    """Reword an entry and its links. Its code and what was written with it stay."""
    require(actor, Verb.NOMENCLATURE_EDIT)
    _check(type(entry), links, to_verify=values.get("to_verify", False))
    with transaction.atomic():
        changed = write(entry, seen, dict(values))
        moved = [name for name, linked in links.items() if _relink(entry, name, linked)]
        if moved and not changed:
            _count_revision(entry)
        if changed or moved:
            _record(Event.CATALOGUE_CHANGE, actor, entry, {"fields": [*changed, *moved]}, now)
    return entry


def withdraw_entry(
    *, actor: Actor, entry: E, seen: int, deprecated_on: date | None, replaced_by: E | None, now: datetime
) -> E:
    """Stop offering an entry from a day, and say what replaces it; without a day, offer it again."""
    require(actor, Verb.NOMENCLATURE_EDIT)
    _check_withdrawal(entry, deprecated_on, replaced_by)
    with transaction.atomic():
        changed = write(entry, seen, {"deprecated_on": deprecated_on, "replaced_by": replaced_by})
        if changed:
            told = {
                "on": deprecated_on.isoformat() if deprecated_on else "",
                "by": replaced_by.pk if replaced_by else "",
            }
            _record(Event.CATALOGUE_WITHDRAW, actor, entry, told, now)
    return entry


def reword_gravity(
    *, actor: Actor, level: GravityLevel, seen: int, label: str, definition: str, now: datetime
) -> GravityLevel:
    """Say a level of gravity better. The four ranks stay: years compare on them (decision 27)."""
    require(actor, Verb.NOMENCLATURE_EDIT)
    values = {"label": label.strip(), "definition": definition.strip()}
    for name, value in values.items():
        if not value:
            raise Refused("Ce texte ne peut pas rester vide.", field=name)
    with transaction.atomic():
        if changed := write(level, seen, values):
            _record(Event.CATALOGUE_CHANGE, actor, level, {"fields": changed}, now)
    return level


def _check(model: type[Dated], links: Links, *, to_verify: bool) -> None:
    """An answer to be verified shows no article: it would pass for law (decision 27)."""
    if model is Answer and to_verify and list(links.get("legal_references", ())):
        message = "Une réponse « à vérifier » ne montre pas d’article : retirez la base légale, ou la mention."
        raise Refused(message, field="legal_references")


def _check_withdrawal(entry: E, deprecated_on: date | None, replaced_by: E | None) -> None:
    if deprecated_on and deprecated_on < entry.valid_from:
        start = entry.valid_from.strftime("%d/%m/%Y")
        raise Refused(f"Le retrait ne peut pas précéder la mise en usage ({start}).", field="deprecated_on")
    if replaced_by is None:
        return
    if deprecated_on is None:
        raise Refused("Donnez la date du retrait : ce qui est en usage n’est pas remplacé.", field="deprecated_on")
    if entry.pk in (replaced_by.pk, *(found.pk for found in successors(replaced_by))):
        raise Refused("Ce remplaçant ramène ici : choisissez-en un autre.", field="replaced_by")
    if not replaced_by.is_in_use(max(deprecated_on, replaced_by.valid_from)):
        raise Refused("Ce remplaçant est lui-même retiré : choisissez celui qui est en usage.", field="replaced_by")


def _relink(entry: Dated, name: str, linked: Iterable[Any]) -> bool:
    """Replace what an entry is linked to; whether that changed anything."""
    manager = getattr(entry, name)
    before = set(manager.values_list("pk", flat=True))
    manager.set(linked)
    return before != set(manager.values_list("pk", flat=True))


def _count_revision(entry: Dated) -> None:
    """Links live in other tables: their change counts as one of the entry, or a second editor would undo it."""
    entry.revision += 1
    entry.save(update_fields=["revision"])


def _record(event: Event, actor: Actor, entry: EditedRecord, payload: dict[str, Any], now: datetime) -> None:
    subject = Subject(entry._meta.model_name or "", None, f"{entry.pk} {entry}", level=Level.POPULATION)
    record_event(event, actor=actor, at=now, subject=subject, payload={"code": str(entry.pk), **payload})
