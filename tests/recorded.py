"""What many tests start from is made once through the services, then its rows are laid again for each test.

The cast, the stage and the world take up to a second to make; laying their rows takes a few hundredths. Only what
was made in a database as the migrations left it is kept, and only such a database receives it: anywhere else the
maker runs anew.
"""

import functools
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.core.cache import cache
from django.db import connection, models, transaction

Made = TypeVar("Made")
Rows = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Recording:
    """What a maker returned, and the rows it wrote, by table."""

    returned: bytes
    rows: Rows


_recordings: dict[str, Recording] = {}
_at_the_start: tuple[int, ...] = ()


def remember_the_start() -> None:
    """Note how many rows each table holds once the migrations have run, before any test."""
    global _at_the_start  # noqa: PLW0603  # one database a process
    _at_the_start = _counts()


def lay(make: Callable[[], Made]) -> Made:
    """What `make` returns, its rows being in the database: made the first time, laid again afterwards."""
    if _counts() != _at_the_start:
        return make()
    cache.clear()  # the keys of what is laid again are those of the test before
    known = _recordings.get(make.__qualname__)
    if known is None:
        return _record(make)
    with transaction.atomic():
        for table, rows in known.rows.items():
            _write(table, rows)
    return pickle.loads(known.returned)


def empty() -> bool:
    """Delete what tests committed, in one transaction; False, and nothing done, if what migrations wrote changed."""
    counts = zip(_tables(), _at_the_start, _counts(), strict=True)
    changed = [(table, start) for table, start, now in counts if now != start]
    if any(start for _, start in changed):
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        for table, _ in changed:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
    return True


def _record(make: Callable[[], Made]) -> Made:
    before = {table: set(_read(table)) for table in _tables()}
    made = make()
    rows: Rows = {}
    for table in _tables():
        after = _read(table)
        assert before[table] <= set(after), f"{make.__qualname__} changes rows of {table} that it did not write"
        if new := [row for row in after if row not in before[table]]:
            rows[table] = new
    _recordings[make.__qualname__] = Recording(pickle.dumps(made), rows)
    return made


@functools.cache
def _tables() -> dict[str, list[str]]:
    """The columns to write of each table, quoted; what the database computes is left to it."""
    return {
        model._meta.db_table: [
            connection.ops.quote_name(field.column)
            for field in model._meta.local_concrete_fields
            if not isinstance(field, models.GeneratedField)
        ]
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def _counts() -> tuple[int, ...]:
    each = ", ".join(f"(SELECT count(*) FROM {connection.ops.quote_name(table)})" for table in _tables())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {each}")
        return tuple(cursor.fetchone())


def _read(table: str) -> list[str]:
    """The rows of a table in the words of its engine: literals on SQLite, lines of COPY on PostgreSQL."""
    columns, name = _tables()[table], connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            literals = " || ',' || ".join(f"quote({column})" for column in columns)
            cursor.execute(f"SELECT {literals} FROM {name} ORDER BY rowid")
            return [row for (row,) in cursor.fetchall()]
        with cursor.copy(f"COPY (SELECT {', '.join(columns)} FROM {name}) TO STDOUT") as lines:
            return list(_whole(lines))


def _whole(lines: Any) -> Iterator[str]:
    for line in lines:
        yield bytes(line).decode()


def _write(table: str, rows: list[str]) -> None:
    columns, name = ", ".join(_tables()[table]), connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {name} ({columns}) VALUES {', '.join(f'({row})' for row in rows)}")
            return
        with cursor.copy(f"COPY {name} ({columns}) FROM STDIN") as copy:
            copy.write("".join(rows))
