"""What became of a problem, from the words, the closing date, the notes and the colour of its lines.

The cell of the state speaks first; where it is silent or contradicted, the closing date, the notes and the colour do,
and the state is said to be guessed.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from palier.intake.layout.legend import USUAL
from palier.intake.words import fold


class Told(StrEnum):
    """The state a tracker tells of, as decision 29 codes it."""

    REPORTED = "signale"
    RUNNING = "en_cours"
    WATCHED = "en_observation"
    SOLVED = "resolu"
    NO_EFFECT = "clos_sans_effet"
    DROPPED = "abandonne"
    DECLINED = "non_retenu"

    @property
    def label(self) -> str:
        """The state as a person reads it."""
        return _LABELS.get(self.value, self.value.replace("_", " "))


_LABELS = {"signale": "signalé", "resolu": "résolu", "abandonne": "abandonné"}

OUT = frozenset([Told.SOLVED, Told.NO_EFFECT, Told.DROPPED, Told.DECLINED])


@dataclass(frozen=True, slots=True)
class Mark:
    """What one line says of the progress: its words, whether it is done, when the group met."""

    words: str
    done: bool | None
    met_on: date | None


@dataclass(frozen=True, slots=True)
class Said:
    """Everything one line of a tracker says of the state of its problem."""

    state: str = ""
    notes: str = ""
    colour: str = ""
    closed_on: date | None = None
    has_actions: bool = False


@dataclass(frozen=True, slots=True)
class ReadState:
    """A state, whether it is written in so many words, and what it rests on when it is not."""

    told: Told
    is_written: bool
    why: str = ""


def read_state(marks: Sequence[Mark], stated: str, latest_meeting: date | None) -> tuple[Told, bool]:
    """The state of a problem told in several lines, and whether it is written (True) or guessed (False).

    `stated` is the cell of a state column, when the tracker has one; `latest_meeting` the last of the whole file.
    """
    said = said_state(stated)
    if said:
        return said, True
    last = marks[-1]
    spoken = _outcome_state(last.words)
    # A line that is not done cannot close by a mild word.
    if spoken and (last.done is not False or spoken is not Told.SOLVED):
        return spoken, True
    return _by_marks(marks, latest_meeting), False


def read_line_state(said: Said, legend: Mapping[str, str]) -> ReadState:
    """The state of a problem told in one line."""
    words = said_state(said.state)
    if words is None:
        return _by_signs(said, legend)
    last = _last_note(said.notes)
    if words is Told.SOLVED:
        if _says("failed", fold(said.state)) or _failed(said.notes):
            return ReadState(Told.NO_EFFECT, is_written=True, why="clos, mais les notes disent que cela continue")
        if _sent_elsewhere(said.notes):
            return ReadState(Told.DECLINED, is_written=False, why="les notes disent que le point est parti ailleurs")
    if words is Told.WATCHED and "revoir" in fold(said.state):
        calm = _is_calm(last) or (_is_calm(said.notes) and not _says("resumes", fold(last)))
        told = Told.WATCHED if calm and not _says("resumes", fold(last)) else Told.RUNNING
        return ReadState(told, is_written=False, why="« à revoir » se lit d’après les notes")
    return ReadState(words, is_written=True)


def said_state(words: str) -> Told | None:
    """The state that a text says in so many words."""
    folded = fold(words)
    if _says("failed", folded) and (_says("leaves", folded) or folded.startswith(("sans suite", "echec"))):
        return Told.NO_EFFECT
    return next((state for state, pattern in _ordered("words") if pattern.search(folded)), None)


def is_double(words: str) -> bool:
    """True when the cell of the state only says that the line is another one’s double."""
    return _says("double", fold(words))


def _outcome_state(words: str) -> Told | None:
    """The state that a note says: fewer words count there than in a cell made for the state."""
    folded = fold(words)
    if _says("leaves", folded) and _says("failed", folded):
        return Told.NO_EFFECT
    return next((state for state, pattern in _ordered("outcomes") if pattern.search(folded)), None)


def _by_signs(said: Said, legend: Mapping[str, str]) -> ReadState:
    """The state where the cell says none: closing date, then the end of the notes, then the colour, then nothing."""
    meaning = legend.get(said.colour) or USUAL.get(said.colour, "")
    coloured = said_state(meaning) if meaning else None
    if said.closed_on:
        spoken = _outcome_state(_last_note(said.notes))
        told = spoken if spoken in OUT else Told.SOLVED
        return ReadState(told, is_written=False, why="une date de clôture est écrite")
    if coloured:
        return ReadState(coloured, is_written=False, why=f"d’après la couleur ({said.colour} : {meaning})")
    spoken = _outcome_state(_last_note(said.notes))
    if spoken:
        return ReadState(spoken, is_written=False, why="d’après les notes")
    if said.has_actions:
        return ReadState(Told.RUNNING, is_written=False, why="des actions sont écrites, aucune fin ne l’est")
    return ReadState(Told.REPORTED, is_written=False, why="rien n’a encore été décidé")


def _last_note(notes: str) -> str:
    """The last dated note, or the last line: what was said last counts."""
    lines = [line for line in notes.splitlines() if line.strip()]
    if not lines:
        return ""
    parts = re.split(r"(?<!\d)(?=\d{1,2}/\d{1,2}(?:/\d{2,4})?\s*(?::|\s))", lines[-1])
    return next((part for part in reversed(parts) if part.strip()), lines[-1])


def _failed(notes: str) -> bool:
    folded = fold(_last_note(notes))
    # A note that says both (« été sans accident, des sauts continuent ») does not overrule the cell.
    return (_says("failed", folded)) and not _says("better", folded)


def _sent_elsewhere(notes: str) -> bool:
    # What stands in brackets is said in passing: « (hors GPO) » of one person, not of the point.
    bare = re.sub(r"\([^)]*\)", " ", _last_note(notes))
    return _says("elsewhere", fold(bare))


def _is_calm(notes: str) -> bool:
    return _says("calm", fold(notes))


def _by_marks(marks: Sequence[Mark], latest_meeting: date | None) -> Told:
    meetings = {mark.met_on for mark in marks if mark.met_on}
    fresh = meetings == {latest_meeting}
    if fresh and not any(mark.done for mark in marks):
        return Told.REPORTED
    last_met = max(meetings, default=None)
    latest = [mark for mark in marks if mark.met_on == last_met]
    if all(mark.done for mark in latest) and any(mark.done for mark in marks):
        return Told.SOLVED
    return Told.RUNNING


def _says(name: str, folded: str) -> bool:
    return bool(_pattern(name).search(folded))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return _joined(_table()[name])


@cache
def _ordered(name: str) -> tuple[tuple[Told, re.Pattern[str]], ...]:
    return tuple((Told(state), _joined(wordings)) for state, wordings in _table()[name])


def _joined(wordings: Sequence[str]) -> re.Pattern[str]:
    """One pattern of all; « @sent » stands for the list of that name."""
    return re.compile("|".join(_pattern(one[1:]).pattern if one[0] == "@" else one for one in wordings))


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).parent / "wording" / "states.json"
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table
