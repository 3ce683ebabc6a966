"""Whether the address file of the town knows the place a tracker names, and where it puts it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


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
    return FoundAddress(resolvable=False, why_not="adresses_absentes" if place else "vague")
