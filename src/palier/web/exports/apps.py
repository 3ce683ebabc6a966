"""Registers the large exports with Django, and with what a person may know and have erased."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "palier.web.exports"
    label = "exports"
    verbose_name = "Exports"

    def ready(self) -> None:
        """A member's own data tells its exports; their files leave with it."""
        from palier.partners.personal_data import register_source  # noqa: PLC0415 - its tables are ready only now
        from palier.web.exports.keeping import collect_exports, erase_exports  # noqa: PLC0415 - same reason

        register_source("Exports demandés", collect_exports, erase_exports)
