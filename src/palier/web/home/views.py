"""The home screen."""

from django.http import HttpResponse

from palier.kernel import clock
from palier.web.home.groups import group_cards, overseen_groups
from palier.web.home.steps import first_steps
from palier.web.home.waiting import waiting_for
from palier.web.shell.navigation import ADMINISTRATION, links
from palier.web.shell.pages import page
from palier.web.shell.requests import Request


def home(request: Request) -> HttpResponse:
    """What waits for this person, its groups, and what to do first where there is nothing."""
    actor = request.actor
    context = {
        "greeting": f"Bonjour {actor.label}",
        "mandates": sorted(role.label for role in actor.mandates),
        "waiting": waiting_for(actor, clock.today()),
        "steps": first_steps(actor),
        "groups": group_cards(actor, clock.now()),
        "overseen": overseen_groups(actor),
        "administration": links(ADMINISTRATION, actor, request.path),
        "today": clock.today(),
    }
    return page(request, "home/home.html", context)
