"""Registers the component library with Django."""

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    name = "palier.web.components"
    label = "components"
