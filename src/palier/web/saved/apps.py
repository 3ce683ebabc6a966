"""Registers the saved filters with Django, and with what a person may know and have erased."""

from django.apps import AppConfig


class SavedConfig(AppConfig):
    name = "palier.web.saved"
    label = "saved"
    verbose_name = "Filtres enregistrés"

    def ready(self) -> None:
        """A member's own data holds its filters; they leave with it."""
        from palier.partners.personal_data import register_source  # noqa: PLC0415 - its tables are ready only now
        from palier.web.saved.filters import collect_filters, erase_filters  # noqa: PLC0415 - same reason

        register_source("Filtres enregistrés", collect_filters, erase_filters)
