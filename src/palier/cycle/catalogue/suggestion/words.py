"""What the classifier sees of a text: words, pairs of words and pieces of words, each as a number.

A feature is known by its number only (a fold of its spelling): neither the shipped weights nor what an installation
learned holds a word.
"""

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from palier.kernel.empty_words import OF_A_TROUBLE
from palier.kernel.text import words_of

BUCKETS = 1 << 15
_PIECES = (3, 4, 5)


def telling_words(text: str) -> list[str]:
    """The words of a text without accents nor case, empty words left out."""
    return [word for word in words_of(text) if word not in OF_A_TROUBLE]


def word_buckets(text: str) -> dict[int, float]:
    """Words and pairs of neighbouring words, and how much each was said."""
    words = [_singular(word) for word in telling_words(text)]
    pairs = (" ".join(pair) for pair in pairwise(words))
    return _counted(_bucket(f"w{name}") for name in (*words, *pairs))


def piece_buckets(text: str) -> dict[int, float]:
    """Pieces of three to five letters inside words: what survives a spelling of one's own."""
    return _counted(bucket for word in words_of(text) for bucket in _pieces(word))


@lru_cache(maxsize=8192)
def _pieces(word: str) -> tuple[int, ...]:
    padded = f" {word} "
    return tuple(
        _bucket(f"p{padded[start : start + size]}")
        for size in _PIECES
        for start in range(max(1, len(padded) - size + 1))
    )


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word  # noqa: PLR2004 - « gaz », « bus », « 115 » stay


def _bucket(name: str) -> int:
    return crc32(name.encode()) % BUCKETS


def _counted(buckets: Iterable[int]) -> dict[int, float]:
    """Said twice is a little more than said once, not twice as much."""
    return {bucket: 1 + math.log(count) for bucket, count in Counter(buckets).items()}
