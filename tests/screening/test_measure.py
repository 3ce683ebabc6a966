"""The figures of decision 35 hold on the product's own sentences, and a measure counts what it says."""

from itertools import pairwise
from pathlib import Path

import pytest

from palier.screening import Kind, Span
from palier.screening.measure import measure
from palier.screening.sentences import read_marked

SENTENCES = Path(__file__).parent / "sentences"
RECALL, PRECISION = 0.95, 0.90
BATCHES = ("first", "second", "third", "fourth")


def marked(name: str) -> list[tuple[str, list[Span]]]:
    return read_marked((SENTENCES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("name", BATCHES)
def test_recall_and_precision_stay_above_what_was_decided(name):
    score = measure(marked(name), exact=False)["all"]
    assert score.recall >= RECALL
    assert score.precision >= PRECISION


def test_names_numbers_and_homes_hold_each_on_their_own():
    scores = measure([one for name in BATCHES for one in marked(name)], exact=False)
    for kind in (Kind.PERSON, Kind.PHONE, Kind.EMAIL, Kind.PLATE, Kind.FLAT, Kind.BIRTHDATE, Kind.PROCEDURE):
        assert scores[kind.code].recall >= RECALL, kind
        assert scores[kind.code].precision >= PRECISION, kind


def test_marked_bounds_lie_inside_their_sentence_and_never_overlap():
    for name in BATCHES:
        for text, spans in marked(name):
            assert spans == sorted(spans)
            assert all(0 <= span.start < span.end <= len(text) for span in spans)
            assert all(before.end <= after.start for before, after in pairwise(spans))


def test_a_measure_tells_shared_from_exact_and_missed_from_wrong():
    text = "mr dupont est au 3e gauche"
    person, flat = Span(3, 9, Kind.PERSON), Span(17, 26, Kind.FLAT)
    exact = measure([(text, [person, Span(14, 26, Kind.FLAT)])], exact=True)
    assert (exact["all"].recall, exact["all"].precision) == (0.5, 0.5)
    shared = measure([(text, [person, Span(14, 26, Kind.FLAT)])], exact=False)
    assert (shared["all"].recall, shared["all"].precision) == (1, 1)
    missed = measure([("rien ici", [Span(0, 4, Kind.PERSON)]), (text, [person, flat])], exact=False)
    assert (missed["person"].marked, missed["person"].found, missed["person"].right) == (2, 1, 1)
    assert missed["flat"].recall == 1
    assert measure([("rien", [])], exact=False) == {}
