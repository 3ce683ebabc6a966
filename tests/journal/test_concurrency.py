"""Eight writers at once, on both engines: no error, nothing lost, one chain; and one winner for each move."""

import pytest

# Both engines or none: many processes, too heavy for the quick run.
pytestmark = pytest.mark.postgres

WRITERS, BATCHES, BATCH = 8, 12, 3
COUNT = """
from palier.journal.models import Entry, Detail
from palier.territory.models import Place
entries = Entry.objects.unsealed("test").filter(event="territory:place:create")
words = Detail.objects.unsealed("test").filter(entry__in=entries)
print(Place.objects.unsealed("test").count(), entries.count(), words.count())
"""


def test_eight_writers_lose_nothing_and_keep_one_chain(product):
    said = product.python(f"from tests.journal.writing import write_at_once; print(*write_at_once({BATCHES}), sep='|')")
    assert said.split("|") == [str(BATCHES * BATCH)] * WRITERS
    written = WRITERS * BATCHES * BATCH
    assert product.python(COUNT) == f"{written} {written} {written}"
    assert "Journal intact" in product.do("verify")


def test_of_eight_who_move_the_same_record_one_wins_and_the_others_are_told(product):
    said = product.python("from tests.journal.writing import race; print(*sorted(race()), sep='|')")
    assert said.split("|") == ["moved"] + ["stale"] * (WRITERS - 1)
    assert "Journal intact" in product.do("verify")
