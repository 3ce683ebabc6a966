"""One line of the box: a report, its age, its hours, its files, and what it could join."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from palier.access.actor import Actor
from palier.attachments.queries import counts_of
from palier.cycle.problems.models import Problem
from palier.cycle.reports.models import Report, Transfer
from palier.cycle.reports.queries import transfers_of
from palier.cycle.triage.ages import Age, age_of
from palier.cycle.triage.likeness import WORTH_SHOWING, Facts, likeness
from palier.cycle.triage.queries import facts_of, facts_of_problem, problems_at
from palier.kernel.moments import Moments


@dataclass(frozen=True, slots=True)
class Line:
    """What the box shows of one report."""

    report: Report
    age: Age
    moments: str
    photos: int
    problems: list[Problem]
    # The last time another group sent it here.
    came: Transfer | None
    # How many others of the same page resemble it.
    alike: int


def lines_of(actor: Actor, reports: Sequence[Report], today: date) -> list[Line]:
    """The lines of one page of the box, in a flat number of queries."""
    rows = list(reports)
    files = counts_of(actor, [row.pk for row in rows])
    problems = problems_at(actor, rows)
    passed = transfers_of(actor, rows)
    facts = [facts_of(row) for row in rows]
    return [
        Line(
            report=row,
            age=age_of(row, today),
            moments=Moments.read(row.moments).label,
            photos=files.get(row.pk, 0),
            came=next(iter(passed.get(row.pk, ())), None),
            problems=[
                found
                for found in problems.get(row.place_id, [])
                if found.group_id == row.group_id and _alike(facts[place], facts_of_problem(found))
            ],
            alike=sum(
                _alike(facts[place], other)
                for index, other in enumerate(facts)
                if index != place and rows[index].group_id == row.group_id
            ),
        )
        for place, row in enumerate(rows)
    ]


def _alike(one: Facts, other: Facts) -> bool:
    return likeness(one, other).score >= WORTH_SHOWING
