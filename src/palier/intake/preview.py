"""What an import would do, line by line: sure, guessed (and why), refused (and how to mend it), already there."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from palier.intake.content import is_owned, writable
from palier.intake.inquiry import is_for_the_police, judicial_fields
from palier.intake.reading import Doubt, PersonalPassage, ReadAction, ReadProblem, Tracker
from palier.screening import Kind, without_persons

_PERSONS = "des données sur une personne, qui ne sont pas reprises"


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
    sheet: str = ""
    number: int = 0
    already_there: bool = False

    def __str__(self) -> str:
        remarks = f" {' ; '.join(self.remarks)}" if self.remarks else ""
        where = f" de la feuille « {self.sheet} »" if self.sheet else ""
        there = " (déjà reprise)" if self.already_there else ""
        return f"Ligne {self.record}{where} : {self.status}{there}.{remarks}"


def preview_lines(tracker: Tracker, taken: Collection[tuple[str, int]] = ()) -> list[PreviewLine]:
    """Every line of the file, in its order; `taken` are the lines (sheet, record) taken over before."""
    lines: list[PreviewLine] = []
    for problem in tracker.problems:
        if problem.record:
            lines.append(_problem_line(problem, taken))
        else:
            lines += [_action_line(problem, line, taken) for line in problem.lines]
    lines += [
        PreviewLine(bad.record, Status.REFUSED, "", "", (f"Colonne « {bad.field} » : {bad.reason}",), bad.sheet)
        for bad in tracker.refused
    ]
    order = {region.sheet: rank for rank, region in enumerate(tracker.regions)}
    return sorted(lines, key=lambda line: (order.get(line.sheet, 0), line.record))


def _problem_line(problem: ReadProblem, taken: Collection[tuple[str, int]]) -> PreviewLine:
    refused = [line for line in problem.lines if not is_owned(line)]
    remarks = (
        *_said(problem.doubts),
        *(remark for line in problem.lines for remark in _said(line.doubts)),
        *(
            f"« {without_persons(line.what)} » : nommez une organisation connue pour que l’action soit reprise."
            for line in refused
        ),
        *(remark for line in problem.lines for remark in _for_the_police(line)),
        *_judicial(problem),
        *_personal(problem.persons),
    )
    status = Status.GUESSED if remarks else Status.SURE
    what = " ; ".join(without_persons(line.what) for line in problem.lines)
    there = (problem.sheet, problem.record) in taken
    return PreviewLine(
        problem.record, status, without_persons(problem.title), what, remarks, problem.sheet, problem.number, there
    )


def _action_line(problem: ReadProblem, line: ReadAction, taken: Collection[tuple[str, int]]) -> PreviewLine:
    remarks = (*_remarks(line), *_judicial(problem))
    status = Status.REFUSED if not writable(line) else Status.GUESSED if remarks else Status.SURE
    title, what = without_persons(problem.title), without_persons(line.what)
    there = (problem.sheet, line.record) in taken
    return PreviewLine(line.record, status, title, what, remarks, problem.sheet, problem.number, there)


def _remarks(line: ReadAction) -> Iterator[str]:
    yield from _said(line.doubts)
    yield from _for_the_police(line)
    if not is_owned(line):
        yield "Nommez une organisation connue, puis importez de nouveau : sans elle l’action n’est pas reprise."
    yield from _personal(line.persons)


def _for_the_police(line: ReadAction) -> Iterator[str]:
    if is_for_the_police(line):
        yield (
            f"« {without_persons(line.what)} » parle d’une enquête ou d’une opération : l’action n’est pas reprise. "
            "Inscrivez-la vous-même, au niveau police ou dans le tiroir scellé."
        )


def _judicial(problem: ReadProblem) -> Iterator[str]:
    if parts := judicial_fields(problem):
        yield (
            f"Ce qui parle d’une enquête dans {', '.join(parts)} n’est pas repris : « Traitement judiciaire en cours » "
            "est noté, pour la police seule."
        )


def _said(doubts: tuple[Doubt, ...]) -> Iterator[str]:
    for doubt in doubts:
        reason = without_persons(doubt.reason)
        yield f"Colonne « {without_persons(doubt.field)} » : {reason}" if doubt.field else reason


def _personal(persons: tuple[PersonalPassage, ...]) -> Iterator[str]:
    for column in dict.fromkeys(found.column for found in persons if found.kept):
        yield f"Colonne « {without_persons(column)} » : un passage sur une personne sera retiré."
    for where in dict.fromkeys(found.column for found in persons if not found.kept):
        named = without_persons(where)
        procedures = all(found.span.kind is Kind.PROCEDURE for found in persons if found.column == where)
        told = "un numéro de procédure, qui n’est pas repris" if procedures else _PERSONS
        yield f"{named[:1].upper()}{named[1:]} : {told}."
