"""Who gets what at the discussions."""

from palier.access.levels import Level
from palier.cycle.discussion.services import write_remark
from palier.kernel import clock
from tests.web.cycle_rows import MEMBERS, POLICE, object_of_group, only
from tests.web.matrix import Route
from tests.world import POLICE_WORD


def written(world, **values):
    content = {"text": f"Le gardien a vu {POLICE_WORD} hier.", "level": Level.POLICE, "now": clock.now()}
    return write_remark(actor=world.stage.actor("alice"), subject=world["problem"], **{**content, **values})


def problem(world):
    """With a message that only the police reads."""
    written(world)
    return {"pk": world["problem"].pk}


ROWS = {
    "discussion:problem": Route(object_of_group(*MEMBERS), args=problem),
    "discussion:action": Route(object_of_group(*MEMBERS), args=lambda world: {"pk": world["action"].pk}),
    # Alice's own, which only the police reads: for a partner it does not exist.
    "discussion:correct": Route(object_of_group("alice", seen=POLICE), args=lambda world: {"pk": written(world).pk}),
    # Her deputy leads as well, and comes too late; an officer withdraws nothing.
    "discussion:withdraw": Route(
        only(others=404) | {"alice": 303, "alain": 403, "olivier": 403},
        args=lambda world: {"pk": written(world).pk},
        method="post",
    ),
}
