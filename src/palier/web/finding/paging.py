"""Pages of a long list at a cost that does not grow with it: keys first, to a bound, then the rows of one page."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Model, QuerySet
from django.db.models.functions import Cast

R = TypeVar("R", bound=Model)

PER_PAGE = 25
# What a list goes through, and what a file of export holds at most.
MOST_LISTED = 1_000
MOST_COUNTED = 5_000


def bounded_count(rows: QuerySet[Any], most: int = MOST_COUNTED) -> int:
    """How many rows, without counting further than one past the bound."""
    return rows.order_by().values("pk")[: most + 1].count()


class BoundedPaginator(Paginator[Any]):
    """Counts to the bound; beyond it the list says so, and a date or another criterion leads to the rest.

    The keys come in one statement, which an index answers by itself; the wide rows are read for one page only, from
    `seen`: what the reader may see, with the columns shown. What they answer is not asked again.
    """

    def __init__(self, rows: QuerySet[Any], per_page: int, *, seen: QuerySet[Any]) -> None:
        super().__init__(rows, per_page)
        self.seen = seen

    @cached_property
    def keys(self) -> list[str]:
        """The keys in order, one past the bound when there are more; as texts, since few are ever read as ids."""
        ordered: QuerySet[Any] = self.object_list  # type: ignore[assignment]  # always a queryset here
        return list(ordered.values_list(Cast("pk", CharField()), flat=True)[: MOST_LISTED + 1])

    @cached_property
    def count(self) -> int:
        """How many rows the pages go through."""
        return min(len(self.keys), MOST_LISTED)

    @property
    def is_partial(self) -> bool:
        """True when there are more rows than the pages show."""
        return len(self.keys) > MOST_LISTED

    def page(self, number: int | str) -> Page[Any]:
        """The rows of one page, in the same order."""
        valid = self.validate_number(number)
        first = (valid - 1) * self.per_page
        keys = self.keys[: self.count][first : first + self.per_page]
        return Page(in_order(self.seen, list(map(UUID, keys))), valid, self)


def in_order(seen: QuerySet[R], keys: Sequence[Any]) -> list[R]:
    """The rows of these keys, in their order: those that the reader still sees."""
    found = seen.order_by().in_bulk(keys)
    return [found[key] for key in keys if key in found]


def page_of(rows: QuerySet[Any], asked: str | None, *, seen: QuerySet[Any]) -> Page[Any]:
    """The page asked for, or the nearest one."""
    return BoundedPaginator(rows, PER_PAGE, seen=seen).get_page(asked)
