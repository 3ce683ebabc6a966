"""The home screen."""

from django.http import HttpResponse

from palier.partners.models import Group
from palier.web.shell.pages import page
from palier.web.shell.requests import Request


def home(request: Request) -> HttpResponse:
    """What waits for this person, group by group."""
    groups = Group.objects.visible_to(request.actor).filter(closed_on__isnull=True).select_related("district")
    return page(request, "home/home.html", {"groups": groups})
