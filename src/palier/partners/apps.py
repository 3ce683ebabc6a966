"""Registers the partners with Django."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "palier.partners"
    verbose_name = "Partenaires"
