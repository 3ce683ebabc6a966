"""The route x role matrix: which member of the cast gets what at each address.

Each screen keeps its rows in `tests/web/<screen>/matrix.py` as `ROWS: dict[str, Route]`, keyed by URL name. A URL name
without a row fails `test_routes.py`; the same rows feed the leak sweep and the two-databases test, so that a new page
joins all three at once.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.web

# Nobody; the three whose access is cut or not yet open; the members of Digne 1; the other group; the mandates.
CAST = (
    "anonymous", "gaelle", "fatou", "hugo",
    "alice", "alain", "olivier", "bruno", "claire",
    "dora", "marc",
    "eric", "diane", "agathe", "denis",
)  # fmt: skip
POLICE = ("alice", "alain", "olivier")
CHIEFS = ("alice", "alain")
PARTNERS = ("bruno", "claire")
OTHER_GROUP = ("dora", "marc")
CUT = ("fatou", "hugo")
MANDATES = ("eric", "diane", "agathe", "denis")
# The browser that shows the room what partners read: no member, and no page but its own.
PROJECTOR = "projector"


@dataclass(frozen=True)
class Route:
    """What one address answers: a status per member of the cast, the arguments, the method."""

    expected: Mapping[str, int]
    args: Callable[[Any], dict[str, Any]] = field(default=lambda world: {})
    query: Mapping[str, str] = field(default_factory=dict)
    method: str = "get"
    # What the projector's browser is answered: its session opens nothing of the rest.
    projected: int = 404

    def status_for(self, reader: str) -> int:
        """What this reader is answered: a member of the cast, or the projector."""
        return self.projected if reader == PROJECTOR else self.expected[reader]

    def url(self, name: str, world: Any) -> str:
        """The address in this world; the objects its arguments need are made once."""
        made = world.objects.setdefault("arguments", {})
        if name not in made:
            made[name] = self.args(world)
        return reverse(name, kwargs=made[name])


def answers(default: int = 200, /, **statuses: int | tuple[tuple[str, ...], int]) -> dict[str, int]:
    """A status for each member: `default`, 302 to the login for the anonymous, 302 to the charter for Gaëlle,
    then what is named: `bruno=403`, or a set of members as `others=(OTHER_GROUP, 404)`."""
    table = dict.fromkeys(CAST, default)
    table["anonymous"] = table["gaelle"] = 302
    for name, status in statuses.items():
        if isinstance(status, tuple):
            table.update(dict.fromkeys(status[0], status[1]))
        else:
            table[name] = status
    return table


def public() -> dict[str, int]:
    """A page for everybody."""
    return dict.fromkeys(CAST, 200)


def every_row() -> dict[str, Route]:
    """The rows of all screens, by URL name."""
    rows: dict[str, Route] = {}
    for module in pkgutil.walk_packages(tests.web.__path__, "tests.web."):
        if module.name.endswith(".matrix") and module.name != __name__:
            found: dict[str, Route] = importlib.import_module(module.name).ROWS
            twice = rows.keys() & found.keys()
            assert not twice, f"{module.name} repeats {sorted(twice)}"
            rows |= found
    return rows


def every_url_name() -> set[str]:
    """All URL names of the product, namespaces included."""
    return set(_names(get_resolver(), ()))


def _names(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _names(pattern, inner)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield ":".join((*spaces, pattern.name))
