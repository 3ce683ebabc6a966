"""Registers the relations between problems with Django."""

from django.apps import AppConfig


class RelationsConfig(AppConfig):
    name = "palier.cycle.relations"
    verbose_name = "Liens entre problématiques"
