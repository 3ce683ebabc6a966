"""A table with one problem per line: its actions in one cell, its state in another, its history in the notes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from palier.intake.categories import OTHER, guess_category
from palier.intake.dates import MONTH_NAMES, NO_DATE, ReadDate, ReportDate, Sure, read_cell_date, read_report_date
from palier.intake.dues import Clues
from palier.intake.field_labels import field_label
from palier.intake.files.sheets import EMPTY
from palier.intake.layout.regions import BadLine, Line, Region
from palier.intake.layout.spreading import gathered
from palier.intake.links import AGAIN, DOUBLE, with_links
from palier.intake.organisations import Owner, by_work, read_owner
from palier.intake.persons import persons_in
from palier.intake.reading import Doubt, ReadAction, ReadProblem
from palier.intake.splitting import FoundAction, says_nothing, split_actions
from palier.intake.states import ReadState, Said, read_line_state
from palier.intake.words import fold, tokens

Note = Callable[[str, str], None]

_SAID = ("state", "what", "outcome", "facts", "title")
_WITHOUT_YEAR = re.compile(rf"(?:le )?\d{{1,2}}(?:er)? (?:\d{{1,2}}|{MONTH_NAMES})")
_ASIDE_OF_PLACE = frozenset(["cote", "devant", "face", "niveau", "pres", "abords", "n", "numero", "entre"])


def read_problems(
    regions: Sequence[Region], *, meetings: Sequence[date], names: Mapping[str, Owner], first: int
) -> tuple[list[ReadProblem], list[BadLine]]:
    """The problems of tables with one per line, numbered from `first`, and the lines refused."""
    problems: list[ReadProblem] = []
    bad: list[BadLine] = []
    words: dict[int, str] = {}
    for region in regions:
        previous: date | None = None
        for line in gathered(region.lines):
            fault = _fault(line, region)
            if fault:
                bad.append(fault)
                continue
            number = first + len(problems)
            problem = _problem(number, line, region, _Around(previous, tuple(meetings), names))
            previous = problem.reported.day or previous
            words[number] = "\n".join(line.text(name).replace("\n", " ") for name in _SAID)
            problems.append(problem)
    linked = with_links(problems, lambda one: words[one.number], _spot)
    by_number = {one.number: one for one in linked}
    return [_with_link_doubt(one, by_number) for one in linked], bad


def _fault(line: Line, region: Region) -> BadLine | None:
    if any(line.text(name) for name in ("title", "facts", "what")):
        return None
    label = region.headers.get("title") or region.headers.get("facts") or "problématique"
    reason = f"rien ne dit le problème : complétez la colonne « {label} » ou retirez la ligne."
    return BadLine(line.record, label, reason, region.sheet)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a line is read with: the day of the line before it, the meetings known, the organisations known."""

    previous: date | None
    meetings: tuple[date, ...]
    names: Mapping[str, Owner]


def _problem(number: int, line: Line, region: Region, around: _Around) -> ReadProblem:
    doubts: list[Doubt] = []

    def note(name: str, reason: str) -> None:
        doubts.append(Doubt(region.headers.get(name, field_label(name)), reason))

    reported = _reported(line, note)
    near = reported.day or around.previous
    due, closed = _cell_date(line, "due", near, note), _cell_date(line, "closed_on", near, note)
    lead = line.text("lead") or line.text("who")
    actions = _actions(line, Clues(near, due.day, around.meetings), lead, around.names, region)
    title = line.text("title") or _first_words(line.text("facts") or line.text("what"))
    if "place" in line.held:
        note("place", "lieu repris de la cellule fusionnée avec la ligne du dessus.")
    said = Said(line.text("state"), line.text("outcome"), line.colour, closed.day, bool(actions))
    state = _state(said, region, note)
    return ReadProblem(
        number=number,
        title=title,
        place=line.text("place"),
        facts=line.text("facts"),
        category=_category(title, line, note),
        state=state.told,
        state_is_written=state.is_written and bool(said.state),
        first_meeting=reported.day,
        last_meeting=closed.day,
        lines=actions,
        sheet=region.sheet,
        record=line.record,
        label=line.text("number"),
        reported=reported,
        around=reported.day or _month_start(reported) or around.previous,
        closed_on=closed.day,
        due=due,
        lead=lead,
        notes=line.text("outcome"),
        colour=line.colour,
        place_is_held="place" in line.held,
        doubts=tuple(doubts),
        own_persons=persons_in(line, region.headers),
    )


def _category(title: str, line: Line, note: Note) -> str:
    found = guess_category(title, line.text("facts"), line.text("place"))
    if found == OTHER:
        note("title", "aucune catégorie ne se dégage : classée « Autre ».")
    return found


