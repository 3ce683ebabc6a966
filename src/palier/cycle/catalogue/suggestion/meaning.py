"""The meaning of a text as one point: the mean of its words' vectors. It lets a word never seen in an example count."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from palier.cycle.catalogue.suggestion.words import telling_words

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vectors:
    """A row per meaning, and for each known word its row and how much it weighs (a rare word says more)."""

    rows: Vector
    words: Mapping[str, tuple[int, float]]


@lru_cache(maxsize=1)
def _vectors() -> Vectors:
    """The vectors shipped with the package, read once per process."""
    path = resources.files(__package__).joinpath("knowledge", "vectors.npz")
    with resources.as_file(path) as file, np.load(file) as stored:
        names = stored["words"].tobytes().decode().split("\n")
        places = zip(stored["rows_of_words"].tolist(), stored["weights"].astype(float).tolist(), strict=True)
        rows = stored["rows"].astype(np.float32)
    return Vectors(rows, dict(zip(names, places, strict=True)))


def meaning_of(text: str) -> Vector:
    """A vector of length one, or zero when no word is known."""
    vectors = _vectors()
    found = [vectors.words[word] for word in map(_known, telling_words(text)) if word]
    if not found:
        return np.zeros(vectors.rows.shape[1], np.float32)
    rows, weights = zip(*found, strict=True)
    total: Vector = np.asarray(weights, np.float32) @ vectors.rows[list(rows)]
    length = float(np.linalg.norm(total))
    return total / length if length else total


def _known(word: str) -> str:
    """The word, or its singular, when it has a vector."""
    known = _vectors().words
    return next((form for form in (word, word.removesuffix("s")) if form in known), "")
