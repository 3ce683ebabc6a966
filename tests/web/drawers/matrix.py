"""Who gets what around the sealed drawer: for who is neither the chief nor named, nothing is there."""

from datetime import timedelta

from palier.cycle.problems.services import write_sealed_note
from palier.kernel import clock
from palier.partners.services.drawers import open_grants
from tests.cast import NOW
from tests.web.cycle_rows import only
from tests.web.matrix import Route
from tests.world import SEALED_WORD


def problem(world):
    return {"pk": world["problem"].pk}


def grant(world):
    found = open_grants(world.cast.group.pk, world["problem"].pk).first()
    return {"pk": world["problem"].pk, "grant": found.pk}


def note(world):
    found = world["problem"].sealed_notes.unsealed("test").first()
    return {"pk": world["problem"].pk, "note": found.pk}


def operate(world, action=None):
    """An operation on the very day an action of the landlord is due; the action."""
    stage, day = world.stage, clock.today() + timedelta(days=10)
    action = action or stage.action(world["problem"], title="Poser des caméras", due=day)
    write_sealed_note(
        actor=stage.actor("alice"), problem=world["problem"], text=f"Opération {SEALED_WORD}", planned_on=day, now=NOW
    )
    return action


ROWS = {
    # Alice is the chief, and the only one named.
    "drawers:readers": Route(only("alice", others=404), args=problem),
    "drawers:close": Route(only("alice", others=404), args=grant),
    "drawers:end": Route(only(others=404) | {"alice": 303}, args=note, method="post"),
    "drawers:move-date": Route(only("alice", others=404), args=lambda world: {"pk": operate(world).pk}),
}
