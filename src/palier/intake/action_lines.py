"""A table with one action per line: its lines read, then gathered into the problems they speak of."""

from collections.abc import Callable, Sequence
from datetime import date

from palier.intake.categories import OTHER, guess_category
from palier.intake.dates import ReadDate, Sure, read_cell_date
from palier.intake.field_labels import field_label
from palier.intake.files.sheets import EMPTY
from palier.intake.grouping import group
from palier.intake.layout.regions import BadLine, Line, Region
from palier.intake.organisations import Owner, by_work, read_owner
from palier.intake.persons import persons_in
from palier.intake.reading import Doubt, ReadAction, ReadProblem
from palier.intake.states import Mark, read_state
from palier.intake.words import fold

# Cells that send back to an earlier line instead of telling facts.
_BACKWARD = ("idem", "cf", "voir", "id", "meme")
_YES = frozenset(["o", "oui", "ok", "x", "fait", "realise", "1", "vrai", "termine"])
_NO = frozenset(["n", "non", "0", "faux", "en cours", "pas fait", "a faire"])
_REQUIRED = ("title", "what")
_SCREENED = ("title", "place", "facts", "what", "outcome")
_MOST = 2_000  # each line is compared with all the others

Note = Callable[[str, str], None]


def read_actions(region: Region, *, today: date) -> tuple[list[ReadProblem], list[BadLine]]:
    """The problems of a table with one action per line, numbered from one, and the lines refused."""
    read = [_read_line(line, region, today) for line in region.lines]
    lines = [line for line in read if isinstance(line, ReadAction)]
    bad = [line for line in read if isinstance(line, BadLine)]
    if len(lines) > _MOST:
        too_many = f"au-delà de {_MOST} actions : découpez le tableau par année."
        bad += [BadLine(line.record, "ligne entière", too_many, region.sheet) for line in lines[_MOST:]]
        lines = lines[:_MOST]
    latest = max((line.met_on for line in lines if line.met_on), default=None)
    problems = [
        _problem(number, [lines[index] for index in members], latest, region.sheet)
        for number, members in enumerate(group(lines), start=1)
    ]
    return problems, bad


def _read_line(line: Line, region: Region, today: date) -> ReadAction | BadLine:
    for name in _REQUIRED:
        if not line.text(name):
            label = region.headers.get(name, field_label(name))
            reason = f"la colonne « {label} » est vide. Complétez-la ou retirez la ligne."
            return BadLine(line.record, label, reason, region.sheet)
    doubts: list[Doubt] = []

    def note(name: str, reason: str) -> None:
        doubts.append(Doubt(region.headers.get(name, field_label(name)), reason))

    day_of_meeting = "met_on" if "met_on" in region.columns else "date"
    met = _date(line, day_of_meeting, None, note)
    facts = "" if _sends_back(line.text("facts")) else line.text("facts")
    category = guess_category(line.text("title"), facts)
    if category == OTHER:
        note("title", "aucune catégorie ne se dégage : classée « Autre ».")
    return ReadAction(
        record=line.record,
        title=line.text("title"),
        place=line.text("place"),
        facts=facts,
        category=category,
        met_on=met.day,
        what=line.text("what"),
        owner=_owner(line, note),
        due=_date(line, "due", met.day or today, note),
        done=_done(line.text("done"), note),
        done_on=_date(line, "done_on", met.day, note).day,
        outcome=line.text("outcome"),
        stated=line.text("state"),
        persons=persons_in(line, region.headers, _SCREENED),
        doubts=tuple(doubts),
    )


def _date(line: Line, name: str, near: date | None, note: Note) -> ReadDate:
    cell = line.cells.get(name, EMPTY)
    found, text = read_cell_date(cell, near), cell.text
    if found.sure is Sure.IMPOSSIBLE:
        note(name, f"« {text} » n’existe pas dans le calendrier : date laissée vide.")
    elif found.sure is Sure.UNREADABLE:
        note(
            name,
            f"« {text} » n’est pas une date que l’on sait lire : laissée vide. Écrivez le jour, le mois et l’année.",
        )
    elif found.sure is Sure.DEDUCED:
        note(name, f"« {text} » compris comme le {found.day:%d/%m/%Y}.")
    elif found.sure is Sure.NONE and name in ("met_on", "date"):
        note(name, "la date de réunion manque.")
    return found


def _owner(line: Line, note: Note) -> Owner | None:
    owner = read_owner(line.text("who") or line.text("lead"))
    if owner is None:
        note("who", "aucun responsable n’est nommé.")
    elif not owner.known:
        kind = f"type {owner.type} supposé" if owner.type else "type à choisir"
        note("who", f"« {owner.name} » n’est pas dans la table des noms courts ({kind}).")
    return by_work(owner, line.text("what"))


def _done(text: str, note: Note) -> bool | None:
    folded = fold(text)
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    if folded:
        note("done", f"« {text} » ne dit ni oui ni non : laissé sans réponse.")
    return None


def _sends_back(text: str) -> bool:
    """True for « idem », « cf CR précédent »: the facts are in an earlier line."""
    words = fold(text).split()
    return not words or words[0] in _BACKWARD


def _problem(number: int, lines: Sequence[ReadAction], latest: date | None, sheet: str) -> ReadProblem:
    ordered = sorted(lines, key=lambda line: (line.met_on or date.min, line.record))
    marks = [Mark(line.outcome, line.done, line.met_on) for line in ordered]
    stated = next((line.stated for line in reversed(ordered) if line.stated), "")
    state, written = read_state(marks, stated, latest)
    meetings = sorted(line.met_on for line in ordered if line.met_on)
    first = lines[0]
    facts = next((line.facts for line in ordered if line.facts), "")
    return ReadProblem(
        number=number,
        title=first.title,
        place=next((line.place for line in lines if line.place), ""),
        facts=facts,
        category=guess_category(first.title, facts),
        state=state,
        state_is_written=written,
        first_meeting=meetings[0] if meetings else None,
        last_meeting=meetings[-1] if meetings else None,
        lines=tuple(lines),
        sheet=sheet,
    )
