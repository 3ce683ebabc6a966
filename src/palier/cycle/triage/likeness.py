"""How much two facts look alike, from 0 to 100, and why in French. A pure function: no row, no clock."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from palier.geo.distances import metres_between
from palier.kernel.moments import UNKNOWN, Moments
from palier.kernel.text import fold, words_of

REACH_METRES = 300
WINDOW_DAYS = 180
# What each likeness is worth when it is complete; together 100.
PLACE, CATEGORY, WORDS, MOMENTS, DATE = 35, 25, 15, 15, 10
# From this score on, a likeness is worth showing.
WORTH_SHOWING = 50
_SAME_HOURS = 0.6
_SHORTEST_WORD, _STEM, _WORDS_SHOWN = 4, 6, 3
_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"e*[sx]?$")
_IDLE = frozenset(
    words_of(
        "après avant avec beaucoup cela cette chaque comme dans depuis devant donc elle elles encore entre était être "
        "font jusqu leur leurs mais même notre nous parfois pendant plus plusieurs pour presque quand sans sont "
        "souvent sous tous tout toute toutes très vers votre vous"
    )
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of a report or a problem. `words` leads from a stem to the word as written."""

    place: Any
    category: Any
    family: Any
    day: date
    longitude: float | None = None
    latitude: float | None = None
    moments: Moments = UNKNOWN
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score from 0 to 100, and the reasons that made it, strongest kinds first."""

    score: int
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        """The reasons in one line."""
        text = ", ".join(self.reasons)
        return text[:1].upper() + text[1:]


def stems_of(text: str) -> dict[str, str]:
    """The words that say something, by their folded beginning: « éclairage » and « éclairé » are one."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text.casefold()):
        folded = fold(word)
        if len(folded) >= _SHORTEST_WORD and folded not in _IDLE:
            found.setdefault(_ENDING.sub("", folded[:_STEM]), word)
    return found


def likeness(one: Facts, other: Facts) -> Likeness:
    """Compare place, category, words, hours of the week and dates; elsewhere than within reach it is nothing."""
    near, where = _place(one, other)
    if not near:
        return Likeness(0, ())
    parts = [
        (PLACE * near, where),
        _category(one, other),
        _words(one.words, other.words),
        _moments(one.moments, other.moments),
        _date(one.day, other.day),
    ]
    return Likeness(round(sum(points for points, _ in parts)), tuple(reason for _, reason in parts if reason))


def _place(one: Facts, other: Facts) -> tuple[float, str]:
    if one.place == other.place:
        return 1.0, "même lieu"
    ends = (one.longitude, one.latitude, other.longitude, other.latitude)
    if any(end is None for end in ends):
        return 0.0, ""
    metres = metres_between(*ends)  # type: ignore[arg-type]  # none is None, checked above
    if metres >= REACH_METRES:
        return 0.0, ""
    return 1 - metres / REACH_METRES, f"à {max(10, round(metres, -1)):.0f} m"


def _category(one: Facts, other: Facts) -> tuple[float, str]:
    if one.category == other.category:
        return CATEGORY, "même catégorie"
    return (CATEGORY / 2, "même famille de faits") if one.family == other.family else (0, "")


def _words(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[float, str]:
    shared = [stem for stem in one if stem in other]
    if not shared:
        return 0, ""
    # Cosine of the two sets: a long text does not win by its length.
    closeness = len(shared) / math.sqrt(len(one) * len(other))
    return WORDS * closeness, "mots communs : " + _listed(one[stem] for stem in shared)


def _moments(one: Moments, other: Moments) -> tuple[float, str]:
    closeness = one.likeness(other)
    if not closeness:
        return 0, ""
    return MOMENTS * closeness, "mêmes moments" if closeness >= _SAME_HOURS else "moments voisins"


def _date(one: date, other: date) -> tuple[float, str]:
    days = abs((one - other).days)
    if days >= WINDOW_DAYS:
        return 0, ""
    words = "le même jour" if days == 0 else f"à {days} jour{'s' if days > 1 else ''} d’écart"
    return DATE * (1 - days / WINDOW_DAYS), words


def _listed(words: Iterable[str]) -> str:
    return ", ".join(list(words)[:_WORDS_SHOWN])
