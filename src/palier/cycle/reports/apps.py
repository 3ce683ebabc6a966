"""Registers the reports with Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "palier.cycle.reports"
    verbose_name = "Signalements"
