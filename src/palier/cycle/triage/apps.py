"""Registers the triage with Django."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "palier.cycle.triage"
    verbose_name = "Tri des signalements"

    def ready(self) -> None:
        """Give the retention table what the triage lets go."""
        from palier.cycle.triage.retention import register_dismissals  # noqa: PLC0415 - its tables are ready only now

        register_dismissals()
