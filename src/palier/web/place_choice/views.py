"""The lines proposed as somebody types where: the same ones that « Chercher » brings without script."""

from django.http import HttpResponse

from palier.access.grants import Verb
from palier.kernel import clock
from palier.web.place_choice.forms import PlaceChoiceForm
from palier.web.shell.access import needs
from palier.web.shell.pages import page
from palier.web.shell.requests import Request


@needs(Verb.REPORT_FILE)
def lines(request: Request) -> HttpResponse:
    """The places and addresses that answer what is being typed."""
    form = PlaceChoiceForm(request.GET, actor=request.actor, today=clock.today()).without_errors()
    return page(request, "place_choice/page.html", {"form": form}, partial="lines")
