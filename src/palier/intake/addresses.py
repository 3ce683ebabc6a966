"""Whether the address file knows the place a tracker names, and where it puts it."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from palier.kernel.text import words_of
from palier.territory.addresses import AddressHit, search_addresses
from palier.territory.models import Address
from palier.territory.wording import BUILDING_WORDS, REPEATS, STREET_KINDS, canonical, meaningful

# Words that make of a street a neighbourhood: an address there would be a false precision.
_VAGUE = frozenset(["alentours", "environs", "secteur", "lotissements", "partout", "divers"])
_VAGUE_START = frozenset(["secteur", "quartier", "trajet", "ligne", "tout", "toute", "ensemble", "commune", "centre"])
# Kinds that a landmark bears as often as a street: a name after them, unknown, is no street that is missing.
_THOROUGHFARES = frozenset(
    ["allee", "avenue", "boulevard", "chemin", "faubourg", "impasse", "place", "promenade", "route", "rue", "ruelle",
     "square", "traverse"]
)  # fmt: skip
_CLOSE = 84
_MOST_HITS = 8
_LONGEST_NAME = 6
_NUMBER = re.compile(r"(\d{1,4})(bis|ter|quater|[a-d])?")
_BEFORE_NUMBER = frozenset(["n", "no", "num", "numero", "face", "au", "a", "hauteur", "du", "niveau", "cote", "devant"])
_SAYS_NUMBER = frozenset(["n", "no", "num", "numero"])
_RANGE = frozenset(["au", "a", "et", "jusqu"])


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
    warning: str | None = None

    def as_object(self) -> dict[str, Any]:
        """The same, with the keys of the import's JSON."""
        known = {
            "resolvable": self.resolvable,
            "level": self.level,
            "numero": self.number.replace(" ", "").upper() if self.number else None,
            "voie": self.street,
            "lat": self.latitude,
            "lon": self.longitude,
        }
        more = {"why_not": self.why_not, "warning": self.warning}
        return known | {name: value for name, value in more.items() if value}


