"""Registers the commitment links with Django."""

from django.apps import AppConfig


class SlipsConfig(AppConfig):
    name = "palier.cycle.slips"
    verbose_name = "Liens d’engagement"

    def ready(self) -> None:
        """Have links that died long ago leave."""
        from palier.cycle.slips.retention import register_slips  # noqa: PLC0415 - its tables are ready only now

        register_slips()
