"""Taking an import back: what it wrote leaves whole, within the day its file is kept, if nobody has built on it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.attachments.models import Attachment
from palier.cycle.actions.models import Action
from palier.cycle.discussion.models import Remark
from palier.cycle.meetings.lifecycle import State as MeetingState
from palier.cycle.meetings.models import AgendaItem, Meeting, Topic
from palier.cycle.problems.models import Problem, Source
from palier.cycle.reviews.retention import remove_whole
from palier.intake.models import TakenLine, WaitingFile
from palier.journal.erasure import erase_words_about
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused
from palier.search.feeding import forget

REASON = "import"
_TOLD = 5
# What people add to a problem; one of them is enough for the problem to have lived since.
_ADDED = (AgendaItem, Remark, Source, Topic)


@dataclass(frozen=True, slots=True)
class Undone:
    """How much an import taken back had written."""

    problems: int
    actions: int
    meetings: int


def undo_file(*, actor: Actor, waiting: WaitingFile, now: datetime) -> Undone:
    """Remove the problems, actions and past meetings that a confirmed file wrote, and forget its prints, so that the
    file can be taken over again. Refused when one of them has lived since. Places and organisations added stay."""
    require(actor, Verb.PROBLEM_LEAD, waiting.group_id)
    with transaction.atomic():
        row = WaitingFile.objects.unsealed("its sender’s own").select_for_update().get(pk=waiting.pk)
        if row.confirmed_at is None or row.outcome.get("undone"):
            raise Refused("Cette reprise n’a rien écrit, ou elle est déjà retirée.")
        lines = TakenLine.objects.unsealed("undo").filter(group=row.group_id, taken_at=row.confirmed_at)
        problems = _made(row.group_id, lines, row.confirmed_at)
        actions = list(Action.objects.unsealed("undo").filter(taken_lines__in=lines).select_related("problem"))
        _refuse_what_lived(actor, row.confirmed_at, problems, actions)
        lines.delete()
        added = [action.pk for action in actions if action.problem not in problems]
        _remove_actions(actor, added, now)
        remove_whole(actor=actor, problems=problems, reason=REASON, now=now)
        done = Undone(len(problems), len(actions), _remove_meetings(actor, row, now))
        row.outcome = {"undone": True}
        row.save(update_fields=["outcome"])
        subject = Subject("group", row.group_id, str(row.group), row.group_id, Level.GROUP)
        payload = {"problems": done.problems, "actions": done.actions, "meetings": done.meetings}
        record_event(Event.IMPORT_UNDO, actor=actor, at=now, subject=subject, payload=payload)
    return done


def _made(group_id: UUID, lines: QuerySet[TakenLine], at: datetime) -> list[Problem]:
    """The problems that this file made, held: those that an earlier one had made only gained actions."""
    known = TakenLine.objects.unsealed("undo").filter(group=group_id, problem__isnull=False)
    before = known.filter(taken_at__lt=at).values("problem")
    rows = Problem.objects.unsealed("undo").filter(pk__in=lines.values("problem"), origin=Problem.Origin.IMPORT)
    return list(rows.exclude(pk__in=before).select_for_update(of=("self",)))


def _refuse_what_lived(actor: Actor, since: datetime, problems: list[Problem], actions: list[Action]) -> None:
    """What the actor does not read holds nothing back: its staying would betray it."""
    of = {problem.pk: problem for problem in problems} | {action.problem_id: action.problem for action in actions}
    ids, own = [problem.pk for problem in problems], [action.pk for action in actions]
    lived: set[UUID | None] = set()
    for model in _ADDED:
        rows = model.objects.visible_to(actor).filter(problem__in=ids)
        lived.update(rows.values_list("problem", flat=True))
    more = Action.objects.visible_to(actor).filter(problem__in=ids).exclude(pk__in=own)
    lived.update(more.values_list("problem", flat=True))
    by_action: dict[UUID | None, UUID] = {action.pk: action.problem_id for action in actions}
    moved = Entry.objects.visible_to(actor).filter(subject_id__in=[*ids, *own], at__gt=since, level__lt=Level.SEALED)
    files = Attachment.objects.visible_to(actor).filter(subject_id__in=[*ids, *own])
    for subject in (*moved.values_list("subject_id", flat=True), *files.values_list("subject_id", flat=True)):
        lived.add(by_action.get(subject, subject))
    if lived:
        told = sorted(of[pk].reference for pk in lived if pk in of)
        names = ", ".join(told[:_TOLD]) + (f" et {len(told) - _TOLD} autres" if len(told) > _TOLD else "")
        raise Refused(
            f"La reprise ne se retire plus en bloc : on a travaillé depuis sur {names}. Corrigez ce qui doit l’être "
            "sur chaque fiche."
        )


def _remove_actions(actor: Actor, ids: list[UUID], now: datetime) -> None:
    """The actions that problems known before had gained."""
    erase_words_about(actor=actor, subject_ids=ids, reason=REASON, now=now)
    Action.objects.unsealed("undo").filter(pk__in=ids).delete()
    forget(ids)


def _remove_meetings(actor: Actor, row: WaitingFile, now: datetime) -> int:
    taken = Q(group=row.group_id, state=MeetingState.TAKEN_OVER, created_at=row.confirmed_at)
    ids = list(Meeting.objects.unsealed("undo").filter(taken).values_list("pk", flat=True))
    erase_words_about(actor=actor, subject_ids=ids, reason=REASON, now=now)
    Meeting.objects.unsealed("undo").filter(pk__in=ids).delete()
    return len(ids)
