"""No way around the reading rule in our own code: each exception is named here, with its reason.

A test fails on your file? Read through `visible_to(actor)`; if no person sees what is read, add the file and say why.
"""

import re
from pathlib import Path

import palier

SOURCE = Path(palier.__file__).parent

# The base manager is not sealed. Who uses it, and why that shows nothing.
BASE_MANAGER = {
    "access/rows.py": "the rule itself, as a subquery",
    "config/backup/reading.py": "the operator's restore",
    "config/backup/writing.py": "the operator's backup",
    "attachments/models.py": "the rule of the subject, as a subquery",
    "cycle/problems/searching.py": "the keys of the groups associated, for the index, which nobody reads",
    "cycle/reviews/freezing.py": "who reads which problem, to freeze a count for each",
    "partners/models/invitations.py": "a rule, as a subquery",
    "partners/models/organisations.py": "a rule, as a subquery",
    "partners/services/editing.py": "an update by key and revision, which reads nothing",
}
# SQL written by hand. Who writes it, and why no row is read.
RAW_SQL = {
    "config/backup/reading.py": "sequences after a restore",
    "config/database.py": "statistics of the tables, for the planner",
    "config/examination.py": "the doctor asks the engine about itself",
    "config/limits.py": "rate limits that are over, deleted",
    "journal/guards.py": "triggers",
    "journal/services.py": "an advisory lock",
    "search/vocabulary.py": "the words of the index, of which nothing is shown",
}
# A screen shows what it reads: it never opens all rows, except as told here.
UNSEALED_SCREENS = {
    "web/account/views/own.py": "the reader's own seats, the suspended ones included",
    "web/exports/keeping.py": "exports of everybody: bounded disk, the oldest deleted, those of an erased account",
    "web/exports/making.py": "the one export that the worker makes, with the rights of its owner",
    "web/home/steps.py": "whether a first seat exists",
    "web/intake/writing.py": "the one file that the worker writes, with the rights of its sender",
    "web/saved/filters.py": "one person's own filters, shown to that person or erased",
    "web/problems/forms.py": "names of the groups of the same circonscription, to associate one",
}


def using(pattern: str, under: str = "") -> set[str]:
    return {
        str(path.relative_to(SOURCE))
        for path in (SOURCE / under).rglob("*.py")
        if "migrations" not in path.parts and re.search(pattern, path.read_text(encoding="utf-8"))
    }


def test_the_base_manager_is_used_by_the_rules_and_by_nothing_that_shows_rows():
    assert not using(r"_base_manager") - set(BASE_MANAGER)


def test_sql_by_hand_reads_no_row():
    assert not using(r"\.cursor\(\)|\.raw\(|RawSQL|\.extra\(") - set(RAW_SQL)


def test_no_screen_opens_all_rows():
    assert not using(r"\.unsealed\(", "web") - set(UNSEALED_SCREENS)


def test_every_reason_to_open_all_rows_can_be_searched_for():
    calls = {
        (str(path.relative_to(SOURCE)), call)
        for path in SOURCE.rglob("*.py")
        for call in re.findall(r"\.unsealed\(\s*([^)]*)\)", path.read_text(encoding="utf-8"))
    }
    unnamed = {place for place, call in calls if not call.startswith('"') and place != "access/rows.py"}
    assert not unnamed
