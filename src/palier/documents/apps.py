"""Registers the documents with Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "palier.documents"
    verbose_name = "Documents"
