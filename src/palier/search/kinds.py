"""What can be found: each floor above registers its own rows, with the words they are found by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from palier.access.actor import Actor
from palier.access.levels import Level

EVERYONE = "_all"
Rows = Callable[[], "QuerySet[Any]"]


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a row that only the readers of a stricter one find it by: a sealed model that shares its key."""

    name: str
    model: type[Model]
    words: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rows. `name` is the subject of their journal entries.

    `rows` reads them with what `heading`, `body` and `concerns` look at. `follows` says which of them repeat the words
    of another subject; `names` gives the tokens that stand for names that may change, with these names, and `speaks_of`
    those that a row holds.
    """

    name: str
    rows: Rows
    heading: Callable[[Any], str]
    body: Callable[[Any], str]
    concerns: Callable[[Any], Iterable[str]] = lambda _: (EVERYONE,)
    parts: tuple[Part, ...] = ()
    follows: Mapping[str, Callable[[UUID], "QuerySet[Any]"]] = field(default_factory=dict)
    names: Callable[[], Mapping[str, str]] = dict
    speaks_of: Callable[[Any], Iterable[str]] = lambda _: ()

    def marks(self, whom: Iterable[str]) -> list[str]:
        """The tokens of lines of this kind that may concern these: both in one, so that few lines hold it."""
        return [f"_k{self.name}{mark}" for mark in whom]


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Have these rows indexed and found; twice is the same as once."""
    _KINDS[kind.name] = kind


def kinds() -> tuple[Kind, ...]:
    """Every kind registered."""
    return tuple(_KINDS.values())


def kind_named(name: str) -> Kind | None:
    """The kind whose entries have this subject, if it can be found."""
    return _KINDS.get(name)


def group_mark(group_id: UUID | None) -> str:
    """The token of a group whose members may be concerned."""
    return f"_g{group_id.hex}" if group_id else EVERYONE


def organisation_mark(organisation_id: UUID) -> str:
    """The token of an organisation named on a row."""
    return f"_o{organisation_id.hex}"


def police_mark(group_id: UUID) -> str:
    """The token of the police of a group."""
    return f"_p{group_id.hex}"


def marks_for(actor: Actor) -> set[str]:
    """The tokens of what may concern this reader: wider than what the access rule gives, never narrower."""
    police = {
        group for reach, groups in actor.groups_by_clearance().items() if reach >= Level.POLICE for group in groups
    }
    return {
        EVERYONE,
        *map(group_mark, actor.group_ids),
        *map(organisation_mark, actor.organisation_ids),
        *map(police_mark, police),
    }
