"""Every read of the relations."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where, holds
from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.problems.lifecycle import LIVING, State
from palier.cycle.problems.models import Problem, Source
from palier.cycle.problems.queries import problems_for
from palier.cycle.relations.models import BoundaryAnswer, Handover, Merger, Tie
from palier.journal.models import Entry
from palier.partners.models import Group
from palier.partners.queries.groups import other_groups_of_department

# The same link, said from the earlier end.
FROM_EARLIER = {
    Tie.Kind.RELATED: "Liée à",
    Tie.Kind.FOLLOWS: "A pour suite",
    Tie.Kind.MOVED: "Déplacée vers",
    Tie.Kind.SPLIT: "Divisée : une partie est devenue",
}


@dataclass(frozen=True, slots=True)
class Related:
    """One problem tied to another, in the words of the one that is read."""

    words: str
    problem: Problem
    tie: Tie | None


def ties_of(actor: Actor, problem: Problem) -> list[Related]:
    """What is tied to this problem, where this reader sees both ends; those merged into it included."""
    found = [_said(tie, problem) for tie in tie_for(actor).filter(Q(earlier=problem) | Q(later=problem))]
    merged = problems_for(actor).filter(merged_into=problem).order_by("state_since", "id")
    return [*found, *(Related("A absorbé", one, None) for one in merged)]


def tie_for(actor: Actor) -> QuerySet[Tie]:
    """The links this reader sees."""
    return Tie.objects.visible_to(actor).select_related("earlier", "later")


def open_handover_of(actor: Actor, problem: Problem) -> Handover | None:
    """The hand-over proposed and not answered yet, for the police of both groups."""
    rows = Handover.objects.visible_to(actor).filter(problem=problem, ending="")
    return rows.select_related("from_group", "to_group").first()


def neighbours_to_ask(actor: Actor, problem: Problem) -> list[Group]:
    """The groups of the other sector of a place on a boundary, as long as nobody said who follows it (decision 5)."""
    place = problem.place
    on_boundary = place.second_sector_id is not None and problem.level <= Level.GROUP and problem.state in LIVING
    if not on_boundary or not holds(actor, Verb.PROBLEM_LEAD, problem.group_id):
        return []
    if BoundaryAnswer.objects.visible_to(actor).filter(problem=problem).exists():
        return []
    sectors = [place.sector_id, place.second_sector_id]
    others = groups_to_hand_to(problem).filter(sectors__in=sectors).distinct().order_by("code")
    known = set(problem.associated_groups.unsealed("already associated").values_list("pk", flat=True))
    if open_handover_of(actor, problem) is not None:
        return []
    return [group for group in others if group.pk not in known]


def groups_to_hand_to(problem: Problem) -> QuerySet[Group]:
    """The groups that a problem may be proposed to."""
    return other_groups_of_department(problem.group)


def handovers_for(actor: Actor) -> QuerySet[Handover]:
    """The hand-overs this reader sees, last proposed first."""
    rows = Handover.objects.visible_to(actor)
    return rows.select_related("problem__place", "problem__category", "from_group", "to_group", "proposed_by")


def handovers_to_answer(actor: Actor) -> QuerySet[Handover]:
    """Those that wait for this chief."""
    led = groups_where(actor, Verb.PROBLEM_LEAD)
    rows = handovers_for(actor).filter(to_group__in=led, ending="")
    return rows.order_by("proposed_at", "id")


def may_undo_merge(actor: Actor, problem: Problem) -> bool:
    """True for who leads the problem, as long as nothing was written since on what the merge touched."""
    if problem.state != State.MERGED or not holds(actor, Verb.PROBLEM_LEAD, problem.group_id):
        return False
    merger = Merger.objects.unsealed("may the merge be undone").filter(absorbed=problem).first()
    return merger is not None and not written_since(merger)


def written_since(merger: Merger) -> bool:
    """Was anything written on the two problems, or on what went from one to the other? A sealed write is not seen."""
    actions, sources = merger.carried["actions"], merger.carried["sources"]
    reports = Source.objects.unsealed("undo").filter(pk__in=sources).values("report_id")
    about = Q(subject_id__in=[merger.into_id, merger.absorbed_id, *actions]) | Q(subject_id__in=reports)
    entries = Entry.objects.unsealed("undo").filter(about, seq__gt=merger.seq, level__lt=Level.SEALED)
    since = {"problem": merger.into_id}
    return (
        entries.exists()
        or Source.objects.unsealed("undo").filter(**since, attached_at__gt=merger.at).exists()
        or Action.objects.unsealed("undo").filter(**since, created_at__gt=merger.at).exists()
    )


def _said(tie: Tie, problem: Problem) -> Related:
    if tie.later_id == problem.pk:
        return Related(tie.get_kind_display(), tie.earlier, tie)
    return Related(FROM_EARLIER[Tie.Kind(tie.kind)], tie.later, tie)
