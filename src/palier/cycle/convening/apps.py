"""Registers the invitations to meetings with Django."""

from django.apps import AppConfig


class ConveningConfig(AppConfig):
    name = "palier.cycle.convening"
    verbose_name = "Invitations aux réunions"

    def ready(self) -> None:
        """Have invitations follow their meeting, leave some months after it, and be told to those they are about."""
        from palier.cycle.convening import (  # noqa: PLC0415 - its tables are ready only now
            own_data,
            retention,
            services,
        )

        retention.register_invitations()
        own_data.declare()
        services.listen()
