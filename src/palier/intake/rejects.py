"""What is not taken over, given back to be corrected and brought back: a table per sheet, in its own columns.

No word about a person leaves in it: cells are screened, columns made for persons or procedures are left out.
"""

from collections.abc import Iterator, Mapping, Sequence

from palier.intake.content import is_owned
from palier.intake.giving_back import OwnTable
from palier.intake.headings import REASON, silent_columns
from palier.intake.layout.regions import Region
from palier.intake.reading import Tracker
from palier.intake.words import fold
from palier.screening import without_persons


def rejects_tables(tracker: Tracker) -> list[OwnTable]:
    """The lines that are not taken over, whole or in part, under the headings of their own sheet, with why.

    A line brought back is recognised: only what it lacked is added.
    """
    reasons = _reasons(tracker)
    return [table for region in tracker.regions if (table := _table(region, reasons)).lines]


def rejected_count(tracker: Tracker) -> int:
    """How many lines are not taken over, whole or in part."""
    return sum(len(table.lines) for table in rejects_tables(tracker))


def in_one_table(tables: Sequence[OwnTable]) -> OwnTable:
    """All of them under one row of headings, for a format that has one table: a column stands once for a field."""
    shown: dict[str, str] = {}
    for table in tables:
        for heading, key in zip(table.headings, table.keys, strict=True):
            if heading != REASON:
                shown.setdefault(key, heading)
    keyed = [dict(zip(table.keys, line, strict=True)) for table in tables for line in table.lines]
    lines = [tuple(line.get(key, "") for key in (*shown, REASON)) for line in keyed]
    return OwnTable((*shown.values(), REASON), tuple(lines))


def _reasons(tracker: Tracker) -> Mapping[tuple[str, int], str]:
    reasons: dict[tuple[str, int], str] = {
        (bad.sheet, bad.record): f"{bad.field} : {bad.reason}" for bad in tracker.refused
    }
    for problem in tracker.problems:
        for line in problem.lines:
            if not is_owned(line):
                told = f"« {line.what} » : nommez une organisation connue."
                where = (problem.sheet, line.record)
                reasons[where] = f"{reasons[where]} {told}" if where in reasons else told
    return reasons


def _table(region: Region, reasons: Mapping[tuple[str, int], str]) -> OwnTable:
    places = list(_kept(region))
    names = {place: name for name, place in region.columns.items()}
    lines = [
        (*(without_persons(cells[place]) if place < len(cells) else "" for place in places), without_persons(reason))
        for record, cells in sorted(region.texts.items())
        if (reason := reasons.get((region.sheet, record)))
    ]
    headings = (*(without_persons(region.headings[place]) for place in places), REASON)
    keys = (
        *(names.get(place) or f"{fold(without_persons(region.headings[place]))}|{place}" for place in places),
        REASON,
    )
    return OwnTable(headings, tuple(lines), region.sheet, keys)


def _kept(region: Region) -> Iterator[int]:
    """The columns given back: neither those made for persons or procedures, nor the reason of an earlier refusal."""
    silent = silent_columns(region.headings, region.columns)
    for place, heading in enumerate(region.headings):
        if place not in silent and fold(heading) != fold(REASON):
            yield place
