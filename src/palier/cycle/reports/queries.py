"""Every read of the reports."""

from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.cycle.reports.models import Report


def reports_for(actor: Actor) -> QuerySet[Report]:
    """The reports this reader sees, newest first, with what a line of the list shows."""
    rows = Report.objects.visible_to(actor)
    return rows.select_related("place", "category", "group", "reporter_organisation").order_by("-created_at", "id")
