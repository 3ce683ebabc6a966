"""What was answered to a report, in one sentence for the one who brought it."""

from collections.abc import Sequence
from dataclasses import dataclass

from palier.access.actor import Actor
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import problems_of
from palier.cycle.reports.lifecycle import State
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import transfers_of

WAITING = "Le groupe ne l’a pas encore examiné."
OTHER_BODY = "Orienté vers un autre cadre."


@dataclass(frozen=True, slots=True)
class Line:
    """A report, the answer it received, and the problem that this reader may open."""

    report: Report
    answer: str
    problem: Problem | None


def told(actor: Actor, reports: Sequence[Report]) -> list[Line]:
    """These reports with their answers, in the same order; as many queries for ten as for one."""
    problems = problems_of(actor, reports)
    passed = transfers_of(actor, reports)
    return [
        Line(one, answer_of(one, problems.get(one.pk), is_passed=one.pk in passed), problems.get(one.pk))
        for one in reports
    ]


def answer_of(report: Report, problem: Problem | None, *, is_passed: bool = False) -> str:
    """The answer as its reporter reads it: where the police sent it is nobody else's (decision 3)."""
    if problem is not None:
        return f"Rattaché à une problématique suivie par le groupe : {problem.reference}."
    if report.state == State.REDIRECTED:
        other = report.destination == Report.Destination.OTHER
        return OTHER_BODY if other else f"Orienté : {report.get_destination_display()}."
    if report.state == State.RECEIVED and is_passed:
        return f"Transmis au groupe {report.group}, qui y répondra."
    if report.state == State.WATCHED and report.review_on:
        return f"À surveiller ; nouvel examen le {report.review_on:%d/%m/%Y}."
    if report.state == State.MERGED and report.merged_into:
        return f"Réuni avec le signalement {report.merged_into.number}, qui raconte les mêmes faits."
    return {
        State.DECLINED: f"Non retenu : {report.decline_reason}",
        State.ATTACHED: "Rattaché à une problématique suivie par le groupe.",
    }.get(State(report.state), WAITING)
