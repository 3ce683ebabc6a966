"""Writes about the information pages."""

from datetime import datetime

from django.db import IntegrityError, transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused, Stale
from palier.partners.models import Page
from palier.partners.queries.pages import KEYS


def change_page(*, actor: Actor, key: str, title: str, text: str, seen: datetime | None, now: datetime) -> None:
    """Write an information page; `seen` is when it had last changed as the editor saw it (None: never)."""
    require(actor, Verb.PAGES_EDIT)
    if key not in KEYS:
        raise Refused("Cette page n’existe pas : choisissez-en une dans la liste.")
    if not text.strip():
        raise Refused("La page ne peut pas être vide : la loi demande cette information.", field="text")
    values = {"title": title.strip(), "text": text.strip(), "changed_at": now}
    with transaction.atomic():
        if seen is None:
            _create(key, values)
        elif not Page.objects.filter(pk=key, changed_at=seen).update(**values):
            raise Stale
        subject = Subject("page", None, title.strip(), None, Level.POPULATION)
        record_event(Event.PAGE_CHANGE, actor=actor, at=now, subject=subject, payload={"page": key})


def _create(key: str, values: dict[str, object]) -> None:
    try:
        with transaction.atomic():
            Page(key=key, **values).save(force_insert=True)
    except IntegrityError as error:
        raise Stale from error
