"""`kernel.text.fold` inside the database: rows found by words, without accents nor case, alike on both engines.

SQLite calls the Python function itself; PostgreSQL says the same in its own words. A test holds them together.
"""

import sqlite3
from functools import reduce
from operator import or_
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import CharField, Q, TextField, Transform
from django.db.models.sql.compiler import SQLCompiler

from palier.kernel.text import MARKS, WHOLE_LETTERS, fold

MOST_WORDS = 12


def holding(words: str, *fields: str) -> Q:
    """The rows that hold every one of these words, each in one of these fields; no word asks for nothing."""
    found = Q()
    for word in searched_words(words):
        found &= reduce(or_, (Q(**{f"{field}__folded__contains": word}) for field in fields))
    return found


def searched_words(text: str) -> list[str]:
    """What somebody typed, cut at spaces and folded; a nul character, which PostgreSQL refuses, separates too."""
    return fold(text).replace("\0", " ").split()[:MOST_WORDS]


@CharField.register_lookup
@TextField.register_lookup
class Folded(Transform):
    """`name__folded__contains="elodie"` finds « Élodie »."""

    lookup_name = "folded"
    function = "palier_fold"
    output_field = TextField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """Decompose, drop the marks, replace the letters that do not decompose, then lower: `fold`, word for word."""
        template = f"regexp_replace(normalize((%(expressions)s)::text, NFKD), '{MARKS}', '', 'g')"
        for letter, plain in WHOLE_LETTERS.items():
            template = f"replace({template}, '{letter}', '{plain}')"
        return super().as_sql(compiler, connection, template=f"lower({template})", **extra)


def _teach(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "sqlite":
        raw: sqlite3.Connection = connection.connection
        raw.create_function(
            "palier_fold", 1, lambda text: None if text is None else fold(str(text)), deterministic=True
        )


def teach_connections() -> None:
    """Have each new SQLite connection know the function; twice is the same as once."""
    connection_created.connect(_teach, dispatch_uid="palier.kernel.folding")
