"""The life of a remark on validated minutes: it waits, then it is taken in or not, always with a word."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices

from palier.access.actor import Actor
from palier.access.grants import Verb
from palier.cycle.meetings.lifecycle import State as MeetingState
from palier.journal.events import Event
from palier.kernel.errors import Refused
from palier.workflow.lifecycle import Lifecycle, Step


class State(TextChoices):
    """Where a remark stands."""

    WAITING = "waiting", "Sans réponse"
    TAKEN = "taken", "Prise en compte"
    SET_ASIDE = "set_aside", "Non retenue"


TONES: dict[str, str] = {State.WAITING: "warning", State.TAKEN: "success", State.SET_ASIDE: "info"}


def minutes_may_change(amendment: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """The minutes are not frozen yet."""
    if amendment.meeting.state == MeetingState.FROZEN:
        raise Refused("Le relevé est figé : la réponse à une remarque ne change plus.")


def _answer(label: str, target: State) -> Step:
    return Step(
        label,
        tuple(State),
        target,
        needs=Verb.MINUTES_VALIDATE,
        event=Event.MINUTES_ANSWER,
        guards=(minutes_may_change,),
        asks=("answer",),
    )


AMENDMENT_LIFECYCLE = Lifecycle(
    name="Remarque sur un relevé",
    states=State,
    initial=State.WAITING,
    steps={
        "take": _answer("Prendre en compte", State.TAKEN),
        "set_aside": _answer("Ne pas retenir", State.SET_ASIDE),
    },
    finals=frozenset(),
)
