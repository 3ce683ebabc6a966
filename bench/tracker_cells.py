"""How far the cells of trackers are read as their writer meant, on cells that no rule was written beside.

    python bench/tracker_cells.py bench/data/tracker_cells_tuning.jsonl
    python bench/tracker_cells.py bench/data/tracker_cells_sealed.jsonl --quiet

Both files were written before the rules. The first may be looked at; of the second only the counts are shown
(`--quiet`), so that no rule is ever written for one of its cells.
"""

import argparse
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz

from palier.intake.dates import read_report_date
from palier.intake.dues import Clues
from palier.intake.files.sheets import Cell
from palier.intake.headings import assign
from palier.intake.splitting import FoundAction, split_actions
from palier.intake.states import Said, read_line_state

# The names of the fields in the files of cells, where they differ.
FIELDS = {"nature": "title", "actions": "what", "notes": "outcome"}


class Count:
    """Right and asked, by what is asked."""

    def __init__(self) -> None:
        self.good: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.apart: list[str] = []

    def add(self, name: str, found: object, wanted: object, where: str) -> None:
        self.total[name] += 1
        self.good[name] += found == wanted
        if found != wanted:
            self.apart.append(f"{name}, {where}: {found!r}, expected {wanted!r}")


def actions(cell: dict, count: Count) -> None:
    found = split_actions(cell["cell"], Clues(date.fromisoformat(cell["date"])))
    wanted, where = cell["expected"], cell["cell"].replace("\n", " | ")[:60]
    count.add("number of actions", len(found), len(wanted), where)
    for one, other in zip([*found, *[None] * len(wanted)], wanted, strict=False):
        place = f"{where} « {other['what'][:30]} »"
        count.add("what, alike", "same" if _alike(one, other["what"]) else one and one.what, "same", place)
        count.add("type of partner", one.owner.type if one and one.owner else None, other["who_type"], place)
        day = one.due.day if one else None
        count.add("due date, strict", day.isoformat() if day else None, other["due"], place)
        count.add("written or deduced", one.due.sure.value if one and day else None, other["due_kind"], place)


def _alike(one: FoundAction | None, what: str) -> bool:
    return one is not None and fuzz.ratio(one.what.lower(), what.lower()) >= 80


def state(cell: dict, count: Count) -> None:
    closed = date.fromisoformat(cell["closed"]) if cell["closed"] else None
    said = Said(cell["state"], cell["notes"], cell["colour"] or "", closed, cell["has_actions"])
    count.add("state", read_line_state(said, {}).told.value, cell["expected"], f"{cell['state']} {cell['notes']}")


def day(cell: dict, count: Count) -> None:
    found = read_report_date(Cell(cell["text"]))
    told = (found.day.isoformat() if found.day else None, found.problem)
    count.add("date of report", told, (cell["expected"], cell["problem"]), cell["text"])


def columns(cell: dict, count: Count) -> None:
    found = assign([[heading] for heading in cell["headings"]])
    for name, place in cell["expected"].items():
        own = found.get(FIELDS.get(name, name))
        if own is None and name == "lead":
            own = found.get("who")
        count.add("column", own, place, f"{name}: {cell['headings'][place]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cells")
    parser.add_argument("--quiet", action="store_true")
    options = parser.parse_args()
    readers = {"actions": actions, "state": state, "date": day, "columns": columns}
    count = Count()
    for written in Path(options.cells).read_text(encoding="utf-8").splitlines():
        cell = json.loads(written)
        readers[cell["kind"]](cell, count)
    for name, total in count.total.items():
        print(f"{name:24} {count.good[name]:4d} / {total:<4d} {100 * count.good[name] / total:5.1f} %")
    if not options.quiet:
        print(*count.apart, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
