"""Every read of the index. It only ever narrows rows that the access rule has opened."""

from typing import Any

from django.db.models import Q, QuerySet

from palier.access.actor import Actor
from palier.search.asking import Asked, read
from palier.search.kinds import Kind, kind_named, marks_for
from palier.search.models import Line


def answering(actor: Actor, name: str, text: str, *, in_heading: bool = False) -> Q:
    """Among rows of this kind that the reader sees, those that hold what was typed; `in_heading`: in their heading.

    No word at all asks for nothing; signs without a word find nothing.
    """
    if not text.strip():
        return Q()
    kind, asked = kind_named(name), read(text)
    if kind is None or not asked:
        return Q(pk__in=[])
    asked = asked.or_named(kind.names()) if not in_heading else asked.in_heading()
    return Q(pk__in=_lines(actor, kind, asked).values("object_id"))


def _lines(actor: Actor, kind: Kind, asked: Asked) -> QuerySet[Any]:
    """The lines that answer; those of a part only where its own rows open to this reader."""
    narrowed = asked.among([kind.mark]).among(marks_for(actor))
    lines = Line.objects.unsealed("search").filter(words__answers=narrowed)
    for phrase in asked.phrases:
        lines = lines.filter(words__contains=phrase)
    opened = Q(part="")
    for part in kind.parts:
        rows = part.model._default_manager.visible_to(actor)  # type: ignore[attr-defined]  # sealed manager
        opened |= Q(part=part.name, object_id__in=rows.values("pk"))
    return lines.filter(opened)
