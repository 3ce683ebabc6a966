"""Registers the search with Django: it listens to the journal, and knows the places, which are below it."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "palier.search"
    verbose_name = "Recherche"

    def ready(self) -> None:
        from palier.search import feeding, places  # noqa: PLC0415 - models are ready here

        places.register_places()
        feeding.listen()
