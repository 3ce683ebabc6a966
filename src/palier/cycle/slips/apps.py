"""Registers the commitment links with Django."""

from django.apps import AppConfig


class SlipsConfig(AppConfig):
    name = "palier.cycle.slips"
    verbose_name = "Liens d’engagement"

    def ready(self) -> None:
        """Have links that died long ago leave, and end those whose contact is reached elsewhere."""
        from palier.cycle.slips.retention import register_slips  # noqa: PLC0415 - its tables are ready only now
        from palier.cycle.slips.services import listen  # noqa: PLC0415 - the same

        register_slips()
        listen()
