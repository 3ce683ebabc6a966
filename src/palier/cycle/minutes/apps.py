"""Registers what follows a meeting with Django."""

from django.apps import AppConfig

from palier.cycle.minutes.lifecycle import State
from palier.journal.wording import name_states


class MinutesConfig(AppConfig):
    name = "palier.cycle.minutes"
    verbose_name = "Relevés"

    def ready(self) -> None:
        """Give the retention table what the minutes let go."""
        from palier.cycle.minutes.retention import register_minutes  # noqa: PLC0415 - its tables are ready only now

        name_states("amendment", State.choices)
        register_minutes()
