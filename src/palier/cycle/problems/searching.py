"""The problems as rows that can be found. What the sealed drawer holds is in no index."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from palier.access.levels import Level
from palier.cycle.catalogue.searching import category_mark, category_names
from palier.cycle.problems.models import Admission, Attempt, Diagnosis, Evidence, JudicialStatus, Problem
from palier.partners.models import Group
from palier.search.kinds import EVERYONE, Kind, Part, group_mark, organisation_mark, register

KIND = "problem"
_DIAGNOSIS = ("where", "when", "facts", "bothered", "holders", "watchers", "influence", "tried")
# Rows beside the problem, read by whoever reads it: what was tried, what was answered, what was seen since.
_TOLD: tuple[tuple[str, Any, str], ...] = (
    ("attempts", Attempt, "text"),
    ("admissions", Admission, "evidence"),
    ("evidence", Evidence, "text"),
)


def register_problems() -> None:
    """Found by reference, title, place, category, what the group understood, tried and saw, and the police's field."""
    kind = Kind(
        KIND,
        _rows,
        heading=lambda problem: f"{problem.reference}\n{problem.title}\n{problem.place.name}",
        body=_body,
        concerns=_concerns,
        parts=(Part("judicial", JudicialStatus, _judicial),),
        follows={"place": lambda pk: Problem.objects.unsealed("index").filter(place=pk)},
        names=category_names,
        speaks_of=_categories,
    )
    register(kind)


def _rows() -> QuerySet[Any]:
    rows = Problem.objects.unsealed("index").select_related("place", "diagnosis", "judicial_status")
    # The sealed manager refuses what a prefetch through a join table asks for; only the keys are read.
    associated = Prefetch("associated_groups", Group._base_manager.only("pk"))
    told = [Prefetch(name, model.objects.unsealed("index")) for name, model, _ in _TOLD]
    return rows.prefetch_related(associated, "readers", *told).defer("place__geometry")


def _body(problem: Problem) -> str:
    diagnosis: Diagnosis | None = getattr(problem, "diagnosis", None)
    understood = [getattr(diagnosis, name) for name in _DIAGNOSIS] if diagnosis else []
    told = [getattr(row, field) for name, _, field in _TOLD for row in getattr(problem, name).all()]
    own = [problem.objective, problem.indicator, problem.closing_note, problem.exit_reason]
    return "\n".join([*own, *understood, *told])


def _concerns(problem: Problem) -> list[str]:
    if problem.level == Level.POPULATION:
        return [EVERYONE]
    marks = {group_mark(problem.group_id), *(group_mark(group.pk) for group in problem.associated_groups.all())}
    marks |= {organisation_mark(named.pk) for named in problem.readers.all()}
    return sorted(marks)


def _categories(problem: Problem) -> list[str]:
    return [category_mark(code) for code in (problem.category_id, problem.second_category_id) if code]


def _judicial(problem: Problem) -> str:
    status: JudicialStatus | None = getattr(problem, "judicial_status", None)
    return status.get_status_display() if status and status.status != JudicialStatus.Status.NONE else ""
