"""A year of meetings, asked for and prepared as a long export is."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from palier.access.actor import Actor
from palier.cycle.meetings.models import Meeting
from palier.documents.bundles import meetings_of_year
from palier.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Compilation:
    """What stands beside the lists that are exported; its format is one, and so is its page."""

    key: str = "reunions"
    slug: str = "meeting"
    title: str = "Réunions d’une année"
    list_url: str = "meetings:list"
    kind: str = "zip"

    def rows(self, actor: Actor, query: QueryDict) -> QuerySet[Meeting]:
        """The meetings asked for, as this reader sees them."""
        year = query.get("annee", "")
        if not (year.isascii() and year.isdigit() and 2000 <= int(year) <= 2999):  # noqa: PLR2004 - a year
            raise Refused("Choisissez une année.")
        return meetings_of_year(actor, query.get("groupe", ""), int(year))

    def said(self, query: QueryDict) -> list[str]:
        """Which ones, in a few words."""
        return [f"Groupe {query.get('groupe', '')}", query.get("annee", "")]


MEETINGS = Compilation()
FORMAT = "ZIP (dossiers)"
TYPE = "application/zip"
