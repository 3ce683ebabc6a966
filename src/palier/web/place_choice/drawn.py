"""A place that is drawn on a map, or taken where one stands, when no known place and no address says it."""

import json
from datetime import date, datetime
from typing import Any

from django import forms

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.geo.shapes import BadShape, Shape, inner_point, read_shape, to_geojson
from palier.kernel.errors import Refused
from palier.partners.models import Group
from palier.territory.lookup import sectors_of
from palier.territory.models import Place, Sector
from palier.territory.services import Position, create_place
from palier.web.place_choice.candidates import ADDRESS, KIND_NEEDED, NEW, PLACE
from palier.web.place_choice.forms import PlaceChoiceForm

LONGEST = 20_000


class DrawnPlaceForm(PlaceChoiceForm):
    """The choice of a place, or a point, a stretch of street, an area drawn on the map; what was typed names it.

    A known place or an address that is chosen says where it is: the drawing then counts for nothing.
    """

    # Filled by the map: `geometry` says all, the two others are what the map component writes beside it.
    latitude = forms.CharField(required=False, widget=forms.HiddenInput, max_length=30)
    longitude = forms.CharField(required=False, widget=forms.HiddenInput, max_length=30)
    geometry = forms.CharField(required=False, widget=forms.HiddenInput, max_length=LONGEST)

    def __init__(self, data: Any = None, *, actor: Actor, today: date, **kwargs: Any) -> None:
        super().__init__(data, actor=actor, today=today, **kwargs)
        if self.drawn is not None:
            self.fields["place"].required = False

    @property
    def drawn(self) -> Shape | None:
        """The shape that says where it is, or None when a line was chosen or nothing readable was drawn."""
        written = self.data.get("geometry", "") if self.is_bound else ""
        if not written or len(written) > LONGEST or self.data.get("place", "").startswith((PLACE, ADDRESS)):
            return None
        try:
            return read_shape(json.loads(written))
        except (ValueError, RecursionError, BadShape):
            return None

    @property
    def asked_for(self) -> str:
        """The place that the form speaks of, in one text: to know whether it changed since."""
        shape = self.drawn
        return "{:.6f};{:.6f}".format(*inner_point(shape)) if shape is not None else self.data.get("place", "")

    def sectors_asked(self) -> list[Sector]:
        """The sectors between which a drawing lies, as for an address."""
        shape = self.drawn
        if shape is None:
            return super().sectors_asked()
        found = sectors_of(shape)[:2]
        return found if len(found) > 1 else []

    def place_of(self, group: Group, level: Level, now: datetime) -> Place:
        """The place chosen, or the one drawn, made for this group at this level."""
        shape = self.drawn
        if shape is None:
            return super().place_of(group, level, now)
        kind = self.cleaned_data["kind"]
        if kind is None:
            raise Refused(KIND_NEEDED, field="kind")
        named = self.cleaned_data["place"].removeprefix(NEW) or self.cleaned_data["place_words"]
        return create_place(
            actor=self.actor,
            group_id=group.pk,
            kind=kind,
            name=(named or f"{kind.label}, repère sur la carte")[:150],
            position=Position(geometry=to_geojson(shape), sectors=tuple(self._sectors())),
            level=level,
            now=now,
        )
