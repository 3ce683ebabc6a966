"""The reader, as a plain value: ids and clearances, no table. `partners.actors` builds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from uuid import UUID

from palier.access.levels import Level
from palier.access.roles import Role


@dataclass(frozen=True, slots=True)
class Seat:
    """What one person is in one group: its role there, and the organisation it speaks for."""

    group_id: UUID
    role: Role
    organisation_id: UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Who reads or acts. Everything the access rules need, nothing that needs a query.

    `seats` is empty until the current charter is signed, after departure and during suspension: without a
    seat no row of the cycle is readable (decisions 1 and 8). `mandates` are the roles held outside any group;
    `overseen_group_ids` are the groups whose aggregates a mandate opens. `drawers` are the sealed drawers
    opened to this person by name.
    """

    user_id: UUID | None
    label: str
    seats: Mapping[UUID, Seat] = field(default_factory=lambda: MappingProxyType({}))
    mandates: frozenset[Role] = frozenset()
    overseen_group_ids: frozenset[UUID] = frozenset()
    drawers: frozenset[UUID] = frozenset()
    charter_due: bool = False
    # What `access.rows` made for this reader, by model: it lasts as long as the reader, one request.
    made: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def group_ids(self) -> frozenset[UUID]:
        """The groups where this reader sits."""
        return frozenset(self.seats)

    @property
    def organisation_ids(self) -> frozenset[UUID]:
        """The organisations this reader speaks for."""
        return frozenset(seat.organisation_id for seat in self.seats.values())

    def clearance_in(self, group_id: UUID | None) -> Level | None:
        """The highest level read in this group, or None outside it."""
        seat = self.seats.get(group_id) if group_id else None
        return seat.role.clearance if seat else None

    def groups_by_clearance(self) -> Mapping[Level, frozenset[UUID]]:
        """Group ids by the clearance held there."""
        found: dict[Level, set[UUID]] = {}
        for seat in self.seats.values():
            if seat.role.clearance is not None:
                found.setdefault(seat.role.clearance, set()).add(seat.group_id)
        return {level: frozenset(ids) for level, ids in found.items()}

    def roles_in(self, group_id: UUID | None) -> frozenset[Role]:
        """Mandates, plus the role held in this group."""
        seat = self.seats.get(group_id) if group_id else None
        return self.mandates | {seat.role} if seat else self.mandates

    def speaks_for(self, organisation_id: UUID, group_id: UUID) -> bool:
        """True when this reader's seat in the group is held for this organisation."""
        seat = self.seats.get(group_id)
        return seat is not None and seat.organisation_id == organisation_id


NOBODY = Actor(user_id=None, label="Personne")


def partner_like(group_id: UUID, organisation_id: UUID) -> Actor:
    """The reach of a partner's contact in one group, nobody in particular: to see a page as it is read there."""
    seat = Seat(group_id, Role.PARTNER, organisation_id)
    return Actor(user_id=None, label="", seats=MappingProxyType({group_id: seat}))


def population() -> Actor:
    """The reach of the population: a seat in no group that exists, hence the rows of its level and no other."""
    return partner_like(UUID(int=0), UUID(int=0))


def program(label: str) -> Actor:
    """The program itself (worker, import, retention), named in the journal; it reads no row by this alone."""
    return Actor(user_id=None, label=label)
