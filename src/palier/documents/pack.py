"""What is printed for a meeting without network: plan, one sheet a problem with numbered boxes, topics, sign-in sheet.

What is written in the boxes is typed afterwards in the same order (`web/meetings/reentry.py`).
"""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.conf import settings
from django.utils import timezone

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.convening.queries import announced
from palier.cycle.meetings.agenda import template_of
from palier.cycle.meetings.lifecycle import OPEN_TOPIC, State
from palier.cycle.meetings.models import AgendaItem, Meeting
from palier.cycle.meetings.queries import agenda_of, promised_since_last, topics_of
from palier.cycle.meetings.services import expected_contacts
from palier.cycle.problems.lifecycle import State as ProblemState
from palier.documents.editions import Edition
from palier.documents.plan import Located, Plan, plan_of
from palier.documents.promises import outcome_of
from palier.documents.typesetting import french_date, typeset
from palier.geo.shapes import Box, Shape
from palier.kernel.errors import Refused
from palier.partners.models import Group
from palier.territory.models import Address, Street

# Numbered « 2.1 », « 2.2 »… on paper and on the page where they are typed.
BOXES = 3
MOST_DOORS = 4000
GUESTS = 4


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise to review: what, who, for when, where it stands."""

    what: str
    who: str
    due: str
    stands: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One problem: what is known of it, and the boxes to fill in."""

    number: int
    title: str
    details: list[str]
    place: str
    promises: list[Promised]
    boxes: list[str]


@dataclass(frozen=True, slots=True)
class Signatory:
    """One person expected, with what it announced."""

    organisation: str
    name: str
    function: str
    announced: str


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything the paper says; the layout adds nothing and hides nothing."""

    title: str
    mark: str
    group: str
    dated: str
    planned: str
    place: str
    fictional: bool
    reminder: str
    opening: str
    closing: str
    outcomes: list[str]
    plan: Plan
    sheets: list[Sheet]
    topics: list[list[str]]
    signatories: list[Signatory]
    guests: int = GUESTS


def pack_pdf(content: Pack) -> bytes:
    """The pack on paper."""
    return typeset("pack", content)


def pack_of(meeting: Meeting, edition: Edition, *, today: date) -> Pack:
    """What this edition prints for a meeting to come, or under way. The caller has checked who asks."""
    if meeting.state not in (State.PLANNED, State.OPEN):
        raise Refused("Cette réunion a eu lieu ou a été annulée : il n’y a plus de dossier à imprimer.")
    reader = edition.reader(meeting.group_id)
    planned = timezone.localtime(meeting.planned_at)
    items = list(agenda_of(reader, meeting))
    template = template_of(reader, meeting.group)
    return Pack(
        title="Dossier de réunion" + (", police" if edition.is_police else ""),
        mark=edition.mark,
        group=meeting.group.name,
        dated=planned.date().isoformat(),
        planned=f"{french_date(planned)} à {planned:%H h %M}",
        place=meeting.place,
        fictional=settings.DEMONSTRATION,
        reminder=REMINDER_OF_POLICE if edition.is_police else REMINDER,
        opening=template.opening,
        closing=template.closing,
        outcomes=[str(label) for value, label in AgendaItem.Outcome.choices if value != AgendaItem.Outcome.DECISION],
        plan=_plan(items, meeting.group),
        sheets=_sheets(reader, meeting, items),
        topics=_topics(reader, meeting),
        signatories=_signatories(meeting, today),
    )


def pack_name(meeting: Meeting, edition: Edition) -> str:
    """The name of the file, as it lands on a desk."""
    level = "-police" if edition.is_police else ""
    return f"dossier-de-reunion{level}-{meeting.group.code}-{timezone.localtime(meeting.planned_at):%Y-%m-%d}.pdf"


def boxes_of(number: int) -> list[str]:
    """The numbers of the boxes of one sheet."""
    return [f"{number}.{rank}" for rank in range(1, BOXES + 1)]


REMINDER = (
    "Dossier destiné aux membres du groupe qui ont signé la charte ; rendez les feuilles en fin de réunion. "
    "Le groupe travaille sur des lieux et des faits, jamais sur des personnes : n’écrivez aucun nom de tiers."
)
REMINDER_OF_POLICE = (
    "Dossier réservé aux policiers du groupe ; il ne se pose pas sur la table commune et ne se transmet à aucun "
    "partenaire. "
    "Le groupe travaille sur des lieux et des faits, jamais sur des personnes."
)


def _plan(items: list[AgendaItem], group: Group) -> Plan:
    places = ((number, item.problem.place) for number, item in enumerate(items, start=1))
    located = [
        Located(number, at.name, at.longitude, at.latitude) for number, at in places if at.longitude and at.latitude
    ]
    drawn = [sector.shape for sector in group.sectors.all()] or [group.district.shape]
    boundaries: list[Shape] = [shape for shape in drawn if shape is not None]
    communes = {item.problem.place.commune_id for item in items if item.problem.place.commune_id}
    return plan_of(located, boundaries, partial(_doors, sorted(communes)))


def _doors(communes: list[str], box: Box) -> list[tuple[str, float, float]]:
    """The doors of these communes within a box, at most as many as a sheet can show: by streets, which are indexed."""
    streets = Street.objects.filter(insee__in=communes).values("pk")
    rows = Address.objects.filter(street__in=streets).exclude(precision=Address.Precision.PLOT)
    rows = rows.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
    found = rows.order_by("street", "number", "suffix").values_list("street__name", "longitude", "latitude")
    return [(name, east, north) for name, east, north in found[:MOST_DOORS] if east is not None and north is not None]


def _sheets(reader: Actor, meeting: Meeting, items: list[AgendaItem]) -> list[Sheet]:
    rows = promised_since_last(reader, meeting).filter(problem__in=[item.problem_id for item in items])
    promises: dict[object, list[Promised]] = {}
    for action in rows.select_related("organisation"):
        told = Promised(action.title, action.organisation.name, french_date(action.due), outcome_of(action, meeting))
        promises.setdefault(action.problem_id, []).append(told)
    return [
        Sheet(
            number=number,
            title=item.problem.title,
            details=[
                item.problem.reference,
                str(item.problem.category),
                ProblemState(item.problem.state).label,
                *item.reason_labels,
                f"{item.minutes} minutes" if item.minutes else "",
                "Réservé à la police" if item.level > Level.GROUP else "",
            ],
            place=str(item.problem.place),
            promises=promises.get(item.problem_id, []),
            boxes=boxes_of(number),
        )
        for number, item in enumerate(items, start=1)
    ]


def _topics(reader: Actor, meeting: Meeting) -> list[list[str]]:
    """Topics about no problem, each to be answered with a word."""
    free = (topic for topic in topics_of(reader, meeting) if topic.problem_id is None and topic.state in OPEN_TOPIC)
    return [[f"S{rank}", str(topic.organisation), topic.text] for rank, topic in enumerate(free, start=1)]


def _signatories(meeting: Meeting, today: date) -> list[Signatory]:
    told = announced(meeting)
    expected = expected_contacts(meeting.group, today)
    lines = [
        Signatory(
            contact.organisation.name,
            contact.name,
            contact.function,
            told[contact.pk].words if contact.pk in told else "",
        )
        for contact in expected
    ]
    return sorted(lines, key=lambda line: (line.organisation, line.name))
