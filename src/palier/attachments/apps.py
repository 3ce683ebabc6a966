"""Registers the attachments with Django."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "palier.attachments"
    verbose_name = "Pièces jointes"
