"""A category by its words: a plain weighted count, good enough to sort a tracker and always shown as guessed."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from palier.intake.words import fold

OTHER = "Z0"


def guess_category(title: str, facts: str = "") -> str:
    """The code whose words weigh most; the title counts double. « Autre » when no word speaks."""
    scores = ranked(title, facts)
    return scores[0][0] if scores else OTHER


def ranked(title: str, facts: str = "") -> list[tuple[str, int]]:
    """The codes whose words appear, heaviest first."""
    texts = ((fold(title), 2), (fold(facts), 1))
    scores = {
        code: sum(weight * factor for text, factor in texts for pattern, weight in words if pattern.search(text))
        for code, words in _words().items()
    }
    return sorted(((code, score) for code, score in scores.items() if score), key=lambda pair: (-pair[1], pair[0]))


@cache
def _words() -> Mapping[str, list[tuple[re.Pattern[str], int]]]:
    path = Path(__file__).parent / "wording" / "categories.json"
    table = json.loads(path.read_text(encoding="utf-8"))["words"]
    return {
        code: [(re.compile(rf"\b{re.escape(fold(word))}"), weight) for word, weight in words.items()]
        for code, words in table.items()
    }
