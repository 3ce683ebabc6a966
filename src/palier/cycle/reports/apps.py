"""Registers the reports with Django."""

from django.apps import AppConfig

from palier.cycle.reports.lifecycle import State
from palier.journal.wording import name_states


class ReportsConfig(AppConfig):
    name = "palier.cycle.reports"
    verbose_name = "Signalements"

    def ready(self) -> None:
        """Give the journal the words of the states."""
        name_states("report", State.choices)
