"""How far `palier import --json` agrees, field by field, with what a careful person read in the same tracker.

    palier import FILE --group CODE --preview --json --today DAY > read.jsonl
    python bench/import_agreement.py read.jsonl expected.json [--misses]

Two kinds of expected file: `problems`, of a file with one action per line (paired when they gather exactly the same
lines), and `lines`, of a workbook with one problem per line (paired by row). A date deduced from words is right when it
falls in the same month or within a week of the one expected: words give a period, not a day; the strict count stands
beside. Actions are paired in order within their line, by likeness of what they say.
"""

import argparse
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz

PROBLEM_FIELDS = ("title", "category", "state", "first_meeting", "address_resolvable", "has_person_data")
LINE_FIELDS = ("date", "date_problem", "date_month", "closed_on", "due", "category", "has_person_data")
ADDRESS_FIELDS = ("level", "numero", "voie")
ACTION_FIELDS = ("what", "who", "who_type", "due", "due_kind", "done", "done_on")
_WEEK = 7


class Agreement:
    """Counts of agreement by field, and what differs."""

    def __init__(self) -> None:
        self.good: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.apart: list[str] = []

    def compare(self, field: str, found: object, wanted: object, where: str, *, also: tuple[object, ...] = ()) -> None:
        self.total[field] += 1
        agrees = found == wanted or found in also
        self.good[field] += agrees
        if not agrees:
            self.apart.append(f"{field}, {where}: {found!r}, expected {wanted!r}")

    def address(self, found: dict, wanted: dict, where: str) -> None:
        self.compare("address_resolvable", found["address_resolvable"], wanted["address_resolvable"], where)
        if wanted["address_resolvable"]:
            for field in ADDRESS_FIELDS:
                self.compare(f"address.{field}", found["address"][field], wanted["address"][field], where)
            self.compare("address.warning", found["address"].get("warning"), wanted["address"].get("warning"), where)
        else:
            self.compare("address.why_not", found["address"].get("why_not"), wanted["address"].get("why_not"), where)

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

    def line(self, found: dict, wanted: dict) -> None:
        where = f"row {wanted['row']}"
        for field in LINE_FIELDS:
            self.compare(field, found[field], wanted[field], where)
        self.compare("state", found["state"], wanted["state"], where, also=tuple(wanted["state_also_acceptable"]))
        self.compare("duplicate_of", found["duplicate_of"], wanted["duplicate_of"], where)
        self.compare("link_kind", found["link_kind"], wanted["link_kind"], where)
        self.compare("related_to", found["related_to"], wanted["related_to"], where)
        self.address(found, wanted, where)
        self.passages(found["person_data"], wanted["person_data"], where)
        self.compare("number of actions", len(found["actions"]), len(wanted["actions"]), where)
        for action, other in paired(found["actions"], wanted["actions"]):
            self.action(action, other, where)

    def passages(self, found: list[dict], wanted: list[dict], where: str) -> None:
        """A passage is found when one overlaps it with the same words; those nobody expected are counted apart."""
        texts = [one["text"] for one in found]
        for one in wanted:
            met = next((text for text in texts if one["text"] in text or text in one["text"]), None)
            self.compare("passages on persons", one["text"] if met else None, one["text"], where)
        for text in texts:
            known = any(text in one["text"] or one["text"] in text for one in wanted)
            self.compare("passages rightly flagged", text if known else f"{text} (nobody)", text, where)

    def action(self, found: dict, wanted: dict, where: str) -> None:
        place = f"{where} « {wanted['what'][:40]} »"
        likeness = fuzz.ratio(found.get("what", "").lower(), wanted["what"].lower())
        self.compare("action.what, alike", "same" if likeness >= 80 else found.get("what"), "same", place)
        for field in ("who", "who_type", "due_kind"):
            self.compare(f"action.{field}", found.get(field), wanted[field], place)
        self.compare("action.due, strict", found.get("due"), wanted["due"], place)
        close = _in_period(found.get("due"), wanted["due"], wanted["due_kind"])
        self.compare("action.due", wanted["due"] if close else found.get("due"), wanted["due"], place)

    def show(self, *, misses: bool) -> None:
        for field, total in self.total.items():
            print(f"{field:24} {self.good[field]:4d} / {total:<4d} {100 * self.good[field] / total:5.1f} %")
        if misses:
            print(*self.apart, sep="\n")


def paired(found: list[dict], wanted: list[dict]) -> list[tuple[dict, dict]]:
    """Each action expected with the likeliest one found, each used once; nothing found is an empty one."""
    left = list(found)
    pairs = []
    for other in wanted:
        best = max(left, key=lambda one: fuzz.token_set_ratio(one["what"], other["what"]), default=None)
        if best is not None:
            left.remove(best)
        pairs.append((best or {}, other))
    return pairs


def _in_period(found: str | None, wanted: str | None, kind: str | None) -> bool:
    if found == wanted or kind != "deduite" or not found or not wanted:
        return found == wanted
    one, other = date.fromisoformat(found), date.fromisoformat(wanted)
    return abs((one - other).days) <= _WEEK or (one.year, one.month) == (other.year, other.month)


def compare_problems(read: list[dict], expected: list[dict], agreement: Agreement) -> None:
    """A file with one action per line."""
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


def compare_lines(read: list[dict], expected: list[dict], agreement: Agreement) -> None:
    """A workbook with one problem per line."""
    by_row = {one["row"]: one for one in read}
    rows = {one["row"] for one in expected}
    for wanted in expected:
        found = by_row.get(wanted["row"])
        agreement.compare("lines", "found" if found else "missing", "found", f"row {wanted['row']}")
        if found:
            agreement.line(found, wanted)
    for row in by_row.keys() - rows:
        agreement.compare("lines", f"row {row}", "no line", f"row {row}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("read")
    parser.add_argument("expected")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    read = [json.loads(line) for line in Path(options.read).read_text(encoding="utf-8").splitlines()]
    expected = json.loads(Path(options.expected).read_text(encoding="utf-8"))
    agreement = Agreement()
    if "problems" in expected:
        compare_problems(read, expected["problems"], agreement)
    else:
        compare_lines(read, expected["lines"], agreement)
    agreement.show(misses=options.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
