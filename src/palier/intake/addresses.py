"""Whether the address file knows the place a tracker names, and where it puts it."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from palier.kernel.text import words_of
from palier.territory.addresses import AddressHit, search_addresses
from palier.territory.wording import STREET_KINDS, canonical, meaningful

# Words that make of a street a neighbourhood: an address there would be a false precision.
_VAGUE = frozenset(["alentours", "environs", "secteur", "lotissements", "partout", "divers"])
_CLOSE = 84
_MOST_HITS = 8
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class FoundAddress:
    """What the address file says of a place: a house number, a street, or nothing and why."""

    resolvable: bool
    level: str | None = None
    number: str | None = None
    street: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    why_not: str | None = None

    def as_object(self) -> dict[str, Any]:
        """The same, with the keys of the import's JSON."""
        return {
            "resolvable": self.resolvable,
            "level": self.level,
            "numero": self.number,
            "voie": self.street,
            "lat": self.latitude,
            "lon": self.longitude,
        } | ({"why_not": self.why_not} if self.why_not else {})


AddressFinder = Callable[[str], FoundAddress]


def nothing_known(place: str) -> FoundAddress:
    """The finder of a base without addresses: nothing is resolvable."""
    return FoundAddress(resolvable=False, why_not="vague")


def finder_in(communes: Collection[str] = ()) -> AddressFinder:
    """A finder among the streets of these communes (INSEE codes); of all those loaded without any."""

    def find(place: str) -> FoundAddress:
        words = words_of(place)
        if not words or _VAGUE & set(words):
            return FoundAddress(resolvable=False, why_not="vague")
        for query, kind, said in _mentions(words):
            for hit in search_addresses(query, limit=_MOST_HITS):
                if (not communes or hit.insee in communes) and _is_named(hit, kind, said):
                    return _found(hit)
        known_kind = any(canonical(word) in STREET_KINDS for word in words)
        return FoundAddress(resolvable=False, why_not="voie_inconnue" if known_kind else "repere")

    return find


def _mentions(words: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Where a text may name a street: from each « rue », « bd »…, with the number before it, longest reading first."""
    for rank, word in enumerate(words):
        if canonical(word) not in STREET_KINDS:
            continue
        number = [words[rank - 1]] if rank and words[rank - 1].isdecimal() else []
        name = words[rank + 1 : rank + _LONGEST_NAME]
        following = next((place for place, one in enumerate(name) if canonical(one) in STREET_KINDS), len(name))
        for length in range(following, 0, -1):
            said = words[rank : rank + 1 + length]
            yield " ".join([*number, *said]), canonical(word), [canonical(one) for one in said]


def _found(hit: AddressHit) -> FoundAddress:
    numbered = bool(hit.number) and hit.is_known
    return FoundAddress(
        resolvable=True,
        level="numero" if numbered else "voie",
        number=hit.number if numbered else None,
        street=hit.street,
        latitude=hit.latitude,
        longitude=hit.longitude,
    )


def _is_named(hit: AddressHit, kind: str, said: list[str]) -> bool:
    """True when the text says this street: its kind, and the last words of its name, slips of the pen allowed."""
    own_kind, *_ = words_of(hit.street) or [""]
    own = [word for word in meaningful(hit.street) if word not in STREET_KINDS]
    if canonical(own_kind) != kind or not own:
        return False
    return all(max(fuzz.ratio(word, one) for one in said) >= _CLOSE for word in own[-2:])
