"""Which categories a text speaks of, best first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from palier.cycle.catalogue.suggestion.meaning import meaning_of
from palier.cycle.catalogue.suggestion.words import BUCKETS, piece_buckets, word_buckets

Floats = npt.NDArray[np.float32]
Buckets = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code, and how sure: the shares of all codes add up to one. An order of magnitude, not a probability."""

    code: str
    score: float


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model: for each feature (words, pieces, meaning, in this order) what it says of each code."""

    codes: tuple[str, ...]
    rarity: Floats
    table: npt.NDArray[np.int8]
    scale: Floats
    bias: Floats
    sharpness: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights shipped with the package (`python -m tools.category_model` makes them), read once per process."""
    path = resources.files(__package__).joinpath("knowledge", "weights.npz")
    with resources.as_file(path) as file, np.load(file) as stored:
        codes = tuple(stored["codes"].tobytes().decode().split())
        scale, rarity = stored["scale"].astype(np.float32), stored["rarity"].astype(np.float32)
        return Weights(codes, rarity, stored["table"], scale, stored["bias"], float(stored["sharpness"]))


def features_of(text: str, rarity: Floats) -> tuple[npt.NDArray[np.intp], Floats]:
    """The rows of the table that this text touches, and how strongly; empty when no word is known."""
    blocks = [
        _block(word_buckets(text), rarity[:BUCKETS], 0),
        _block(piece_buckets(text), rarity[BUCKETS:], BUCKETS),
    ]
    meaning = meaning_of(text)
    if meaning.any():
        blocks.append((np.arange(meaning.size) + 2 * BUCKETS, meaning))
    return np.concatenate([rows for rows, _ in blocks]), np.concatenate([values for _, values in blocks])


def suggest(
    text: str,
    *,
    among: Collection[str] | None = None,
    learned: Mapping[str, Buckets] | None = None,
    count: int = 3,
) -> list[Suggestion]:
    """The `count` likeliest categories of a text, best first; none for a text without a known word.

    `among` keeps the codes that a form may offer today. `learned` is what one group corrected: its codes and weights
    are added to those of the package. Same text, same weights: same answer, on every machine.
    """
    marks = marks_of(text, learned or {})
    if not marks:
        return []
    sharp = weights().sharpness
    highest = max(marks.values())
    shares = {code: float(np.exp(sharp * (mark - highest))) for code, mark in marks.items()}
    total = sum(shares.values())
    offered = [code for code in shares if among is None or code in among]
    best = sorted(offered, key=lambda code: (-shares[code], code))[:count]
    return [Suggestion(code, round(shares[code] / total, 4)) for code in best]


def marks_of(text: str, learned: Mapping[str, Buckets]) -> dict[str, float]:
    """What each code gets before the marks are compared; empty when nothing of the text is known."""
    model = weights()
    rows, values = features_of(text, model.rarity)
    said = taught_features(text)
    if not said or not (rows.size or any(bucket in taught for bucket in said for taught in learned.values())):
        return {}
    found = (values * model.scale[rows]) @ model.table[rows].astype(np.float32) + model.bias
    marks = dict(zip(model.codes, map(float, found), strict=True))
    for code, taught in learned.items():
        # A code added by the service has no weight of the package: it starts as low as a code that nothing speaks for.
        marks[code] = marks.get(code, -1.0) + sum(share * taught.get(bucket, 0.0) for bucket, share in said.items())
    return marks


def taught_features(text: str) -> dict[int, float]:
    """The words of a text as corrections weigh them, a vector of length one; one the package never met is rare."""
    rarity = weights().rarity[:BUCKETS]
    unmet = float(rarity.max())
    said = {bucket: share * (float(rarity[bucket]) or unmet) for bucket, share in word_buckets(text).items()}
    length = float(np.sqrt(sum(share * share for share in said.values())))
    return {bucket: share / length for bucket, share in said.items()}


def _block(said: Buckets, rarity: Floats, start: int) -> tuple[npt.NDArray[np.intp], Floats]:
    """One kind of features, weighed by rarity, as a vector of length one; unknown ones are left out."""
    buckets = np.fromiter(said, np.intp, len(said))
    values = np.fromiter(said.values(), np.float32, len(said)) * rarity[buckets]
    kept = values > 0
    length = float(np.linalg.norm(values))
    return buckets[kept] + start, values[kept] / length if length else values[kept]
