"""What became of a problem, from the words and marks of its lines: the seven states trackers know.

The last word counts; where no word closes, the marks « réalisé » decide, and the state is said to be guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Mark:
    """What one line says of the progress: its words, whether it is done, when the group met."""

    words: str
    done: bool | None
    met_on: date | None


_FAILED = r"sans (?:aucun )?effet|sans suite|sans resultat|toujours (?:au meme|la meme|autant|present)|\bcontinue"
_LEAVES = r"\bclos|\bcloture|sorti du suivi|sortie du suivi|\bferme le point|\btermine"
_WORDS: tuple[tuple[Told, str], ...] = (
    (Told.DROPPED, r"\babandon"),
    (
        Told.DECLINED,
        r"sortir ce point|sorti du gpo|hors gpo|non retenu|pas pour nous|situation individuelle|ne plus en parler"
        r"|transmis (?:au |a la |a l )?(?:gltd|parquet|ccas|clspd|cellule)|oriente vers|releve (?:du|de la) ",
    ),
    (
        Told.WATCHED,
        r"surveill|garde un oeil|a revoir|\brevoir\b|effet a (?:verifier|mesurer)|observation|a suivre|sous vigilance"
        r"|rester vigilant|attendre (?:le|l|la) ",
    ),
    (
        Told.SOLVED,
        r"\bclos\b|cloture|resolu|\bregle|termine|plus de |plus aucun|aucun fait|plus rien|\bras\b|disparu|\bsolde\b"
        r"|bien accepte|tres satisf|conforme",
    ),
)


def read_state(marks: Sequence[Mark], stated: str, latest_meeting: date | None) -> tuple[Told, bool]:
    """The state, and whether it is written (True) or guessed (False).

    `stated` is the cell of a state column, when the tracker has one; `latest_meeting` the last of the whole file.
    """
    said = said_state(stated)
    if said:
        return said, True
    last = marks[-1]
    spoken = said_state(last.words)
    # A line that is not done cannot close by a mild word.
    if spoken and (last.done is not False or spoken is not Told.SOLVED):
        return spoken, True
    return _by_marks(marks, latest_meeting), False


def said_state(words: str) -> Told | None:
    """The state that a text says in so many words."""
    folded = fold(words)
    if re.search(_LEAVES, folded) and re.search(_FAILED, folded):
        return Told.NO_EFFECT
    return next((state for state, pattern in _WORDS if re.search(pattern, folded)), None)


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
