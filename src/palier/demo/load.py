"""Loading the demonstration: the ground, the people, fourteen months of six groups."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from palier.access.actor import program
from palier.access.levels import Level
from palier.demo.members import Members, load_members
from palier.demo.story import tell
from palier.demo.territory import load_territory
from palier.demo.year.telling import begin_year
from palier.journal.events import Event
from palier.journal.services import Subject, record_event

Progress = Callable[[str], None]


def load_demonstration(progress: Progress, *, now: datetime, today: date) -> Members:
    """Make the demonstration department in an empty database, telling each chapter to `progress`."""
    load_territory(progress)
    progress("Organisations, groupes et comptes")
    with transaction.atomic():
        members = load_members(now=now, today=today)
        tell_everything(members, progress, now=now, today=today)
        payload = {"accounts": len(members.users), "groups": len(members.groups)}
        subject = Subject("demonstration", None, "Démonstration", level=Level.POLICE)
        record_event(Event.DEMONSTRATION_LOAD, actor=program("Démonstration"), at=now, subject=subject, payload=payload)
    return members


def tell_everything(members: Members, progress: Progress, *, now: datetime, today: date) -> None:
    """The year by its tables, day by day, and in its place the hand-written story of Digne 1."""
    year = begin_year(members, today)

    def reach(ago: int) -> None:
        year.until(year.at(year.ago(ago), 0))

    for ago, line in CHAPTERS:
        progress(line)
        reach(ago)
    progress("Trois derniers mois, avec l’histoire de Digne 1")
    tell(members, today, reach=reach)
    year.until(now)


# Until how many days ago each goes, and its line.
CHAPTERS = (
    (320, "Trois premiers mois de Digne et de Manosque"),
    (200, "Quatre mois suivants"),
    (80, "Quatre mois encore"),
)
