"""Registers the partners with Django, and closed accounts in the retention table."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "palier.partners"
    verbose_name = "Partenaires"

    def ready(self) -> None:
        from palier.partners.expired_accounts import register_accounts  # noqa: PLC0415 - its tables are ready only now

        register_accounts()
