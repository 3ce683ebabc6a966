"""Forms of the territory: places, searches, files of boundaries, kinds of place."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.access.levels import Level
from palier.geo.shapes import BadShape, read_shape
from palier.partners.models import Group, Organisation, Stewardship
from palier.territory.boundaries import LABELS, MAX_MEGABYTES, Kind
from palier.territory.lookup import sectors_of
from palier.territory.models import Place, PlaceKind, Sector
from palier.territory.queries import active_kinds
from palier.territory.services import Position
from palier.web.shell.fields import DateField, LevelField, PinField, UploadField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField, UnscreenedField

BOTH = "both"


class GeometryField(forms.JSONField):
    """A shape drawn on the map, hidden; empty when nothing is drawn."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """The shape as sent; one nested without end is no shape."""
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise forms.ValidationError("Ce tracé n’est pas lisible. Recommencez-le sur la carte.") from error

    def prepare_value(self, value: Any) -> Any:
        """Nothing drawn is an empty box, not the word null."""
        return super().prepare_value(value) if value else ""

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was sent, shown again; an unreadable shape is sent back as it came."""
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return ""


class PlaceForm(PalierForm):
    """A place: what it is, what people call it, where it is."""

    base_fields: dict[str, forms.Field]

    kind = forms.ModelChoiceField(label="Type de lieu", queryset=PlaceKind.objects.none(), empty_label="Choisir…")
    name = ScreenedTextField(
        label="Nom d’usage",
        max_length=150,
        help_text="Celui que les habitants emploient : « Hall B des Tilleuls », « derrière le gymnase ».",
    )
    address = ScreenedTextField(label="Adresse", max_length=200, required=False)
    latitude = PinField(required=False)
    longitude = PinField(required=False)
    geometry = GeometryField(required=False)
    sector = forms.ChoiceField(label="Secteur", required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        actor: Actor,
        place: Place | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.found = _sectors_found(data if data is not None else initial or {})
        # The fields that depend on the case are put in before the base draws them.
        self.base_fields = {**self.base_fields, **({} if place else _ownership(actor))}
        self.base_fields.pop("sector")
        if (asked := _sector_question(self.found)) is not None:
            self.base_fields["sector"] = asked
        kinds = active_kinds()
        super().__init__(data, initial=initial)
        self.fields["kind"].queryset = kinds | PlaceKind.objects.filter(pk=place.kind_id) if place else kinds

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

    def _position(self, cleaned: dict[str, Any]) -> Position | None:
        chosen = cleaned.get("sector") or ""
        sectors = (self.found or [])[:2] if chosen == BOTH else list(Sector.objects.filter(pk=chosen)) if chosen else []
        geometry, latitude, longitude = (cleaned.get(name) for name in ("geometry", "latitude", "longitude"))
        if geometry is None and latitude is None and longitude is None and not sectors:
            return None
        return Position(latitude, longitude, geometry, sectors)


def _ownership(actor: Actor) -> dict[str, forms.Field]:
    """In the name of which group, and who will read."""
    ids = groups_where(actor, Verb.PLACE_EDIT)
    groups = Group.objects.visible_to(actor).filter(pk__in=ids)
    group = forms.ModelChoiceField(label="Au nom du groupe", queryset=groups, empty_label=None)
    if len(ids) == 1:
        group.widget = forms.HiddenInput()
        group.initial = next(iter(ids))
    clearance = max((actor.clearance_in(one) or Level.GROUP for one in ids), default=Level.GROUP)
    levels = [level for level in (Level.POPULATION, Level.GROUP, Level.POLICE) if level <= clearance]
    return {"group": group, "level": LevelField(levels=levels, initial=Level.POPULATION)}


def _sector_question(found: list[Sector] | None) -> forms.Field | None:
    """All sectors without a pin; those in question on a boundary; nothing when the pin answers by itself."""
    if found is None:
        choices = [("", "Sans repère sur la carte, choisir…")]
        choices += [(str(sector.pk), str(sector)) for sector in Sector.objects.defer("geometry")]
        return forms.ChoiceField(label="Secteur", choices=choices, required=False)
    if len(found) > 1:
        choices = [*((str(sector.pk), str(sector)) for sector in found), (BOTH, "Aux deux")]
        label = "Ce lieu est sur une limite : à quel secteur appartient-il ?"
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=False)
    return None


