"""A small world for the proofs: the cast, and one object of each kind at each level, with planted words.

A planted word stands in the free text of objects of its level; the leak sweep looks for it in every answer.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from palier.access.levels import Level
from palier.cycle.meetings import services as meetings
from palier.cycle.meetings.models import AgendaItem, Attendance, Meeting
from palier.cycle.problems import services as problems
from palier.cycle.problems.models import JudicialStatus
from palier.kernel.moments import said
from palier.territory.models import Place
from tests.cast import NOW, TODAY, Cast, make_cast
from tests.cycle.stage import SOON, Stage, set_stage

GROUP_WORD = "Zyxgroupe"
POLICE_WORD = "Zyxpolice"
SEALED_WORD = "Zyxscelle"


@dataclass
class World:
    """The cast and the objects, by a short name (`world["problem"]`)."""

    cast: Cast
    stage: Stage
    objects: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.objects[name]


def make_world() -> World:
    """Write the world to the database, through the services."""
    cast = make_cast()
    stage = set_stage(cast)
    world = World(cast, stage, {"group": cast.group, "place": stage.place})
    world.objects["report"] = stage.report(text=f"Dix personnes dans le hall. {GROUP_WORD}")
    world.objects["problem"] = stage.problem(title=f"Hall occupé {GROUP_WORD}", report=world["report"])
    world.objects["action"] = stage.action(world["problem"], title=f"Réparer la porte {GROUP_WORD}")
    world.objects["new_report"] = stage.report(text=f"Encore dix personnes. {GROUP_WORD}")
    world.objects["meeting"] = stage.meeting(planned_at=NOW + timedelta(days=7))
    meetings.add_item(actor=stage.actor("alice"), meeting=world["meeting"], problem=world["problem"], now=NOW)
    world.objects["topic"] = stage.topic(text=f"Le local à vélos {GROUP_WORD}", problem=world["problem"])
    hide_police_facts(world)
    world.objects["closed_meeting"] = held_meeting(world)
    stage.open_drawer(world["problem"], "alice")
    hide_sealed_facts(world)
    return world


def hide_police_facts(world: World) -> None:
    """Write facts that only the police of the group may read."""
    stage, number = world.stage, Place.objects.unsealed("test").count()
    place = Place.objects.create(
        kind=stage.place.kind,
        name=f"Cave {POLICE_WORD} {number}",
        address=f"{number} rue {POLICE_WORD}",
        latitude=44.2,
        longitude=6.4,
        level=Level.POLICE,
        group_id=world.cast.group.pk,
        created_at=NOW,
    )
    report = stage.report("olivier", text=f"Observation {POLICE_WORD}", level=Level.POLICE, place=place)
    # Attached to what partners read: neither its hours nor its trend may tell them of it.
    source = stage.report(
        "olivier", text=f"Ronde {POLICE_WORD}", level=Level.POLICE, moments=said("nights"), seen_on=TODAY
    )
    problems.attach_report(actor=stage.actor("alice"), report=source, problem=world["problem"], now=NOW)
    problem = stage.problem(title=f"Suivi {POLICE_WORD} {number}", level=Level.POLICE, place=place, report=report)
    action = stage.action(
        world["problem"], title=f"Passage {POLICE_WORD}", organisation=world.cast.police, level=Level.POLICE
    )
    stage.action(problem, title=f"Surveillance {POLICE_WORD}", organisation=world.cast.police, level=Level.POLICE)
    problems.set_judicial_status(
        actor=stage.actor("alice"), problem=world["problem"], status=JudicialStatus.Status.ONGOING, now=NOW
    )
    meetings.add_item(actor=stage.actor("alice"), meeting=world["meeting"], problem=problem, now=NOW)
    if sitting := world.objects.get("sitting"):  # an item of the police, its decision on another
        meetings.add_item(actor=stage.actor("alice"), meeting=sitting, problem=problem, now=NOW)
        meetings.take_decision(
            actor=stage.actor("alice"), meeting=sitting, problem=world["problem"], title=f"Ronde {POLICE_WORD}",
            organisation=world.cast.police, level=Level.POLICE, due=SOON, now=NOW, today=TODAY,
        )  # fmt: skip
    stage.topic("olivier", text=f"Reparler du suivi {POLICE_WORD}", problem=problem)
    stage.topic("olivier", text=f"La ronde {POLICE_WORD}", level=Level.POLICE)
    for name, made in (
        ("police_place", place),
        ("police_report", report),
        ("police_problem", problem),
        ("police_action", action),
    ):
        world.objects.setdefault(name, made)


def hide_sealed_facts(world: World) -> None:
    """Write facts that only the holders of a named grant may read."""
    problems.write_sealed_note(
        actor=world.stage.actor("alice"),
        problem=world["problem"],
        text=f"Opération {SEALED_WORD}",
        planned_on=SOON,
        planned_place=f"Hall {SEALED_WORD}",
        now=NOW + timedelta(hours=3),
    )


def held_meeting(world: World) -> Meeting:
    """A meeting opened, attended, decided on at both levels, and closed."""
    stage, alice = world.stage, world.stage.actor("alice")
    meeting = stage.meeting()
    meetings.add_item(actor=alice, meeting=meeting, problem=world["problem"], now=NOW)
    meetings.add_item(actor=alice, meeting=meeting, problem=world["police_problem"], now=NOW)
    meetings.open_meeting(actor=alice, meeting=meeting, now=NOW, today=TODAY)
    for row in Attendance.objects.unsealed("test").filter(meeting=meeting).select_related("contact"):
        meetings.record_attendance(
            actor=alice, meeting=meeting, contact=row.contact, state=Attendance.State.PRESENT, now=NOW
        )
    decide = {"actor": alice, "meeting": meeting, "due": SOON, "now": NOW, "today": TODAY}
    meetings.take_decision(
        **decide, problem=world["problem"], title=f"Poser un digicode {GROUP_WORD}", organisation=world.cast.landlord
    )
    meetings.take_decision(
        **decide,
        problem=world["police_problem"],
        title=f"Consigne {POLICE_WORD}",
        organisation=world.cast.police,
        level=Level.POLICE,
    )
    for item in AgendaItem.objects.unsealed("test").filter(meeting=meeting, outcome=""):
        meetings.set_item_outcome(actor=alice, item=item, outcome=AgendaItem.Outcome.NOTHING_NEW, now=NOW)
    return meetings.close_meeting(actor=alice, meeting=meeting, now=NOW)
