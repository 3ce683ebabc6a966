"""« Nous savons déjà » for each line of a table: by the form's own rule, read at once for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from palier.access.actor import Actor
from palier.cycle.problems.nearby import Known, Spot, known_near_each

MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class KnownHere:
    """What is known where a line says, the closest first."""

    found: tuple[Known, ...] = ()

    @property
    def shown(self) -> tuple[Known, ...]:
        """The first of them."""
        return self.found[:MOST_SHOWN]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return len(self.found) - len(self.shown)

    @property
    def may_join(self) -> bool:
        """Whether one of those shown may be joined: it is then asked before anything is filed."""
        return any(known.may_join for known in self.shown)

    def chosen(self, value: str) -> Known | None:
        """The one that a form sends back, if it may still be joined."""
        return next((known for known in self.found if known.may_join and known.value == value), None)


NOTHING_KNOWN = KnownHere()


def known_for_each(actor: Actor, spots: Sequence[Spot], *, now: datetime) -> list[KnownHere]:
    """What is known at each of these spots, in their order: as many queries for a hundred as for one."""
    found = known_near_each(actor, spots, now=now, metres=settings.NEARBY_METRES, days=settings.NEARBY_DAYS)
    return [KnownHere(tuple(known)) for known in found]
