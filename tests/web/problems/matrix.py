"""Who gets what at the problems."""

from typing import Any

from tests.web.cycle_rows import CHIEFS, MEMBERS, POLICE, SEATED, listed, object_of_group, only
from tests.web.matrix import Route


def problem(world: Any) -> dict[str, Any]:
    return {"pk": world["problem"].pk}


ROWS = {
    "problems:list": Route(listed(*SEATED)),
    "problems:new": Route(listed(*POLICE, "marc")),
    "problems:problem": Route(object_of_group(*MEMBERS), args=problem),
    "problems:change": Route(object_of_group(*CHIEFS), args=problem),
    "problems:diagnosis": Route(object_of_group(*CHIEFS), args=problem),
    "problems:associate": Route(object_of_group(*CHIEFS), args=problem),
    "problems:move": Route(object_of_group(*CHIEFS), args=problem, query={"move": "redirect"}),
    # For a partner the police's block does not exist (decision 3); an officer reads it and does not write it.
    "problems:judicial": Route(object_of_group(*CHIEFS, seen=POLICE), args=problem),
    # Alice alone is named on the drawer.
    "problems:drawer": Route(only("alice", others=404), args=problem),
}
