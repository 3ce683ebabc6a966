"""The tracker that Manosque 1 kept beside: taken over as it was, in its stated states (decision 24)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from importlib import resources

from palier.demo.year.calendar import working
from palier.demo.year.play import Play
from palier.intake.addresses import finder_in
from palier.intake.takeover import importer_for, take_over
from palier.intake.tracker import read_tracker
from palier.territory.models import Commune

TRACKER, GROUP = "comptes_rendus_manosque.csv", "MAN-1"
# Its dates are fixed, and some are recent.
TAKEN_AGO = 3
DEALING = "B1"


def take_over_former(play: Play) -> Iterator[datetime]:
    """The tracker comes in, whole, one morning."""
    yield play.at(working(play.ago(TAKEN_AGO)), 10, 15)
    group = play.tables[GROUP].group
    content = (resources.files("palier.demo") / "data" / TRACKER).read_bytes()
    communes = Commune.objects.filter(district=group.district_id).values_list("insee", flat=True)
    tracker = read_tracker(content, today=play.day)
    # Its numbers in the street are real: no dealing is placed at one of them (decision 31).
    kept = tuple(problem for problem in tracker.problems if problem.category != DEALING)
    take_over(
        actor=importer_for(group),
        group=group,
        tracker=replace(tracker, problems=kept),
        find_address=finder_in(tuple(communes)),
        now=play.now,
    )
