"""What the yearly count counts: which passage moves the stock and how, which day makes an action a promise kept.

One home for the living rows (`queries`) and for those about to be purged (`freezing`): both must give the same count.
"""

from django.db.models import F, Q, TextChoices

from palier.cycle.actions.lifecycle import State as ActionState
from palier.cycle.problems.lifecycle import ACTIVE, SOLVED, State


class Figure(TextChoices):
    """One thing counted over a year; the value is the field of `Flow` or `YearlyCount` that holds it."""

    ENTERED = "entered", "Problématiques identifiées"
    REOPENED = "reopened", "Problématiques rouvertes"
    SOLVED = "solved", "Problématiques résolues"
    CLOSED_OTHERWISE = "closed_otherwise", "Problématiques closes autrement"
    PROMISED = "actions_promised", "Actions promises"
    KEPT = "actions_kept", "Actions faites"
    KEPT_IN_TIME = "actions_kept_in_time", "Actions faites à la première échéance"


# What each movement of a problem does to the stock.
STOCK = {Figure.ENTERED: 1, Figure.REOPENED: 1, Figure.SOLVED: -1, Figure.CLOSED_OTHERWISE: -1}
# Which actions count as a promise, kept or not, and the day that says in which year.
PROMISES = {
    Figure.PROMISED: ("accepted_on", Q(accepted_on__isnull=False)),
    Figure.KEPT: ("done_on", Q(state=ActionState.DONE)),
    Figure.KEPT_IN_TIME: ("done_on", Q(state=ActionState.DONE, done_on__lte=F("first_due"))),
}


def movement(before: str, to_state: str, outcome: str) -> Figure | None:
    """What a passage does to the stock: it enters, comes back, leaves solved or otherwise, or stays where it was."""
    was_active, is_active = before in ACTIVE, to_state in ACTIVE
    if was_active == is_active:
        return None
    if is_active:
        return Figure.REOPENED if to_state == State.REOPENED else Figure.ENTERED
    is_solved = to_state in (State.RESOLVED, State.CLOSED) and outcome in SOLVED
    return Figure.SOLVED if is_solved else Figure.CLOSED_OTHERWISE
