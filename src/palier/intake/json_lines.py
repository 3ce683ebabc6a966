"""A tracker as JSON Lines, one object per problem: what `palier import --json` prints (decision 29)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from palier.intake.addresses import AddressFinder
from palier.intake.links import NEAR
from palier.intake.reading import PersonalPassage, ReadAction, ReadProblem, Tracker


def json_lines(tracker: Tracker, find_address: AddressFinder) -> Iterator[str]:
    """One line of JSON per problem, in the order of the file."""
    by_number = {problem.number: problem for problem in tracker.problems}
    for problem in tracker.problems:
        yield json.dumps(as_object(problem, find_address, by_number), ensure_ascii=False)


def as_object(
    problem: ReadProblem, find_address: AddressFinder, others: Mapping[int, ReadProblem] | None = None
) -> dict[str, Any]:
    """One problem, with its actions."""
    address = find_address(problem.place or problem.title)
    link = problem.link
    other = (others or {}).get(link.problem) if link else None
    tied = other if link and link.kind != NEAR else None
    day = problem.reported.day if problem.record else problem.first_meeting
    return {
        "problem": problem.number,
        "sheet": problem.sheet or None,
        "row": problem.record or problem.lines[0].record,
        "n": problem.label or None,
        "title": problem.title,
        "date": _iso(day),
        "date_problem": problem.reported.problem if problem.record else None,
        "date_month": problem.reported.month,
        "first_meeting": _iso(problem.first_meeting),
        "category": problem.category,
        "state": problem.state.value,
        "state_is_written": problem.state_is_written,
        "closed_on": _iso(problem.closed_on),
        "colour": problem.colour or None,
        "lead_raw": problem.lead or None,
        "due": _iso(problem.due.day),
        "address_raw": problem.place or None,
        "address_resolvable": address.resolvable,
        "address": address.as_object(),
        "merged_place": problem.place_is_held,
        "records": list(problem.records),
        "actions": [_action(line) for line in problem.lines],
        "has_person_data": bool(problem.persons),
        "person_data": [_passage(found) for found in problem.persons],
        "duplicate_of": _row(tied),
        "duplicate_of_n": tied.label or None if tied else None,
        "link_kind": link.kind if link and tied else None,
        "related_to": _row(other) if other and tied is None else None,
        "remarks": [f"{doubt.field} : {doubt.reason}".removeprefix(" : ") for doubt in problem.doubts],
    }


def _action(line: ReadAction) -> dict[str, Any]:
    return {
        "record": line.record,
        "what": line.what,
        "who": line.owner.name if line.owner else None,
        "who_type": line.owner.type or None if line.owner else None,
        "due": _iso(line.due.day),
        "due_kind": line.due.sure.value if line.due.day else None,
        "done": line.done,
        "done_on": _iso(line.done_on),
    }


def _passage(found: PersonalPassage) -> dict[str, Any]:
    return {
        "record": found.record,
        "column": found.column,
        "cell": found.cell or None,
        "text": found.text,
        "start": found.span.start,
        "end": found.span.end,
        "kind": found.span.kind.code,
    }


def _row(problem: ReadProblem | None) -> int | None:
    return problem.records[0] if problem else None


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
