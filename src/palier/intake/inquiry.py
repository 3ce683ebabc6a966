"""Words of an inquiry: a fact for the police alone (decision 3). They leave the text for the closed list."""

import re

from palier.intake.words import fold
from palier.screening import without_persons

_JUDICIAL = ("judiciaire", "parquet", "procureur", "garde a vue", "enquete", "perquisition", "interpell")
_PIECES = re.compile(r"(?<=[.;\n])\s*|(?=\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\s*:)")


def is_judicial(text: str) -> bool:
    """True of a text that speaks of an inquiry."""
    folded = fold(text)
    return any(word in folded for word in _JUDICIAL)


def kept_words(text: str) -> str:
    """The text without its passages about persons, nor the sentences that speak of an inquiry."""
    pieces = [piece for piece in _PIECES.split(text) if piece and piece.strip()]
    said = [piece.strip(" ") for piece in pieces if not is_judicial(piece)]
    return without_persons(" ".join(said).replace("\n ", "\n")).strip()
