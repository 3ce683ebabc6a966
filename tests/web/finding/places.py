"""A few more rows than the world holds, spread over places, days, states and levels."""

from datetime import timedelta

from palier.access.levels import Level
from palier.cycle.catalogue.models import Category
from palier.territory.models import Commune, Place, PlaceKind
from tests.cast import NOW, TODAY
from tests.world import World

# Metres north of the first one, in degrees of latitude: none, 90 m, 2 km.
STEPS = (0.0, 0.0008, 0.018)


def spread(world: World) -> World:
    """Three places with a position, and problems and reports at each, two of them for the police alone."""
    stage, alice = world.stage, world.stage.actor("alice")
    commune = Commune.objects.create(
        insee="04070", name="Digne-les-Bains", department=world.cast.group.district.department,
        district=world.cast.group.district,
    )  # fmt: skip
    kind = PlaceKind.objects.get_or_create(code="parking", defaults={"label": "Parking"})[0]
    places = [
        Place.objects.create(
            kind=kind, name=f"Parking {number}", address="", latitude=44.09 + step, longitude=6.23, commune=commune,
            search_words=f"parking {number}", created_at=NOW,
        )
        for number, step in enumerate(STEPS)
    ]  # fmt: skip
    other = Category.objects.exclude(family="A").order_by("code")[0]
    for number, place in enumerate(places):
        level = Level.POLICE if number == 1 else Level.GROUP
        who = "olivier" if level == Level.POLICE else "bruno"
        report = stage.report(who, text=f"Bruit de moteurs, {number}", place=place, level=level, category=other,
                              seen_on=TODAY - timedelta(days=number))  # fmt: skip
        stage.problem(title=f"Moteurs, parking {number}", place=place, level=level, category=other, report=report)
        stage.report(text=f"Encore des moteurs, {number}", place=place)
    world.objects |= {"places": places, "other_category": other, "commune": commune, "alice": alice}
    return world