AddressFinder = Callable[[str], FoundAddress]


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where a text names a street: its words there, and where they stand."""

    words: tuple[str, ...]
    start: int
    end: int


def nothing_known(place: str) -> FoundAddress:
    """The finder of a base without addresses: nothing is resolvable."""
    return FoundAddress(resolvable=False, why_not="vague")


def finder_in(communes: Collection[str] = ()) -> AddressFinder:
    """A finder among the streets of these communes (INSEE codes); of all those loaded without any."""

    def search(query: str) -> list[AddressHit]:
        return [hit for hit in search_addresses(query, limit=_MOST_HITS) if not communes or hit.insee in communes]

    def find(place: str) -> FoundAddress:
        words = words_of(place)
        if not words or (_VAGUE & set(words) and not _after_landmark(words)):
            return FoundAddress(resolvable=False, why_not="vague")
        for mention in _mentions(words):
            for hit in search(" ".join(mention.words)):
                if _is_named(hit, mention.words):
                    return _numbered(hit, _house_number(words, mention, hit), search)
        return FoundAddress(resolvable=False, why_not=_why_not(words))

    return find


def _after_landmark(words: Sequence[str]) -> bool:
    """« Pied de la tour, secteur X » is a landmark whose neighbourhood is told, not a neighbourhood."""
    rank = next(place for place, word in enumerate(words) if word in _VAGUE)
    return rank > 1 and words[rank] == "secteur"


def _why_not(words: Sequence[str]) -> str:
    if words[0] in _VAGUE_START:
        return "vague"
    for rank, word in enumerate(words):
        following = words[rank + 1 :]
        if canonical(word) in _THOROUGHFARES and following and not following[0].isdecimal():
            return "voie_inconnue"
    return "repere"


def _mentions(words: list[str]) -> Iterator[_Mention]:
    """Where a text may name a street: from each « rue », « bd »…, longest reading first."""
    for rank, word in enumerate(words):
        if canonical(word) not in STREET_KINDS:
            continue
        name = words[rank + 1 : rank + 1 + _LONGEST_NAME]
        following = next((place for place, one in enumerate(name) if canonical(one) in STREET_KINDS), len(name))
        for length in range(following, 0, -1):
            said = words[rank : rank + 1 + length]
            # « rue A. Héroët » : an initial says nothing to a search.
            kept = tuple(one for one in said if len(one) > 1 or one.isdecimal()) if length > 1 else tuple(said)
            yield _Mention(kept, rank, rank + 1 + length)


def _house_number(words: Sequence[str], mention: _Mention, hit: AddressHit) -> str:
    """The number that a text gives on this street: before it, or after its last word; none of a range."""
    before = list(words[: mention.start])
    if found := _number_before(before):
        return found
    name = [canonical(word) for word in words_of(hit.street)]
    rank = mention.start + 1
    for place in range(mention.start + 1, min(mention.end, len(words))):
        if any(fuzz.ratio(canonical(words[place]), one) >= _CLOSE for one in name):
            rank = place + 1
    return _number_after(list(words[rank:]))


def _number_before(before: list[str]) -> str:
    if before and before[-1] in REPEATS and len(before) > 1 and before[-2].isdecimal():
        return f"{before[-2]} {before[-1]}"
    if not before or not (found := _NUMBER.fullmatch(before[-1])):
        return ""
    # « 18 et 20 rue X » : the first one; « du 2 au 8 rue X » : a stretch of the street.
    if len(before) > 2 and before[-2] in {"et", "ou"} and before[-3].isdecimal():  # noqa: PLR2004 - two numbers
        return before[-3]
    if len(before) > 2 and before[-2] in {"au", "a"} and _NUMBER.fullmatch(before[-3]):  # noqa: PLR2004 - two numbers
        return ""
    return f"{found[1]} {found[2] or ''}".strip()


def _number_after(after: list[str]) -> str:
    for rank, word in enumerate(after):
        found = _NUMBER.fullmatch(word)
        if not found:
            if word not in _BEFORE_NUMBER and not any(one in _SAYS_NUMBER for one in after[rank:]):
                return ""
            continue
        led = rank > 0 and after[rank - 1] in _SAYS_NUMBER
        if "entre" in after[:rank] or (rank > 0 and after[rank - 1] in {"niveau", "quai"}):
            return ""
        following = after[rank + 1] if rank + 1 < len(after) else ""
        beyond = [one for one in after[rank + 1 : rank + 4] if _NUMBER.fullmatch(one)]
        if following in _RANGE and beyond:
            return ""
        if following and not led and canonical(following) not in BUILDING_WORDS and following not in REPEATS:
            return ""
        suffix = found[2] or (following if following in REPEATS and len(following) > 1 else "")
        return f"{found[1]} {suffix}".strip()
    return ""


def _numbered(hit: AddressHit, number: str, search: Callable[[str], list[AddressHit]]) -> FoundAddress:
    """The street, and its house number when the file knows it; said to be unknown when it does not."""
    if number:
        for door in search(f"{number} {hit.street}"):
            if door.number and door.is_known and (door.street, door.insee) == (hit.street, hit.insee):
                return _found(door, "numero", door.number, _point_warning(door))
        return _found(hit, "voie", number, "numero_inconnu")
    return _found(hit, "voie", None, "sans_position" if hit.latitude is None else None)


def _point_warning(hit: AddressHit) -> str | None:
    if hit.latitude is None:
        return "sans_position"
    return "position_de_la_voie" if hit.precision == Address.Precision.STREET else None


def _found(hit: AddressHit, level: str, number: str | None, warning: str | None) -> FoundAddress:
    return FoundAddress(
        resolvable=True,
        level=level,
        number=number,
        street=hit.street,
        latitude=hit.latitude,
        longitude=hit.longitude,
        warning=warning,
    )


def _is_named(hit: AddressHit, said: Sequence[str]) -> bool:
    """True when the text says this street: its kind, and the last words of its name, slips of the pen allowed."""
    own_kind, *_ = words_of(hit.street) or [""]
    own = [word for word in meaningful(hit.street) if word not in STREET_KINDS]
    words = [canonical(one) for one in said]
    if canonical(own_kind) != words[0] or not own:
        return False
    close = [max(fuzz.ratio(word, one) for one in words) >= _CLOSE for word in own[-2:]]
    # A first name may be left out or cut to its initial: « rue A. Héroët », « av. Pompidou ».
    return all(close) or (close[-1] and len(own) == 2 and len(own[-1]) > 4 and len(words) == 2)  # noqa: PLR2004
