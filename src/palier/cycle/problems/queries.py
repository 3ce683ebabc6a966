"""Every read of the problems."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.models import (
    Admission,
    ClosureRequest,
    Diagnosis,
    Evidence,
    JudicialStatus,
    Passage,
    Problem,
    Ranking,
    SealedNote,
    Source,
)
from palier.cycle.reports.models import Report


def problems_for(actor: Actor) -> QuerySet[Problem]:
    """The problems this reader sees, last changed first, with what a line of the list shows."""
    rows = Problem.objects.visible_to(actor)
    return rows.select_related("place", "category__family", "group").order_by("-changed_at", "id")


def living_problems(actor: Actor) -> QuerySet[Problem]:
    """Those still followed."""
    return problems_for(actor).filter(state__in=LIVING)


def sources_of(actor: Actor, problem: Problem) -> QuerySet[Source]:
    """The reports attached to a problem that this reader sees."""
    visible = Report.objects.visible_to(actor)
    rows = Source.objects.visible_to(actor).filter(problem=problem, report__in=visible.values("pk"))
    return rows.select_related("report__place", "report__category", "report__reporter_organisation")


def problem_of(actor: Actor, report: Report) -> Problem | None:
    """The problem a report was attached to, when this reader sees the link."""
    source = Source.objects.visible_to(actor).filter(report=report).select_related("problem").first()
    return source.problem if source else None


def problems_of(actor: Actor, reports: Iterable[Report]) -> dict[UUID, Problem]:
    """The problem of each of these reports, by the report's id, where this reader sees the link."""
    rows = Source.objects.visible_to(actor).filter(report__in=list(reports)).select_related("problem")
    return {source.report_id: source.problem for source in rows}


def passages_of(actor: Actor, problem: Problem) -> QuerySet[Passage]:
    """The dated moves of a problem's life, oldest first."""
    return Passage.objects.visible_to(actor).filter(problem=problem)


def judicial_status_of(actor: Actor, problem: Problem) -> JudicialStatus | None:
    """The judicial follow-up, for those cleared to read it."""
    return JudicialStatus.objects.visible_to(actor).filter(problem=problem).first()


def sealed_notes_of(actor: Actor, problem: Problem) -> QuerySet[SealedNote]:
    """The pages of the drawer, for those named; whoever shows them logs the consultation."""
    return SealedNote.objects.visible_to(actor).filter(problem=problem).select_related("author")


def diagnosis_of(actor: Actor, problem: Problem) -> Diagnosis | None:
    """What the group understood, or None before it wrote it."""
    return Diagnosis.objects.visible_to(actor).filter(problem=problem).first()


def admission_of(actor: Actor, problem: Problem) -> QuerySet[Admission]:
    """The answers to the admission test."""
    return Admission.objects.visible_to(actor).filter(problem=problem)


def evidence_of(actor: Actor, problem: Problem) -> QuerySet[Evidence]:
    """What sources say became of it, last first."""
    return Evidence.objects.visible_to(actor).filter(problem=problem).select_related("organisation")


def closure_requests_of(actor: Actor, problem: Problem) -> QuerySet[ClosureRequest]:
    """Who asked to close and what was answered, last first."""
    rows = ClosureRequest.objects.visible_to(actor).filter(problem=problem)
    return rows.select_related("organisation", "asked_by")


def closures_to_decide(actor: Actor) -> QuerySet[ClosureRequest]:
    """The requests to close that wait for this chief, oldest first."""
    led = groups_where(actor, Verb.PROBLEM_CLOSE)
    rows = ClosureRequest.objects.visible_to(actor).filter(problem__group__in=led, decision="")
    return rows.select_related("problem", "organisation").order_by("asked_at", "id")


def rankings_of(actor: Actor, problem: Problem) -> QuerySet[Ranking]:
    """How it was ranked over time and why, last first."""
    return Ranking.objects.visible_to(actor).filter(problem=problem)
