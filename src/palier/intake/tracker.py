"""A tracker read whole: what a careful person would get from a file with one action per line. Nothing is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from palier.intake.categories import OTHER, guess_category
from palier.intake.dates import ReadDate, Sure, read_date
from palier.intake.grouping import group
from palier.intake.organisations import Owner, read_owner
from palier.intake.states import Mark, Told, read_state
from palier.intake.tables import BadLine, Line, Table, read_table
from palier.intake.words import fold
from palier.screening import Span, find_spans

# Cells that send back to an earlier line instead of telling facts.
_BACKWARD = ("idem", "cf", "voir", "id", "meme")
_YES = frozenset(["o", "oui", "ok", "x", "fait", "realise", "1", "vrai", "termine"])
_NO = frozenset(["n", "non", "0", "faux", "en cours", "pas fait", "a faire"])
_SCREENED = ("title", "place", "facts", "what", "outcome")
_OTHERS = ("met_on", "who", "due", "done", "done_on", "state")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the program deduced or could not read in a line: the field, as the file names it, and what to check."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class PersonalPassage:
    """A passage about a person, and where it stands."""

    record: int
    column: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line understood: an action of a problem at a meeting."""

    record: int
    title: str
    place: str
    facts: str
    category: str
    met_on: date | None
    what: str
    owner: Owner | None
    due: ReadDate
    done: bool | None
    done_on: date | None
    outcome: str
    stated: str
    persons: tuple[PersonalPassage, ...]
    doubts: tuple[Doubt, ...]

    @property
    def is_sure(self) -> bool:
        """True when nothing in this line was guessed."""
        return not self.doubts


@dataclass(frozen=True, slots=True)
class ReadProblem:
    """The lines of one problem, and what they tell together."""

    number: int
    title: str
    place: str
    facts: str
    category: str
    state: Told
    state_is_written: bool
    first_meeting: date | None
    last_meeting: date | None
    lines: tuple[ReadLine, ...]

    @property
    def persons(self) -> tuple[PersonalPassage, ...]:
        """The passages about persons in any of its lines."""
        return tuple(found for line in self.lines for found in line.persons)


@dataclass(frozen=True, slots=True)
class Tracker:
    """Everything read from a file: the problems, and the lines left out with the reason."""

    table: Table
    problems: tuple[ReadProblem, ...]
    refused: tuple[BadLine, ...]

    @property
    def line_count(self) -> int:
        """How many lines were read into problems."""
        return sum(len(problem.lines) for problem in self.problems)


def read_tracker(content: bytes, *, today: date) -> Tracker:
    """The problems a CSV file tells of, or `Refused` when it cannot be read at all."""
    table = read_table(content)
    read = [_read_line(line, table, today) for line in table.lines]
    lines = [line for line in read if isinstance(line, ReadLine)]
    refused = (*table.bad, *(line for line in read if isinstance(line, BadLine)))
    latest = max((line.met_on for line in lines if line.met_on), default=None)
    problems = tuple(
        _problem(number, [lines[index] for index in members], latest)
        for number, members in enumerate(group(lines), start=1)
    )
    return Tracker(table, problems, tuple(sorted(refused, key=lambda bad: bad.record)))


def _read_line(line: Line, table: Table, today: date) -> ReadLine | BadLine:
    cells = {name: line.cells.get(name, "") for name in (*_SCREENED, *_OTHERS)}
    for name in ("title", "what"):
        if not cells[name]:
            label = table.headers[name]
            return BadLine(line.record, label, f"la colonne « {label} » est vide. Complétez-la ou retirez la ligne.")
    doubts: list[Doubt] = []

    def note(name: str, reason: str) -> None:
        doubts.append(Doubt(table.headers.get(name, name), reason))

    met = _date(cells["met_on"], "met_on", None, note)
    facts = "" if _sends_back(cells["facts"]) else cells["facts"]
    category = guess_category(cells["title"], facts)
    if category == OTHER:
        note("title", "aucune catégorie ne se dégage : classée « Autre ».")
    return ReadLine(
        record=line.record,
        title=cells["title"],
        place=cells["place"],
        facts=facts,
        category=category,
        met_on=met.day,
        what=cells["what"],
        owner=_owner(cells["who"], note),
        due=_date(cells["due"], "due", met.day or today, note),
        done=_done(cells["done"], note),
        done_on=_date(cells["done_on"], "done_on", met.day, note).day,
        outcome=cells["outcome"],
        stated=cells["state"],
        persons=_persons(line.record, cells, table),
        doubts=tuple(doubts),
    )


Note = Callable[[str, str], None]


def _date(text: str, name: str, near: date | None, note: Note) -> ReadDate:
    found = read_date(text, near)
    if found.sure is Sure.IMPOSSIBLE:
        note(name, f"« {text} » n’existe pas dans le calendrier : date laissée vide.")
    elif found.sure is Sure.UNREADABLE:
        note(name, f"« {text} » n’est pas une date que l’on sait lire : laissée vide. Écrivez JJ/MM/AAAA.")
    elif found.sure is Sure.DEDUCED:
        note(name, f"« {text} » compris comme le {found.day:%d/%m/%Y}.")
    elif found.sure is Sure.NONE and name == "met_on":
        note(name, "la date de réunion manque.")
    return found


def _owner(text: str, note: Note) -> Owner | None:
    owner = read_owner(text)
    if owner is None:
        note("who", "aucun responsable n’est nommé.")
    elif not owner.known:
        kind = f"type {owner.type} supposé" if owner.type else "type à choisir"
        note("who", f"« {owner.name} » n’est pas dans la table des noms courts ({kind}).")
    return owner


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


def _persons(record: int, cells: dict[str, str], table: Table) -> tuple[PersonalPassage, ...]:
    return tuple(
        PersonalPassage(record, table.headers.get(name, name), span, span.of(cells[name]))
        for name in _SCREENED
        for span in find_spans(cells[name])
    )


def _problem(number: int, lines: Sequence[ReadLine], latest: date | None) -> ReadProblem:
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
    )
