"""Registers the large exports with Django, and with what a person may know and have erased."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "palier.web.exports"
    label = "exports"
    verbose_name = "Exports"

    def ready(self) -> None:
        """A member's own data tells its exports; their files leave with it, and with what they hold."""
        from palier.journal.services import WITHIN  # noqa: PLC0415 - its tables are ready only now
        from palier.kernel.events import subscribe  # noqa: PLC0415 - beside it
        from palier.partners.personal_data import register_source  # noqa: PLC0415 - its tables are ready only now
        from palier.web.exports.keeping import (  # noqa: PLC0415 - same reason
            collect_exports,
            erase_exports,
            withdraw_outdated_exports,
        )

        subscribe(WITHIN, withdraw_outdated_exports)
        register_source("Exports demandés", collect_exports, erase_exports)
