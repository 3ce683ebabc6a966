"""Registers the reports with Django."""

from django.apps import AppConfig

from palier.cycle.reports.lifecycle import State
from palier.journal.wording import name_states


class ReportsConfig(AppConfig):
    name = "palier.cycle.reports"
    verbose_name = "Signalements"

    def ready(self) -> None:
        """Give the journal the words of the states, and the retention table what reports let go; have them found."""
        from palier.cycle.reports import searching  # noqa: PLC0415 - its tables are ready only now
        from palier.cycle.reports.retention import register_reports  # noqa: PLC0415 - its tables are ready only now

        name_states("report", State.choices)
        register_reports()
        searching.register_reports()
