"""Who gets what at the relations between problems."""

from palier.cycle.relations.models import Handover
from palier.cycle.relations.services import propose_handover, tie_problems
from tests.cast import NOW
from tests.web.cycle_rows import CHIEFS, MEMBERS, POLICE, listed, object_of_group, only
from tests.web.matrix import Route


def problem(world):
    return {"pk": world["problem"].pk}


def handover(world):
    """A problem of Digne 1, proposed to Manosque 1."""
    if "handover" not in world.objects:
        made = world.stage.problem(title="Regroupements à la limite")
        world.objects["handover"] = propose_handover(
            actor=world.stage.actor("alice"),
            problem=made,
            group=world.cast.other_group,
            reason="Le trouble a passé l’avenue.",
            keeps_reading=True,
            now=NOW,
        )
    return {"pk": world["handover"].pk}


def asked(world):
    """One of its own, which the POST row withdraws."""
    made = world.stage.problem(title="Une autre limite")
    values = {"group": world.cast.other_group, "reason": "La rue voisine.", "keeps_reading": False}
    found = propose_handover(actor=world.stage.actor("alice"), problem=made, now=NOW, **values)
    assert isinstance(found, Handover)
    return {"pk": found.pk}


def tied(world):
    other = world.stage.problem(title="Autre hall")
    tie = tie_problems(actor=world.stage.actor("alice"), problem=other, other=world["problem"], kind="related", now=NOW)
    return {"pk": other.pk, "tie": tie.pk}


ROWS = {
    "relations:split": Route(object_of_group(*CHIEFS), args=problem),
    "relations:tie": Route(object_of_group(*CHIEFS), args=problem),
    # The first chief takes it away; the second finds no link any more.
    "relations:untie": Route(object_of_group(*CHIEFS) | {"alice": 303, "alain": 404}, args=tied, method="post"),
    # Nothing was merged here.
    "relations:separate": Route(object_of_group(*CHIEFS) | dict.fromkeys(CHIEFS, 422), args=problem, method="post"),
    # The place is on no boundary.
    "relations:boundary": Route(object_of_group(seen=MEMBERS) | dict.fromkeys(CHIEFS, 404), args=problem),
    "relations:hand-over": Route(object_of_group(*CHIEFS), args=problem),
    "relations:handovers": Route(listed(*CHIEFS, "marc")),
    "relations:handover": Route(only(*POLICE, "marc", others=404), args=handover),
    # The second chief comes too late, an officer withdraws nothing; taken back, the other chief sees it no more.
    "relations:withdraw": Route(
        only(others=404) | {"alice": 303, "alain": 409, "olivier": 403, "marc": 404}, args=asked, method="post"
    ),
}
