"""Pages of a long list at a cost that does not grow with it: keys first, to a bound, then the rows of one page."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

PER_PAGE = 25
# What a list goes through, and what a file of export holds at most.
MOST_LISTED = 1_000
MOST_COUNTED = 5_000


def bounded_count(rows: QuerySet[Any], most: int = MOST_COUNTED) -> int:
    """How many rows, without counting further than one past the bound."""
    return rows.order_by().values("pk")[: most + 1].count()


class BoundedPaginator(Paginator[Any]):
    """Counts to the bound; beyond it the list says so, and a date or another criterion leads to the rest.

    The keys come in one statement, which an index answers by itself; the wide rows are read for one page only.
    """

    @cached_property
    def keys(self) -> list[Any]:
        """The keys in order, one past the bound when there are more."""
        ordered: QuerySet[Any] = self.object_list  # type: ignore[assignment]  # always a queryset here
        return list(ordered.values_list("pk", flat=True)[: MOST_LISTED + 1])

    @cached_property
    def count(self) -> int:
        """How many rows the pages go through."""
        return min(len(self.keys), MOST_LISTED)

    @property
    def is_partial(self) -> bool:
        """True when there are more rows than the pages show."""
        return len(self.keys) > MOST_LISTED

    def page(self, number: int | str) -> Page[Any]:
        """The rows of one page, read again under the same rule and in the same order."""
        valid = self.validate_number(number)
        first = (valid - 1) * self.per_page
        keys = self.keys[: self.count][first : first + self.per_page]
        return Page(self.object_list.filter(pk__in=keys), valid, self)  # type: ignore[attr-defined]  # a queryset


def page_of(rows: QuerySet[Any], asked: str | None) -> Page[Any]:
    """The page asked for, or the nearest one."""
    return BoundedPaginator(rows, PER_PAGE).get_page(asked)
