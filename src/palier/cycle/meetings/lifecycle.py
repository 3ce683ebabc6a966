"""The life of a meeting: planned, open, closed, validated, frozen. Two words only for the minutes (decision 14)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices

from palier.access.actor import Actor
from palier.access.grants import Verb
from palier.journal.events import Event
from palier.kernel.errors import Refused
from palier.kernel.wording import counted
from palier.workflow.lifecycle import Guard, Lifecycle, Step


class State(TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", "Prévue"
    OPEN = "open", "En séance"
    CLOSED = "closed", "Close"
    VALIDATED = "validated", "Relevé validé"
    FROZEN = "frozen", "Relevé figé"
    CANCELLED = "cancelled", "Annulée"


# How a badge of this state is drawn.
TONES: dict[str, str] = {
    State.PLANNED: "new",
    State.OPEN: "info",
    State.CLOSED: "warning",
    State.VALIDATED: "success",
    State.FROZEN: "success",
}
# Over: the only states in which a meeting's words may reach the end of their retention.
PURGED_FROM = (State.CLOSED, State.VALIDATED, State.FROZEN, State.CANCELLED)


def every_item_has_an_outcome(meeting: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """No item is left without an outcome."""
    left = meeting.items.unsealed("guard").filter(outcome="").count()
    if left:
        raise Refused(f"Il reste {counted(left, 'point')} sans issue à l’ordre du jour : traitez d’abord ce qui reste.")


def attendance_is_complete(meeting: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """Each expected contact is present, excused, absent or represented."""
    left = meeting.attendances.unsealed("guard").filter(state="").count()
    if left:
        raise Refused(f"La feuille de présence est incomplète : {counted(left, 'contact')} à renseigner.")


def words_are_kept(meeting: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """Its words have not been purged: no minutes are made of a meeting that was emptied."""
    if meeting.purged_at:
        raise Refused("Cette réunion a été purgée au terme de sa durée de conservation : elle ne change plus.")


def _step(
    label: str,
    source: State,
    target: State,
    *asks: str,
    needs: Verb = Verb.MEETING_LEAD,
    guards: tuple[Guard, ...] = (),
) -> Step:
    kept = (words_are_kept,) if source in PURGED_FROM else ()
    return Step(label, (source,), target, needs=needs, event=Event.MEETING_MOVE, guards=(*kept, *guards), asks=asks)


MEETING_LIFECYCLE = Lifecycle(
    name="Réunion",
    states=State,
    initial=State.PLANNED,
    steps={
        "open": _step("Ouvrir la séance", State.PLANNED, State.OPEN),
        "close": _step(
            "Clore la séance", State.OPEN, State.CLOSED, guards=(every_item_has_an_outcome, attendance_is_complete)
        ),
        "validate": _step("Valider le relevé", State.CLOSED, State.VALIDATED, needs=Verb.MINUTES_VALIDATE),
        "resume": _step("Reprendre la séance", State.CLOSED, State.OPEN),
        "withdraw": _step("Retirer la validation", State.VALIDATED, State.CLOSED, needs=Verb.MINUTES_VALIDATE),
        "freeze": _step("Rendre le relevé définitif", State.VALIDATED, State.FROZEN, needs=Verb.MINUTES_VALIDATE),
        "cancel": _step("Annuler la réunion", State.PLANNED, State.CANCELLED, "cancel_reason"),
    },
    finals=frozenset({State.FROZEN, State.CANCELLED}),
)
