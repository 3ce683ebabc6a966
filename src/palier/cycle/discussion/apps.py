"""Registers the discussion with Django."""

from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "palier.cycle.discussion"
    verbose_name = "Discussion"
