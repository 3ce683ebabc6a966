"""Registers the journal with Django, and its own subjects in the retention table."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "palier.journal"
    verbose_name = "Journal"

    def ready(self) -> None:
        from palier.journal.own_purges import register_all  # noqa: PLC0415 - its tables are ready only now

        register_all()
