"""Registers the meetings with Django."""

from django.apps import AppConfig

from palier.cycle.meetings.lifecycle import State, TopicState
from palier.journal.wording import name_states


class MeetingsConfig(AppConfig):
    name = "palier.cycle.meetings"
    verbose_name = "Réunions"

    def ready(self) -> None:
        """Give the journal the words of the states, and the retention table what meetings let go."""
        from palier.cycle.meetings.retention import register_meetings  # noqa: PLC0415 - its tables are ready only now

        name_states("meeting", State.choices)
        name_states("topic", TopicState.choices)
        register_meetings()
