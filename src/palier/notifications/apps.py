"""Registers the notifications with Django."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "palier.notifications"
    verbose_name = "Courriels"

    def ready(self) -> None:
        """Tell what is kept about a person, mail addresses corrected, anchors; note what the journal says."""
        from palier.notifications import (  # noqa: PLC0415 - models are ready here
            address_news,
            anchors,
            convening,
            minutes,
            noting,
            own_data,
            retention,
            slips,
            summaries,
        )

        own_data.declare()
        retention.register_mails()
        address_news.listen()
        anchors.listen()
        minutes.listen()
        noting.listen()
        convening.listen()
        slips.listen()
        summaries.listen()
