"""Rows are sealed until the reader is named.

A model declares which of its columns seal it (`Protection`); `visible_to(actor)` is the only reading rule, for a
list, a page, a count, an export, a mail and a document alike. Reading without it raises `Unscoped`.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.lookups import In
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from palier.access.actor import Actor
from palier.access.levels import Level

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class Unscoped(Exception):
    """Rows were read before saying who reads: a bug, caught by the first test that meets it."""


@dataclass(frozen=True, slots=True)
class Protection:
    """The columns that seal a model, as lookup paths from that model.

    `group` leads to the id of the owner group and `level` to the row's own level. `readers` leads to the
    organisations named on a row of level *named*; `shared` to the associated groups, which read up to level
    *group* (decision 5); `drawer` to the id that a grant by name opens when the level is *sealed*. `parent` is
    a foreign key whose rule must hold as well: a child is never more open than its parent.
    """

    group: str
    level: str = ""
    readers: str = ""
    shared: str = ""
    drawer: str = ""
    parent: str = ""

    def __post_init__(self) -> None:
        if not (self.level or self.parent):
            raise ValueError("A protection names a level, a parent, or both: with neither, every row would be open.")

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The rows of `model` that `actor` may read (decisions 1 and 8).

        Without a seat nothing is readable: mandates open aggregates, never rows.
        """
        if not actor.seats:
            return Q(pk__in=[])
        allowed = self._own_rule(model, actor) if self.level else Q()
        if self.parent:
            above = model._meta.get_field(self.parent).related_model
            allowed &= _through(self.parent, rule(above, actor))  # type: ignore[arg-type]  # a foreign key has a model
        return allowed

    def _own_rule(self, model: type[models.Model], actor: Actor) -> Q:
        allowed = Q(**{self.level: Level.POPULATION})
        for clearance, group_ids in actor.groups_by_clearance().items():
            reach = min(clearance, Level.POLICE)
            allowed |= Q(**{f"{self.group}__in": group_ids, f"{self.level}__lte": reach})
        if self.readers:
            allowed |= Q(**{self.level: Level.NAMED}) & _reaching(model, self.readers, actor.organisation_ids)
        if self.shared:
            allowed |= Q(**{f"{self.level}__lte": Level.GROUP}) & _reaching(model, self.shared, actor.group_ids)
        if self.drawer and actor.drawers:
            # Of one's own groups: a record handed over keeps the drawer of each group apart.
            named = {f"{self.drawer}__in": actor.drawers, f"{self.group}__in": actor.group_ids}
            allowed |= Q(**{self.level: Level.SEALED, **named})
        return allowed


class Rule(Protocol):
    """What a sealed model declares as `protection`: usually a `Protection`, its own class when levels do not apply."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The rows of `model` that `actor` may read."""
        ...


def rule(model: type[models.Model], actor: Actor) -> Q:
    """The rows of `model` that `actor` may read, as one expression, made once for each reader."""
    if (known := actor.made.get(("rule", model))) is None:
        protection: Rule = model.protection  # type: ignore[attr-defined]  # every sealed model declares it
        known = actor.made["rule", model] = protection.rule(model, actor)
    return known


def _reaching(model: type[models.Model], path: str, ids: frozenset[UUID]) -> Q:
    """Rows linked through `path` to one of `ids`, by the table of links alone: a join would double the rows."""
    ahead, _, following = path.partition("__")
    field: Any = model._meta.get_field(ahead)
    if field.many_to_one:
        return _through(ahead, _reaching(field.related_model, following, ids))
    if field.many_to_many:
        links, own, other = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
    else:
        links, own, other = field.related_model, field.field.name, following
    return Q(pk__among=links._base_manager.filter(**{f"{other}__in": ids}).values(f"{own}_id"))


def _through(path: str, inner: Q) -> Q:
    """The same condition, seen through a foreign key."""
    shifted = Q()
    shifted.connector, shifted.negated = inner.connector, inner.negated
    shifted.children = [
        _through(path, child) if isinstance(child, Q) else (f"{path}__{child[0]}", child[1])  # type: ignore[index]
        for child in inner.children
    ]
    return shifted


@models.UUIDField.register_lookup
class Among(In):
    """`pk__among=rows`: like `in`, the keys gathered once, for PostgreSQL to look them up in the index of the column.

    There a rule of several ways to be allowed is then read by the index of each; `IN (SELECT …)` has it read the table.
    """

    lookup_name = "among"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        """The same rows, as an array where the engine has them."""
        return f"= ANY(ARRAY{rhs})" if connection.vendor == "postgresql" else super().get_rhs_op(connection, rhs)


