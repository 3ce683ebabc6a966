"""A lifecycle made for the tests, lived by real rows: a meeting's table serves, its own lifecycle does not."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db.models import TextChoices

from palier.access.actor import Actor
from palier.access.grants import Verb
from palier.cycle.meetings.models import Meeting
from palier.journal.events import Event
from palier.kernel.errors import Refused
from palier.workflow.lifecycle import Lifecycle, Step
from tests.cast import NOW


class Kite(TextChoices):
    """Where a kite stands. The codes are those the table of meetings accepts."""

    FOLDED = "planned", "Replié"
    FLYING = "open", "En vol"
    CAUGHT = "closed", "Pris dans un arbre"
    LOST = "cancelled", "Perdu"


def wind_is_up(record: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """Il faut du vent."""
    if record.place == "cave":
        raise Refused("Pas de vent ici. Sortez.", field="place")


def step(label, sources, target, needs=Verb.MEETING_LEAD, **rest) -> Step:
    return Step(label, sources, target, needs=needs, event=Event.MEETING_MOVE, **rest)


KITE = Lifecycle(
    name="Cerf-volant",
    states=Kite,
    initial=Kite.FOLDED,
    steps={
        "fly": step("Lancer", (Kite.FOLDED, Kite.CAUGHT), Kite.FLYING, guards=(wind_is_up,)),
        "catch": step("Accrocher", (Kite.FLYING,), Kite.CAUGHT, asks=("place",)),
        "fold": step("Replier", (Kite.FLYING, Kite.CAUGHT), Kite.FOLDED, needs=Verb.MEETING_READ),
        "lose": step("Perdre", (Kite.FLYING,), Kite.LOST),
    },
    finals=frozenset({Kite.LOST}),
)


@pytest.fixture
def kite(cast):
    """Make a row in a state: `kite(Kite.FLYING)`."""

    def make(state=Kite.FOLDED, **values):
        content = {"planned_at": NOW, "place": "pré", "created_at": NOW, "state_since": NOW, **values}
        return Meeting.objects.create(group=cast.group, state=state, **content)

    return make
