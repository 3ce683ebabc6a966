"""The category of a problem, by the product’s own classifier on the words of the tracker."""

from functools import lru_cache

from palier.cycle.catalogue.reference import category_labels
from palier.cycle.catalogue.suggestion import suggest
from palier.intake.words import fold
from palier.territory.wording import STREET_KINDS, canonical

OTHER = "Z0"
# Below, no category stands out: naming one would be a throw of dice.
_LEAST = 0.25
_AMONG = 12
_GENERIC = frozenset(
    ["divers", "autre", "autres", "point", "points", "question", "questions", "probleme", "problemes", "pb", "nuisance",
     "nuisances", "a", "de", "du", "des", "la", "le", "les", "definir", "preciser", "sujet", "info", "infos"]
)  # fmt: skip


@lru_cache(maxsize=4096)
def guess_category(title: str, facts: str = "", place: str = "") -> str:
    """The likeliest code; « Autre » when none stands out. The nature, and the nature with the facts, weigh alike:
    a title of two words is sharper than its story, and a story corrects a title too short."""
    nature = _without_street(title)
    if not facts and set(fold(nature).split()) <= _GENERIC:
        return OTHER
    texts = [(nature, 1.0)]
    texts += [(f"{title}. {facts}", 1.0)] if facts else []
    texts += [(f"{title}. {facts} {place}", 0.5)] if place else []
    scores: dict[str, float] = {}
    for text, weight in texts:
        for found in suggest(text, among=category_labels(), count=_AMONG):
            scores[found.code] = scores.get(found.code, 0.0) + weight * found.score
    best = max(scores, key=lambda code: (scores[code], code), default=OTHER)
    return best if scores.get(best, 0) >= _LEAST * sum(weight for _, weight in texts) else OTHER


def _without_street(title: str) -> str:
    """« Rodéos place du marché » : what happens, not where."""
    words = title.split()
    at = next((rank for rank, word in enumerate(words) if canonical(fold(word)) in STREET_KINDS), len(words))
    return " ".join(words[:at]) if at else title
