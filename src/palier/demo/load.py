"""Loading the demonstration: once, in one transaction a chapter, with a word on each."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from palier.access.actor import program
from palier.access.levels import Level
from palier.demo.members import Members, load_members
from palier.demo.story import tell
from palier.demo.territory import load_territory
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.journal.services import Subject, record_event

Progress = Callable[[str], None]
OPENED_DAYS_AGO = 90


def is_loaded() -> bool:
    """True once the demonstration stands whole in this database."""
    return Entry.objects.unsealed("demonstration").filter(event=Event.DEMONSTRATION_LOAD).exists()


def load_demonstration(progress: Progress, *, now: datetime, today: date) -> bool:
    """Make the demonstration department. False, and nothing done, when it stands already."""
    if is_loaded():
        return False
    load_territory(progress)
    progress("Organisations, groupes et comptes")
    with transaction.atomic():
        since = today - timedelta(days=OPENED_DAYS_AGO)
        members = load_members(since=since, now=now - timedelta(days=OPENED_DAYS_AGO))
        progress("Trois mois du groupe de Digne 1")
        tell(members, today)
        _note(members, now)
    return True


def _note(members: Members, now: datetime) -> None:
    subject = Subject("demonstration", None, "Démonstration", level=Level.POLICE)
    payload = {"accounts": len(members.users), "groups": len(members.groups)}
    record_event(Event.DEMONSTRATION_LOAD, actor=program("Démonstration"), at=now, subject=subject, payload=payload)
