"""Files uploaded, previewed, corrected, and waiting for a yes: kept a day at most, for their sender (decision 29)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.rows import SealedQuerySet
from palier.intake.addresses import AddressFinder
from palier.intake.columns import check_columns, forget_columns, remembered_columns
from palier.intake.corrections import Correction, corrected, corrections_of
from palier.intake.group_reading import read_for_group
from palier.intake.models import WaitingFile
from palier.intake.organisations import Owner
from palier.intake.owners import known_names
from palier.intake.reading import ReadContact, Tracker
from palier.intake.rejects import rejects_tables
from palier.intake.takeover import Taken, take_over
from palier.jobs.tasks import Job
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.partners.models import Group, Organisation

KEPT = timedelta(hours=24)
# Beyond this the worker is taken for dead: its sender may say yes again.
WRITING = timedelta(minutes=15)
LONG = 40  # lines; more would keep their sender waiting before a white page
_HELD = timedelta(minutes=15)
_MOST_HELD = 4
# A workbook takes seconds to read, and its pages are turned one after the other. Only what was just read is held.
_held: dict[str, tuple[datetime, Tracker]] = {}


def receive_file(*, actor: Actor, group: Group, name: str, content: bytes, now: datetime) -> WaitingFile:
    """Keep a file that can be read, for its preview; one that cannot is refused and not kept. A table whose columns
    are not understood is kept: its sender says what they hold."""
    require(actor, Verb.PROBLEM_LEAD, group.pk)
    read_for_group(content, group=group, today=now.date(), name=name, by_hand=True)
    return WaitingFile.objects.create(
        group=group,
        name=name[:120],
        content=content,
        columns=dict(remembered_columns(group)),
        uploaded_by=actor.user_id,
        uploaded_at=now,
    )


def files_of_mine(actor: Actor) -> SealedQuerySet[WaitingFile]:
    """The files that the actor sent, in a group it still reads."""
    rows = WaitingFile.objects.visible_to(actor).filter(uploaded_by=actor.user_id)
    return rows.select_related("group")


def read_waiting(waiting: WaitingFile) -> Tracker:
    """The file as its columns say: dates left vague count from the day it was sent."""
    said = json.dumps([waiting.header_rows, waiting.columns], sort_keys=True)
    names = sorted(known_names(waiting.group))
    key = hashlib.sha256(f"{waiting.pk}|{said}|{names}".encode()).hexdigest()
    now = clock.now()
    for old in [name for name, (since, _) in _held.items() if abs(now - since) >= _HELD]:
        del _held[old]
    if key not in _held:
        day = waiting.uploaded_at.date()
        read = read_for_group(
            bytes(waiting.content),
            group=waiting.group,
            today=day,
            name=waiting.name,
            own=waiting.columns,
            header_rows=waiting.header_rows,
            by_hand=True,
        )
        while len(_held) >= _MOST_HELD:
            del _held[next(iter(_held))]
        _held[key] = (now, read)
    return _held[key][1]


def as_corrected(waiting: WaitingFile, tracker: Tracker) -> Tracker:
    """The file as it would be written."""
    corrections = corrections_of(waiting.corrections)
    keys = {key for one in corrections.values() for key in one.owners.values() if key}
    rows = Organisation.objects.filter(pk__in=keys)
    owners = {str(one.pk): Owner(one.name, one.type_id, known=True) for one in rows}
    return corrected(tracker, corrections, owners)


def reading_print(tracker: Tracker) -> str:
    """What a preview showed, to be sure that the same is written."""
    shown = (tracker.problems, tracker.left_out, tracker.refused, tracker.meetings)
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def explain_columns(
    *, actor: Actor, waiting: WaitingFile, header_rows: Mapping[str, int], fields: Mapping[str, str]
) -> WaitingFile:
    """Say which sheets are read, where their header stands and what columns hold (folded heading -> field): kept with
    this file, and by the group once it is confirmed. Refused, and not kept, when nothing can be read then."""
    require(actor, Verb.PROBLEM_LEAD, waiting.group_id)
    check_columns(fields)
    waiting.header_rows, waiting.columns = dict(header_rows), {**waiting.columns, **fields}
    if read_waiting(waiting).is_unread:
        raise Refused(
            "Avec ces choix, rien n’est lu. Il faut au moins la problématique ou les faits, et une ligne de titres "
            "suivie d’une ligne à reprendre."
        )
    waiting.save(update_fields=["header_rows", "columns"])
    return waiting


def forget_explanations(*, actor: Actor, waiting: WaitingFile, now: datetime) -> None:
    """Read its columns by their headings alone, as a first file of the group."""
    forget_columns(actor=actor, group=waiting.group, now=now)
    waiting.columns = {}
    waiting.save(update_fields=["columns"])


def correct_line(*, actor: Actor, waiting: WaitingFile, line: str, correction: Correction | None) -> WaitingFile:
    """Keep what its sender says of a line; None takes it back."""
    require(actor, Verb.PROBLEM_LEAD, waiting.group_id)
    with transaction.atomic():
        row = WaitingFile.objects.unsealed("its sender’s own").select_for_update().get(pk=waiting.pk)
        if row.confirmed_at or is_under_way(row, now=clock.now()):
            raise Refused("Ce tableau est déjà repris, ou en cours de reprise : rien ne peut plus y être corrigé.")
        row.corrections.pop(line, None)
        if correction is not None:
            row.corrections[line] = correction.stored()
        row.save(update_fields=["corrections"])
    return row


def is_under_way(waiting: WaitingFile, *, now: datetime) -> bool:
    """True while the worker writes it."""
    return bool(waiting.asked_at and not waiting.confirmed_at and now - waiting.asked_at < WRITING)


def ask_confirm(*, actor: Actor, waiting: WaitingFile, seen: str, task: Job, now: datetime) -> None:
    """Have the worker write a long file as it was `seen`, with the rights that its sender has then."""
    require(actor, Verb.PROBLEM_LEAD, waiting.group_id)
    with transaction.atomic():
        row = WaitingFile.objects.unsealed("its sender’s own").select_for_update().get(pk=waiting.pk)
        if row.confirmed_at or is_under_way(row, now=now):
            raise Refused("Ce tableau est déjà repris, ou en cours de reprise.")
        row.asked_at, row.outcome = now, {"seen": seen}
        row.save(update_fields=["asked_at", "outcome"])
        task.enqueue(str(row.pk))


def note_refusal(*, waiting: WaitingFile, reason: str) -> None:
    """Why the worker wrote nothing: its sender corrects, and says yes again."""
    rows = WaitingFile.objects.unsealed("its sender’s own").filter(pk=waiting.pk, confirmed_at=None)
    rows.update(asked_at=None, outcome={"refusal": reason})


def confirm_file(*, actor: Actor, waiting: WaitingFile, find_address: AddressFinder, now: datetime, seen: str) -> Taken:
    """Write what the preview said (`seen` is its print), and forget the file: only what was refused is kept, a day."""
    tracker = as_corrected(waiting, read_waiting(waiting))
    if reading_print(tracker) != seen:
        raise Refused(
            "Ce tableau se lit autrement depuis que vous l’avez vu (une ligne corrigée ailleurs, une organisation "
            "ajoutée…) : relisez l’aperçu, puis confirmez."
        )
    with transaction.atomic():
        row = WaitingFile.objects.unsealed("its sender’s own").select_for_update().get(pk=waiting.pk)
        if row.confirmed_at:
            raise Refused("Ce tableau est déjà repris.")
        done = take_over(actor=actor, group=waiting.group, tracker=tracker, find_address=find_address, now=now)
        row.content, row.corrections, row.columns, row.confirmed_at = b"", {}, {}, now
        row.outcome = _outcome(done, tracker)
        row.save(update_fields=["content", "corrections", "columns", "confirmed_at", "outcome"])
    _held.clear()
    return done


def _outcome(done: Taken, tracker: Tracker) -> dict[str, Any]:
    return {
        "problems": done.problems,
        "actions": done.actions,
        "already_there": done.already_there,
        "meetings": done.meetings,
        "left_out": done.left_out,
        "organisations": list(done.organisations),
        "rejects": [asdict(table) for table in rejects_tables(tracker)],
        "contacts": [[one.organisation, one.name, one.function, one.email] for one in to_invite(tracker)],
    }


def to_invite(tracker: Tracker) -> list[ReadContact]:
    """The contacts that may be invited: neither gone, nor written twice."""
    return [one for one in tracker.contacts if not one.departed and one.same_as is None]


def forget_file(*, actor: Actor, waiting: WaitingFile) -> None:
    """Delete a file before its day is over."""
    require(actor, Verb.PROBLEM_LEAD, waiting.group_id)
    waiting.delete()


def forget_old_files(*, now: datetime) -> int:
    """Delete what is more than a day old, confirmed or not, and say how many."""
    old = WaitingFile.objects.unsealed("retention").filter(uploaded_at__lte=now - KEPT)
    return old.delete()[0]
