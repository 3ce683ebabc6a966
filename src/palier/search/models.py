"""The index: one line of words for each row that can be found, and for each part of it that fewer people read."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.lookups import Lookup

from palier.access.actor import Actor
from palier.access.rows import SealedManager
from palier.search.asking import Asked, Way


class NobodyRule:
    """Lines that only the program reads: what they lead to is read by its own rule."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """No row, whoever reads."""
        return Q(pk__in=[])


class Line(models.Model):
    """The words of one row (`part` empty), or of what only the readers of another, stricter row may find it by.

    `words` also holds tokens of whom it may concern, to leave the others out early; the access rule decides.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    part = models.CharField(max_length=20, blank=True)
    object_id = models.UUIDField()
    words = models.TextField()
    # The rules of reading it was written under; 0 when what it repeats has changed since.
    rules = models.PositiveSmallIntegerField()

    objects = SealedManager()
    protection = NobodyRule()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object_id", "kind", "part"], name="one_line_per_part")]
        indexes = [models.Index(fields=["rules"], name="line_by_rules")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


@models.TextField.register_lookup
class Answers(Lookup):
    """`words__answers=asked`: the lines that hold all that is asked, found by the full-text index of the engine.

    Tokens are letters, digits and « _ »: nothing typed reaches the language of the index.
    """

    lookup_name = "answers"

    def get_prep_lookup(self) -> Asked:
        """The question as it is."""
        return self.rhs  # type: ignore[no-any-return]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """By the FTS5 table, whose rows have the ids of the lines."""
        table = connection.ops.quote_name(self.lhs.alias)
        asked = " AND ".join(f"({' OR '.join(map(_fts, one))})" for one in self.rhs.wanted)
        return f"{table}.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)", [asked]  # noqa: S608 - a table of ours

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """By the GIN index of the same expression (migration 0001)."""
        lhs, params = self.process_lhs(compiler, connection)
        asked = " & ".join(f"({' | '.join(map(_tsquery, one))})" for one in self.rhs.wanted)
        return f"array_to_tsvector(string_to_array(btrim({lhs}), ' ')) @@ %s::tsquery", [*params, asked]


def _fts(way: Way) -> str:
    return f'"{way.token}"{" *" if way.begins else ""}'


def _tsquery(way: Way) -> str:
    return f"'{way.token}'{':*' if way.begins else ''}"
