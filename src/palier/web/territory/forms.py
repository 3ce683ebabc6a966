"""Forms of the territory: places, searches, files of boundaries, kinds of place."""

import json
from typing import Any

from django import forms

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.access.levels import Level
from palier.geo.shapes import BadShape, read_shape
from palier.partners.models import Group
from palier.territory.boundaries import LABELS, MAX_MEGABYTES, Kind
from palier.territory.lookup import sectors_of
from palier.territory.models import Place, PlaceKind, Sector
from palier.territory.queries import active_kinds
from palier.territory.services import Position
from palier.web.shell.fields import LevelField, PinField, UploadField
from palier.web.shell.forms import PalierForm

BOTH = "both"


class PlaceForm(PalierForm):
    """A place: what it is, what people call it, where it is."""

    kind = forms.ModelChoiceField(label="Type de lieu", queryset=PlaceKind.objects.none(), empty_label="Choisissez…")
    name = forms.CharField(
        label="Nom d’usage",
        max_length=150,
        help_text="Celui que les habitants emploient : « Hall B des Tilleuls », « derrière le gymnase ».",
    )
    address = forms.CharField(label="Adresse", max_length=200, required=False)
    latitude = PinField(required=False)
    longitude = PinField(required=False)
    geometry = forms.JSONField(required=False, widget=forms.HiddenInput)
    sector = forms.ChoiceField(label="Secteur", required=False)

    def __init__(self, *args: Any, actor: Actor, place: Place | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = active_kinds()
        self.fields["kind"].queryset = kinds | PlaceKind.objects.filter(pk=place.kind_id) if place else kinds
        if place is None:
            self._ask_group(actor)
        self._ask_sector()

    def clean(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["position"] = self._position(cleaned)
        return cleaned

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of the services, position included."""
        cleaned = self.cleaned_data
        found = {name: cleaned[name] for name in ("kind", "name", "address", "position")}
        if "level" in self.fields:
            found["level"] = cleaned["level"]
            found["group_id"] = cleaned["group"].pk
        return found

    def _ask_group(self, actor: Actor) -> None:
        ids = groups_where(actor, Verb.PLACE_EDIT)
        groups = Group.objects.visible_to(actor).filter(pk__in=ids)
        self.fields["group"] = forms.ModelChoiceField(label="Au nom du groupe", queryset=groups, empty_label=None)
        if len(ids) == 1:
            self.fields["group"].widget = forms.HiddenInput()
            self.fields["group"].initial = next(iter(ids))
        clearances = [actor.clearance_in(group) or Level.GROUP for group in ids] or [Level.GROUP]
        offered = [level for level in (Level.POPULATION, Level.GROUP, Level.POLICE) if level <= max(clearances)]
        self.fields["level"] = LevelField(levels=offered, initial=Level.POPULATION)

    def _ask_sector(self) -> None:
        """All sectors without a pin; those in question on a boundary; nothing when the pin answers by itself."""
        found = self._found_sectors()
        if found is None:
            choices = [("", "Sans repère sur la carte, choisissez…")]
            choices += [(str(sector.pk), str(sector)) for sector in Sector.objects.defer("geometry")]
            self.fields["sector"].choices = choices
        elif len(found) > 1:
            choices = [(str(sector.pk), str(sector)) for sector in found]
            choices.append((BOTH, "Aux deux"))
            self.fields["sector"] = forms.ChoiceField(
                label="Ce lieu est sur une limite : à quel secteur appartient-il ?",
                choices=choices,
                widget=forms.RadioSelect,
                required=False,
            )
        else:
            del self.fields["sector"]

    def _found_sectors(self) -> list[Sector] | None:
        source = self.data if self.is_bound else self.initial
        geometry = source.get("geometry") or ""
        try:
            if not geometry:
                point = [float(str(source.get(axis, "")).replace(",", ".")) for axis in ("longitude", "latitude")]
                geometry = {"type": "Point", "coordinates": point}
            shape = read_shape(json.loads(geometry) if isinstance(geometry, str) else geometry)
        except (ValueError, BadShape):
            return None
        return sectors_of(shape)

    def _position(self, cleaned: dict[str, Any]) -> Position | None:
        chosen = cleaned.get("sector") or ""
        found = self._found_sectors() or []
        sectors = found[:2] if chosen == BOTH else list(Sector.objects.filter(pk=chosen)) if chosen else []
        geometry, latitude, longitude = (cleaned.get(name) for name in ("geometry", "latitude", "longitude"))
        if geometry is None and latitude is None and longitude is None and not sectors:
            return None
        return Position(latitude, longitude, geometry, sectors)


class SearchForm(PalierForm):
    """A search by words."""

    q = forms.CharField(label="Rechercher", required=False, max_length=200)


class AddressSearchForm(PalierForm):
    """The address search; its results come as one types."""

    q = forms.CharField(
        label="Chercher une adresse",
        required=False,
        max_length=200,
        help_text="Numéro et rue, dans l’ordre que vous voulez. Les abréviations et une faute de frappe sont comprises.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class BoundariesForm(PalierForm):
    """A GeoJSON file and what it draws."""

    kind = forms.ChoiceField(label="Ce que le fichier contient", choices=[(kind.value, LABELS[kind]) for kind in Kind])
    file = UploadField(
        label="Fichier GeoJSON",
        accepts=(".geojson", ".json"),
        help_text=f"En WGS 84 (longitude, latitude), {MAX_MEGABYTES} Mo au plus.",
    )
    is_fictional = forms.BooleanField(label="Ces contours sont fictifs (démonstration)", required=False)


class KindForm(PalierForm):
    """A new kind of place."""

    label = forms.CharField(label="Libellé", max_length=100)
    is_building_part = forms.BooleanField(label="C’est une partie d’immeuble", required=False)


class KindLabelForm(PalierForm):
    """The words of a kind of place."""

    label = forms.CharField(label="Libellé", max_length=100)
