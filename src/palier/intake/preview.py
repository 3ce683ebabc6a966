"""What an import would do, line by line: sure, guessed (and why), refused (and how to mend it)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from palier.intake.takeover import writable
from palier.intake.reading import ReadAction, ReadProblem, Tracker
from palier.screening import without_persons


class Status(StrEnum):
    """How far a line was understood."""

    SURE = "sûre"
    GUESSED = "devinée"
    REFUSED = "refusée"

    @property
    def tone(self) -> str:
        """How a badge of this status is drawn."""
        return {"SURE": "success", "GUESSED": "warning", "REFUSED": "error"}[self.name]


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line of the file, as it would be written."""

    record: int
    status: Status
    problem: str
    action: str
    remarks: tuple[str, ...]

    def __str__(self) -> str:
        remarks = f" {' ; '.join(self.remarks)}" if self.remarks else ""
        return f"Ligne {self.record} : {self.status}.{remarks}"


def preview_lines(tracker: Tracker) -> list[PreviewLine]:
    """Every line of the file, in its order."""
    lines = [_line(problem, line) for problem in tracker.problems for line in problem.lines]
    lines += [
        PreviewLine(bad.record, Status.REFUSED, "", "", (f"Colonne « {bad.field} » : {bad.reason}",))
        for bad in tracker.refused
    ]
    return sorted(lines, key=lambda line: line.record)


def _line(problem: ReadProblem, line: ReadAction) -> PreviewLine:
    remarks = tuple(_remarks(line))
    status = Status.REFUSED if not writable(line) else Status.GUESSED if remarks else Status.SURE
    return PreviewLine(line.record, status, without_persons(problem.title), without_persons(line.what), remarks)


def _remarks(line: ReadAction) -> Iterator[str]:
    for doubt in line.doubts:
        yield f"Colonne « {doubt.field} » : {doubt.reason}"
    if not writable(line):
        yield "Nommez une organisation connue, puis importez de nouveau : sans elle l’action n’est pas reprise."
    for found in line.persons:
        yield f"Colonne « {found.column} » : un passage sur une personne sera retiré."
