"""Every write of the catalogue: loading what the package ships, editing, and what groups teach."""

from palier.cycle.catalogue.services.editing import add_entry, change_entry, reword_gravity, withdraw_entry
from palier.cycle.catalogue.services.loading import load_catalogue
from palier.cycle.catalogue.services.teaching import forget_lessons, note_lesson, teach

__all__ = [
    "add_entry",
    "change_entry",
    "forget_lessons",
    "load_catalogue",
    "note_lesson",
    "reword_gravity",
    "teach",
    "withdraw_entry",
]
