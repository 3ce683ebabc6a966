"""Registers the reviews with Django."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "palier.cycle.reviews"
    verbose_name = "Bilans"

    def ready(self) -> None:
        """Give the retention table the closed problems, whose figures this step keeps."""
        from palier.cycle.reviews.retention import register_problems  # noqa: PLC0415 - its tables are ready only now

        register_problems()
