"""Reads of the territory, named for their use."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from rapidfuzz.distance import OSA

from palier.access.actor import Actor
from palier.kernel.text import words_of
from palier.territory.models import Commune, Department, District, Place, PlaceKind, Sector
from palier.territory.wording import canonical, meaningful

SHORTEST_FUZZY = 4
MOST_SCANNED = 20_000
BLANK = ("geometry",)


def territory_tree() -> QuerySet[Department]:
    """The départements with their circonscriptions, sectors and communes, without their shapes."""
    districts = District.objects.defer(*BLANK).prefetch_related(
        Prefetch("sectors", Sector.objects.defer(*BLANK)), Prefetch("communes", Commune.objects.defer(*BLANK))
    )
    return Department.objects.defer(*BLANK).prefetch_related(Prefetch("districts", districts))


def active_kinds() -> QuerySet[PlaceKind]:
    """The kinds of place offered today."""
    return PlaceKind.objects.filter(deprecated_on__isnull=True)


def places_for_list(actor: Actor) -> QuerySet[Place]:
    """The places this reader may see, ready for a list."""
    rows: QuerySet[Place] = Place.objects.visible_to(actor)
    return rows.select_related("kind", "commune", "sector", "second_sector").defer(
        "geometry", "commune__geometry", "sector__geometry", "second_sector__geometry"
    )


def places_in(actor: Actor, sector: Sector) -> QuerySet[Place]:
    """The visible places of a sector, those shared on its boundary included."""
    return places_in_any(actor, [sector])


def places_in_any(actor: Actor, sectors: Iterable[Sector]) -> QuerySet[Place]:
    """The visible places of these sectors, in the order of their names, whatever their case and accents."""
    wanted = [sector.pk for sector in sectors]
    rows = places_for_list(actor).filter(Q(sector__in=wanted) | Q(second_sector__in=wanted))
    return rows.order_by("search_words", "pk")


def search_places(actor: Actor, text: str, *, among: QuerySet[Place] | None = None, limit: int = 20) -> list[Place]:
    """The visible places whose name, address or commune answers `text`: tolerant like the address search.

    `among` narrows the rows searched.

    Every word must be found, the last perhaps unfinished; failing that, one typing error per word is allowed.
    """
    words = [canonical(word) for word in words_of(text)[:12]]
    words = [word for word in words if word in meaningful(text)]
    if not words:
        return []
    rows = places_for_list(actor) if among is None else among
    exact = rows
    for word in words:
        exact = exact.filter(search_words__contains=word)
    found = _ranked(words, exact.values_list("pk", "search_words")[:MOST_SCANNED], errors=0)
    if not found:
        found = _ranked(words, rows.values_list("pk", "search_words")[:MOST_SCANNED], errors=1)
    known = rows.in_bulk(found[:limit])
    return [known[pk] for pk in found[:limit]]


def _ranked(words: list[str], rows: Iterable[tuple[Any, str]], *, errors: int) -> list[Any]:
    scored = []
    for pk, line in rows:
        own = line.split()
        distances = [_distance(word, own, errors, is_last=word is words[-1]) for word in words]
        if all(distance is not None for distance in distances):
            total = sum(distance for distance in distances if distance is not None)
            scored.append((total, len(own), line, str(pk), pk))
    return [pk for *_, pk in sorted(scored, key=lambda item: item[:4])]


def _distance(word: str, own: list[str], errors: int, *, is_last: bool) -> float | None:
    """0 for the word itself, 0.2 for its beginning, 1 with one error; None when it is not there."""
    if word in own:
        return 0.0
    if is_last and any(other.startswith(word) for other in own):
        return 0.2
    if errors and len(word) >= SHORTEST_FUZZY and any(OSA.distance(word, other, score_cutoff=1) <= 1 for other in own):
        return 1.0
    return None
