"""The figures of decision 35 hold on the product's own sentences, and a measure counts what it says."""

from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from palier.screening import Kind, Span, find_spans
from palier.screening.measure import measure
from palier.screening.sentences import read_marked

pytestmark = pytest.mark.long

SENTENCES = Path(__file__).parent / "sentences"
EXAMPLES = files("palier.cycle.catalogue.suggestion") / "knowledge" / "examples.tsv"
RECALL, PRECISION = 0.95, 0.90
UNKNOWN = [
    "Zelkana",
    "Mirovidar",
    "Orvane",
    "Ouarzalek",
    "Tchidjo",
    "Tchoukambe",
    "Malweth",
    "Belvanski",
    "Ysoria",
    "Dramoussi",
    "Keldrin",
    "Kergolven",
    "Nayumbe",
    "Fassoubel",
    "Sorvanik",
    "Vandrieck",
    "Bemidou",
    "Nzolambi",
    "Ghilzar",
    "Sarquisian",
    "Wenolie",
    "Pradelhac",
    "Thandro",
    "Zuccarotti",
]
BATCHES = ("first", "second", "third", "fourth", "fifth_tuning", "fifth_sealed")


def marked(name: str) -> list[tuple[str, list[Span]]]:
    return read_marked((SENTENCES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("name", BATCHES)
def test_recall_and_precision_stay_above_what_was_decided(name):
    score = measure(marked(name), exact=False)["all"]
    assert score.recall >= RECALL
    assert score.precision >= PRECISION


@pytest.mark.parametrize("written", [str.lower, str.upper], ids=["lower", "upper"])
def test_a_text_without_capitals_or_all_in_capitals_is_read_as_well(written):
    sentences = [(written(text), spans) for name in BATCHES for text, spans in marked(name) if same_length(text)]
    score = measure(sentences, exact=False)["all"]
    assert score.recall >= RECALL
    assert score.precision >= PRECISION


def same_length(text: str) -> bool:
    return len(text.lower()) == len(text) == len(text.upper())


def test_names_of_no_list_are_found_by_what_surrounds_them():
    """Made-up names in place of the marked ones: the rules hold without their lexicons."""
    found = total = 0
    for name in BATCHES:
        for rank, (text, spans) in enumerate(marked(name)):
            for span in spans:
                words = span.of(text).split()
                if span.kind is not Kind.PERSON or any(len(word) < 3 for word in words) or words[0].islower():
                    continue
                made = " ".join(UNKNOWN[(rank + step) % len(UNKNOWN)] for step in range(min(2, len(words))))
                reported = find_spans(text[: span.start] + made + text[span.end :])
                total += 1
                found += any(one.start < span.start + len(made) and span.start < one.end for one in reported)
    assert found / total >= 0.9, f"{found} of {total}"


def test_reports_that_speak_of_places_and_things_are_left_alone():
    """What taught the categories: invented reports, few of which tell someone's situation."""
    texts = [line.split("\t")[-1] for line in EXAMPLES.read_text(encoding="utf-8").splitlines()[1:]]
    assert sum(bool(find_spans(text)) for text in texts) / len(texts) <= 0.025


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
