"""Loading the demonstration: the ground, the people, the story of Digne, Manosque's former tracker."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from importlib import resources

from django.db import transaction

from palier.access.actor import program
from palier.access.levels import Level
from palier.demo.members import Members, load_members
from palier.demo.story import tell
from palier.demo.territory import load_territory
from palier.intake.addresses import finder_in
from palier.intake.takeover import importer_for, take_over
from palier.intake.tracker import read_tracker
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.territory.models import Commune

Progress = Callable[[str], None]
OPENED_DAYS_AGO = 90
# The group that kept the tracker, and the day its relative dates count from.
TRACKER, TRACKER_GROUP = "comptes_rendus_manosque.csv", "MAN-1"


def load_demonstration(progress: Progress, *, now: datetime, today: date) -> Members:
    """Make the demonstration department in an empty database, telling each chapter to `progress`."""
    load_territory(progress)
    progress("Organisations, groupes et comptes")
    with transaction.atomic():
        since = today - timedelta(days=OPENED_DAYS_AGO)
        members = load_members(since=since, opened_at=now - timedelta(days=OPENED_DAYS_AGO), now=now)
        progress("Trois mois du groupe de Digne 1")
        tell(members, today)
        progress("Reprise de l’ancien tableau de Manosque 1")
        _take_over_tracker(members, now=now, today=today)
        payload = {"accounts": len(members.users), "groups": len(members.groups)}
        subject = Subject("demonstration", None, "Démonstration", level=Level.POLICE)
        record_event(Event.DEMONSTRATION_LOAD, actor=program("Démonstration"), at=now, subject=subject, payload=payload)
    return members


def _take_over_tracker(members: Members, *, now: datetime, today: date) -> None:
    group = members.groups[TRACKER_GROUP]
    content = (resources.files("palier.demo") / "data" / TRACKER).read_bytes()
    communes = Commune.objects.filter(district=group.district_id).values_list("insee", flat=True)
    take_over(
        actor=importer_for(group),
        group=group,
        tracker=read_tracker(content, today=today),
        find_address=finder_in(tuple(communes)),
        now=now,
    )
