"""Offline address search, as you type: « 12 bd gassendi digne », « gasendi 12 », « 12bis av. st-jean ».

The street is found in the index held in memory, its number in the database. The same on both engines.
"""

import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from palier.kernel.text import words_of
from palier.territory.models import Address, AddressRelease, Street
from palier.territory.street_index import Match, Query, StreetIndex, StreetRow
from palier.territory.wording import BUILDING_WORDS, LITTLE_WORDS, REPEATS, canonical

LONGEST_QUERY = 200
MOST_WORDS = 12
MOST_PER_STREET = 3
# While the index is built beside requests: two milliseconds of work, then one for whoever waits.
ROWS_AT_ONCE, PAUSE = 100, 0.001
KNOWN_NUMBER, UNKNOWN_NUMBER = 0.25, -0.15
_NUMBER = re.compile(r"(\d{1,4})(bis|ter|quater|quinquies|[a-z])?")
# Said after a number, these letters are the beginning of the street: « 12 r de… », « 3 d’Alsace ».
_NOT_A_SUFFIX = frozenset("dlrq")


@dataclass(frozen=True, slots=True)
class AddressHit:
    """One answer: a street, or a number on it. Without a point (or with a number unknown here) it asks for a pin."""

    street: str
    postcode: str
    commune: str
    insee: str
    number: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: str = Address.Precision.STREET
    is_known: bool = True

    @property
    def label(self) -> str:
        """The address as it is written on an envelope."""
        return f"{self.number} {self.street}, {self.postcode} {self.commune}".strip()

    @property
    def needs_pin(self) -> bool:
        """True when nothing says where exactly: the person must set the pin."""
        return self.latitude is None or not self.is_known

    def as_dict(self) -> dict[str, Any]:
        """The answer for a script."""
        return {
            "label": self.label,
            "insee": self.insee,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "precision": str(self.precision),
            "needs_pin": self.needs_pin,
        }


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to understand what was typed: the words of the street, and perhaps a house number."""

    query: Query
    number: int | None = None
    suffixes: tuple[str, ...] = ()


def search_addresses(text: str, *, limit: int = 8, near: tuple[float, float] | None = None) -> list[AddressHit]:
    """The addresses and streets that answer `text` best, best first; `near` (latitude, longitude) draws them closer."""
    readings = _readings(text[:LONGEST_QUERY])
    if not readings:
        return []
    index = _current_index()
    for search in (index.search, index.search_loosely):
        if candidates := _candidates(readings, search, limit * 3, near):
            return _with_numbers(candidates, limit)
    return []


def _candidates(
    readings: list[_Reading], search: Callable[..., list[Match]], limit: int, near: tuple[float, float] | None
) -> list[tuple[_Reading, Match]]:
    """What each reading finds. A number that is part of the street's name (« 8 mai ») is not also a house number."""
    found: list[tuple[_Reading, Match]] = []
    named: set[int] = set()
    for reading in readings:
        for match in search(reading.query, limit=limit, near=near):
            if reading.number is None:
                named.add(match.id)
            elif match.id in named and readings[0].query.words.count(str(reading.number)) == 1:
                continue
            found.append((reading, match))
    return found


def _readings(text: str) -> list[_Reading]:
    """The plain reading first, then one for each number that may be a house number."""
    words = words_of(text)[:MOST_WORDS]
    is_typing = text[-1:].isalnum()
    readings = [_Reading(Query(_kept(words), is_typing))]
    for rank, word in enumerate(words):
        if not (parts := _NUMBER.fullmatch(word)):
            continue
        suffix, after = parts[2] or "", rank + 1
        following = words[after] if after < len(words) else ""
        is_letter = len(following) == 1 and following.isalpha() and following not in _NOT_A_SUFFIX
        if not suffix and (is_letter or (following in REPEATS and len(following) > 1)):
            suffix, after = following, after + 1
        query = Query(_kept(words[:rank] + words[after:]), is_typing and after < len(words))
        readings.append(_Reading(query, int(parts[1]), _spellings(suffix)))
    return [reading for reading in readings if reading.query.words]


def _kept(words: Sequence[str]) -> tuple[str, ...]:
    """The telling words, without the little ones nor the parts of a building (« bât B », « hall 3 »)."""
    kept = []
    skipped = -1
    for rank, word in enumerate(words):
        if rank == skipped or word in LITTLE_WORDS:
            continue
        following = words[rank + 1] if rank + 1 < len(words) else ""
        if canonical(word) in BUILDING_WORDS and rank > 0 and (len(following) == 1 or following.isdecimal()):
            skipped = rank + 1
            continue
        kept.append(word)
    return tuple(kept or words)


