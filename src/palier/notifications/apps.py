"""Registers the notifications with Django."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "palier.notifications"
    verbose_name = "Courriels"

    def ready(self) -> None:
        """Tell what the outbox keeps about a person, mail addresses corrected, anchors and news of reports."""
        from palier.notifications import address_news, anchors, report_news  # noqa: PLC0415 - models are ready here
        from palier.notifications.outbox import erase_messages_to, messages_to  # noqa: PLC0415 - models are ready here
        from palier.partners.personal_data import register_source  # noqa: PLC0415 - models are ready here

        register_source("Courriels envoyés", messages_to, erase_messages_to)
        address_news.listen()
        anchors.listen()
        report_news.listen()
