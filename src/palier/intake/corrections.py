"""What a person corrects in a file before it is taken over: line by line, kept with the waiting file."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from palier.intake.dates import ReadDate, ReportDate, Sure
from palier.intake.organisations import Owner
from palier.intake.reading import ReadAction, ReadProblem, Tracker
from palier.intake.states import Told

AS_PROPOSED, APART, JOINED = "", "apart", "joined"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a line becomes; an empty value leaves what was read. Actions are named by their rank: `words` what is to be
    done, `owners` the organisation, `dues` the ISO day, `left_out` those that are not taken over."""

    title: str = ""
    place: str = ""
    category: str = ""
    state: str = ""
    day: str = ""
    tie: str = AS_PROPOSED
    words: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    dues: Mapping[str, str] = field(default_factory=dict)
    left_out: Sequence[int] = ()
    dropped: bool = False

    def stored(self) -> dict[str, Any]:
        """As it is kept with the file."""
        return asdict(self)


def line_key(read: ReadProblem) -> str:
    """What names a line whatever is read in it: its sheet and its row."""
    return f"{read.sheet}|{read.records[0] if read.records else read.number}"


def corrections_of(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, Correction]:
    """The corrections kept with a file, by line."""
    return {name: Correction(**values) for name, values in stored.items()}


def corrected(tracker: Tracker, corrections: Mapping[str, Correction], owners: Mapping[str, Owner]) -> Tracker:
    """The file as its sender means it. `owners` are the organisations chosen, by key.

    A line dropped leaves the problems; a line joined to an earlier one gives it its actions. Each keeps the file’s own
    words beside, so that the same file is recognised the next time.
    """
    problems: dict[int, ReadProblem] = {}
    dropped: list[ReadProblem] = []
    for read in tracker.problems:
        asked = corrections.get(line_key(read))
        if asked is None:
            problems[read.number] = read
        elif asked.dropped:
            dropped.append(read)
        else:
            problems[read.number] = _corrected(read, asked, owners)
    for read in tracker.problems:
        asked = corrections.get(line_key(read))
        if asked and asked.tie == JOINED and read.number in problems and read.link and read.link.problem in problems:
            _join(problems, read.number, read.link.problem)
    return replace(tracker, problems=tuple(problems.values()), left_out=tuple(dropped))


def _join(problems: dict[int, ReadProblem], later: int, earlier: int) -> None:
    """Only lines that tell a whole problem are joined: those of one action each are gathered already."""
    read, target = problems[later], problems[earlier]
    if not read.record or not target.record or later == earlier:
        return
    del problems[later]
    problems[earlier] = replace(
        target,
        lines=(*target.lines, *read.lines),
        left_out=(*target.left_out, *read.left_out),
        joined=(*target.joined, read, *read.joined),
        own_persons=(*target.own_persons, *read.own_persons),
        notes="\n".join(text for text in (target.notes, read.facts, read.notes) if text),
    )


def _corrected(read: ReadProblem, asked: Correction, owners: Mapping[str, Owner]) -> ReadProblem:
    day = date.fromisoformat(asked.day) if asked.day else None
    kept: list[ReadAction] = []
    left: list[ReadAction] = []
    for rank, line in enumerate(read.lines):
        found = _action(line, asked, str(rank), owners)
        (left if rank in asked.left_out else kept).append(found)
    return replace(
        read,
        title=asked.title or read.title,
        place=asked.place or read.place,
        category=asked.category or read.category,
        state=Told(asked.state) if asked.state else read.state,
        state_is_written=bool(asked.state) or read.state_is_written,
        reported=ReportDate(day) if day else read.reported,
        first_meeting=day or read.first_meeting,
        around=day or read.around,
        link=None if asked.tie == APART else read.link,
        lines=tuple(kept),
        left_out=tuple(left),
        doubts=(),
        as_read=read,
    )


def _action(line: ReadAction, asked: Correction, rank: str, owners: Mapping[str, Owner]) -> ReadAction:
    due = asked.dues.get(rank)
    return replace(
        line,
        what=asked.words.get(rank) or line.what,
        owner=owners.get(asked.owners.get(rank, "")) or line.owner,
        due=ReadDate(date.fromisoformat(due), Sure.WRITTEN) if due else line.due,
        doubts=(),
        as_read=line,
    )
