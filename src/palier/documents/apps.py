"""Registers the documents with Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "palier.documents"
    verbose_name = "Documents"

    def ready(self) -> None:
        """Write the calendar files that invitations carry."""
        from palier.cycle.convening.calendars import write_with  # noqa: PLC0415 - models are ready here
        from palier.documents.calendar import invitation_file  # noqa: PLC0415 - the same

        write_with(invitation_file)
