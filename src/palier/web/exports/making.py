"""Making a large export: the worker writes the rows its owner may read at that moment, and lays the file down whole.

A worker killed half-way leaves a part that nobody serves; the task is run again and writes another one. A task that
is no longer run is found out by `keeping.fail_lost_exports`.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from palier.access.actor import NOBODY, Actor
from palier.access.grants import Verb, holds_anywhere
from palier.documents.bundles import write_year
from palier.documents.sheets import WRITERS, Sheet
from palier.jobs.tasks import job
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.kernel.ids import new_id
from palier.partners.actors import actor_for
from palier.partners.models import User
from palier.web.exports.compilations import MEETINGS
from palier.web.exports.keeping import FOLDER, SUBJECTS, folder, reach_of
from palier.web.exports.models import UNDER_WAY, ExportFile
from palier.web.finding.chips import chips

MOST_ROWS = 500_000
TOLD_EVERY = 500  # rows between two looks at the clock
SECONDS = 1.0
NO_RIGHT = "Vous n’avez plus accès à cette liste."
CHANGED = "Vos droits ont changé pendant la préparation. Demandez l’export de nouveau."
TOO_MANY = (
    f"Plus de {MOST_ROWS // 1000}\u00a0000 lignes répondent à ces critères : ajoutez deux dates ou une catégorie."
)
BROKEN = "Une erreur a interrompu la préparation. Demandez-le de nouveau ; prévenez l’administrateur si cela dure."


class GivenWay(Exception):
    """Another run makes this export by now, or it was forgotten: this one stops."""


@job(idempotent=True, priority=-10)
def make_export(key: str) -> None:
    """Make the file of an export that still waits for it; run again, it starts anew."""
    run = new_id()
    rows = ExportFile.objects.unsealed("making an export").filter(pk=UUID(key), state__in=UNDER_WAY)
    if not rows.update(state=ExportFile.State.MAKING, run_id=run, rows_done=0):
        return
    row = rows.select_related("user").get()
    try:
        _make(row, run)
    except GivenWay:
        return
    except Refused as refused:
        _settle(row, run, state=ExportFile.State.FAILED, reason=refused.message, finished_at=clock.now())
    except Exception:
        _settle(row, run, state=ExportFile.State.FAILED, reason=BROKEN, finished_at=clock.now())
        raise


def rights_of(user: User, today: date) -> Actor:
    """Who the owner of an export is today; nobody once its account is closed."""
    user.refresh_from_db()
    return actor_for(user, today=today) if user.is_active else NOBODY


def _make(row: ExportFile, run: UUID) -> None:
    today = clock.today()
    actor = rights_of(row.user, today)
    if not holds_anywhere(actor, Verb.REPORT_FILE):
        raise Refused(NO_RIGHT)
    write = _writer(row, run, actor, today)
    part, whole = folder() / f"{run.hex}.part", folder() / f"{run.hex}.{row.kind}"
    try:
        _write(write, part)
        if reach_of(rights_of(row.user, clock.today())) != reach_of(actor):
            raise Refused(CHANGED)
        size = part.stat().st_size
        part.replace(whole)
    finally:
        part.unlink(missing_ok=True)
    ready = {"state": ExportFile.State.READY, "path": f"{FOLDER}/{whole.name}", "size": size}
    if not _settle(row, run, **ready, reach=reach_of(actor), finished_at=clock.now()):
        whole.unlink(missing_ok=True)


def _writer(row: ExportFile, run: UUID, actor: Actor, today: date) -> Callable[[BinaryIO], None]:
    """What writes the file of this export."""
    if row.subject != MEETINGS.slug:
        sheet = _sheet(row, run, actor, today)
        return lambda out: WRITERS[row.kind](sheet, out)
    meetings = list(MEETINGS.rows(actor, QueryDict(row.query)))
    _settle(row, run, rows_total=len(meetings))

    def write(out: BinaryIO) -> None:
        for done in write_year(actor, meetings, out, day=today):
            if not _settle(row, run, rows_done=done):
                raise GivenWay

    return write


def _sheet(row: ExportFile, run: UUID, actor: Actor, today: date) -> Sheet:
    """The table of the rows that this reader sees now, each counted as it goes by."""
    subject, query = SUBJECTS[row.subject], QueryDict(row.query)
    filters = subject.filters(query, actor=actor, today=today)
    rows = filters.rows()
    total = rows.order_by().values("pk")[: MOST_ROWS + 1].count()
    if total > MOST_ROWS:
        raise Refused(TOO_MANY)
    _settle(row, run, rows_total=total)
    said = [chip.label for chip in chips(filters, query, reverse(subject.list_url))]
    sheet = subject.sheet(actor, rows, criteria=said, day=today)
    return replace(sheet, lines=_told(sheet.lines, row, run))


def _write(write: Callable[[BinaryIO], None], part: Path) -> None:
    with part.open("xb") as out:
        write(out)
        out.flush()
        os.fsync(out.fileno())
    part.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o640)


def _told(lines: Iterable[Any], row: ExportFile, run: UUID) -> Iterator[Any]:
    """The same lines; how many went by is written now and then, which is when another run is noticed."""
    told_at = time.monotonic()
    for number, line in enumerate(lines, start=1):
        yield line
        if number % TOLD_EVERY == 0 and time.monotonic() - told_at >= SECONDS:
            told_at = time.monotonic()
            if not _settle(row, run, rows_done=number):
                raise GivenWay


def _settle(row: ExportFile, run: UUID, **values: Any) -> bool:
    """Write what became of the export, if this run is still the one that makes it."""
    rows = ExportFile.objects.unsealed("making an export").filter(pk=row.pk, run_id=run, state=ExportFile.State.MAKING)
    return bool(rows.update(**values))
