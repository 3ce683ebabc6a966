"""What a group's corrections teach: weights on hashed words, added to those of the package. No word is kept.

Each correction moves the chosen code up and its strongest rival down by just enough for the text to be told right,
and never by much (a passive-aggressive step, bounded): one person's slip cannot turn the ranking.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from palier.cycle.catalogue.suggestion.ranking import marks_of, taught_features

Learned = dict[str, dict[int, float]]

_ROUNDS = 5
_BOUND = 0.4
_MARGIN = 0.5


@dataclass(frozen=True, slots=True)
class Correction:
    """A text, and the code that a person chose where another was proposed first."""

    text: str
    chosen: str


def learn(corrections: Sequence[Correction]) -> Learned:
    """The weights that these corrections teach, in the order given: same corrections, same weights."""
    learned: Learned = {}
    for _ in range(_ROUNDS):
        for correction in corrections:
            _step(learned, correction)
    return learned


def as_json(learned: Mapping[str, Mapping[int, float]]) -> dict[str, dict[str, float]]:
    """The same, ready to be stored."""
    return {
        code: {str(bucket): round(weight, 3) for bucket, weight in sorted(taught.items()) if round(weight, 3)}
        for code, taught in sorted(learned.items())
    }


def from_json(stored: Mapping[str, Mapping[str, float]]) -> Learned:
    """What `as_json` stored."""
    return {code: {int(bucket): weight for bucket, weight in taught.items()} for code, taught in stored.items()}


def _step(learned: Learned, correction: Correction) -> None:
    features = taught_features(correction.text)
    if not features:
        return
    marks = marks_of(correction.text, {correction.chosen: {}, **learned})
    rival = max((code for code in marks if code != correction.chosen), key=lambda code: (marks[code], code))
    lacking = _MARGIN - (marks[correction.chosen] - marks[rival])
    if lacking <= 0:
        return
    step = min(_BOUND, lacking / 2)
    for code, sign in ((correction.chosen, 1), (rival, -1)):
        taught = learned.setdefault(code, {})
        for bucket, share in features.items():
            taught[bucket] = taught.get(bucket, 0.0) + sign * step * share
