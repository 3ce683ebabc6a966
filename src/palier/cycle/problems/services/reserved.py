"""What only the police read, and what only named readers do. Neither touches the problem's own row."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.problems.models import JudicialStatus, Problem, SealedNote
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import NotGranted, Refused
from palier.workflow.changes import changes_of


def set_judicial_status(*, actor: Actor, problem: Problem, status: str, now: datetime) -> JudicialStatus:
    """Write the judicial follow-up, from the closed list. The entry in the journal is at police level too."""
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    with transaction.atomic():
        rows = JudicialStatus.objects.unsealed("judicial status")
        known = rows.filter(problem=problem).first() or JudicialStatus(problem=problem, status="")
        changes = changes_of(known, {"status": status})
        found, _ = rows.update_or_create(problem=problem, defaults={"status": status, "changed_at": now})
        subject = replace(subject_of(problem), level=Level.POLICE)
        payload = {"judicial_status": status, "changes": changes}
        record_event(Event.PROBLEM_CHANGE, actor=actor, at=now, subject=subject, payload=payload)
    return found


def write_sealed_note(
    *,
    actor: Actor,
    problem: Problem,
    text: str,
    now: datetime,
    planned_on: date | None = None,
    planned_place: str = "",
) -> SealedNote:
    """Add a page to the sealed drawer. The grant is by name: no role gives it by itself (decision 1)."""
    require(actor, Verb.PROBLEM_SEAL, problem.group_id)
    if problem.pk not in actor.drawers:
        raise NotGranted("Le tiroir scellé de cette problématique ne vous est pas ouvert.")
    if not text.strip():
        raise Refused("Écrivez la note.", field="text")
    note = SealedNote(
        problem=problem,
        group_id=problem.group_id,
        text=text.strip(),
        author_id=actor.user_id,
        written_at=now,
        planned_on=planned_on,
        planned_place=planned_place,
    )
    with transaction.atomic():
        note.save(force_insert=True)
        # The drawer's id is the problem's: the entry is read by the same named readers as the note.
        subject = replace(subject_of(problem), level=Level.SEALED)
        record_event(Event.PROBLEM_SEAL, actor=actor, at=now, subject=subject)
    return note
