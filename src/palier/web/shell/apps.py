"""Registers the shell with Django."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "palier.web.shell"
    label = "shell"
