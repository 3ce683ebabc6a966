"""Pages of a long list at a cost that does not grow with it: the count stops at a bound, and so do the pages."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

PER_PAGE = 25
MOST_COUNTED = 5_000


def bounded_count(rows: QuerySet[Any]) -> int:
    """How many rows, without counting further than one past the bound."""
    return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()


class BoundedPaginator(Paginator[Any]):
    """Counts to the bound; beyond it the list says so, and a date or another criterion leads to the rest."""

    @cached_property
    def reached(self) -> int:
        """The count, one past the bound when there are more."""
        return bounded_count(self.object_list)  # type: ignore[arg-type]  # always a queryset here

    @cached_property
    def count(self) -> int:
        """How many rows the pages go through."""
        return min(self.reached, MOST_COUNTED)

    @property
    def is_partial(self) -> bool:
        """True when there are more rows than the pages show."""
        return self.reached > MOST_COUNTED


def page_of(rows: QuerySet[Any], asked: str | None) -> Page[Any]:
    """The page asked for, or the nearest one."""
    return BoundedPaginator(rows, PER_PAGE).get_page(asked)
