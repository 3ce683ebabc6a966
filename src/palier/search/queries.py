"""Every read of the index. It only ever narrows rows that the access rule has opened."""

from typing import Any

from django.db.models import Q, QuerySet

from palier.access.actor import Actor
from palier.search.asking import Asked, read
from palier.search.kinds import Kind, kind_named, marks_for
from palier.search.models import Line
from palier.search.vocabulary import spelled_out


def question(text: str) -> Asked | None:
    """What was typed, as the index is asked it, whatever the kinds; None when nothing was typed."""
    return spelled_out(read(text)) if text.strip() else None


def answering(actor: Actor, name: str, asked: Asked | None, *, in_heading: bool = False) -> Q:
    """Among rows of this kind that the reader sees, those that hold what was asked; `in_heading`: in their heading.

    No question takes everything; one without a word that says something finds nothing.
    """
    if asked is None:
        return Q()
    kind = kind_named(name)
    if kind is None or not asked:
        return Q(pk__in=[])
    asked = asked.or_named(kind.names()) if not in_heading else asked.in_heading()
    return Q(pk__in=_lines(actor, kind, asked).values("object_id"))


def _lines(actor: Actor, kind: Kind, asked: Asked) -> QuerySet[Any]:
    """The lines that answer; those of a part only where its own rows open to this reader."""
    narrowed = asked.among(kind.marks(marks_for(actor)))
    lines = Line.objects.unsealed("search").filter(words__answers=narrowed)
    for phrase in asked.phrases:
        lines = lines.filter(words__contains=phrase)
    opened = Q(part="")
    for part in kind.parts:
        rows = part.model._default_manager.visible_to(actor)  # type: ignore[attr-defined]  # sealed manager
        opened |= Q(part=part.name, object_id__in=rows.values("pk"))
    return lines.filter(opened)
