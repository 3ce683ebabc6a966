"""A small world for the proofs: the cast, and one object of each kind at each level, with planted words.

A planted word stands in the free text of objects of its level; the leak sweep looks for it in every answer.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.cast import Cast, make_cast

GROUP_WORD = "Zyxgroupe"
POLICE_WORD = "Zyxpolice"
SEALED_WORD = "Zyxscelle"


@dataclass
class World:
    """The cast and the objects, by a short name (`world["problem"]`)."""

    cast: Cast
    objects: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.objects[name]


def make_world() -> World:
    """Write the world to the database."""
    world = World(make_cast())
    world.objects["group"] = world.cast.group
    return world


def hide_sealed_facts(world: World) -> None:
    """Write facts that only the holders of a named grant may read."""


def hide_police_facts(world: World) -> None:
    """Write facts that only the police of the group may read."""
