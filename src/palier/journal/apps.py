"""Registers the journal with Django."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "palier.journal"
    verbose_name = "Journal"
