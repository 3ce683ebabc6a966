"""What the sources of a problem say together, and who is missing around the table.

Read only from rows at the problem's own level: what is more reserved would otherwise be told by a suggestion that one
accepts, or by a partner who seems to be missing (decision 6).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from palier.access.actor import Actor
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.models import Attempt, Problem, Source
from palier.kernel.moments import UNKNOWN, Moments
from palier.partners.models import OrganisationType, Stewardship
from palier.partners.queries.groups import open_seats
from palier.territory.models import Place

_GIVEN_UP = ("declined", "abandoned")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What sources say: the hours of all, the first and the last day, the frequency told most often."""

    sources: int = 0
    moments: Moments = UNKNOWN
    first_seen: date | None = None
    last_seen: date | None = None
    frequency: str = ""


@dataclass(frozen=True, slots=True)
class Chair:
    """A type of partner that the category normally needs, and how it stands around the table."""

    label: str
    is_seated: bool
    is_promised: bool


def gathered(problem: Problem) -> Gathered:
    """What the sources at the problem's level, or below, say together."""
    rows = Source.objects.unsealed("gathered at the problem's level").filter(problem=problem, level__lte=problem.level)
    told = list(rows.values_list("report__moments", "report__seen_on", "report__frequency"))
    days = [day for _, day, _ in told if day]
    frequencies = Counter(frequency for _, _, frequency in told if frequency)
    moments = UNKNOWN
    for code, _, _ in told:
        moments |= Moments.read(code)
    often = min(frequencies, key=lambda frequency: (-frequencies[frequency], frequency), default="")
    return Gathered(len(told), moments, min(days, default=None), max(days, default=None), often)


def chairs(problem: Problem, today: date) -> list[Chair]:
    """The types of partner that its categories normally need: who sits in the group, who has promised something."""
    needed = _needed((problem.category, problem.second_category))
    if not needed:
        return []
    seated = set(open_seats(problem.group, today).values_list("contact__organisation__type", flat=True))
    actions = problem.actions.unsealed("chairs").filter(level__lte=problem.level).exclude(state__in=_GIVEN_UP)
    promised = set(actions.values_list("organisation__type", flat=True))
    types = OrganisationType.objects.filter(pk__in=needed)
    return [Chair(kind.label, kind.pk in seated, kind.pk in promised) for kind in types]


def stewards_of(actor: Actor, place: Place) -> list[Stewardship]:
    """Who owns or manages the place today, for those who read the place."""
    if not Place.objects.visible_to(actor).filter(pk=place.pk).exists():
        return []
    rows = Stewardship.objects.filter(place=place, until__isnull=True).select_related("organisation")
    return sorted(rows, key=lambda row: (row.kind != Stewardship.Kind.OWNER, row.organisation.name))


def attempts_of(actor: Actor, problem: Problem) -> list[Attempt]:
    """What was already tried, oldest first."""
    return list(Attempt.objects.visible_to(actor).filter(problem=problem))


def _needed(categories: Iterable[Category | None]) -> set[str]:
    return {code for category in categories if category for code in category.suggested_partners}
