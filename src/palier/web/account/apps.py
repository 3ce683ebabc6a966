"""Registers the account screens with Django and listens to the authentication library."""

from django.apps import AppConfig


class AccountScreensConfig(AppConfig):
    name = "palier.web.account"
    label = "account_screens"

    def ready(self) -> None:
        from palier.web.account import signals  # noqa: PLC0415 - the library's models are ready here

        signals.listen()
