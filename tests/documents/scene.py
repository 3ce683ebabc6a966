"""A meeting to write minutes of: promises kept and late, decisions of both levels, a sealed note, a named problem."""

from dataclasses import dataclass
from datetime import timedelta

from palier.access.levels import Level
from palier.cycle.actions.services import accept_action, complete_action, propose_action
from palier.cycle.meetings.models import AgendaItem, Meeting
from palier.cycle.meetings.services import (
    add_item,
    close_meeting,
    open_meeting,
    plan_meeting,
    record_attendance,
    set_item_outcome,
    take_decision,
    validate_meeting,
)
from palier.cycle.problems.models import JudicialStatus, Problem
from palier.cycle.problems.services import admit_problem, set_judicial_status, write_sealed_note
from palier.partners.models import Contact
from tests.cycle.stage import Stage

POLICE_WORD, SEALED_WORD, NAMED_WORD = "Zyxpolice", "Zyxscelle", "Zyxdesigne"


@dataclass
class Scene:
    """The meeting and its problems."""

    stage: Stage
    meeting: Meeting
    shared: Problem
    police: Problem
    named: Problem


def hold_meeting(stage: Stage) -> Scene:
    """Two weeks of life, then a meeting held and closed by Alice."""
    alice, bruno, claire = (stage.actor(name) for name in ("alice", "bruno", "claire"))
    cast, today = stage.cast, stage.today
    before, earlier = stage.now - timedelta(days=14), today - timedelta(days=14)
    shared = stage.problem(title="Hall occupé le soir, résidence des Lilas")
    stage.pass_gates(shared, "admit")
    admit_problem(actor=alice, problem=shared, now=before)
    police = stage.problem(level=Level.POLICE, title=f"Surveillance {POLICE_WORD}")
    named = stage.problem(level=Level.NAMED, readers=[cast.landlord], title=f"Local technique {NAMED_WORD}")
    when = {"now": before, "today": earlier}
    lamp = propose_action(
        actor=alice, problem=shared, title="Réparer l’éclairage du passage", organisation=cast.town,
        due=today - timedelta(days=3), **when,
    )  # fmt: skip
    accept_action(actor=claire, action=lamp, **when)
    door = propose_action(
        actor=alice, problem=shared, title="Changer la platine d’interphone", organisation=cast.landlord,
        due=today, **when,
    )  # fmt: skip
    accept_action(actor=bruno, action=door, **when)
    complete_action(
        actor=bruno,
        action=door,
        observation="Posée",
        now=stage.now - timedelta(days=4),
        today=today - timedelta(days=4),
    )
    watch = propose_action(
        actor=alice, problem=shared, title=f"Planque {POLICE_WORD}", organisation=cast.police, due=today, **when
    )
    accept_action(actor=alice, action=watch, **when)
    set_judicial_status(actor=alice, problem=shared, status=JudicialStatus.Status.ONGOING, now=before)
    stage.open_drawer(shared, "alice")
    write_sealed_note(actor=stage.actor("alice"), problem=shared, text=f"Interpellation {SEALED_WORD}", now=before)
    meeting = _held(stage, shared, police, named)
    return Scene(stage, meeting, shared, police, named)


def _held(stage: Stage, shared: Problem, police: Problem, named: Problem) -> Meeting:
    alice, cast, now, today = stage.actor("alice"), stage.cast, stage.now, stage.today
    meeting = plan_meeting(actor=alice, group=cast.group, planned_at=now, place="Commissariat de Digne", now=now)
    plan_meeting(actor=alice, group=cast.group, planned_at=now + timedelta(days=14), place="Mairie de Digne", now=now)
    open_meeting(actor=alice, meeting=meeting, now=now, today=today)
    states = {"Bruno": "present", "Claire": "present", "Gaelle": "excused", "Hugo": "absent"}
    for contact in Contact.objects.unsealed("test").filter(attendances__meeting=meeting):
        state = states.get(contact.name, "present")
        record_attendance(actor=alice, meeting=meeting, contact=contact, state=state, now=now)
    due = today + timedelta(days=14)
    decisions = (
        (shared, "Poser un détecteur dans le passage", cast.landlord, None),
        (shared, "Patrouille pédestre commune", cast.police, Level.GROUP),
        (shared, f"Contrôle discret {POLICE_WORD}", cast.police, None),
        (named, "Vider le local", cast.landlord, Level.NAMED),
    )
    for minute, (problem, title, owner, level) in enumerate(decisions):
        at = now + timedelta(minutes=minute)
        take_decision(
            actor=alice, meeting=meeting, problem=problem, title=title, organisation=owner, due=due, level=level,
            now=at, today=today,
        )  # fmt: skip
    item = add_item(actor=alice, meeting=meeting, problem=police, now=now)
    set_item_outcome(actor=alice, item=item, outcome=AgendaItem.Outcome.NOTHING_NEW, now=now)
    return close_meeting(actor=alice, meeting=meeting, now=now + timedelta(minutes=55))


def validated(scene: Scene) -> Meeting:
    """The same meeting, validated the next day."""
    later = scene.stage.now + timedelta(days=1)
    return validate_meeting(actor=scene.stage.actor("alice"), meeting=scene.meeting, now=later)
