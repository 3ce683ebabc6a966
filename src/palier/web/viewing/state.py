"""Whose eyes a chief borrows, kept in its own session: a partner of one of its groups, or the population."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.http import HttpRequest

from palier.access.actor import Actor, partner_like, population
from palier.access.grants import Verb, holds

KEY = "viewing"


@dataclass(frozen=True, slots=True)
class Viewing:
    """The group, the organisation whose member is imitated (none for the population), and how it is called."""

    group: str
    organisation: str
    label: str

    @property
    def actor(self) -> Actor:
        """The reader of that reach: nobody in particular, so that nothing is its own."""
        if not self.organisation:
            return population()
        return partner_like(UUID(self.group), UUID(self.organisation))


def viewing_of(request: HttpRequest, reader: Actor) -> Viewing | None:
    """The view under way, as long as this person leads the group; it ends by itself otherwise."""
    kept = request.session.get(KEY)
    if not kept:
        return None
    viewing = Viewing(**kept)
    if holds(reader, Verb.PROBLEM_LEAD, UUID(viewing.group)):
        return viewing
    leave(request)
    return None


def enter(request: HttpRequest, viewing: Viewing) -> None:
    """Look through these eyes from now on, in this session."""
    request.session[KEY] = asdict(viewing)


def leave(request: HttpRequest) -> None:
    """Read with one's own eyes again."""
    request.session.pop(KEY, None)
