"""Asking for a large export, finding one's own, and forgetting them: the files, the rows, what a crash left.

What is kept is bounded: one under way and a few files for each person, a size for all, a day for each.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet, Sum
from django.http import QueryDict
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from palier.access.actor import Actor
from palier.cycle.reports.retention import SUBJECT as PURGED_REPORTS
from palier.documents.exports import note_export
from palier.jobs.tasks import Job
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel.errors import Refused
from palier.partners.models import User
from palier.partners.personal_data import Facts
from palier.screening import find_spans
from palier.web.exports.compilations import Compilation
from palier.web.exports.models import LONGEST, UNDER_WAY, ExportFile
from palier.web.finding.subjects import PROBLEMS, REPORTS, Subject

SUBJECTS: dict[str, Subject] = {subject.slug: subject for subject in (PROBLEMS, REPORTS)}
FOLDER = "exports"
KEPT = timedelta(hours=24)
MOST_KEPT = 3
MOST_BYTES = 2 * 1024**3
AT_ONCE = "Un export est déjà en préparation pour vous : attendez qu’il soit prêt."
NAMES_SOMEBODY = "Les mots cherchés semblent désigner une personne : retirez-les de la liste, puis exportez de nouveau."
OUTDATED = "Des fiches ont été effacées depuis, au terme de leur conservation : demandez l’export de nouveau."
LEFT = "Des fiches sont passées à un autre groupe depuis : demandez l’export de nouveau."
LOST = (
    "La préparation s’est interrompue plusieurs fois. Demandez-le de nouveau ; prévenez l’administrateur si cela dure."
)


def exports_of_mine(actor: Actor, now: datetime) -> QuerySet[ExportFile]:
    """The exports that this person asked for, newest first; one that is a day old has left, its file as well."""
    return ExportFile.objects.visible_to(actor).exclude(finished_at__lte=now - KEPT)


def files_of_mine(actor: Actor, now: datetime) -> QuerySet[ExportFile]:
    """Those of this person that may still be downloaded, its reading rights apart."""
    return exports_of_mine(actor, now).filter(state=ExportFile.State.READY)


def ask_export(
    *,
    actor: Actor,
    user: User,
    subject: Subject | Compilation,
    kind: str,
    criteria: QueryDict,
    task: Job,
    now: datetime,
) -> ExportFile:
    """Ask the worker for a file; one at a time for each person, and no words that seem to name somebody."""
    if any(find_spans(word) for key in ("words", "near") for word in criteria.getlist(key)):
        raise Refused(NAMES_SOMEBODY)
    query = criteria.urlencode()
    if len(query) > LONGEST:
        raise Refused("Cet export a trop de critères : retirez-en.")
    if exports_of_mine(actor, now).filter(state__in=UNDER_WAY).exists():
        raise Refused(AT_ONCE)
    everything = ExportFile.objects.unsealed("bounded disk")
    if (everything.aggregate(kept=Sum("size"))["kept"] or 0) > MOST_BYTES:
        raise Refused("Trop d’exports sont gardés sur le serveur en ce moment : réessayez dans quelques heures.")
    row = ExportFile(user=user, subject=subject.slug, kind=kind, query=query, asked_at=now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            title, asked = subject.title, Event.EXPORT_ASK
            note_export(actor=actor, title=title, kind=kind, criteria=list(criteria), now=now, event=asked)
            row.task_id = UUID(str(task.enqueue(str(row.pk)).id))
            row.save(update_fields=["task_id"])
    except IntegrityError as error:
        raise Refused(AT_ONCE) from error
    older = list(exports_of_mine(actor, now).exclude(pk=row.pk).values_list("pk", flat=True)[MOST_KEPT - 1 :])
    forget(everything.filter(pk__in=older))
    return row


def forget(rows: QuerySet[ExportFile]) -> int:
    """Delete these rows, and their files once that is sure."""
    found = list(rows)
    with transaction.atomic():
        ExportFile.objects.unsealed("forgotten").filter(pk__in=[row.pk for row in found]).delete()
        _unlink_once_sure(found)
    return len(found)


def _unlink_once_sure(rows: list[ExportFile]) -> None:
    """Delete the files of these rows when the transaction under way has committed."""

    def drop() -> None:
        for row in rows:
            if row.path:
                path_of(row).unlink(missing_ok=True)

    transaction.on_commit(drop, robust=True)


def forget_old_exports(*, now: datetime) -> int:
    """Delete what is a day old, and the files that no row speaks of; how many exports it was."""
    before = now - KEPT
    old = Q(finished_at__lte=before) | Q(finished_at__isnull=True, asked_at__lte=before - KEPT)
    count = forget(ExportFile.objects.unsealed("retention").filter(old))
    known = set(ExportFile.objects.unsealed("retention").values_list("path", flat=True))
    for path in folder().glob("*"):
        if f"{FOLDER}/{path.name}" not in known and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
    return count


def withdraw_outdated_exports(entry: Entry) -> None:
    """What is erased, or handed over to another group, leaves the files made before in the same transaction."""
    rows = ExportFile.objects.unsealed("outdated").filter(state__in=[ExportFile.State.READY, *UNDER_WAY])
    if entry.event == Event.HANDOVER_ACCEPT:
        former = entry.detail.payload["former"]
        sits = Q(user__contacts__seats__group=former, user__contacts__seats__until__isnull=True)
        keys = rows.filter(Q(reach__has_key=former) | Q(state__in=UNDER_WAY) & sits).values("pk")
        _withdraw(rows.filter(pk__in=keys), LEFT, entry.at)
    elif _erases_what_is_exported(entry):
        if entry.group_id is not None:
            rows = rows.filter(Q(state__in=UNDER_WAY) | Q(reach__has_key=str(entry.group_id)))
        _withdraw(rows, OUTDATED, entry.at)


def _withdraw(rows: QuerySet[ExportFile], reason: str, at: datetime) -> None:
    """Close these exports, and say why to who asked for them; their files leave once that is sure."""
    found = list(rows.select_for_update())
    ExportFile.objects.unsealed("outdated").filter(pk__in=[row.pk for row in found]).update(
        state=ExportFile.State.FAILED, reason=reason, finished_at=at, path="", size=0
    )
    _unlink_once_sure(found)


def _erases_what_is_exported(entry: Entry) -> bool:
    """Whether this entry tells that problems, reports or minutes have been purged."""
    if entry.event == Event.RETENTION_PURGE:
        return bool(entry.detail.payload["subject"] == PURGED_REPORTS)
    return entry.event in (Event.PROBLEM_PURGE, Event.MINUTES_PURGE)


def fail_lost_exports(*, now: datetime) -> int:
    """Say of the exports that no task will make any more that they failed; how many they were."""
    waiting = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    alive = set(DBTaskResult.objects.filter(status__in=waiting).values_list("pk", flat=True))
    rows = ExportFile.objects.unsealed("lost exports").filter(state__in=UNDER_WAY)
    lost = [row.pk for row in rows if row.task_id not in alive]
    values = {"state": ExportFile.State.FAILED, "reason": LOST, "finished_at": now}
    return rows.filter(pk__in=lost).update(**values)


def an_export_waits() -> bool:
    """Whether somebody waits for a file: otherwise there is nothing to look after."""
    return ExportFile.objects.unsealed("planner").filter(state__in=UNDER_WAY).exists()


def reach_of(actor: Actor) -> dict[str, list[Any]]:
    """What a reader reads by: its clearance and its organisation in each group."""
    return {
        str(group): [int(seat.role.clearance or 0), str(seat.organisation_id)] for group, seat in actor.seats.items()
    }


def still_reads(actor: Actor, reach: dict[str, list[Any]]) -> bool:
    """Whether this reader still reads, in each group, at least what it read then, for the same organisation."""
    mine = reach_of(actor)
    return bool(reach) and all(
        group in mine and mine[group][0] >= level and mine[group][1] == organisation
        for group, (level, organisation) in reach.items()
    )


def folder() -> Path:
    """Where the files lie, made when it is missing."""
    found = Path(settings.MEDIA_ROOT) / FOLDER
    found.mkdir(parents=True, exist_ok=True, mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS or 0o750)
    return found


def path_of(row: ExportFile) -> Path:
    """The file of an export."""
    return Path(settings.MEDIA_ROOT) / row.path


def collect_exports(user: User) -> Facts:
    """A person's exports of the last day, for the export of its data."""
    rows = ExportFile.objects.unsealed("own data").filter(user=user)
    return [
        {
            "liste": row.get_subject_display(),
            "format": row.kind,
            "critères": row.query,
            "état": row.get_state_display(),
            "demandé le": row.asked_at.isoformat(),
        }
        for row in rows
    ]


def erase_exports(user: User) -> None:
    """They leave with the account, files first of all."""
    forget(ExportFile.objects.unsealed("erasure").filter(user=user))