def _sectors_found(given: Mapping[str, Any]) -> list[Sector] | None:
    """The sectors of what is drawn or pinned; None when nothing readable is."""
    geometry = given.get("geometry") or "null"
    try:
        geometry = json.loads(geometry) if isinstance(geometry, str) else geometry
        if not geometry:
            point = [float(str(given.get(axis, "")).replace(",", ".")) for axis in ("longitude", "latitude")]
            geometry = {"type": "Point", "coordinates": point}
        return sectors_of(read_shape(geometry))
    except (ValueError, RecursionError, BadShape):
        return None


class StewardForm(PalierForm):
    """Who owns or manages a place, since when."""

    organisation = forms.ModelChoiceField(
        label="Organisation",
        queryset=Organisation.objects.filter(closed_on__isnull=True),
        empty_label="Choisir…",
        help_text="Elle manque ? Ajoutez-la d’abord à l’annuaire.",
    )
    kind = forms.ChoiceField(label="À quel titre", choices=Stewardship.Kind.choices, widget=forms.RadioSelect)
    since = DateField(label="Depuis le", required=False)


class StewardEndForm(PalierForm):
    """The day from which an organisation no longer owns or manages a place."""

    on = DateField(label="À la date du")


class PlaceFilterForm(PalierForm):
    """Places by words and by sector: one's own sectors first."""

    EVERYWHERE = "tous"

    q = UnscreenedField(
        why="une recherche, jamais conservée", label="Nom, adresse ou commune", required=False, max_length=200
    )
    sector = forms.ChoiceField(label="Secteur", required=False)

    def __init__(self, data: Mapping[str, Any], *, own: list[Sector]) -> None:
        super().__init__(data)
        self.own = own
        self.every = {str(sector.pk): sector for sector in Sector.objects.defer("geometry")}
        mine = [("", "Ceux de mes groupes"), (self.EVERYWHERE, "Tous")] if own else [("", "Tous")]
        self.fields["sector"].choices = [*mine, *((key, str(sector)) for key, sector in self.every.items())]

    @property
    def sectors(self) -> list[Sector]:
        """The sectors asked for; none when every place is."""
        chosen = self.cleaned_data.get("sector", "") if self.is_valid() else ""
        if chosen == self.EVERYWHERE:
            return []
        return [self.every[chosen]] if chosen else self.own


class AddressSearchForm(PalierForm):
    """The address search; its results come as one types."""

    q = UnscreenedField(
        why="une recherche, jamais conservée",
        label="Chercher une adresse",
        required=False,
        max_length=200,
        help_text="Numéro et rue, dans n’importe quel ordre ; abréviations et fautes de frappe sont comprises.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class BoundariesForm(PalierForm):
    """A GeoJSON file and what it draws."""

    kind = forms.ChoiceField(
        label="Ce que le fichier contient", choices=[("", "Choisir…"), *((kind.value, LABELS[kind]) for kind in Kind)]
    )
    file = UploadField(
        label="Fichier GeoJSON",
        accepts=(".geojson", ".json"),
        help_text=f"En WGS 84 (longitude, latitude), {MAX_MEGABYTES} Mo au plus.",
    )
    is_fictional = forms.BooleanField(label="Ces contours sont fictifs (démonstration)", required=False)


class KindForm(PalierForm):
    """A new kind of place."""

    label = ScreenedTextField(label="Libellé", max_length=100)
    is_building_part = forms.BooleanField(label="C’est une partie d’immeuble", required=False)


class KindLabelForm(PalierForm):
    """The words of a kind of place."""

    label = ScreenedTextField(label="Libellé", max_length=100)
