"""Who gets what at the actions."""

from tests.web.cycle_rows import MEMBERS, SEATED, listed, object_of_group
from tests.web.matrix import Route

ROWS = {
    "actions:list": Route(listed(*SEATED)),
    "actions:action": Route(object_of_group(*MEMBERS), args=lambda world: {"pk": world["action"].pk}),
    "actions:new": Route(object_of_group(*MEMBERS), args=lambda world: {"problem": world["problem"].pk}),
    "actions:move": Route(
        object_of_group(*MEMBERS), args=lambda world: {"pk": world["action"].pk}, query={"move": "complete"}
    ),
}
