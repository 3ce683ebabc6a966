"""The life of a meeting: planned, open, closed, validated, frozen. Two words only for the minutes (decision 14)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices

from palier.access.actor import Actor
from palier.access.grants import Verb
from palier.journal.events import Event
from palier.kernel.clock import day_of
from palier.kernel.errors import NotGranted, Refused
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
    # Its day and who was there are known from a former tracker: no agenda, no minutes (decision 24).
    TAKEN_OVER = "taken_over", "Reprise du tableau"


# How a badge of this state is drawn.
TONES: dict[str, str] = {
    State.PLANNED: "new",
    State.OPEN: "info",
    State.CLOSED: "warning",
    State.VALIDATED: "success",
    State.FROZEN: "success",
}
# Over: the only states in which a meeting's words may reach the end of their retention.
PURGED_FROM = (State.CLOSED, State.VALIDATED, State.FROZEN, State.CANCELLED, State.TAKEN_OVER)


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


def every_topic_has_an_answer(meeting: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """Nobody who brought a topic is left in silence."""
    # Topics hang from the group; they are reached through the row, whose tables stand above this module.
    listed = set(meeting.items.unsealed("guard").values_list("problem", flat=True))
    # What is brought once the séance is open is for the next one.
    before = meeting.opened_at or values["state_since"]
    topics = meeting.group.topics.unsealed("guard").filter(state__in=OPEN_TOPIC, created_at__lt=before)
    left = sum(topic.waits_at(meeting, listed) for topic in topics.select_related("meeting"))
    if left:
        raise Refused(
            f"Il reste {counted(left, 'sujet apporté sans réponse', 'sujets apportés sans réponse')} : répondez depuis "
            "la page de la réunion, ou reportez en disant pourquoi."
        )


def words_are_kept(meeting: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """Its words have not been purged: no minutes are made of a meeting that was emptied."""
    if meeting.purged_at:
        raise Refused("Cette réunion a été purgée au terme de sa durée de conservation : elle ne change plus.")


def remarks_are_settled(meeting: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """Those who attended had their days, and each remark its answer."""
    if meeting.remarks_until and values["state_since"] < meeting.remarks_until:
        raise Refused(
            f"Les participants ont jusqu’au {day_of(meeting.remarks_until):%d/%m/%Y} pour leurs remarques : le relevé "
            "se fige ensuite."
        )
    # They hang from the meeting; their table stands above this module.
    left = meeting.amendments.unsealed("guard").filter(state="waiting").count()
    if left:
        raise Refused(
            f"Il reste {counted(left, 'remarque sans réponse', 'remarques sans réponse')} : répondez d’abord."
        )


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
            "Clore la séance",
            State.OPEN,
            State.CLOSED,
            guards=(every_item_has_an_outcome, every_topic_has_an_answer, attendance_is_complete),
        ),
        "validate": _step("Valider le relevé", State.CLOSED, State.VALIDATED, needs=Verb.MINUTES_VALIDATE),
        "resume": _step("Reprendre la séance", State.CLOSED, State.OPEN),
        "withdraw": _step("Retirer la validation", State.VALIDATED, State.CLOSED, needs=Verb.MINUTES_VALIDATE),
        "freeze": _step(
            "Rendre le relevé définitif",
            State.VALIDATED,
            State.FROZEN,
            needs=Verb.MINUTES_VALIDATE,
            guards=(remarks_are_settled,),
        ),
        "cancel": _step("Annuler la réunion", State.PLANNED, State.CANCELLED, "cancel_reason"),
    },
    finals=frozenset({State.FROZEN, State.CANCELLED, State.TAKEN_OVER}),
)


class TopicState(TextChoices):
    """What became of a topic that a member brought."""

    WAITING = "waiting", "En attente"
    LISTED = "listed", "À l’ordre du jour"
    POSTPONED = "postponed", "Reporté à la réunion suivante"
    ANSWERED = "answered", "Répondu"
    WITHDRAWN = "withdrawn", "Retiré"


# Not ended: a word is still owed, or its point is still to be treated.
OPEN_TOPIC = (TopicState.WAITING, TopicState.POSTPONED, TopicState.LISTED)
TOPIC_TONES: dict[str, str] = {
    TopicState.WAITING: "new",
    TopicState.LISTED: "info",
    TopicState.POSTPONED: "warning",
    TopicState.ANSWERED: "success",
}


def is_brought_by_one_s_organisation(topic: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """Who brought a topic takes it back; nobody does it in its place."""
    if not actor.speaks_for(topic.organisation_id, topic.group_id):
        raise NotGranted(f"Seul un contact de {topic.organisation} peut retirer ce sujet.")


def _topic(label: str, target: TopicState, *asks: str) -> Step:
    return Step(label, OPEN_TOPIC, target, needs=Verb.MEETING_LEAD, event=Event.TOPIC_MOVE, asks=asks)


TOPIC_LIFECYCLE = Lifecycle(
    name="Sujet apporté",
    states=TopicState,
    initial=TopicState.WAITING,
    steps={
        "list": _topic("Mettre à l’ordre du jour", TopicState.LISTED),
        "answer": _topic("Répondre", TopicState.ANSWERED, "answer"),
        "postpone": _topic("Reporter", TopicState.POSTPONED, "answer"),
        "withdraw": Step(
            "Retirer",
            (TopicState.WAITING, TopicState.POSTPONED),
            TopicState.WITHDRAWN,
            needs=Verb.TOPIC_PARK,
            event=Event.TOPIC_MOVE,
            guards=(is_brought_by_one_s_organisation,),
        ),
    },
    finals=frozenset({TopicState.ANSWERED, TopicState.WITHDRAWN}),
)
