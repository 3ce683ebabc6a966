"""From what was read of a problem or an action to the values that its service is given."""

from datetime import date, timedelta
from typing import Any

from palier.cycle.actions.lifecycle import State as ActionState
from palier.cycle.problems.lifecycle import Outcome
from palier.cycle.problems.lifecycle import State as ProblemState
from palier.intake.inquiry import is_for_the_police, is_judicial, kept_words
from palier.intake.persons import shown
from palier.intake.reading import ReadAction, ReadProblem
from palier.intake.states import OUT, Told
from palier.intake.words import fold, tokens
from palier.screening import REMOVED, without_persons

TAKEN_OVER = "Repris du tableau"
UNSAID = "Fait repris du tableau"  # whose words were those of an inquiry
TITLE = 90
_WORD = 3  # letters: less is « M. » or « le »
_STATES = {
    Told.REPORTED: ProblemState.REPORTED,
    Told.RUNNING: ProblemState.IN_PROGRESS,
    Told.WATCHED: ProblemState.OBSERVED,
    Told.SOLVED: ProblemState.RESOLVED,
    Told.NO_EFFECT: ProblemState.CLOSED,
    Told.DROPPED: ProblemState.ABANDONED,
    Told.DECLINED: ProblemState.DECLINED,
}
_GONE = ("plus de", "plus aucun", "aucun", "ras", "disparu", "depart", "plus rien", "parti")


def writable(line: ReadAction) -> bool:
    """True when an organisation of a known type owns the action, without which none can exist, and when its words may
    be read by the group."""
    return is_owned(line) and not is_for_the_police(line)


def is_owned(line: ReadAction) -> bool:
    """True when the action has an organisation of a known type."""
    return line.owner is not None and bool(line.owner.type)


def problem_values(read: ReadProblem, *, today: date) -> dict[str, Any]:
    """Title, days, state and outcome of a problem as it is taken over."""
    opened = min(read.first_meeting or read.around or read.closed_on or today, today)
    closed = read.closed_on or _last_day(read)
    values: dict[str, Any] = {
        "title": title_of(read),
        "opened_on": opened,
        "state": _STATES[read.state],
        "outcome": _outcome(read),
        "closed_on": min(max(opened, closed or opened), today) if read.state in OUT else None,
    }
    if read.state in (Told.DROPPED, Told.DECLINED):
        values["exit_reason"] = TAKEN_OVER
    return values


def title_of(read: ReadProblem) -> str:
    """The fact and the place: « Rodéos » alone would name ten problems."""
    title, place = bare_title(read), kept_words(read.place, names_nobody="place" in read.maintained)
    if read.record and place and not set(tokens(place)) <= set(tokens(title)):
        title = f"{title}, {' '.join(place.split())}"
    return shortened(title[:1].upper() + title[1:], TITLE)


def bare_title(read: ReadProblem) -> str:
    """The title as it may be written; when it only named a person, the first words of the facts."""
    title = kept_words(read.title, names_nobody="title" in read.maintained)
    if REMOVED not in title or _tells(title):
        return title or UNSAID
    facts = kept_words(read.facts, names_nobody="facts" in read.maintained)
    return shortened(facts, TITLE // 2) if _tells(facts) else UNSAID


def _tells(text: str) -> bool:
    return any(len(word) >= _WORD for word in fold(text.replace(REMOVED, " ")).split())


def action_values(read: ReadProblem, line: ReadAction, *, interval: int, today: date) -> dict[str, Any]:
    """Title, days, state and words of an action as it is taken over."""
    outcome = "" if is_judicial(line.outcome) else without_persons(line.outcome)
    state = _action_state(line, read)
    words = outcome or (TAKEN_OVER if read.record and state == ActionState.DONE else "")
    return {
        "title": shortened(shown(line, "what"), 150),
        "due": _due(read, line, interval, today),
        "state": state,
        "proposed_on": line.met_on or read.first_meeting,
        "done_on": _done_on(read, line) if state == ActionState.DONE else None,
        "observation": words[:500] if state == ActionState.DONE else "",
        "reason": (outcome or TAKEN_OVER)[:300],
    }


def _action_state(line: ReadAction, read: ReadProblem) -> str:
    """What became of it. Where no column says so, the actions of a problem solved are over, those of a problem left
    are left; nothing is said to be done for a problem that goes on."""
    if line.done or (read.record and line.done is None and read.state in (Told.SOLVED, Told.NO_EFFECT)):
        return ActionState.DONE
    if read.state in OUT:
        return ActionState.ABANDONED
    if "bloque" in fold(line.outcome) or "refus" in fold(line.outcome):
        return ActionState.BLOCKED
    return ActionState.ACCEPTED


def _done_on(read: ReadProblem, line: ReadAction) -> date | None:
    if line.done_on or not read.record:
        return line.done_on
    promised = line.due.day or read.due.day
    return min(promised, read.closed_on) if promised and read.closed_on else read.closed_on or promised


def _due(read: ReadProblem, line: ReadAction, interval: int, today: date) -> date:
    """The date promised; without one, that of the line, the day it was done, or the next meeting."""
    if line.due.day:
        return line.due.day
    if read.due.day:
        return read.due.day
    if line.done_on:
        return line.done_on
    return (line.met_on or read.first_meeting or read.around or today) + timedelta(days=interval)


def _outcome(read: ReadProblem) -> str:
    if read.state is Told.NO_EFFECT:
        return Outcome.NO_EFFECT
    if read.state is not Told.SOLVED:
        return ""
    last = fold(read.lines[-1].outcome if read.lines and not read.record else kept_words(read.notes))
    return Outcome.GONE if any(words in last for words in _GONE) else Outcome.REDUCED


def _last_day(read: ReadProblem) -> date | None:
    days = [day for line in read.lines for day in (line.done_on, line.met_on) if day]
    return max(days, default=read.due.day if read.record else None)


def shortened(text: str, most: int) -> str:
    """One line, cut with « … » when it is longer."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"
