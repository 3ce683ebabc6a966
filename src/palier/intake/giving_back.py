"""The group’s problems given back in its own columns.

They are plain headings and texts; the sheet is written above, where formulas are made harmless.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from palier.access.actor import Actor
from palier.cycle.actions.lifecycle import State as ActionState
from palier.cycle.actions.models import Action
from palier.cycle.problems.models import Diagnosis, Problem
from palier.intake.columns import remembered_columns
from palier.intake.models import RememberedColumns
from palier.intake.words import fold
from palier.kernel.clock import day_of
from palier.kernel.errors import Refused
from palier.partners.models import Group

DEFAULT = (
    ("N°", "number"),
    ("Date du signalement", "date"),
    ("Secteur", "district"),
    ("Lieu ou adresse", "place"),
    ("Problématique", "title"),
    ("Constat", "facts"),
    ("Actions décidées", "what"),
    ("Pilote", "lead"),
    ("Échéance", "due"),
    ("État", "state"),
    ("Date de clôture", "closed_on"),
)
_OVER = (ActionState.DONE, ActionState.ABANDONED, ActionState.DECLINED)


@dataclass(frozen=True, slots=True)
class OwnTable:
    """Headings, and lines of as many texts; of a sheet, its name, and what each column is."""

    headings: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    sheet: str = ""
    keys: tuple[str, ...] = ()


def own_columns_table(*, actor: Actor, group: Group) -> OwnTable:
    """The group’s problems that the actor reads, in the columns of the group’s own workbook."""
    if group.pk not in actor.group_ids:
        raise Refused("Ce groupe n’est pas le vôtre.")
    kept = RememberedColumns.objects.visible_to(actor).filter(group=group).first()
    fields = remembered_columns(group) if kept else {fold(heading): name for heading, name in DEFAULT}
    headings = tuple(kept.headings) if kept else tuple(heading for heading, _ in DEFAULT)
    rows = (
        Problem.objects.visible_to(actor)
        .filter(group=group)
        .select_related("place__sector", "place__second_sector", "lead_organisation")
        .order_by("created_at", "reference")
    )
    problems = list(rows)
    cells = _Cells(actor, problems)
    lines = tuple(
        tuple(cells.of(problem, fields.get(fold(heading), "")) for heading in headings) for problem in problems
    )
    return OwnTable(headings, lines)


class _Cells:
    """What each column says of each problem."""

    def __init__(self, actor: Actor, problems: Sequence[Problem]) -> None:
        keys = [problem.pk for problem in problems]
        diagnoses = Diagnosis.objects.visible_to(actor).filter(problem__in=keys)
        self._facts: Mapping[object, str] = dict(diagnoses.values_list("problem_id", "facts"))
        self._actions: dict[object, list[Action]] = {}
        rows = Action.objects.visible_to(actor).filter(problem__in=keys).select_related("organisation")
        for action in rows.order_by("due", "id"):
            self._actions.setdefault(action.problem_id, []).append(action)

    def of(self, problem: Problem, name: str) -> str:
        make = self._makers().get(name)
        return make(problem) if make else ""

    def _makers(self) -> Mapping[str, Callable[[Problem], str]]:
        return {
            "number": self._number,
            "date": self._date,
            "district": self._district,
            "place": self._place,
            "title": self._title,
            "facts": self._facts_of,
            "outcome": self._outcome,
            "what": self._what,
            "partners": self._partners,
            "lead": self._lead,
            "due": self._due,
            "state": self._state,
            "closed_on": self._closed_on,
        }

    def _number(self, problem: Problem) -> str:
        return problem.reference

    def _date(self, problem: Problem) -> str:
        return f"{day_of(problem.created_at):%d/%m/%Y}"

    def _place(self, problem: Problem) -> str:
        return problem.place.name

    def _title(self, problem: Problem) -> str:
        return problem.title.removesuffix(f", {problem.place.name}")

    def _said_facts(self, problem: Problem) -> tuple[str, str]:
        facts, _, notes = self._facts.get(problem.pk, "").partition("Suivi repris du tableau :\n")
        return facts.strip(), notes.strip()

    def _facts_of(self, problem: Problem) -> str:
        return self._said_facts(problem)[0]

    def _outcome(self, problem: Problem) -> str:
        return "\n".join(text for text in (self._said_facts(problem)[1], problem.closing_note) if text)

    def _what(self, problem: Problem) -> str:
        return "\n".join(self._told(action) for action in self._actions.get(problem.pk, []))

    def _told(self, action: Action) -> str:
        over = f" ({action.get_state_display().lower()})" if action.state in _OVER else ""
        name = action.organisation.short_name or action.organisation.name
        return f"{name} : {action.title} -> {action.due:%d/%m/%Y}{over}"

    def _lead(self, problem: Problem) -> str:
        return problem.lead_organisation.name if problem.lead_organisation else ""

    def _due(self, problem: Problem) -> str:
        running = [action.due for action in self._actions.get(problem.pk, []) if action.state not in _OVER]
        return f"{max(running):%d/%m/%Y}" if running else ""

    def _state(self, problem: Problem) -> str:
        return problem.get_state_display()

    def _closed_on(self, problem: Problem) -> str:
        return f"{problem.closed_on:%d/%m/%Y}" if problem.closed_on else ""

    def _partners(self, problem: Problem) -> str:
        names = (one.organisation.short_name or one.organisation.name for one in self._actions.get(problem.pk, []))
        return ", ".join(dict.fromkeys(names))

    def _district(self, problem: Problem) -> str:
        sectors = (problem.place.sector, problem.place.second_sector)
        return ", ".join(sector.name for sector in sectors if sector)
