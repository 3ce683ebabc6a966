"""Registers the partners with Django, searches by name, and closed accounts in the retention table."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "palier.partners"
    verbose_name = "Partenaires"

    def ready(self) -> None:
        from palier.kernel.folding import teach_connections  # noqa: PLC0415 - Django must be ready
        from palier.partners.expired_accounts import register_accounts  # noqa: PLC0415 - its tables are ready only now

        teach_connections()
        register_accounts()
