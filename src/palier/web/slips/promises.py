"""What the page behind a link shows: the same cards for its reader and for who previews them before sending."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from palier.access.actor import Actor
from palier.cycle.actions.lifecycle import LIVING, State
from palier.cycle.actions.models import Action
from palier.web.answering.noted import noted_words
from palier.web.slips.answers import Answer, offered


@dataclass(frozen=True, slots=True)
class Card:
    """One promise: what, where, until when, what was already answered, what may be answered now."""

    action: Action
    is_late: bool
    facts: list[tuple[str, Any]]
    answers: list[Answer]


def cards(actions: Iterable[Action], actor: Actor, today: date) -> list[Card]:
    """The cards of these promises, those that await an answer first."""
    made = [Card(one, one.is_late(today), _facts(one), offered(one, actor)) for one in actions]
    return sorted(made, key=lambda card: not any(answer.is_awaited for answer in card.answers))


def _facts(action: Action) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = [
        ("Problématique", action.problem.title),
        ("Lieu", action.problem.place.name),
        ("Échéance", action.due),
        ("Se répète", action.get_every_days_display() if action.every_days else ""),
    ]
    said = (
        ("Première échéance", action.first_due if action.postponements else None),
        ("En attente jusqu’au", action.on_hold_until if action.state in LIVING else None),
        ("Acceptée le", action.accepted_on),
        ("Faite le", action.done_on if action.state == State.DONE else None),
        ("Constat", action.observation),
        ("Référence de votre service", action.ticket),
        ("Réponse notée", noted_words(action)),
        ("Motif du refus", action.decline_reason if action.state == State.DECLINED else ""),
        ("Motif du blocage", action.block_reason if action.state == State.BLOCKED else ""),
        ("Motif de l’abandon", action.abandon_reason if action.state == State.ABANDONED else ""),
    )
    return rows + [(label, value) for label, value in said if value]
