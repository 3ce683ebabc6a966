"""Who owns or manages a place: said, and said to be over."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb, require
from palier.kernel import clock
from palier.partners.models import Stewardship
from palier.partners.services.stewardships import end_stewardship, give_stewardship
from palier.territory.models import Place
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request
from palier.web.territory.forms import StewardEndForm, StewardForm


@needs(Verb.PLACE_EDIT)
def give(request: Request, pk: UUID) -> HttpResponse:
    """Say which organisation owns or manages the place."""
    place = get_object_or_404(Place.objects.visible_to(request.actor), pk=pk)
    require(request.actor, Verb.PLACE_EDIT, place.group_id)
    form = StewardForm(request.POST or None, initial={"kind": Stewardship.Kind.MANAGER})
    if form.is_valid() and form.carry_out(
        give_stewardship, actor=request.actor, place=place, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "territory:place", "C’est noté.", pk=pk)
    context = {"form": form, "place": place, "lead": "", "title": "Indiquer le propriétaire ou le gestionnaire"}
    return page(request, "territory/steward.html", context)


@needs(Verb.PLACE_EDIT)
def end(request: Request, pk: UUID) -> HttpResponse:
    """Say that an organisation no longer owns or manages the place; what was true before stays."""
    places = Place.objects.visible_to(request.actor)
    stewardship = get_object_or_404(Stewardship.objects.select_related("organisation", "place"), pk=pk)
    place = get_object_or_404(places, pk=stewardship.place_id)
    require(request.actor, Verb.PLACE_EDIT, place.group_id)
    form = StewardEndForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid() and form.carry_out(
        end_stewardship, actor=request.actor, stewardship=stewardship, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "territory:place", "C’est noté ; l’historique reste.", pk=place.pk)
    lead = f"{stewardship.organisation.name}, {stewardship.get_kind_display().lower()}"
    context = {"form": form, "place": place, "lead": lead, "title": "N’est plus propriétaire ou gestionnaire"}
    return page(request, "territory/steward.html", context)
