"""Lines that speak of an earlier one: doubles, problems that came back, and neighbours that only look alike."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from palier.intake.reading import Link, ReadProblem
from palier.intake.states import OUT, is_double
from palier.intake.text import level
from palier.intake.words import fold

DOUBLE, AGAIN, NEAR = "doublon", "recurrence", "proche"
_UNITS = r"h\b|%|€|fois|x\b|j\b|jours|mois|sem|janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec"
_MENTION = re.compile(
    r"(?P<not>\bpas (?:un )?(?:le )?)?\b(?:voir|cf\.?|idem|doublon|double|meme (?:probleme |pb )?que"
    r"|regroupe(?:e)?s? avec|rattache(?:e)?s? a|suite|fusionne(?:e)?s? avec|reprise|id\.?|rouvre|reouverture)"
    r"\s*(?:de la |de l'|du |de |d'|avec |a la |au |a |la |le |l')*"
    r"(?:(?:ligne|lignes|l|num(?:ero)?|no|n|point|fiche|pb|probleme|dossier|ref)\s*[.°]?\s*)*[°#]?\s*"
    rf"(?P<label>\d{{1,4}}(?:\s?(?:bis|ter|[a-d](?![a-z])))?)(?![/.\d]\d|\d|\s*(?:{_UNITS}))"
)
_PLACE = Callable[[ReadProblem], str]


def with_links(problems: Sequence[ReadProblem], said: Callable[[ReadProblem], str], where: _PLACE) -> list[ReadProblem]:
    """The problems, each with what ties it to an earlier one, and the state of the whole story for a double.

    `said` gives the words of a line where such a mention may stand, the cell of its state first; `where` its place
    as it is compared.
    """
    done: list[ReadProblem] = []
    latest: dict[tuple[str, str], int] = {}
    for problem in problems:
        spot, words = (where(problem), problem.category), said(problem)
        link = _written(problem, problems, words) or _alike(words, latest.get(spot))
        done.append(replace(problem, link=link) if link else problem)
        if spot[0]:
            latest[spot] = problem.number
    by_number = {problem.number: problem for problem in done}
    return [_with_story(problem, by_number) for problem in done]


def _written(problem: ReadProblem, problems: Sequence[ReadProblem], words: str) -> Link | None:
    for mention in _MENTION.finditer(level(words)):
        target = _target(problem, problems, mention["label"])
        if target is None:
            continue
        if mention["not"]:
            return Link(NEAR, target.number, is_written=True)
        kind = AGAIN if _was_over(target, problem) and not is_double(_state_words(words)) else DOUBLE
        return Link(kind, target.number, is_written=True)
    return None


def _state_words(words: str) -> str:
    """The cell of the state, when it says « doublon » and not only « cf 6 »."""
    state = fold(words.split("\n", 1)[0])
    return state if "doubl" in state else ""


def _target(problem: ReadProblem, problems: Sequence[ReadProblem], label: str) -> ReadProblem | None:
    """The line of that number; failing one, the row of that number in the same sheet."""
    wanted = _bare(label)
    same = [one for one in problems if one.number != problem.number and one.label and _bare(one.label) == wanted]
    earlier = [one for one in same if one.number < problem.number]
    if same:
        return (earlier or same)[-1]
    if any(one.label for one in problems):
        return None
    rows = (one for one in problems if one.record == int(re.sub(r"\D", "", label)) and one.sheet == problem.sheet)
    return next((one for one in rows if one.number != problem.number), None)


def _bare(label: str) -> str:
    return re.sub(r"[^a-z0-9]", "", level(label)).lstrip("0")


def _was_over(earlier: ReadProblem, later: ReadProblem) -> bool:
    day = later.reported.day or later.first_meeting
    if earlier.closed_on and day:
        return earlier.closed_on < day
    return earlier.state in OUT and _later_by(earlier, day, 60)


def _later_by(earlier: ReadProblem, day: date | None, days: int) -> bool:
    first = earlier.reported.day or earlier.first_meeting
    return bool(first and day and (day - first).days > days)


def _alike(words: str, last: int | None) -> Link | None:
    """The latest earlier line at the same place and of the same nature: a double when the line says it is one."""
    if last is None:
        return None
    return Link(DOUBLE if is_double(words.split("\n", 1)[0]) else NEAR, last, is_written=False)


def _with_story(problem: ReadProblem, by_number: Mapping[int, ReadProblem]) -> ReadProblem:
    """A double, or a line that only sends to another, has the state of the whole story."""
    link = problem.link
    if link is None or link.kind == NEAR or problem.lines or problem.state_is_written:
        return problem
    target = by_number.get(link.problem)
    if target is None or problem.colour in ("rouge", "orange", "jaune", "vert", "bleu"):
        return problem
    return replace(problem, state=target.state)
