"""What the group understood and aims at: the admission test, the diagnosis, the objective and its measure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.cycle.problems.criteria import Criterion
from palier.cycle.problems.lifecycle import BEFORE_ADMISSION
from palier.cycle.problems.models import Admission, Diagnosis, Problem
from palier.cycle.problems.services.content import write_fields
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused, Stale
from palier.workflow.changes import changes_of, text_change


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to one criterion of the admission test, and its line of evidence."""

    is_met: bool
    evidence: str


def answer_admission(
    *, actor: Actor, problem: Problem, answers: Mapping[str, Answered], now: datetime
) -> list[Admission]:
    """Answer criteria of the admission test, one line of evidence each. Kept when the problem is refused."""
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    if problem.state not in BEFORE_ADMISSION:
        raise Refused("Le test d’admission se répond avant de retenir ; cette problématique a déjà sa suite.")
    for criterion, answer in answers.items():
        if not answer.evidence.strip():
            raise Refused("Donnez un élément de preuve en une ligne.", field=f"{criterion}_evidence")
    rows = Admission.objects.unsealed("admission")
    known = {row.criterion: row for row in rows.filter(problem=problem)}
    written, said = [], []
    with transaction.atomic():
        for criterion, answer in answers.items():
            before = _said(known.get(criterion))
            values = {"is_met": answer.is_met, "evidence": answer.evidence.strip(), "answered_at": now}
            written.append(rows.update_or_create(problem=problem, criterion=criterion, defaults=values)[0])
            if before != (after := _said(written[-1])):
                said.append(text_change(Criterion(criterion).label, before, after))
        payload = {"changes": said}
        record_event(Event.PROBLEM_CHANGE, actor=actor, at=now, subject=subject_of(problem), payload=payload)
    return written


def _said(row: Admission | None) -> str:
    return f"{'Oui' if row.is_met else 'Non'}. {row.evidence}" if row else ""


def write_diagnosis(
    *, actor: Actor, problem: Problem, now: datetime, read: str | None = None, **values: str
) -> Diagnosis:
    """Write what the group understood of the place, the moments and the facts.

    `read` is the mark (`Diagnosis.mark`) of what the writer had before its eyes, empty when there was none; `Stale`
    when somebody wrote meanwhile.
    """
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    with transaction.atomic():
        rows = Diagnosis.objects.unsealed("diagnosis")
        found = rows.select_for_update().filter(problem=problem).first()
        if read is not None and read != (found.mark if found else ""):
            raise Stale
        known = found or Diagnosis(problem=problem)
        changes = changes_of(known, values)
        diagnosis, _ = rows.update_or_create(problem=problem, defaults={**values, "changed_at": now})
        payload = {"changes": changes}
        record_event(Event.PROBLEM_CHANGE, actor=actor, at=now, subject=subject_of(problem), payload=payload)
    return diagnosis


def set_objective(
    *,
    actor: Actor,
    problem: Problem,
    objective: str,
    indicator: str,
    starting_value: Decimal | int,
    starting_value_on: date,
    starting_value_source: str,
    now: datetime,
    today: date,
    version: int | None = None,
) -> Problem:
    """Say what is aimed at, how it is measured, and from which value, measured when and by whom."""
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    if starting_value_on > today:
        raise Refused("La mesure de départ est déjà faite : indiquez un jour passé.", field="starting_value_on")
    if starting_value < 0:
        raise Refused("Une mesure se compte à partir de zéro.", field="starting_value")
    words = {"objective": objective, "indicator": indicator, "starting_value_source": starting_value_source}
    for name, text in words.items():
        if not text.strip():
            raise Refused("Ce champ est nécessaire pour mesurer l’effet.", field=name)
    values = {name: text.strip() for name, text in words.items()}
    values |= {"starting_value": starting_value, "starting_value_on": starting_value_on}  # type: ignore[dict-item]  # one row, several kinds
    return write_fields(actor, problem, values, version or problem.version, now)
