"""Registers the discussion with Django."""

from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "palier.cycle.discussion"
    verbose_name = "Discussion"

    def ready(self) -> None:
        """Have the messages found."""
        from palier.cycle.discussion.searching import register_remarks  # noqa: PLC0415 - its tables are ready only now

        register_remarks()