class SealedQuery(Query):
    """The query under a sealed queryset. It refuses to become SQL until it was opened.

    Every reading ends here: iteration (async too), counts, `Exists`, `Subquery`, `qs.query` passed to a lookup, a
    sealed half of another model's union. The checks of the queryset come earlier only to fail where the code is wrong.
    """

    opened: str = ""

    def get_compiler(
        self,
        using: str | None = None,
        connection: Any = None,
        elide_empty: bool = True,  # noqa: FBT001, FBT002 - Django's signature
    ) -> SQLCompiler:
        if not self.opened:
            raise_unscoped(self.model)
        compiler: SQLCompiler = super().get_compiler(using, connection, elide_empty)
        return compiler


def raise_unscoped(model: Any) -> NoReturn:
    """Say exactly what to write instead."""
    raise Unscoped(
        f"{model.__name__}: dites qui lit, avec .visible_to(actor), "
        f'ou pourquoi le programme lit tout, avec .unsealed("raison").'
    )


class SealedQuerySet(models.QuerySet[M_co]):
    """A queryset that refuses to read until `visible_to` (a person) or `unsealed` (the program) opened it."""

    def __init__(
        self, model: Any = None, query: Query | None = None, using: str | None = None, hints: Any = None
    ) -> None:
        super().__init__(model, query or SealedQuery(model), using, hints)

    @property
    def opened(self) -> str:
        """Why these rows may be read; empty while they are sealed. Kept on the query, which every copy carries."""
        return getattr(self.query, "opened", "")

    def visible_to(self, actor: Actor) -> Self:
        """The rows this reader may see. The one rule for lists, pages, counts, exports, mails and documents."""
        return self.filter(rule(self.model, actor)).unsealed("visible_to")

    def unsealed(self, reason: str) -> Self:
        """All rows, for a service or a job that shows none of them; the reason can be searched for."""
        if not reason:
            raise ValueError("Say why the program reads every row.")
        rows = self.all()
        rows.query.opened = reason  # type: ignore[attr-defined]  # a SealedQuery
        return rows

    def _check(self) -> None:
        if not self.opened:
            raise_unscoped(self.model)

    def _fetch_all(self) -> None:
        self._check()
        super()._fetch_all()

    def _closed(self, *_: Any, **__: Any) -> NoReturn:
        raise Unscoped(f"{self.model.__name__}: cette lecture contourne la règle d’accès ; filtrez avec visible_to.")

    # `visible | all` would be all: what was opened must not be widened afterwards.
    union = intersection = difference = _closed
    __or__ = __xor__ = _closed
    raw = extra = _closed

    def iterator(self, chunk_size: int | None = None) -> Iterator[M_co]:
        self._check()
        return super().iterator(chunk_size)

    def aiterator(self, chunk_size: int = 2000) -> AsyncIterator[M_co]:
        self._check()
        return super().aiterator(chunk_size)

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        self._check()
        return super().resolve_expression(*args, **kwargs)

    def count(self) -> int:
        self._check()
        return super().count()

    def exists(self) -> bool:
        self._check()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._check()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._check()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check()
        return super().delete()

    def explain(self, *args: Any, **kwargs: Any) -> str:
        self._check()
        return super().explain(*args, **kwargs)


class Door(models.Manager[M_co]):
    """The door of a sealed table: what a reader may see of the whole of it is opened once, then copied unread."""

    def visible_to(self, actor: Actor) -> SealedQuerySet[M_co]:
        """The rows this reader may see."""
        rows: Any = self.get_queryset()
        if type(self) is not SealedManager:  # the rows tied to one row: a manager that Django derives from ours
            return rows.visible_to(actor)  # type: ignore[no-any-return]  # a sealed queryset
        if (opened := actor.made.get(("rows", self.model))) is None:
            opened = actor.made["rows", self.model] = rows.visible_to(actor)
        return opened.all()  # type: ignore[no-any-return]  # a sealed queryset


SealedManager = Door.from_queryset(SealedQuerySet)


@dataclass(frozen=True, slots=True)
class Seal:
    """What protects one record: copied into its journal entries."""

    group_id: UUID | None
    level: Level


def seal_of(record: models.Model) -> Seal:
    """The owner group and the level of a protected record (its parent's level where it has none of its own)."""
    protection: Protection = type(record).protection  # type: ignore[attr-defined]  # every sealed model declares it
    group_id = _follow(record, protection.group)
    if protection.level:
        return Seal(group_id, Level(_follow(record, protection.level)))
    return Seal(group_id, seal_of(getattr(record, protection.parent)).level)


def _follow(record: models.Model, path: str) -> Any:
    found: Any = record
    for step in path.split("__"):
        found = getattr(found, step)
    return found
