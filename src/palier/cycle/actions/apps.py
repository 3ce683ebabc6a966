"""Registers the actions with Django."""

from django.apps import AppConfig

from palier.cycle.actions.lifecycle import PartState, State
from palier.journal.wording import name_states


class ActionsConfig(AppConfig):
    name = "palier.cycle.actions"
    verbose_name = "Actions"

    def ready(self) -> None:
        """Give the journal the words of the states, and have the actions found."""
        from palier.cycle.actions.searching import register_actions  # noqa: PLC0415 - its tables are ready only now

        name_states("action", State.choices)
        name_states("involvement", PartState.choices)
        register_actions()
