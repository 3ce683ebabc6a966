"""Registers the actions with Django."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "palier.cycle.actions"
    verbose_name = "Actions"
