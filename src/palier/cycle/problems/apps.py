"""Registers the problems with Django."""

from django.apps import AppConfig

from palier.cycle.problems.lifecycle import State
from palier.journal.wording import name_states


class ProblemsConfig(AppConfig):
    name = "palier.cycle.problems"
    verbose_name = "Problématiques"

    def ready(self) -> None:
        """Give the journal the words of the states, and have the problems found."""
        from palier.cycle.problems.searching import register_problems  # noqa: PLC0415 - its tables are ready only now

        name_states("problem", State.choices)
        register_problems()
