"""Registers the problems with Django."""

from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "palier.cycle.problems"
    verbose_name = "Problématiques"
