"""The category of a problem, by the product’s own classifier on the words of the tracker."""

from functools import lru_cache

from palier.cycle.catalogue.reference import category_labels
from palier.cycle.catalogue.suggestion import suggest

OTHER = "Z0"
_TITLE_WEIGHT = 1.0


@lru_cache(maxsize=4096)
def guess_category(title: str, facts: str = "", place: str = "") -> str:
    """The likeliest code; « Autre » when no word is known. Title, and title with facts, speak with the same voice."""
    scores: dict[str, float] = {}
    texts = [(title, _TITLE_WEIGHT), (f"{title}. {facts}", 1.0)] if facts else [(title, 1.0)]
    texts += [(f"{title}. {facts} {place}", 0.5)] if place else []
    for text, weight in texts:
        for found in suggest(text, among=category_labels(), count=12):
            scores[found.code] = scores.get(found.code, 0.0) + weight * found.score
    return max(scores, key=lambda code: (scores[code], code), default=OTHER)
