"""Registers the intake with Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "palier.intake"
    verbose_name = "Reprise de tableaux"
