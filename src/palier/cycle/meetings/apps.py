"""Registers the meetings with Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "palier.cycle.meetings"
    verbose_name = "Réunions"
