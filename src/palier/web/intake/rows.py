"""The lines of a file as the preview shows them: what would be written, how far it was understood, what to check."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from palier.cycle.catalogue.models import Category
from palier.intake.content import writable
from palier.intake.persons import shown
from palier.intake.preview import UNKNOWN_DAY, PreviewLine, Status, preview_lines
from palier.intake.reading import ReadAction, ReadProblem, Tracker
from palier.kernel.wording import counted
from palier.screening import without_persons

LEFT_OUT = "ecartees"
_KEYS = {Status.SURE: "sures", Status.GUESSED: "devinees", Status.REFUSED: "refusees"}
FILTERS = (
    ("", "Toutes"),
    ("sures", "Sûres"),
    ("devinees", "Devinées"),
    ("refusees", "Refusées"),
    (LEFT_OUT, "Écartées par vous"),
)


@dataclass(frozen=True, slots=True)
class ShownAction:
    """One action as it would be written; `who` is empty when it would not."""

    what: str
    who: str
    due: Any


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the preview."""

    record: int
    sheet: str
    key: str
    label: str
    tone: str
    title: str
    place: str
    facts: str
    actions: tuple[ShownAction, ...]
    remarks: tuple[str, ...]
    number: int
    already_there: bool
    is_corrected: bool


def rows_of(tracker: Tracker, taken: Collection[tuple[str, int]]) -> list[Row]:
    """Every line of the file, those left out and those joined to another included, in the file’s order."""
    joined = {one.number: problem for problem in tracker.problems for one in problem.joined}
    inside = [one for problem in tracker.problems for one in problem.joined]
    every = sorted((*tracker.problems, *tracker.left_out, *inside), key=lambda one: one.number)
    by_number = {one.number: one for one in every}
    left = {one.number for one in tracker.left_out}
    categories = {one.pk: str(one) for one in Category.objects.all()}
    sheets = {region.sheet for region in tracker.regions if region.lines}
    rows = []
    for line in preview_lines(replace(tracker, problems=tuple(every)), taken):
        problem = by_number.get(line.number)
        row = _row(line, problem, categories)
        if len(sheets) < 2:  # noqa: PLR2004 - one sheet needs no name
            row = replace(row, sheet="")
        if line.number in left:
            row = replace(row, key=LEFT_OUT, label="Écartée", tone="", remarks=("Écartée par vous.",))
        elif line.number in joined:
            target = joined[line.number].records[0]
            row = replace(row, remarks=(f"Jointe à la ligne {target} : ses actions y sont reprises.",))
        rows.append(row)
    return rows


def counts_of(rows: Sequence[Row]) -> Mapping[str, int]:
    """How many lines of each kind; all of them under the empty key."""
    return Counter([*(row.key for row in rows), *("" for _ in rows)])


def summary_of(tracker: Tracker, rows: Sequence[Row]) -> str:
    """How much was read, in one sentence."""
    if not rows:
        return "Aucune ligne de suivi dans ce fichier."
    actions = sum(len(problem.lines) for problem in tracker.problems)
    told = f"{counted(len(rows), 'ligne')} : {counted(len(tracker.problems), 'problématique')}, "
    return f"{told}{counted(actions, 'action')}."


def problem_of(tracker: Tracker, number: int) -> ReadProblem | None:
    """A problem as the file tells it, by its number in the preview."""
    return next((one for one in tracker.problems if one.number == number), None)


def earlier_of(tracker: Tracker, read: ReadProblem) -> str:
    """The line that this one is tied to, as a person would name it; nothing when there is none."""
    other = problem_of(tracker, read.link.problem) if read.link else None
    if other is None or not other.records:
        return ""
    return f"la ligne {other.records[0]}, « {without_persons(other.title)} »"


def _row(line: PreviewLine, problem: ReadProblem | None, categories: Mapping[str, str]) -> Row:
    status = _status(line, problem)
    actions = [one for one in problem.lines if problem.record or one.record == line.record] if problem else []
    return Row(
        record=line.record,
        sheet=line.sheet,
        key=_KEYS[status],
        label=status.value.capitalize(),
        tone=status.tone,
        title=line.problem,
        place=shown(problem, "place") if problem else "",
        facts=_facts(problem, categories) if problem else "",
        actions=tuple(_action(one) for one in actions),
        remarks=line.remarks,
        number=line.number,
        already_there=line.already_there,
        is_corrected=bool(problem and problem.as_read),
    )


def _status(line: PreviewLine, problem: ReadProblem | None) -> Status:
    """A line that its sender looked at and corrected is guessed no more; an action without an owner still is."""
    checked = problem is not None and problem.as_read is not None
    if line.status is Status.GUESSED and checked and problem and all(writable(one) for one in problem.lines):
        return Status.SURE
    return line.status


def _facts(problem: ReadProblem, categories: Mapping[str, str]) -> str:
    day = problem.first_meeting or problem.reported.day
    said = [
        categories.get(problem.category, problem.category),
        problem.state.label.capitalize(),
        f"signalé le {day:%d/%m/%Y}" if day else UNKNOWN_DAY,
    ]
    return " · ".join(said)


def _action(line: ReadAction) -> ShownAction:
    who = line.owner.name if line.owner and writable(line) else ""
    return ShownAction(shown(line, "what"), who, line.due.day)
