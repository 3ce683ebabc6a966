"""A place named on another screen leads to its own page."""

from django.urls import reverse
from django.utils.html import format_html

from palier.access.actor import Actor
from palier.territory.models import Place


def place_link(actor: Actor, place: Place) -> str:
    """The name of the place, as a link when this reader may open its page."""
    if not Place.objects.visible_to(actor).filter(pk=place.pk).exists():
        return str(place)
    return format_html('<a href="{}">{}</a>', reverse("territory:place", args=[place.pk]), place)
