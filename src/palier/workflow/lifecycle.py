"""What a lifecycle is: states and moves as pure data. Buttons, tests, documentation and the engine read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices

from palier.access.actor import Actor
from palier.access.grants import Verb
from palier.journal.events import Event

# A guard passes, or raises Refused in plain French. It receives the record, the actor and the values to be written.
Guard = Callable[[Any, Actor, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One move: from which states, to which, who may ask, what must hold, how the button reads."""

    label: str
    sources: tuple[str, ...]
    target: str
    needs: Verb
    event: Event
    guards: tuple[Guard, ...] = ()
    # Names of the values the move must be given (each a field of the record), e.g. ("decline_reason",).
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The life of one kind of record. `steps` is keyed by the move's English verb ("open", "close")."""

    name: str
    states: type[TextChoices]
    initial: str
    steps: Mapping[str, Step]
    finals: frozenset[str] = field(default_factory=frozenset)

    def leaving(self, state: str) -> dict[str, Step]:
        """The moves that leave this state."""
        return {move: step for move, step in self.steps.items() if state in step.sources}
