"""A tracker as JSON Lines, one object per problem: what `palier import --json` prints (decision 29)."""

import json
from collections.abc import Iterator
from typing import Any

from palier.intake.addresses import AddressFinder
from palier.intake.tracker import ReadLine, ReadProblem, Tracker


def json_lines(tracker: Tracker, find_address: AddressFinder) -> Iterator[str]:
    """One line of JSON per problem, in the order of the file."""
    for problem in tracker.problems:
        yield json.dumps(as_object(problem, find_address), ensure_ascii=False)


def as_object(problem: ReadProblem, find_address: AddressFinder) -> dict[str, Any]:
    """One problem, with its lines as actions."""
    address = find_address(problem.place or problem.title)
    persons = problem.persons
    return {
        "problem": problem.number,
        "sheet": None,
        "row": problem.lines[0].record,
        "title": problem.title,
        "category": problem.category,
        "state": problem.state.value,
        "date": _iso(problem.first_meeting),
        "first_meeting": _iso(problem.first_meeting),
        "address_resolvable": address.resolvable,
        "address": address.as_object(),
        "records": [line.record for line in problem.lines],
        "actions": [_action(line) for line in problem.lines],
        "has_person_data": bool(persons),
        "person_data": [
            {
                "record": found.record,
                "column": found.column,
                "text": found.text,
                "start": found.span.start,
                "end": found.span.end,
                "kind": found.span.kind.code,
            }
            for found in persons
        ],
        "duplicate_of": None,
    }


def _action(line: ReadLine) -> dict[str, Any]:
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


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
