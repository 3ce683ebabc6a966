"""The yearly count on one page: the figures the national count asks for, and the honest ones beside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from palier.access.actor import Actor
from palier.cycle.reviews.queries import YearlyCount, yearly_count
from palier.documents.typesetting import digest, french_date, typeset
from palier.partners.models import Group


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Part:
    """A small table of figures."""

    title: str
    of: str
    lines: list[Figure]
    note: str


@dataclass(frozen=True, slots=True)
class CountPage:
    """Everything the page says."""

    title: str
    group: str
    dated: str
    as_of: str
    since: str
    until: str
    fictional: bool
    headline: list[Figure]
    parts: list[Part]
    reading: str
    fingerprint: str = ""


def yearly_count_pdf(content: CountPage) -> bytes:
    """The count on paper."""
    return typeset("yearly_count", content)


def yearly_count_page(actor: Actor, groups: Sequence[Group], year: int, *, today: date) -> CountPage:
    """The count of a year for these groups, as this reader may count them."""
    count = yearly_count(actor, [group.pk for group in groups], year)
    as_of = min(today, date(year, 12, 31))
    content = CountPage(
        title=f"Compte de l’année {year}",
        group=groups[0].name if len(groups) == 1 else f"Ensemble de {len(groups)} groupes",
        dated=as_of.isoformat(),
        as_of=french_date(as_of),
        since=french_date(date(year, 1, 1)),
        until=french_date(date(year, 12, 31)),
        fictional=settings.DEMONSTRATION,
        headline=[
            _figure(count.meetings_held, "réunions tenues"),
            _figure(count.problems_identified, "problématiques identifiées"),
            _figure(count.problems_solved, "problématiques résolues"),
            _figure(count.actions_kept, "actions réalisées"),
        ],
        parts=[_stock(count), _promises(count)],
        reading=(
            "Un compte n’est pas une note : il ne classe ni les secteurs ni les personnes. Est « résolue » une "
            "problématique close comme disparue ou nettement réduite. Une problématique se compte une fois, dans "
            "le groupe qui la porte."
        ),
    )
    return replace(content, fingerprint=digest(content))


def _stock(count: YearlyCount) -> Part:
    flow = count.problems
    return Part(
        title="Problématiques",
        of="Mouvement",
        lines=[
            _figure(flow.stock_start, f"Suivies au 1ᵉʳ janvier {count.year}"),
            _figure(flow.entered, "Identifiées dans l’année"),
            _figure(flow.reopened, "Rouvertes"),
            _figure(flow.solved, "Résolues"),
            _figure(flow.closed_otherwise, "Closes autrement (sans effet, abandonnées, orientées)"),
            _figure(flow.stock_end, "Suivies en fin de période"),
        ],
        note="Suivies au départ + identifiées + rouvertes − résolues − closes autrement = suivies en fin de période.",
    )


def _promises(count: YearlyCount) -> Part:
    return Part(
        title="Engagements",
        of="Actions",
        lines=[
            _figure(count.actions_promised, "Promises dans l’année"),
            _figure(count.actions_kept, "Réalisées dans l’année"),
            _figure(count.actions_kept_in_time, "dont à la première échéance fixée"),
        ],
        note="Les engagements de la police et ceux des partenaires se comptent de la même manière.",
    )


def _figure(value: int, label: str) -> Figure:
    return Figure(str(value), label)
