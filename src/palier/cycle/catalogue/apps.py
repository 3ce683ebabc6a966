"""Registers the catalogue with Django."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "palier.cycle.catalogue"
    verbose_name = "Nomenclature"
