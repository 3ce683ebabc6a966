"""What one may count before and after, by family of categories: a short list, to which a group adds its own words."""

import csv
from functools import cache
from pathlib import Path

from palier.cycle.catalogue.models import Category

_FILE = Path(__file__).parent / "reference" / "indicators.csv"
EVERYWHERE = "*"


def indicators_for(category: Category) -> list[str]:
    """The indicators offered for a category: those of its family, then those that suit any problem."""
    offered = _by_family()
    return [*offered.get(category.family_id, ()), *offered[EVERYWHERE]]


@cache
def _by_family() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["family"]] = (*found.get(row["family"], ()), row["label"])
    return found
