"""Who gets what at the problems."""

from typing import Any

from palier.cycle.problems.services import ask_closure
from tests.cast import NOW
from tests.web.cycle_rows import CHIEFS, MEMBERS, POLICE, SEATED, listed, object_of_group, only
from tests.web.matrix import Route
from tests.world import GROUP_WORD


def problem(world: Any) -> dict[str, Any]:
    return {"pk": world["problem"].pk}


def observed(world: Any) -> dict[str, Any]:
    """A problem under observation, whose closing was asked for."""
    made = world.objects.get("observed")
    if made is None:
        stage = world.stage
        made = world.objects["observed"] = stage.problem(title=f"Parking sous observation {GROUP_WORD}")
        stage.action(made)
        stage.lead(made, "admit", "plan", "start", "observe")
        world.objects["closure"] = ask_closure(
            actor=stage.actor("bruno"), problem=made, outcome="managed", reason=f"Plus d’appel. {GROUP_WORD}", now=NOW
        )
    return {"pk": made.pk}


def closure(world: Any) -> dict[str, Any]:
    return {**observed(world), "asked": world["closure"].pk}


ROWS = {
    "problems:list": Route(listed(*SEATED)),
    "problems:new": Route(listed(*POLICE, "marc")),
    "problems:problem": Route(object_of_group(*MEMBERS), args=problem),
    "problems:change": Route(object_of_group(*CHIEFS), args=problem),
    "problems:diagnosis": Route(object_of_group(*CHIEFS), args=problem),
    "problems:admission": Route(object_of_group(*CHIEFS), args=problem),
    "problems:objective": Route(object_of_group(*CHIEFS), args=problem),
    "problems:evidence": Route(only(*MEMBERS, others=404), args=observed),
    "problems:ask-closure": Route(only(*MEMBERS, others=404), args=observed),
    "problems:decline-closure": Route(object_of_group(*CHIEFS), args=closure),
    "problems:facts": Route(object_of_group(*CHIEFS), args=problem),
    "problems:attempts": Route(object_of_group(*CHIEFS), args=problem),
    "problems:rank": Route(object_of_group(*CHIEFS), args=problem),
    "problems:observation": Route(listed("agathe")),
    "problems:associate": Route(object_of_group(*CHIEFS), args=problem),
    "problems:move": Route(object_of_group(*CHIEFS), args=problem, query={"move": "redirect"}),
    # For a partner the police's block does not exist (decision 3); an officer reads it and does not write it.
    "problems:judicial": Route(object_of_group(*CHIEFS, seen=POLICE), args=problem),
    # Alice alone is named on the drawer.
    "problems:drawer": Route(only("alice", others=404), args=problem),
}