def _state(said: Said, region: Region, note: Note) -> ReadState:
    found = read_line_state(said, region.legend)
    if found.why:
        note("state", f"état « {found.told.label} » deviné : {found.why}.")
    return found


def _reported(line: Line, note: Note) -> ReportDate:
    name = "date" if "date" in line.cells or "met_on" not in line.cells else "met_on"
    found, text = read_report_date(line.cells.get(name, EMPTY)), line.text(name)
    if found.problem == "impossible":
        note(name, f"« {text} » n’existe pas dans le calendrier : date laissée vide.")
    elif found.problem == "imprecise":
        lacks = "ne dit pas l’année" if _WITHOUT_YEAR.fullmatch(fold(text)) else "ne donne pas de jour"
        note(name, f"« {text} » {lacks} : date laissée vide.")
    elif found.problem == "absente":
        note(name, "la date manque.")
    elif found.is_guessed and found.day:
        note(name, f"« {text} » compris comme le {found.day:%d/%m/%Y} (nombre de jours du tableur).")
    return found


def _month_start(reported: ReportDate) -> date | None:
    return date.fromisoformat(f"{reported.month}-01") if reported.month else None


def _cell_date(line: Line, name: str, near: date | None, note: Note) -> ReadDate:
    cell = line.cells.get(name, EMPTY)
    if not cell.text:
        return NO_DATE
    found = read_cell_date(cell, near)
    if found.sure is Sure.DEDUCED and found.day:
        note(name, f"« {cell.text} » compris comme le {found.day:%d/%m/%Y}.")
    elif found.sure in (Sure.IMPOSSIBLE, Sure.UNREADABLE):
        note(name, f"« {cell.text} » n’est pas une date que l’on sait lire : laissée vide.")
    return found


def _actions(line: Line, clues: Clues, lead: str, names: Mapping[str, Owner], region: Region) -> tuple[ReadAction, ...]:
    if "what" in line.held:
        return ()
    label = region.headers.get("what", "actions")
    found = split_actions(line.text("what"), clues, names)
    default = read_owner(lead) if lead else None
    around = " ".join(line.text(name) for name in ("place", "title", "facts", "origin"))
    return tuple(_action(line.record, one, default, label, around) for one in found)


def _action(record: int, found: FoundAction, default: Owner | None, label: str, around: str) -> ReadAction:
    doubts: list[Doubt] = []
    owner = found.owner or default
    if found.owner is None:
        told = f"confiée au pilote, {default.name}" if default else "personne n’est nommé"
        doubts.append(Doubt(label, f"« {_first_words(found.what)} » : {told}."))
    elif not found.owner.known:
        kind = f"type {found.owner.type} supposé" if found.owner.type else "type à choisir"
        doubts.append(Doubt(label, f"« {found.owner.name} » n’est pas dans la table des noms courts ({kind})."))
    if found.due.sure is Sure.DEDUCED and found.due.day:
        doubts.append(
            Doubt(label, f"« {_first_words(found.what)} » : échéance comprise comme le {found.due.day:%d/%m/%Y}.")
        )
    owner = by_work(owner, found.what, around)
    return ReadAction(
        record=record,
        what=found.what,
        owner=owner,
        due=found.due,
        done=found.done,
        done_on=found.done_on,
        doubts=tuple(doubts),
    )


def _first_words(text: str) -> str:
    words = " ".join(text.split()).split(" ")
    return " ".join(words[:8]) + ("…" if len(words) > 8 else "")  # noqa: PLR2004 - a title, not a text


def _spot(problem: ReadProblem) -> str:
    """The place as it is compared: its words in any order, without those that only point."""
    if says_nothing(problem.place):
        return ""
    words = sorted(word for word in tokens(problem.place) if word not in _ASIDE_OF_PLACE)
    return " ".join(words) if any(len(word) > 3 for word in words) else fold(problem.place)  # noqa: PLR2004


def _with_link_doubt(problem: ReadProblem, by_number: Mapping[int, ReadProblem]) -> ReadProblem:
    if problem.link is None:
        return problem
    other = by_number[problem.link.problem]
    name = f"la ligne {other.record}" + (f" (n° {other.label})" if other.label else "")
    told = {
        DOUBLE: f"doublon de {name}",
        AGAIN: f"le problème de {name} est revenu",
    }.get(problem.link.kind, f"même lieu et même nature que {name} : à relier si c’est le même problème")
    return replace(problem, doubts=(*problem.doubts, Doubt("", f"{told[:1].upper()}{told[1:]}.")))
