"""Train the weights of the category suggestion from its examples and its lexicon, or measure them.

    python -m tools.category_model                 # writes knowledge/weights.npz
    python -m tools.category_model --measure FILE  # JSON lines or TSV with code and text: top-1, top-3, confusions
    python -m tools.category_model --folds FILE    # five folds of FILE, each read with the others learned too

Same data, same weights: nothing is drawn at random but the folds, whose draw is fixed.
"""

import argparse
import csv
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from palier.cycle.catalogue.suggestion import ranking
from palier.cycle.catalogue.suggestion.meaning import meaning_of
from palier.cycle.catalogue.suggestion.ranking import Weights, features_of, suggest
from palier.cycle.catalogue.suggestion.words import BUCKETS, piece_buckets, word_buckets

Labelled = list[tuple[str, str]]

KNOWLEDGE = Path(str(resources.files("palier.cycle.catalogue.suggestion"))) / "knowledge"
# Phrases of the lexicon are learned two by two: alone they are too short, together they blur.
TOGETHER = 2
# A piece of a word seen in one text only is noise; a word is not.
SEEN = {word_buckets: 1, piece_buckets: 2}
FIRM = 0.3


def main() -> None:
    """Train, or measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", type=Path)
    parser.add_argument("--folds", type=Path)
    options = parser.parse_args()
    if options.measure:
        report(read(options.measure))
    elif options.folds:
        fold_by_fold(read(options.folds))
    else:
        write(train(taught()))


def read(path: Path) -> Labelled:
    """Texts and their codes, from JSON lines or from a table with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            rows = [json.loads(line) for line in file if line.strip()]
        else:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["text"], row["code"]) for row in rows]


def taught() -> Labelled:
    """Everything the shipped weights learn from."""
    return read(KNOWLEDGE / "examples.tsv") + lexicon()


def lexicon() -> Labelled:
    """The phrases of the lexicon, as short texts."""
    texts: Labelled = []
    for line in (KNOWLEDGE / "lexicon.txt").read_text(encoding="utf-8").splitlines():
        code, phrases = line.split(":", 1)
        said = [phrase.strip() for phrase in phrases.split(";")]
        texts += [(", ".join(said[start : start + TOGETHER]), code) for start in range(0, len(said), TOGETHER)]
    return texts


def train(labelled: Labelled) -> Weights:
    """The weights that these texts teach; `sharpness` comes from texts left out in turn."""
    rarity = rarity_of([text for text, _ in labelled])
    table, codes = matrix(labelled, rarity), np.array([code for _, code in labelled])
    model = LinearSVC(C=FIRM, random_state=0).fit(table, codes)
    scale = np.abs(model.coef_).max(axis=0) / 127
    small = np.round(model.coef_ / np.where(scale, scale, 1)).astype(np.int8)
    return Weights(
        codes=tuple(model.classes_),
        rarity=rarity,
        table=np.ascontiguousarray(small.T),
        scale=scale.astype(np.float32),
        bias=model.intercept_.astype(np.float32),
        sharpness=sharpness_of(table, codes),
    )


def rarity_of(texts: Sequence[str]) -> ranking.Floats:
    """How much each bucket tells: the rarer the more, nothing when it was never seen."""
    kinds = []
    for look, least in SEEN.items():
        seen = np.zeros(BUCKETS)
        for text in texts:
            seen[list(look(text))] += 1
        kinds.append(np.where(seen >= least, np.log((1 + len(texts)) / (1 + seen)) + 1, 0))
    return np.concatenate(kinds).astype(np.float16).astype(np.float32)


def matrix(labelled: Labelled, rarity: ranking.Floats) -> csr_matrix:
    """One row per text."""
    starts, columns, values = [0], [], []
    for text, _ in labelled:
        rows, strengths = features_of(text, rarity)
        columns.append(rows)
        values.append(strengths)
        starts.append(starts[-1] + len(rows))
    width = 2 * BUCKETS + meaning_of("").size
    return csr_matrix((np.concatenate(values), np.concatenate(columns), starts), shape=(len(labelled), width))


def sharpness_of(table: csr_matrix, codes: np.ndarray) -> float:
    """The factor that makes the shares of left-out texts most like how often they are right."""
    marks, right = [], []
    for kept, left in StratifiedKFold(4, shuffle=True, random_state=0).split(codes, codes):
        model = LinearSVC(C=FIRM, random_state=0).fit(table[kept], codes[kept])
        marks.append(model.decision_function(table[left]))
        right.append(np.searchsorted(model.classes_, codes[left]))
    found, wanted = np.concatenate(marks), np.concatenate(right)

    def surprise(factor: float) -> float:
        shares = factor * found
        shares -= shares.max(axis=1, keepdims=True)
        return float((np.log(np.exp(shares).sum(axis=1)) - shares[np.arange(len(wanted)), wanted]).mean())

    return min((round(float(factor), 1) for factor in np.arange(0.5, 12, 0.1)), key=surprise)


def write(weights: Weights) -> None:
    """Store them small, with what they were made from."""
    np.savez_compressed(
        KNOWLEDGE / "weights.npz",
        codes=np.frombuffer(" ".join(weights.codes).encode(), np.uint8),
        rarity=weights.rarity.astype(np.float16),
        table=weights.table,
        scale=weights.scale.astype(np.float16),
        bias=weights.bias,
        sharpness=np.float32(weights.sharpness),
        source=np.frombuffer(source_print(), np.uint8),
    )
    size = (KNOWLEDGE / "weights.npz").stat().st_size
    print(f"{len(weights.codes)} codes, sharpness {weights.sharpness}, {size:,} bytes")


def report(labelled: Labelled) -> None:
    """Say how the shipped weights do on these texts."""
    ranks = [[found.code for found in suggest(text)] for text, _ in labelled]
    show(ranks, [code for _, code in labelled])


def fold_by_fold(labelled: Labelled) -> None:
    """The same, when four fifths of the file are learned beside the examples."""
    codes = [code for _, code in labelled]
    ranks: list[list[str]] = [[] for _ in labelled]
    for kept, left in StratifiedKFold(5, shuffle=True, random_state=1).split(codes, codes):
        more = taught() + [labelled[rank] for rank in kept]
        rarity = rarity_of([text for text, _ in more])
        model = LinearSVC(C=FIRM, random_state=0).fit(matrix(more, rarity), [code for _, code in more])
        marks = model.decision_function(matrix([labelled[rank] for rank in left], rarity))
        for rank, mark in zip(left, marks, strict=True):
            ranks[rank] = list(model.classes_[np.argsort(-mark)[:3]])
    show(ranks, codes)


def show(ranks: list[list[str]], codes: list[str]) -> None:
    """Top-1, top-3 and the confusions seen at least twice."""
    first = sum(found[:1] == [code] for found, code in zip(ranks, codes, strict=True))
    among = sum(code in found for found, code in zip(ranks, codes, strict=True))
    print(f"{len(codes)} texts: top-1 {first / len(codes):.1%}, top-3 {among / len(codes):.1%}")
    wrong = Counter((code, found[0]) for found, code in zip(ranks, codes, strict=True) if found[:1] != [code])
    often = [f"{code} read as {read} ×{times}" for (code, read), times in wrong.most_common(12) if times > 1]
    print("confusions:", ", ".join(often) or "none twice")


def source_print() -> bytes:
    """A fingerprint of the data the weights are made from: a test refuses weights older than their data."""
    files = ("examples.tsv", "lexicon.txt", "vectors.npz")
    return hashlib.sha256(b"".join((KNOWLEDGE / name).read_bytes() for name in files)).digest()


if __name__ == "__main__":
    main()
