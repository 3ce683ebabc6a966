"""The index follows the journal: every write leaves an entry, told inside its transaction, and its line is rewritten.

What repeats the words of another row (the name of a place) follows it at once up to a bound, else is marked as behind:
the worker takes it up within minutes.
"""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from palier.journal.models import Entry
from palier.journal.services import WITHIN
from palier.kernel import events as news
from palier.search.kinds import Kind, kind_named, kinds, police_mark
from palier.search.models import Line
from palier.search.words import kept

# Raised when a text is read otherwise than before: what was written under older rules is then behind.
RULES = 3
BEHIND = 0
# How many rows follow another within its transaction.
AT_ONCE = 300
NEW_LINE = "\n"


def listen() -> None:
    """Have each entry of the journal bring its subject's line up to date."""
    news.subscribe(WITHIN, follow)


def follow(entry: Entry) -> None:
    """Rewrite the line of what an entry is about, and those that repeat its words if these changed."""
    kind = kind_named(entry.subject_type)
    if kind is None or entry.subject_id is None:
        return
    if refresh(kind, [entry.subject_id]):
        for other in kinds():
            if reaches := other.follows.get(kind.name):
                _follow(other, list(reaches(entry.subject_id).values_list("pk", flat=True)[: AT_ONCE + 1]), entry)


def refresh(kind: Kind, ids: Collection[UUID]) -> int:
    """Bring the lines of these rows up to date, in the caller's transaction; how many changed.

    A row that another transaction is writing is left to it: it rewrites the line itself, knowing what we wrote.
    """
    rows = list(kind.rows().filter(pk__in=ids).select_for_update(of=("self",), no_key=True, skip_locked=True))
    known = {(line.object_id, line.part): line for line in _lines(kind, [row.pk for row in rows])}
    wanted = {(row.pk, part): words for row in rows for part, words in lines_of(kind, row)}
    changed = [
        Line(kind=kind.name, part=key[1], object_id=key[0], words=words, rules=RULES)
        for key, words in wanted.items()
        if key not in known or (known[key].words, known[key].rules) != (words, RULES)
    ]
    gone = [line.pk for key, line in known.items() if key not in wanted]
    if changed:
        Line.objects.unsealed("index").bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["object_id", "kind", "part"],
            update_fields=["words", "rules"],
        )
    if gone:
        Line.objects.unsealed("index").filter(pk__in=gone).delete()
    return len(changed) + len(gone)


def lines_of(kind: Kind, row: Any) -> Iterator[tuple[str, str]]:
    """The lines that a row has in the index: its own, and one for each part that stricter readers find it by."""
    heading, body = kind.heading(row), kind.body(row)
    yield "", f"{kept(heading, body)}{' '.join([*kind.speaks_of(row), *kind.marks(kind.concerns(row))])} "
    for part in kind.parts:
        if words := part.words(row):
            marks = kind.marks([police_mark(row.group_id)])
            yield part.name, f"{kept(heading, body + NEW_LINE + words)}{' '.join(marks)} "


def forget(ids: Collection[UUID]) -> None:
    """Take what is purged out of the index, in the purge's transaction."""
    Line.objects.unsealed("purge").filter(object_id__in=list(ids)).delete()


def _follow(kind: Kind, ids: list[UUID], entry: Entry) -> None:
    if len(ids) <= AT_ONCE:
        refresh(kind, ids)
        return
    followers = kind.follows[entry.subject_type](entry.subject_id)  # type: ignore[arg-type]  # it has a subject
    lines = Line.objects.unsealed("index").filter(kind=kind.name, object_id__in=followers.values("pk"))
    lines.update(rules=BEHIND)


def _lines(kind: Kind, ids: Collection[UUID]) -> Any:
    return Line.objects.unsealed("index").filter(kind=kind.name, object_id__in=ids)