def _spellings(suffix: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((suffix, REPEATS.get(suffix, suffix)))) if suffix else ()


def _with_numbers(candidates: list[tuple[_Reading, Match]], limit: int) -> list[AddressHit]:
    """The final ranking: a street that has the number comes before one that has not."""
    streets = Street.objects.order_by().in_bulk({match.id for _, match in candidates})
    doors = _doors({match.id: None for reading, match in candidates if reading.number is not None}, candidates)
    ranked: dict[tuple[int, str], tuple[float, AddressHit]] = {}
    for reading, match in candidates:
        street = streets.get(match.id)
        if street is None:
            continue
        for score, hit in _hits(reading, match, street, doors):
            key = (match.id, hit.number)
            if key not in ranked or ranked[key][0] < score:
                ranked[key] = (score, hit)
    best = sorted(ranked.values(), key=lambda item: (-item[0], len(item[1].label), item[1].label))
    return [hit for _, hit in best[:limit]]


def _doors(
    street_ids: dict[int, None], candidates: list[tuple[_Reading, Match]]
) -> dict[tuple[int, int], list[Address]]:
    numbers = {reading.number for reading, _ in candidates if reading.number is not None}
    found: dict[tuple[int, int], list[Address]] = {}
    if not numbers:
        return found
    rows = Address.objects.filter(street__in=list(street_ids), number__in=numbers)
    for address in rows.exclude(precision=Address.Precision.PLOT).order_by("suffix"):
        found.setdefault((address.street_id, address.number), []).append(address)
    return found


def _hits(
    reading: _Reading, match: Match, street: Street, doors: dict[tuple[int, int], list[Address]]
) -> list[tuple[float, AddressHit]]:
    middle = AddressHit(
        street=street.name,
        postcode=street.postcode,
        commune=street.commune,
        insee=street.insee,
        latitude=street.latitude,
        longitude=street.longitude,
    )
    if reading.number is None:
        return [(match.score, middle)]
    here = doors.get((match.id, reading.number), [])
    wanted = [door for door in here if door.suffix in reading.suffixes] if reading.suffixes else here
    if not wanted:
        suffix = reading.suffixes[-1] if reading.suffixes else ""
        unknown = replace(middle, number=_written(reading.number, suffix), is_known=False)
        return [(match.score + UNKNOWN_NUMBER, unknown)]
    return [
        (
            match.score + KNOWN_NUMBER - 0.01 * rank,
            replace(
                middle,
                number=_written(door.number, door.suffix),
                latitude=door.latitude,
                longitude=door.longitude,
                precision=door.precision,
            ),
        )
        for rank, door in enumerate(wanted[:MOST_PER_STREET])
    ]


def _written(number: int, suffix: str) -> str:
    if suffix.isdecimal():
        return f"{number}.{suffix}"
    return f"{number} {suffix.upper() if len(suffix) == 1 else suffix}".strip()


_lock = threading.Lock()
_held: tuple[frozenset[UUID], StreetIndex] = (frozenset(), StreetIndex([]))


def warm_up() -> int:
    """Build the index before anybody searches, giving way to the other threads as it goes; the streets it holds."""
    return len(_current_index(giving_way=True))


def _current_index(*, giving_way: bool = False) -> StreetIndex:
    """The index of the releases loaded, built again in this process when another one has come."""
    global _held  # noqa: PLW0603 - one index per process, swapped whole
    releases = frozenset(AddressRelease.objects.order_by().values_list("pk", flat=True))
    if _held[0] != releases:
        with _lock:
            if _held[0] != releases:
                _held = (releases, StreetIndex(_rows(giving_way=giving_way)))
    return _held[1]


def _rows(*, giving_way: bool) -> Iterator[StreetRow]:
    columns = ("id", "name", "commune", "postcode", "latitude", "longitude")
    rows = Street.objects.order_by("insee", "name", "id").values_list(*columns)
    for rank, row in enumerate(rows.iterator(chunk_size=5000)):
        if giving_way and rank % ROWS_AT_ONCE == 0:
            time.sleep(PAUSE)
        yield StreetRow(*row)
