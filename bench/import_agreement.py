"""How far `palier import --json` agrees, field by field, with what a careful person read in the same tracker.

    palier import FILE --group CODE --json --today DAY > read.jsonl
    python bench/import_agreement.py read.jsonl expected.json

Problems are paired when they gather exactly the same lines of the file; the fields of an action are compared line by
line, whichever problem it was put in.
"""

import json
import sys
from collections import Counter
from pathlib import Path

PROBLEM_FIELDS = ("title", "category", "state", "first_meeting", "address_resolvable", "has_person_data")
ADDRESS_FIELDS = ("level", "numero", "voie")
ACTION_FIELDS = ("what", "who", "who_type", "due", "due_kind", "done", "done_on")


class Agreement:
    """Counts of agreement by field, and what differs."""

    def __init__(self) -> None:
        self.good: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.apart: list[str] = []

    def compare(self, field: str, found: object, wanted: object, where: str) -> None:
        self.total[field] += 1
        self.good[field] += found == wanted
        if found != wanted:
            self.apart.append(f"{field}, {where}: {found!r}, expected {wanted!r}")

    def problem(self, found: dict, wanted: dict) -> None:
        where = wanted["title"]
        for field in PROBLEM_FIELDS:
            self.compare(field, found[field], wanted[field], where)
        if wanted["address_resolvable"]:
            for field in ADDRESS_FIELDS:
                self.compare(f"address.{field}", found["address"][field], wanted["address"][field], where)
        passages = {(one["record"], one["text"]) for one in found["person_data"]}
        for one in wanted["person_data"]:
            here = (one["record"], one["text"])
            self.compare("passages on persons", here if here in passages else None, here, where)

    def show(self) -> None:
        for field, total in self.total.items():
            print(f"{field:24} {self.good[field]:4d} / {total:<4d} {100 * self.good[field] / total:5.1f} %")
        print(*self.apart, sep="\n")


def main(read_path: str, expected_path: str) -> int:
    read = [json.loads(line) for line in Path(read_path).read_text(encoding="utf-8").splitlines()]
    expected = json.loads(Path(expected_path).read_text(encoding="utf-8"))["problems"]
    agreement = Agreement()
    by_lines = {tuple(sorted(one["records"])): one for one in read}
    for wanted in expected:
        found = by_lines.get(tuple(sorted(wanted["records"])))
        agreement.compare("grouping", "found" if found else "missing", "found", wanted["title"])
        if found:
            agreement.problem(found, wanted)
    actions = {action["record"]: action for one in read for action in one["actions"]}
    for action in (action for one in expected for action in one["actions"]):
        for field in ACTION_FIELDS:
            found_value = actions.get(action["record"], {}).get(field)
            agreement.compare(f"action.{field}", found_value, action[field], f"line {action['record']}")
    agreement.show()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
