"""Closed problems past their retention: the whole file leaves, once its figures are frozen.

What is more reserved than a problem never holds it back, for its staying would betray that (decision 6): not a
promise still to be kept, not a report that its readers do not know as attached. Such a report stays, without the
link, and goes back to triage.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.attachments.models import Attachment
from palier.attachments.services import remove_attachments_of
from palier.cycle.actions.models import Action
from palier.cycle.discussion.models import Remark
from palier.cycle.meetings.models import AgendaItem, Decision, Topic
from palier.cycle.problems.lifecycle import PROBLEM_LIFECYCLE
from palier.cycle.problems.models import Problem, Source
from palier.cycle.reports.lifecycle import State as ReportState
from palier.cycle.reports.models import Report
from palier.cycle.reviews.freezing import freeze_figures
from palier.journal.erasure import erase_words
from palier.journal.events import Event
from palier.journal.retention import Purge, register
from palier.journal.services import record_event, subject_of
from palier.partners.models import DrawerGrant
from palier.search.feeding import forget

SUBJECT = "problems"
# A year at least: a reference purged in its own year could be given again (`references`).
SHORTEST = 12
BATCH = 25


def count_expired(before: datetime) -> int:
    """How many closed problems are past their term."""
    return _expired(before).count()


def count_parts(before: datetime) -> Mapping[str, int]:
    """How much leaves with them: actions, reports, files; sealed notes and files are not counted."""
    problems = _expired(before).values("pk")
    actions, reports = _actions(problems), _reports(problems)
    subjects = Q(subject_id__in=problems) | Q(subject_id__in=actions.values("pk"))
    files = Attachment.objects.unsealed("retention").filter(level__lt=Level.SEALED)
    return {
        "actions": actions.count(),
        "signalements rattachés": reports.count(),
        "pièces jointes": files.filter(subjects | Q(subject_id__in=reports.values("pk"))).count(),
    }


def remove_expired(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Freeze the figures of the next problems past their term and remove them, whole or not at all; how many."""
    with transaction.atomic():
        # Locked, so that nobody reopens what is leaving.
        rows = _expired(before).order_by("state_since", "pk").select_for_update(of=("self",))
        problems = list(rows[:BATCH])
        if problems:
            freeze_figures(problems)
            for problem in problems:
                record_event(Event.PROBLEM_PURGE, actor=actor, at=now, subject=subject_of(problem))
            remove_whole(actor=actor, problems=problems, reason=SUBJECT, now=now)
    return len(problems)


def register_problems() -> None:
    """Add closed problems to the retention table: 24 months after they were closed, whatever the ending."""
    label = "Problématiques closes, avec tout leur dossier"
    purge = Purge(SUBJECT, label, 24, count_expired, remove_expired, shortest=SHORTEST, longest=60, parts=count_parts)
    register(purge)


def remove_whole(*, actor: Actor, problems: Sequence[Problem], reason: str, now: datetime) -> None:
    """Remove problems with everything that hangs from them, the words of their journal included, in the caller’s
    transaction. `reason` is told by the erasure. The caller has checked who asks, and keeps what figures it must."""
    ids = [problem.pk for problem in problems]
    actions, reports = _ids(_actions(ids)), _ids(_reports(ids))
    decisions = Decision.objects.unsealed("retention").filter(item__problem__in=ids)
    remarks = Remark.objects.unsealed("retention").filter(problem__in=ids)
    files = remove_attachments_of(actor=actor, subject_ids=[*ids, *actions, *reports], now=now)
    topics = Topic.objects.unsealed("retention").filter(problem__in=ids)
    about = [*ids, *actions, *reports, *_ids(decisions), *_ids(remarks), *_ids(topics), *files]
    # One erasure for all, the entries above included: words of a drawer never leave alone (ADR 0010).
    erase_words(actor=actor, which=Q(subject_id__in=about), reason=reason, now=now)
    decisions.delete()
    topics.delete()
    AgendaItem.objects.unsealed("retention").filter(problem__in=ids).delete()
    Action.objects.unsealed("retention").filter(pk__in=actions).delete()
    Source.objects.unsealed("retention").filter(problem__in=ids).delete()
    Report.objects.unsealed("retention").filter(pk__in=reports).delete()
    DrawerGrant.objects.filter(drawer__in=ids).delete()
    Problem.objects.unsealed("retention").filter(pk__in=ids).delete()
    forget(about)


def _expired(before: datetime) -> QuerySet[Problem]:
    """Closed for long, and not on the agenda of any meeting since."""
    agenda = AgendaItem.objects.unsealed("retention").filter(meeting__planned_at__gte=before)
    closed = PROBLEM_LIFECYCLE.finals
    rows = Problem.objects.unsealed("retention").filter(state__in=closed, state_since__lt=before)
    return rows.filter(~Exists(agenda.filter(problem=OuterRef("pk"))))


def _actions(problems: "QuerySet[Problem, Any] | Sequence[UUID]") -> QuerySet[Action]:
    return Action.objects.unsealed("retention").filter(problem__in=problems)


def _reports(problems: "QuerySet[Problem, Any] | Sequence[UUID]") -> QuerySet[Report]:
    """Those that their readers know as attached."""
    return Report.objects.unsealed("retention").filter(source__problem__in=problems, state=ReportState.ATTACHED)


def _ids(
    rows: "QuerySet[Action] | QuerySet[Report] | QuerySet[Decision] | QuerySet[Remark] | QuerySet[Topic]",
) -> list[UUID]:
    return list(rows.values_list("pk", flat=True))
