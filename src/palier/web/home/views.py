"""The home screen."""

from django.http import HttpResponse

from palier.kernel import clock
from palier.web.home.groups import asleep_panel, due_panel, group_cards
from palier.web.home.promised import PromisedActions
from palier.web.home.steps import first_steps
from palier.web.home.waiting import SHOWN, health_for, waiting_for
from palier.web.shell.navigation import ADMINISTRATION, links
from palier.web.shell.pages import page
from palier.web.shell.requests import Request


def home(request: Request) -> HttpResponse:
    """What waits for this person, its groups, and what to do first where there is nothing."""
    actor, today = request.actor, clock.today()
    cards = group_cards(actor, clock.now(), today)
    promised = PromisedActions(actor, today, shown=SHOWN)
    context = {
        "greeting": f"Bonjour {actor.label}",
        "mandates": sorted(role.label for role in actor.mandates),
        "waiting": waiting_for(actor, today, promised),
        "health": [*asleep_panel(cards), *due_panel(actor, cards, today), *health_for(actor, promised)],
        "steps": first_steps(actor),
        "groups": [card for card in cards if not card.is_overseen],
        "overseen": [card for card in cards if card.is_overseen],
        "administration": links(ADMINISTRATION, actor, request.path),
        "today": today,
    }
    return page(request, "home/home.html", context)
