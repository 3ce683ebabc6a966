"""A whole meeting as one file, and a year of meetings as one: the papers that this reader may read, and no other."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import QuerySet
from django.utils import timezone

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.queries import agenda_of, attendance_of, meetings_for
from palier.documents.editions import EDITIONS, PARTNERS, POLICE
from palier.documents.releases import minutes_file, minutes_name
from palier.documents.sheets import WRITERS, Sheet
from palier.documents.texts.archive import STAMP, zipped
from palier.kernel.errors import Refused

READY = (State.CLOSED, State.VALIDATED, State.FROZEN)
Member = tuple[str, bytes]


def meeting_bundle(actor: Actor, meeting: Meeting) -> bytes:
    """The papers at or below this reader's clearance, the attendance and the agenda as it sees them."""
    if meeting.state not in READY or meeting.purged_at:
        raise Refused("Le dossier d’une réunion se fait une fois la séance close, tant que le relevé est conservé.")
    return zipped(list(_members(actor, meeting)))


def bundle_name(meeting: Meeting) -> str:
    """The name of the file, as it lands on a desk."""
    return f"reunion-{meeting.group.code}-{_day(meeting):%Y-%m-%d}.zip"


def meetings_of_year(actor: Actor, group_code: str, year: int) -> QuerySet[Meeting]:
    """The meetings of a group held that year whose papers this reader may have, first held first."""
    rows = meetings_for(actor).filter(group__code=group_code, planned_at__year=year, state__in=READY)
    return rows.filter(purged_at__isnull=True).order_by("planned_at", "id")


def write_year(actor: Actor, meetings: Iterable[Meeting], out: BinaryIO, *, day: date) -> Iterator[int]:
    """Write one folder a meeting, and a summary; yields how many were written, as it goes."""
    lines = []
    with ZipFile(out, "w") as archive:
        for number, meeting in enumerate(meetings, start=1):
            folder = f"{_day(meeting):%Y-%m-%d}"
            for name, content in _members(actor, meeting):
                _put(archive, f"{folder}/{name}", content)
            lines.append((_day(meeting), meeting.place, meeting.get_state_display(), folder))
            yield number
        heads = ("Date", "Lieu", "État du relevé", "Dossier")
        _put(archive, "sommaire.ods", _table("Réunions de l’année", heads, lines, day, PARTNERS.reminder))


def _members(actor: Actor, meeting: Meeting) -> Iterator[Member]:
    clearance = actor.clearance_in(meeting.group_id)
    reminder = (POLICE if clearance is not None and clearance >= Level.POLICE else PARTNERS).reminder
    yield "lisez-moi.txt", f"{reminder}\n".encode()
    for edition in EDITIONS.values():
        if clearance is not None and edition.level <= clearance:
            yield minutes_name(meeting, edition), minutes_file(meeting, edition)
    came = [
        (row.organisation.name, row.who, row.get_state_display(), row.details) for row in attendance_of(actor, meeting)
    ]
    who = ("Organisation", "Contact", "Présence", "Précision")
    yield "presences.ods", _table("Présences", who, came, _day(meeting), reminder)
    items = [
        (item.problem.reference, item.problem.title, item.problem.place.name, item.get_outcome_display(), item.note)
        for item in agenda_of(actor, meeting)
    ]
    what = ("Référence", "Problématique", "Lieu", "Issue", "Constat")
    yield "ordre-du-jour.ods", _table("Ordre du jour", what, items, _day(meeting), reminder)


def _table(
    title: str, heads: tuple[str, ...], lines: Sequence[tuple[str | date, ...]], day: date, reminder: str
) -> bytes:
    out = io.BytesIO()
    notes = (("Confidentialité", reminder),)
    WRITERS["ods"](Sheet(title=title, heads=heads, lines=lines, notes=notes, day=day, point=(0, 0)), out)
    return out.getvalue()


def _put(archive: ZipFile, name: str, content: bytes) -> None:
    member = ZipInfo(name, STAMP)
    member.compress_type = ZIP_DEFLATED
    archive.writestr(member, content)


def _day(meeting: Meeting) -> date:
    return timezone.localtime(meeting.takes_place_at).date()
