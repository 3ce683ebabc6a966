"""Recall and precision, kind by kind, against sentences whose passages were marked by hand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from palier.screening.finding import find_spans
from palier.screening.spans import Span


@dataclass(frozen=True, slots=True)
class Score:
    """For one kind: passages marked, found of them, passages reported, right among them."""

    marked: int
    found: int
    reported: int
    right: int

    @property
    def recall(self) -> float | None:
        """The share of marked passages that were found."""
        return self.found / self.marked if self.marked else None

    @property
    def precision(self) -> float | None:
        """The share of reported passages that were right."""
        return self.right / self.reported if self.reported else None


def measure(marked: Iterable[tuple[str, list[Span]]], *, exact: bool) -> dict[str, Score]:
    """The score of each kind and of all together ("all"); `exact` asks for the same bounds, else for a shared part."""
    counts: Counter[tuple[str, str]] = Counter()
    for text, expected in marked:
        reported = find_spans(text)
        for what, spans, others in (("marked", expected, reported), ("reported", reported, expected)):
            for span in spans:
                hit = any(_agree(span, other, exact=exact) for other in others)
                for name in (span.kind.code, "all"):
                    counts[what, name] += 1
                    counts[f"{what} hit", name] += hit
    names = [name for what, name in counts if what in {"marked", "reported"}]
    return {
        name: Score(
            counts["marked", name], counts["marked hit", name], counts["reported", name], counts["reported hit", name]
        )
        for name in dict.fromkeys(sorted(names))
    }


def _agree(one: Span, other: Span, *, exact: bool) -> bool:
    if one.kind is not other.kind:
        return False
    if exact:
        return (one.start, one.end) == (other.start, other.end)
    return one.start < other.end and other.start < one.end
