"""Background work as a Django application."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "palier.jobs"
    label = "jobs"
