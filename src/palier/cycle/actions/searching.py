"""The actions as rows that can be found."""

from typing import Any

from django.db.models import QuerySet

from palier.cycle.actions.models import Action
from palier.search.kinds import Kind, register

KIND = "action"


def register_actions() -> None:
    """Found by what was promised and by the problem; by the reference of the service and what was seen once done."""
    kind = Kind(
        KIND,
        _rows,
        heading=lambda action: f"{action.title}\n{action.problem.title}",
        body=lambda action: f"{action.problem.place.name}\n{action.ticket}\n{action.observation}",
        follows={"problem": lambda pk: Action.objects.unsealed("index").filter(problem=pk)},
    )
    register(kind)


def _rows() -> QuerySet[Any]:
    rows = Action.objects.unsealed("index").select_related("problem__place")
    return rows.defer("problem__place__geometry")
