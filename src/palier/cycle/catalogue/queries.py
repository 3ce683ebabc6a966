"""Every read of the catalogue: what replaces what, the search, and the category proposed for a text."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.catalogue.models import (
    Answer,
    Category,
    Dated,
    KnowledgeCard,
    LegalReference,
    Teaching,
    WhyNotCard,
)
from palier.cycle.catalogue.suggestion import suggest
from palier.cycle.catalogue.suggestion.learning import Learned, from_json
from palier.kernel.text import fold, words_of

E = TypeVar("E", bound=Dated)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A category in use, proposed for a text: nobody has to take it."""

    category: Category
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that answers a search, and the one in use that it leads to when it was withdrawn."""

    entry: Dated
    leads_to: Dated | None


def current_end(entry: E) -> E:
    """The entry that replaces this one today, or itself."""
    return next(reversed(successors(entry)), entry)


def successors(entry: E) -> list[E]:
    """What replaces an entry, what replaces that, and so on; the last one is the current one."""
    found: list[E] = []
    step: Any = entry.replaced_by
    while step is not None and step not in found and step != entry:
        found.append(step)
        step = step.replaced_by
    return found


def propose_categories(*, actor: Actor, group_id: UUID, text: str, day: date, count: int = 3) -> list[Proposal]:
    """The likeliest categories of a text among those in use, best first, with what this group taught.

    A code withdrawn gives its share to the one that replaces it. The text is neither kept nor logged.
    """
    categories = Category.objects.in_bulk()
    shares: dict[str, float] = defaultdict(float)
    for found in suggest(text, learned=_taught(actor, group_id), count=len(categories) + 1):
        current = _current(found.code, categories, day)
        if current:
            shares[current] += found.score
    best = sorted(shares, key=lambda code: (-shares[code], code))[:count]
    return [Proposal(categories[code], round(shares[code], 4)) for code in best]


def search_catalogue(words: str, *, day: date) -> dict[str, list[Hit]]:
    """The entries of each table where every word stands, by the name of the table; all of them without a word.

    An old code or an old article is found too, and leads to the new one.
    """
    asked = words_of(words)
    found: dict[str, list[Hit]] = {}
    for model, texts in _SEARCHED.items():
        rows = {row.pk: row for row in model._default_manager.all()}
        hits = [row for row in rows.values() if _answers(asked, row, texts)]
        found[model._meta.model_name or ""] = _led(hits, rows, day, keep_old=bool(asked))
    return found


_SEARCHED: Mapping[type[Dated], tuple[str, ...]] = {
    Category: ("code", "label", "usual_place"),
    Answer: ("code", "label", "precondition"),
    WhyNotCard: ("question", "text"),
    KnowledgeCard: ("title", "text"),
    LegalReference: ("label", "meaning"),
}


def _answers(asked: list[str], row: Dated, texts: tuple[str, ...]) -> bool:
    said = fold(" ".join(getattr(row, name) for name in texts))
    return all(word in said for word in asked)


def _led(hits: list[Dated], rows: Mapping[str, E], day: date, *, keep_old: bool) -> list[Hit]:
    """Each hit with its current successor, chains followed in memory; without a search old entries are left out."""
    told = []
    for entry in hits:
        if entry.is_in_use(day):
            told.append(Hit(entry, None))
        elif keep_old:
            end = _end(str(entry.pk), rows)
            told.append(Hit(entry, end if end != entry else None))
    return told


def _end(code: str, rows: Mapping[str, E]) -> E:
    """The last of the chain of replacements, among rows already read."""
    passed = {code}
    while (following := _replacement(rows[code])) and following not in passed:
        code = following
        passed.add(code)
    return rows[code]


def _replacement(entry: Any) -> str:
    """The code that replaces an entry, without reading it."""
    return entry.replaced_by_id or ""


def _current(code: str, categories: Mapping[str, Category], day: date) -> str:
    """The code in use today that this one leads to, or nothing."""
    known = categories.get(code)
    if known is None:
        return ""
    end = known if known.is_in_use(day) else _end(code, categories)
    return str(end.pk) if end.is_in_use(day) else ""


def _taught(actor: Actor, group_id: UUID) -> Learned:
    """What this group taught, for who reads all that it was learned from."""
    clearance = actor.clearance_in(group_id)
    if clearance is None or clearance < Level.GROUP:
        return {}
    stored = Teaching.objects.visible_to(actor).filter(pk=group_id).values_list("weights", flat=True).first()
    return from_json(stored or {})
