"""The life of a report: from received to an answer. Triage decides, the one who reported is told."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices

from palier.access.actor import Actor
from palier.access.grants import Verb
from palier.journal.events import Event
from palier.kernel.errors import Refused
from palier.workflow.lifecycle import Lifecycle, Step


class State(TextChoices):
    """Where a report stands."""

    RECEIVED = "received", "Reçu"
    WATCHED = "watched", "À surveiller"
    ATTACHED = "attached", "Rattaché"
    REDIRECTED = "redirected", "Orienté"
    DECLINED = "declined", "Non retenu"
    MERGED = "merged", "Fusionné"


# How a badge of this state is drawn.
TONES: dict[str, str] = {
    State.RECEIVED: "new",
    State.WATCHED: "info",
    State.ATTACHED: "success",
}
WAITING = (State.RECEIVED, State.WATCHED)


def _step(label: str, target: State, *asks: str, event: Event = Event.REPORT_MOVE) -> Step:
    return Step(label, tuple(WAITING), target, needs=Verb.REPORT_TRIAGE, event=event, asks=asks)


def is_its_reporter(report: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """Refuse what only the person who filed a report may do with it."""
    if report.reporter_id is None or report.reporter_id != actor.user_id:
        raise Refused("Seule la personne qui a déposé ce signalement peut le joindre elle-même.")


REPORT_LIFECYCLE = Lifecycle(
    name="Signalement",
    states=State,
    initial=State.RECEIVED,
    steps={
        "attach": _step("Rattacher à une problématique", State.ATTACHED, event=Event.REPORT_ATTACH),
        "join": Step(
            "Joindre soi-même à une problématique",
            tuple(WAITING),
            State.ATTACHED,
            needs=Verb.REPORT_FILE,
            event=Event.REPORT_ATTACH,
            guards=(is_its_reporter,),
        ),
        "watch": _step("Mettre à surveiller", State.WATCHED, "review_on"),
        "redirect": _step("Orienter", State.REDIRECTED, "destination"),
        "pass": _step("Transmettre à un autre groupe", State.RECEIVED, "group", event=Event.REPORT_TRANSFER),
        "decline": _step("Ne pas retenir", State.DECLINED, "decline_reason"),
        "merge": _step("Fusionner avec un autre signalement", State.MERGED, "merged_into"),
        "reconsider": Step(
            "Remettre au tri",
            (State.WATCHED, State.REDIRECTED, State.DECLINED),
            State.RECEIVED,
            needs=Verb.REPORT_TRIAGE,
            event=Event.REPORT_MOVE,
        ),
    },
    finals=frozenset({State.ATTACHED, State.MERGED}),
)
